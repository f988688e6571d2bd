// Second factors in a browser: an authenticator app and recovery codes without a
// script, passkeys with one, and a studio that demands one of its people.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hora, makeAccount, makeStudio, sql } from '../../people.mjs';
import { appCode, attachDevice, logIn, logOut, setAppUp } from '../account.mjs';
import { url, visitor } from '../site.mjs';

const path = (page) => new URL(page.url()).pathname;

async function typeCode(page, code) {
	await page.fill('#code', code);
	await page.click('form[action="/auth/second"] button');
}

test('an app and recovery codes work without a script', async () => {
	const who = makeAccount();
	const { page, close } = await visitor({ script: false });
	await logIn(page, who);
	assert.equal(path(page), '/account');
	await page.goto(`${url}/account/factors/app`);
	const first = await page.locator('main details code').textContent();
	await page.fill('#code', '12 34');
	await page.click('form[action="/account/factors/app"] button');
	assert.equal(await page.locator('main details code').textContent(), first, 'a wrong code keeps the secret');
	assert.match(await page.locator('#code-why').textContent(), /code of this moment/);
	const address = await page.locator('main details a').getAttribute('href');
	assert.match(address, new RegExp(`^otpauth://totp/localhost%3A[0-9]+:.*secret=${first.replace(/ /g, '')}&`));
	await page.fill('#code', appCode(first));
	await page.click('form[action="/account/factors/app"] button');
	assert.equal(path(page), '/account/factors/codes');
	await page.click('form[action="/account/factors/codes"] button');
	const codes = await page.locator('.codes code').allTextContents();
	assert.equal(new Set(codes).size, 10);
	await page.goto(`${url}/account/factors/codes`);
	assert.equal(await page.locator('.codes code').count(), 0, 'codes are shown once');

	await logOut(page);
	await logIn(page, who);
	assert.equal(path(page), '/auth/second');
	await page.goto(`${url}/account`);
	assert.equal(path(page), '/auth/login', 'a password alone opens nothing');
	await page.goto(`${url}/auth/second`);
	await typeCode(page, '000000');
	assert.match(await page.locator('#code-why').textContent(), /does not work/);
	const code = appCode(first, 1);
	await typeCode(page, code);
	assert.equal(path(page), '/account');

	await logOut(page);
	await logIn(page, who);
	await typeCode(page, code);
	assert.match(await page.locator('#code-why').textContent(), /does not work/, 'the same code again');
	await typeCode(page, codes[4].toUpperCase().replaceAll('-', ' '));
	assert.equal(path(page), '/account');
	await logOut(page);
	await logIn(page, who);
	await typeCode(page, codes[4]);
	assert.match(await page.locator('#code-why').textContent(), /does not work/, 'a recovery code again');
	await close();
});

test('five wrong codes bar the sixth, not a recovery code', async () => {
	const who = makeAccount();
	const { page, close } = await visitor({ script: false });
	await logIn(page, who);
	await setAppUp(page);
	await page.click('form[action="/account/factors/codes"] button');
	const codes = await page.locator('.codes code').allTextContents();
	await logOut(page);
	await logIn(page, who);
	for (let n = 0; n < 5; n++) await typeCode(page, '000000');
	assert.match(await page.locator('#code-why').textContent(), /does not work/);
	const [answer] = await Promise.all([page.waitForResponse(/second/), typeCode(page, '000000')]);
	assert.equal(answer.status(), 429);
	assert.match(await page.locator('[role=alert]').textContent(), /ten minutes/);
	await typeCode(page, codes[0]);
	assert.equal(path(page), '/account');
	await close();
});

test('a passkey is added, named, logs in by itself and goes', async () => {
	const who = makeAccount();
	const { page, close } = await visitor();
	const device = await attachDevice(page);
	await logIn(page, who);
	await page.waitForURL(/\/account$/);
	await page.goto(`${url}/account/factors/passkey`);
	await page.fill('#name', 'My phone');
	await page.click('form[data-passkey] button');
	await page.waitForURL(/codes/);
	assert.equal((await device.credentials()).length, 1);
	const before = await page.context().cookies();

	await logOut(page);
	await page.goto(`${url}/auth/login?next=${encodeURIComponent('/account/factors?a=1&b=2')}`);
	await page.click('a[href^="/auth/passkey"]');
	await page.click('form[data-passkey] button');
	await page.waitForURL(/\/account\/factors\?a=1&b=2$/);
	assert.match(await page.locator('li.card').textContent(), /My phone[\s\S]*Last used/);
	const session = (all) => all.find((cookie) => cookie.name === '__Host-session').value;
	assert.notEqual(session(before), session(await page.context().cookies()));

	await page.click('li.card summary');
	await page.fill('li.card input[name=name]', 'Ana’s phone');
	await page.click('li.card button:not(.danger)');
	await page.waitForURL(/factors$/);
	assert.equal(await page.locator('li.card strong').textContent(), 'Ana’s phone');

	await logOut(page);
	await logIn(page, who);
	assert.equal(path(page), '/auth/second', 'the password alone does not do any more');
	await page.click('form[data-passkey] button');
	await page.waitForURL(/\/account$/);

	await page.goto(`${url}/account/factors`);
	await page.click('li.card summary');
	await page.click('li.card .danger');
	await page.waitForURL(/factors$/);
	assert.equal(await page.locator('li.card').count(), 0);
	await logOut(page);
	await page.goto(`${url}/auth/passkey`);
	await page.click('form[data-passkey] button');
	await page.waitForSelector('[role=alert]:not([data-trouble])');
	assert.match(await page.locator('[role=alert]:not([data-trouble])').textContent(), /not accepted/);
	await close();
});

