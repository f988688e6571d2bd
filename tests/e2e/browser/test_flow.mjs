// From the list of studios to a cancelled booking, with scripts and without,
// on a phone and on a desk.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import ICAL from 'ical.js';
import { bookOne, chooseStart, fillDetails, shoot, url, visitor } from './site.mjs';

const calendarOf = async (page) => {
	const answer = await page.context().request.get(`${page.url().split('?')[0]}/calendar.ics`);
	assert.equal(answer.status(), 200);
	assert.match(answer.headers()['content-type'], /^text\/calendar; charset=utf-8/);
	return new ICAL.Component(ICAL.parse(await answer.text())).getFirstSubcomponent('vevent');
};

for (const script of [true, false])
	for (const width of [360, 1280])
		test(`a guest books and cancels ${script ? 'with' : 'without'} scripts, ${width} px wide`, async () => {
			const { page, context, close } = await visitor({ script, width, language: 'en' });

			await page.goto(`${url}/`);
			await page.getByRole('link', { name: 'Clínica Ribeira' }).click();
			await page.getByRole('link', { name: 'Book Avaliação inicial' }).click();
			await page.getByRole('link', { name: /Inês Carvalho/ }).click();
			await page.waitForURL(/staff=ines-carvalho/);
			await page.getByRole('link', { name: /^Later/ }).click();
			await page.waitForURL(/month=/);
			await page.locator('.month td a').nth(3).click();
			await page.waitForURL(/day=/);
			assert.equal(await page.locator('.month td a[aria-current="date"]').count(), 1);
			const time = await page.locator('.times a time').first().textContent();
			await page.locator('.times a').first().click();
			await page.waitForURL(/details\?staff=ines-carvalho&start=/);

			await fillDetails(page, { note: 'Venho de muletas.' });
			assert.match(await page.locator('button.large').textContent(), new RegExp(`Book .*${time}.*€45.00`));
			await page.click('button.large');
			await page.waitForURL(/\/b\/[a-z2-7]{16}$/);
			const address = page.url();
			assert.match(await page.locator('h1').textContent(), new RegExp(`${time}–`));
			assert.match(await page.locator('article').textContent(), /Confirmed[^]*Inês Carvalho[^]*Gabinete/);
			assert.equal(await page.locator('.tick').count(), 1);

			const link = await page.inputValue('#manage');
			assert.match(link, /\/b\/[A-Za-z0-9_-]{22}$/);
			const event = await calendarOf(page);
			assert.equal(event.getFirstPropertyValue('status'), 'CONFIRMED');
			assert.equal(event.getFirstPropertyValue('url'), address);

			await context.clearCookies();
			assert.equal((await page.goto(address)).status(), 404);
			await page.goto(link);
			assert.equal(page.url(), address);
			assert.equal(await page.locator('#manage').count(), 0);

			await page.getByRole('link', { name: 'Cancel booking…' }).click();
			await page.fill('#reason', 'Estou doente.');
			await page.getByRole('button', { name: 'Cancel booking' }).click();
			await page.waitForURL(/now=cancelled/);
			assert.match(await page.locator('article').textContent(), /Your booking is cancelled/);
			const cancelled = await calendarOf(page);
			assert.equal(cancelled.getFirstPropertyValue('status'), 'CANCELLED');
			assert.equal(cancelled.getFirstPropertyValue('uid'), event.getFirstPropertyValue('uid'));
			assert.ok(cancelled.getFirstPropertyValue('sequence') > event.getFirstPropertyValue('sequence'));
			await page.goto(address);
			assert.equal(await page.getByRole('link', { name: /Cancel/ }).count(), 0);
			await close();
		});

test('mistakes are told at the field and above, and nothing typed is lost', async () => {
	const { page, close } = await visitor();
	await chooseStart(page, 'avaliacao-inicial');
	await page.fill('#name', 'Ana');
	await page.fill('#email', 'ana@');
	await page.fill('#note', 'a note,\nof two lines <b>');
	await page.locator('[name="answers/1"]').nth(1).check();
	await page.click('button.large');
	await page.waitForSelector('.note.bad');
	assert.equal(await page.inputValue('#name'), 'Ana');
	assert.equal(await page.inputValue('#email'), 'ana@');
	assert.equal(await page.inputValue('#note'), 'a note,\nof two lines <b>');
	assert.ok(await page.locator('[name="answers/1"]').nth(1).isChecked());
	for (const link of await page.locator('.note.bad a').all()) {
		const target = await link.getAttribute('href');
		assert.equal(await page.locator(`[id="${target.slice(1)}"]`).count(), 1, target);
	}
	assert.equal(await page.locator('#email').getAttribute('aria-invalid'), 'true');
	assert.ok(await page.locator('.note.bad').evaluate((it) => it === document.activeElement));
	await close();
});

