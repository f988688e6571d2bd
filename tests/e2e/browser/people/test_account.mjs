// An account in its holder's browser: profile, bookings, password, sessions, the
// copy of their data, the end.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { makeAccount, sql } from '../../people.mjs';
import { logIn } from '../account.mjs';
import { bookOne, chooseStart, judgeAccess, judgeLayout, judgeMarkup, shoot, url, visitor } from '../site.mjs';

const path = (page) => new URL(page.url()).pathname;
const submit = (page, action) => page.click(`main form[action="${action}"] button`);

async function enter(options) {
	const who = makeAccount();
	const it = await visitor(options);
	await logIn(it.page, who);
	await it.page.waitForURL(/\/account$/);
	return { ...it, who };
}

test('a profile is kept; what is wrong is told at its field and nothing typed is lost', async () => {
	const { page, close, who } = await enter({ script: false });
	await page.goto(`${url}/account/profile`);
	await page.fill('#first_name', 'Inês');
	await page.fill('#phone', '12');
	await page.fill('#zone', 'Europe/Nowhere');
	await submit(page, '/account/profile');
	assert.match(await page.locator('#phone-why').textContent(), /country code/);
	assert.match(await page.locator('#zone-why').textContent(), /time zone of the list/);
	assert.equal(await page.inputValue('#first_name'), 'Inês');
	assert.equal(await page.inputValue('#zone'), 'Europe/Nowhere');
	await page.fill('#phone', '+351 912 345 678');
	await page.fill('#zone', 'Asia/Taipei');
	await page.fill('#tax_number', '123 456 789');
	await page.selectOption('#language', 'pt');
	await submit(page, '/account/profile');
	assert.equal(await page.locator('html').getAttribute('lang'), 'pt');
	assert.equal(await page.inputValue('#phone'), '+351912345678');
	assert.equal(await page.inputValue('#tax_number'), '123 456 789');
	await chooseStart(page, 'avaliacao-inicial');
	assert.match(await page.inputValue('#name'), /^Inês/);
	assert.equal(await page.inputValue('#email'), who.address);
	assert.equal(await page.inputValue('#phone'), '+351912345678');
	assert.equal((await page.reload()).headers()['cache-control'], 'no-store');
	await close();
});

test('what was booked as a guest with the proved address stands in the account, and opens', async () => {
	const { page, close, who } = await enter();
	const guest = await visitor();
	const link = await bookOne(guest.page, { email: who.address });
	await guest.close();
	await page.goto(`${url}/account/bookings`);
	const entry = page.locator(`a[href="${new URL(link).pathname}"]`);
	assert.equal(await entry.count(), 1);
	await entry.click();
	assert.equal(page.url(), link);
	assert.match(await page.locator('main').textContent(), /Cancel/);
	await close();
});

test('a new password asks for the old one, and logs out everywhere else', async () => {
	const { page, close, who } = await enter({ script: false });
	const other = await visitor({ script: false });
	await logIn(other.page, who);
	await page.goto(`${url}/account/password`);
	await page.fill('#current', 'not that one');
	await page.fill('#password', 'lamp river seven');
	await submit(page, '/account/password');
	assert.match(await page.locator('#current-why').textContent(), /not the password/);
	await page.fill('#current', who.password);
	await page.fill('#password', 'lamp river seven');
	await submit(page, '/account/password');
	await page.locator('.note[role=status]').waitFor();
	await other.page.goto(`${url}/account`);
	assert.equal(path(other.page), '/auth/login');
	await page.goto(`${url}/account`);
	assert.equal(path(page), '/account');
	await logIn(other.page, { address: who.address, password: 'lamp river seven' });
	assert.equal(path(other.page), '/account');
	await other.close();
	await close();
});

test('one session is ended from another', async () => {
	const { page, close, who } = await enter({ script: false });
	const other = await visitor({ script: false });
	await logIn(other.page, who);
	await page.goto(`${url}/account/sessions`);
	assert.equal(await page.locator('main li.card').count(), 2);
	await page.click('main li.card form button');
	assert.equal(await page.locator('main li.card').count(), 1);
	await other.page.goto(`${url}/account`);
	assert.equal(path(other.page), '/auth/login');
	await other.close();
	await close();
});

test('another e-mail address is asked for by a letter to it, and changes nothing before', async () => {
	const { page, close, who } = await enter({ script: false });
	await page.goto(`${url}/account/email`);
	await page.fill('#email', 'new one@example.org');
	await page.fill('#current', who.password);
	await submit(page, '/account/email');
	assert.ok(await page.locator('#email-why').count() > 0);
	const address = `n-${who.address}`;
	await page.fill('#email', address);
	await page.fill('#current', who.password);
	await submit(page, '/account/email');
	await page.locator('.note[role=status]').waitFor();
	assert.deepEqual(sql(`select count(*) from account_link where kind = 'change' and email = '${address}'`), [['1']]);
	assert.deepEqual(sql(`select count(*) from account where email = '${who.address}'`), [['1']]);
	await close();
});

test('the copy holds what is theirs; after erasing nobody gets in and nothing is left', async () => {
	const { page, close, who } = await enter();
	await page.goto(`${url}/account/data`);
	await page.fill('#current', who.password);
	const [file] = await Promise.all([page.waitForEvent('download'), page.click('main button.plain')]);
	const copy = JSON.parse(readFileSync(await file.path(), 'utf8'));
	assert.equal(copy.email, who.address);
	assert.equal(copy.sessions.length, 1);
	await page.goto(`${url}/account/data`);
	await page.fill('#current', who.password);
	await page.click('main button.danger');
	assert.ok(await page.locator('#sure-why').count() > 0);
	await page.fill('#current', who.password);
	await page.check('#sure');
	await page.click('main button.danger');
	await page.waitForURL(/erased=1/);
	await logIn(page, who);
	assert.ok(await page.locator('#password-why').count() > 0);
	assert.deepEqual(sql(`select count(*) from account where email = '${who.address}'`), [['0']]);
	await close();
});

const looks = [['en', 360, 'light'], ['pt', 1280, 'dark'], ['zh-TW', 360, 'dark']].map(([language, width, scheme]) => ({ language, width, scheme }));
for (const look of looks)
	test(`an account's pages hold in ${look.language}-${look.width}-${look.scheme}`, async () => {
		const { page, close } = await enter(look);
		for (const place of ['', '/bookings', '/profile', '/email', '/password', '/sessions', '/data']) {
			const what = `account${place.replace('/', '-')}-${look.language}-${look.width}-${look.scheme}`;
			await page.goto(`${url}/account${place}`);
			await judgeAccess(page, what);
			await judgeLayout(page, what);
			if (look.width === 360) await judgeMarkup(page, what);
			await shoot(page, what);
		}
		await close();
	});

for (const look of looks)
	test(`the ways in hold in ${look.language}-${look.width}-${look.scheme}`, async () => {
		const { page, close } = await visitor(look);
		for (const place of ['login', 'register', 'forgotten']) {
			const what = `${place}-${look.language}-${look.width}-${look.scheme}`;
			await page.goto(`${url}/auth/${place}`);
			await judgeAccess(page, what);
			await judgeLayout(page, what);
			await judgeMarkup(page, what);
			await shoot(page, what);
		}
		await close();
	});