test('a device that does not know its holder opens nothing, and says so in place', async () => {
	const { page, close } = await visitor();
	const device = await attachDevice(page);
	await logIn(page, makeAccount());
	await page.waitForURL(/\/account$/);
	await page.goto(`${url}/account/factors/passkey`);
	await page.fill('#name', 'A key');
	await device.recognize(false);
	await page.click('form[data-passkey] button');
	await page.waitForSelector('[data-trouble]:not([hidden])');
	assert.match(await page.locator('[data-trouble]').textContent(), /Try again/);
	await device.recognize(true);
	await page.click('form[data-passkey] button');
	await page.waitForURL(/codes/);
	await page.goto(`${url}/account/factors/passkey`);
	await page.fill('#name', 'Again');
	await page.click('form[data-passkey] button');
	await page.waitForSelector('[data-trouble]:not([hidden])');
	assert.match(await page.locator('[data-trouble]').textContent(), /has a passkey for your account already/);
	await close();
});

test('an answer with a passkey counts once', async () => {
	const who = makeAccount();
	const { page, close } = await visitor();
	await attachDevice(page);
	await logIn(page, who);
	await page.waitForURL(/\/account$/);
	await page.goto(`${url}/account/factors/passkey`);
	await page.fill('#name', 'My phone');
	await page.click('form[data-passkey] button');
	await page.waitForURL(/codes/);
	await logOut(page);
	await page.goto(`${url}/auth/passkey`);
	const [request] = await Promise.all([
		page.waitForRequest((it) => it.method() === 'POST' && /passkey/.test(it.url())),
		page.click('form[data-passkey] button'),
	]);
	await page.waitForURL(/\/account$/);
	await logOut(page);
	await page.goto(`${url}/auth/passkey`);
	const sent = new URLSearchParams(request.postData());
	sent.set('_csrf', await page.locator('form[data-passkey] [name=_csrf]').inputValue());
	const answer = await page.context().request.post(`${url}/auth/passkey`, {
		data: sent.toString(), maxRedirects: 0,
		headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: url, 'Sec-Fetch-Site': 'same-origin' },
	});
	assert.equal(answer.status(), 422);
	await close();
});

test('a studio that demands it opens its panel to nobody with less', async () => {
	const studio = makeStudio();
	const who = makeAccount({ role: 'manager', studio });
	const { page, close } = await visitor({ script: false });
	await logIn(page, who);
	const panel = `${url}/admin/${studio}/bookings`;
	await page.goto(panel);
	assert.equal(path(page), `/admin/${studio}/bookings`);
	const owner = await visitor({ script: false });
	await logIn(owner.page, makeAccount({ role: 'owner', studio }));
	await owner.page.goto(`${url}/admin/${studio}/team`);
	await owner.page.click('a[href$="/factors"]');
	assert.match(await owner.page.locator('.choices label:has([name=manager])').textContent(), /1 person, 1 without one yet/);
	await owner.page.check('[name=manager]');
	await owner.page.click('form[action$="/factors"] button');
	assert.ok(await owner.page.isChecked('[name=manager]'));
	assert.ok(!await owner.page.isChecked('[name=owner]'));
	await owner.close();
	await page.goto(`${panel}?from=here&to=there`);
	assert.equal(path(page), '/auth/step', 'at once, in sessions that are open too');
	await page.click('a[href^="/account/factors/app"]');
	const key = await page.locator('main details code').textContent();
	await page.fill('#code', appCode(key));
	await page.click('form[action="/account/factors/app"] button');
	await page.click('form[action="/account/factors/codes"] button');
	await page.click('a.large');
	assert.equal(page.url(), `${panel}?from=here&to=there`, 'and on to where they were going');

	await logOut(page);
	await page.goto(panel);
	await page.fill('#email', who.address);
	await page.fill('#password', who.password);
	await page.click('form[action="/auth/login"] button');
	await typeCode(page, appCode(key, 1));
	assert.equal(path(page), `/admin/${studio}/bookings`);
	await close();
});

test('what is changed wants a fresh proof, and ends other sessions', async () => {
	const who = makeAccount();
	const [here, there] = [await visitor({ script: false }), await visitor({ script: false })];
	await logIn(here.page, who);
	await logIn(there.page, who);
	sql(`update session set proved_at = now() - interval '16 minutes'
	      where account_id = (select id from account where email = '${who.address}')`);
	await here.page.goto(`${url}/account/factors/app`);
	assert.equal(path(here.page), '/auth/login');
	await here.page.fill('#password', who.password);
	await here.page.click('form[action="/auth/login"] button');
	assert.equal(path(here.page), '/account/factors/app');
	await setAppUp(here.page);
	await there.page.goto(`${url}/account`);
	assert.equal(path(there.page), '/auth/login');
	await here.page.goto(`${url}/account/factors`);
	await here.page.click('form[action="/account/factors/app/remove"] button');
	assert.equal(path(here.page), '/account/factors');
	assert.equal(await here.page.locator('form[action="/account/factors/app/remove"]').count(), 0);
	const told = sql(`select string_agg(payload ->> 'what', ',' order by j.id) from job j
		where kind = 'mail.changed' and payload ->> 'account' = (select id::text from account where email = '${who.address}')`);
	assert.deepEqual(told, [['app_added,app_removed']]);
	await here.close();
	await there.close();
});

test('who has lost everything is let in by the operator', async () => {
	const who = makeAccount();
	const { page, close } = await visitor({ script: false });
	await logIn(page, who);
	await setAppUp(page);
	hora('account', 'unlock', who.address);
	await page.goto(`${url}/account`);
	assert.equal(path(page), '/auth/login', 'sessions end');
	await logIn(page, who);
	assert.equal(path(page), '/account');
	await close();
});