test('a start taken meanwhile is answered with others, one press away', async () => {
	const first = await visitor();
	const second = await visitor({ width: 360 });
	await chooseStart(first.page, 'pos-operatorio', 21);
	await second.page.goto(first.page.url());
	for (const { page } of [first, second]) {
		await page.fill('#name', 'Rui Fonseca');
		await page.fill('#phone', `+3519123${String(Math.floor(Math.random() * 1e5)).padStart(5, '0')}`);
		await page.fill('[name="answers/0"]', 'Menisco, em março.');
		await page.fill('#note', 'Só de manhã.');
		await page.check('#terms');
	}
	await first.page.click('button.large');
	await first.page.waitForURL(/\/b\//);
	const answer = second.page.waitForResponse((r) => r.request().method() === 'POST');
	await second.page.click('button.large');
	assert.equal((await answer).status(), 409);
	assert.ok((await second.page.locator('.offer').count()) > 1);
	await second.page.locator('.offer').first().click();
	await second.page.waitForURL(/\/b\//);
	const told = await second.page.locator('article').textContent();
	assert.match(told, /Só de manhã\.[^]*Menisco, em março\./);
	await first.close();
	await second.close();
});

test('a form sent twice books once', async () => {
	const { page, context, close } = await visitor();
	await chooseStart(page, 'avaliacao-inicial', 14);
	await fillDetails(page);
	const [form, action] = await page.locator('form.form').evaluate((it) => [new URLSearchParams(new FormData(it)).toString(), it.action]);
	const send = () =>
		context.request.post(action, {
			data: form,
			headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: url },
			maxRedirects: 0,
		});
	const answers = await Promise.all([send(), send(), send()]);
	assert.deepEqual(answers.map((a) => a.status()), [303, 303, 303]);
	assert.equal(new Set(answers.map((a) => a.headers().location)).size, 1);
	await close();
});

test('the code on the page is read by another program as the booking', { skip: spawnSync('zbarimg', ['--version']).error && 'no zbarimg' }, async () => {
	const { page, close } = await visitor();
	const address = await bookOne(page, { days: 30 });
	const picture = await page.locator('.qr svg').screenshot({ scale: 'css' });
	const run = spawnSync('zbarimg', ['--quiet', '--raw', '-'], { input: picture });
	assert.equal(run.stdout.toString().trim(), address);
	await close();
});

test('the visitor\'s own time stands beside the studio\'s', async () => {
	const { page, close } = await visitor({ zone: 'Asia/Taipei' });
	await page.goto(`${url}/s/ribeira/book/fisioterapia`);
	const [studio, own] = await page.locator('.times li').first().evaluate((it) => [it.querySelector('time').textContent, it.querySelector('.own-time').firstChild.textContent]);
	const hours = (text) => Number(text.match(/(\d\d):\d\d$/)[1]);
	assert.ok([7, 8].includes((hours(own) - hours(studio) + 24) % 24), `${studio} is ${own}`);
	assert.match(await page.locator('.zone').textContent(), /Europe\/Lisbon[^]*Asia\/Taipei/);
	await close();
});

test('the language asked for is kept on the pages after it', async () => {
	const { page, close } = await visitor({ language: 'en' });
	await page.goto(`${url}/s/lumen`);
	await page.locator('details.menu summary').click();
	await page.getByRole('link', { name: '繁體中文' }).click();
	assert.equal(await page.locator('html').getAttribute('lang'), 'zh-TW');
	await page.goto(`${url}/s/ribeira/book/fisioterapia`);
	assert.equal(await page.locator('html').getAttribute('lang'), 'zh-TW');
	await close();
});

test('a start that somebody else takes goes from the open page, with a word', async () => {
	const watcher = await visitor();
	const other = await visitor();
	await chooseStart(other.page, 'drenagem-linfatica', 25);
	const start = new URL(other.page.url()).searchParams.get('start');
	await watcher.page.goto(`${url}/s/ribeira/book/drenagem-linfatica?day=${start.slice(0, 10)}`);
	const link = watcher.page.locator(`.times a[href*="${start}"]`);
	assert.equal(await link.count(), 1);
	await watcher.page.waitForTimeout(500);
	await other.page.fill('#name', 'Helena Barbosa');
	await other.page.fill('#phone', `+3519124${String(Math.floor(Math.random() * 1e5)).padStart(5, '0')}`);
	await other.page.check('#terms');
	await other.page.click('button.large');
	await other.page.waitForURL(/\/b\//);
	await watcher.page.locator('.times .taken').first().waitFor({ timeout: 3000 });
	await shoot(watcher.page, 'service-taken');
	assert.match(await watcher.page.locator('[data-live]').textContent(), /just taken/);
	await watcher.page.waitForFunction(() => !document.querySelector('.times .taken'));
	assert.equal(await link.count(), 0);

	const shown = await other.context.newPage();
	await shown.goto(other.page.url());
	await other.page.getByRole('link', { name: 'Cancel booking…' }).click();
	await other.page.getByRole('button', { name: 'Cancel booking' }).click();
	await shown.locator('.state.cancelled').waitFor({ timeout: 5000 });
	await link.waitFor({ timeout: 9000 });
	await watcher.close();
	await other.close();
});
