// The panel in a browser: members of each role find bookings and act on them, with
// and without scripts, by keyboard alone; in every language, narrow and wide.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { ask, makeAccount, makeStudio, quote, sql, starts, wish } from '../people.mjs';
import { judgeAccess, judgeLayout, judgeMarkup, languages, shoot, url, visitor } from '../browser/site.mjs';

const long = 'Maria do Carmo Albuquerque e Vasconcelos de Sousa Coutinho Xy'.slice(0, 60);
const hostile = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{csrf}}';
let studio, desk, members;

const book = async (start, customer, more = {}) => {
	const answer = await ask('POST', `/api/v1/studios/${studio}/bookings`, { json: wish(start, { customer, ...more }) });
	assert.equal(answer.status, 201, answer.text);
	return answer.json.id;
};
// Minutes ago, each at another, so that the day's steps are due.
let begun = 0;
const begin = (id) => sql(`
with o as (update occasion set starts = t.at, ends = t.at + interval '1 min'
  from (select date_trunc('minute', now()) - interval '${5 + 2 * begun++} min' as at) t
 where id = (select occasion_id from booking where public_id = ${quote(id)}) returning id, starts, ends)
update claim set blocked = tstzrange(o.starts, o.ends) from o where occasion_id = o.id;`);

// A zone where it is about noon, so that a quarter of an hour ago was the same day.
const noon = () => {
	const offset = 12 - new Date().getUTCHours();
	return `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
};

before(async () => {
	studio = makeStudio({ staff: 3, zone: noon() });
	desk = `${url}/admin/${studio}/bookings`;
	const times = await starts(studio, 3);
	members = Object.fromEntries(['owner', 'manager', 'reception', 'staff'].map((role) =>
		[role, makeAccount({ role, studio, ...(role === 'staff' && { staff: 's1' }), name: `The ${role}` })]));
	for (let i = 0; i < 5; i++)
		await book(times[i], { name: i === 0 ? long : `Person ${i}`, email: `person.${i}.${studio}@example.org`, phone: `+3519123456${10 + i}` },
			{ staff: `s${1 + (i % 3)}`, note: i === 1 ? 'First line,\nsecond line,\nthird line of a note.' : '' });
	await book(times[7], { name: 'محمد عبد الله', phone: '+351912345699' });
	await book(times[8], { name: hostile, phone: '+351912345698' }, { note: hostile.repeat(3) });
});

async function enter(page, { address, password }) {
	await page.goto(`${url}/auth/login`);
	await page.fill('#email', address);
	await page.fill('#password', password);
	await page.click('main form .button');
	await page.waitForURL(`${desk}**`);
}

const booked = async (staff, more) => {
	const day = (n) => new Date(Date.now() + n * 86400000).toISOString().slice(0, 10);
	const free = await ask('GET', `/api/v1/studios/${studio}/slots?service=visit&staff=${staff}&from=${day(2)}&to=${day(4)}`);
	const { start } = free.json.slots[0];
	return book(start, { name: 'Walk Through', email: `walk.${Math.random()}@example.org` }, { staff, ...more });
};
const says = (page, words) => page.locator('.sheet header').getByText(words).first().waitFor();
const because = async (page, reason) => {
	await page.fill('#reason', reason);
	await page.locator('form .buttons button').click();
};

for (const role of ['owner', 'manager', 'reception', 'staff'])
	test(`${role}: from the list to a booking and through its day`, async () => {
		const script = role !== 'reception';
		const { page, close } = await visitor({ script });
		await enter(page, members[role]);
		const id = await booked('s1');
		begin(id);
		await page.goto(desk);
		await page.getByRole('link', { name: 'Walk Through' }).first().click();
		await page.waitForURL(`${desk}/${id}`);
		await page.getByRole('button', { name: 'Check in' }).click();
		await says(page, 'Done. The booking is now:');
		await page.getByRole('button', { name: 'Start' }).click();
		await says(page, 'In service');
		await page.getByRole('button', { name: 'Complete' }).click();
		await says(page, 'Completed');
		await page.getByRole('link', { name: 'Take completion back' }).click();
		await because(page, '');
		await page.getByText('Say why').waitFor();
		await because(page, 'Pressed too early');
		await says(page, 'In service');
		await page.getByText('Pressed too early').waitFor();
		await page.getByText(`The ${role}`).first().waitFor();

		const other = await booked('s1');
		await page.goto(`${desk}/${other}`);
		await page.getByRole('link', { name: 'Move' }).click();
		await page.locator('.starts-of label').last().click();
		await page.getByRole('button', { name: 'Move to this time' }).click();
		await says(page, 'Done. This is the new time.');
		await page.getByRole('link', { name: 'Cancel booking' }).click();
		await because(page, 'We are ill.');
		await says(page, 'Cancelled');
		begin(other);

		const third = await booked('s1');
		begin(third);
		await page.goto(`${desk}/${third}`);
		await page.getByRole('button', { name: 'Did not come' }).click();
		await says(page, 'No-show');
		await page.getByRole('link', { name: 'Came late: check in' }).click();
		await because(page, 'Stood before the door');
		await says(page, 'Checked in');
		sql(`update service set approval = true where studio_id = (select id from studio where slug = ${quote(studio)})`);
		const [yes, no] = [await booked('s1'), await booked('s2')];
		sql(`update service set approval = false where studio_id = (select id from studio where slug = ${quote(studio)})`);
		await page.goto(`${desk}?when=all&state=pending_approval`);
		await page.getByRole('link', { name: 'Walk Through' }).first().waitFor();
		await page.goto(`${desk}/${yes}`);
		await page.getByRole('button', { name: 'Confirm' }).click();
		await says(page, 'Confirmed');
		const answer = await page.goto(`${desk}/${no}`);
		assert.equal(answer.status(), role === 'staff' ? 404 : 200);
		if (role !== 'staff') {
			await page.getByRole('link', { name: 'Decline' }).click();
			await because(page, 'We are full.');
			await says(page, 'Declined');
		}
		await close();
	});

test('by keyboard alone: in, to a booking, and a step', async () => {
	const { page, close } = await visitor();
	await page.goto(`${url}/auth/login`);
	await page.focus('#email');
	await page.keyboard.type(members.owner.address);
	await page.keyboard.press('Tab');
	await page.keyboard.type(members.owner.password);
	await page.keyboard.press('Enter');
	await page.waitForURL(`${desk}**`);
	const id = await booked('s1');
	begin(id);
	await page.goto(`${desk}?staff=s1`);
	const walk = async (name, most = 60) => {
		for (let i = 0; i < most; i++) {
			await page.keyboard.press('Tab');
			const at = await page.evaluate(() => {
				const it = document.activeElement, box = it.getBoundingClientRect(), style = getComputedStyle(it);
				const row = it.closest('tr'), ring = row && getComputedStyle(row).outlineStyle !== 'none';
				return { text: it.innerText?.trim() || it.outerHTML.slice(0, 80), href: it.getAttribute?.('href'), seen: (style.outlineStyle !== 'none' || ring) && box.width > 0 };
			});
			assert.ok(at.seen, `the focus on "${at.text}" is not seen`);
			if (await name(at)) return;
		}
		assert.fail('never came by it');
	};
	await walk(({ href }) => href?.endsWith(id));
	await page.keyboard.press('Enter');
	await page.waitForURL(`${desk}/${id}`);
	await walk(({ text }) => text === 'Check in');
	await page.keyboard.press('Enter');
	await says(page, 'Done. The booking is now:');
	await walk(({ text }) => text.startsWith('Cancel booking'));
	await page.keyboard.press('Enter');
	await page.waitForURL(/step\?to=cancelled/);
	await walk(() => page.evaluate(() => document.activeElement.id === 'reason'));
	await close();
});

test('who comes second sees what it is now and keeps what was typed', async () => {
	const { page, close } = await visitor();
	await enter(page, members.manager);
	const id = await booked('s2');
	await page.goto(`${desk}/${id}/step?to=cancelled`);
	sql(`select booking_step_to(studio_id, id, version, 'checked_in') from booking where public_id = ${quote(id)}`);
	await because(page, 'The customer called.');
	await page.getByText('no longer as you saw it').waitFor();
	assert.equal(await page.inputValue('#reason'), 'The customer called.');
	await judgeAccess(page, 'a step that came second');
	await shoot(page, 'panel-second');
	await because(page, 'The customer called again.');
	await says(page, 'Cancelled');
	await close();
});

test('the list follows what others do', async () => {
	const { page, close } = await visitor();
	await enter(page, members.reception);
	await page.goto(`${desk}?when=all`);
	const rows = await page.locator('.lines tbody tr').count();
	await page.waitForTimeout(300);
	const id = await booked('s3');
	await page.locator(`a[href$="${id}"]`).waitFor();
	assert.equal(await page.locator('.lines tbody tr').count(), Math.min(rows + 1, 50));
	await close();
});

test('every page holds in every language, narrow and wide, in English in each of them light and dark', async () => {
	const id = sql(`select b.public_id from booking b join studio s on s.id = b.studio_id where s.slug = ${quote(studio)} and b.name = ${quote(long)}`)[0][0];
	const day = sql(`select to_char(o.starts at time zone s.zone, 'YYYY-MM-DD') from booking b join occasion o on o.id = b.occasion_id join studio s on s.id = b.studio_id where b.public_id = ${quote(id)}`)[0][0];
	const places = { list: `?day=${day}`, upcoming: '?when=upcoming', filtered: `?when=all&state=confirmed&staff=s1&q=${encodeURIComponent('محمد')}`,
		empty: '?day=2040-01-01', sheet: `/${id}`, step: `/${id}/step?to=cancelled`, gone: `/${id}/step?to=declined`, move: `/${id}/move` };
	const first = await visitor();
	await enter(first.page, members.owner);
	const cookies = (await first.context.cookies()).filter(({ name }) => name === '__Host-session');
	for (const language of languages)
		for (const [width, scheme] of [[360, 'light'], [1280, 'dark'], [360, 'dark'], [1280, 'light']].slice(0, language === 'en' ? 4 : 2)) {
			const { context, page, close } = await visitor({ width, scheme, language });
			await context.addCookies(cookies);
			for (const [name, place] of Object.entries(places)) {
				await page.goto(desk + place);
				const what = `${name}, ${language}, ${width}, ${scheme}`;
				await judgeLayout(page, what);
				if (language === 'en') await judgeAccess(page, what);
				if (language === 'en' && width === 1280 && scheme === 'light') await judgeMarkup(page, what);
				await shoot(page, `panel-${name}-${language}-${width}-${scheme}`);
			}
			await close();
		}
	await first.close();
});

test('what customers write is shown as they wrote it, and does nothing', async () => {
	const { page, close } = await visitor();
	await enter(page, members.reception);
	await page.goto(`${desk}?when=all`);
	await page.getByRole('link', { name: hostile }).click();
	await page.waitForURL(/bookings\/[a-z2-7]{16}$/);
	assert.equal(await page.locator('h1').innerText(), hostile);
	await page.getByRole('link', { name: 'Cancel booking' }).click();
	await page.fill('#reason', hostile);
	await page.locator('form .buttons button').click();
	await says(page, 'Cancelled');
	await page.locator('.trail .said').getByText(hostile).waitFor();
	await page.goto(`${desk}?when=all&q=${encodeURIComponent(hostile)}`);
	assert.equal(await page.inputValue('#q'), hostile);
	await close(); // fails on a dialog and on anything the policy refused
});

test('a day prints as a plain table', async () => {
	const { page, close } = await visitor();
	await enter(page, members.owner);
	await page.goto(`${desk}?when=upcoming`);
	await page.emulateMedia({ media: 'print' });
	for (const hidden of ['.rail', '.filters', '.tabs', '.find'])
		assert.equal(await page.locator(hidden).isVisible(), false, hidden);
	assert.equal(await page.locator('.lines thead').evaluate((it) => getComputedStyle(it).display), 'table-header-group');
	await shoot(page, 'panel-print');
	await close();
});
