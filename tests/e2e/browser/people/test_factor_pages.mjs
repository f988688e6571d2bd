// The pages of second factors in each language, one look each (narrow or wide,
// light or dark): valid, accessible, nothing sticking out; and by keyboard alone.
import { test } from 'node:test';
import { makeAccount, makeStudio, sql } from '../../people.mjs';
import { appCode, attachDevice, logIn, logOut, setAppUp } from '../account.mjs';
import { judgeAccess, judgeLayout, judgeText, languages, shoot, tabTo, url, visitor } from '../site.mjs';

const looks = { en: { width: 360, scheme: 'light' }, pt: { width: 1280, scheme: 'dark' }, 'zh-TW': { width: 360, scheme: 'dark' } };

async function judge(page, name) {
	await judgeLayout(page, name);
	await judgeAccess(page, name);
	judgeText(await page.content(), name);
	await shoot(page, name);
}

for (const language of languages) {
	const { width, scheme } = looks[language];
	const look = `${language}-${width}-${scheme}`;

	test(`the pages of second factors hold in ${look}`, async () => {
		const studio = makeStudio();
		const who = makeAccount({ role: 'owner', studio, language });
		sql(`update studio set factor_roles = '{owner}' where slug = '${studio}'`);
		const { page, close } = await visitor({ language, width, scheme });
		const go = async (path, name) => {
			await page.goto(url + path);
			await judge(page, `${name}-${look}`);
		};
		await attachDevice(page);
		await go('/auth/passkey', 'passkey');
		await logIn(page, who);
		await go(`/admin/${studio}/bookings`, 'step');
		await go('/account/factors', 'factors-none');
		await page.goto(`${url}/account/factors/app`);
		await page.click('main details summary');
		await judge(page, `app-${look}`);
		await page.fill('#code', '12');
		await page.click('form[action="/account/factors/app"] button');
		await page.waitForSelector('.why');
		await judge(page, `app-mistake-${look}`);
		await setAppUp(page);
		await judge(page, `codes-none-${look}`);
		await page.click('form[action="/account/factors/codes"] button');
		await page.waitForSelector('.codes');
		await judge(page, `codes-${look}`);
		await go('/account/factors/passkey', 'passkey-new');
		await page.fill('#name', 'O meu telemóvel de trabalho, o azul grande do balcão 診所');
		await page.click('form[data-passkey] button');
		await page.waitForURL(/codes/);
		await page.goto(`${url}/account/factors`);
		await page.click('li.card summary');
		await judge(page, `factors-${look}`);
		await go(`/admin/${studio}/factors?done=1`, 'demands');
		await logOut(page);
		await logIn(page, who);
		await page.waitForURL(/second/);
		await judge(page, `second-${look}`);
		await page.fill('#code', '123456');
		await page.click('form[action="/auth/second"] button');
		await page.waitForSelector('.why');
		await judge(page, `second-mistake-${look}`);
		await close();
	});
}

test('a factor is set up and used by keyboard alone', async () => {
	const who = makeAccount();
	const { page, close } = await visitor();
	await logIn(page, who);
	await page.waitForURL(/\/account$/);
	await tabTo(page, 'main a[href="/account/factors"]');
	await page.keyboard.press('Enter');
	await page.waitForURL(/factors$/);
	await tabTo(page, 'a[href="/account/factors/app"]');
	await page.keyboard.press('Enter');
	await page.waitForURL(/app$/);
	await tabTo(page, 'main details summary');
	await page.keyboard.press('Enter');
	const key = await page.locator('main details code').textContent();
	await tabTo(page, '#code');
	await page.keyboard.type(appCode(key));
	await page.keyboard.press('Enter');
	await page.waitForURL(/codes$/);
	await tabTo(page, 'form[action="/account/factors/codes"] button');
	await page.keyboard.press('Enter');
	await page.waitForSelector('.codes');
	await tabTo(page, 'main a.large');
	await page.keyboard.press('Enter');
	await page.waitForURL(/factors$/);
	await logOut(page);
	await page.goto(`${url}/auth/login`);
	await page.focus('#email');
	await page.keyboard.type(who.address);
	await tabTo(page, '#password');
	await page.keyboard.type(who.password);
	await page.keyboard.press('Enter');
	await page.waitForURL(/second/);
	await tabTo(page, '#code');
	await page.keyboard.type(appCode(key, 1));
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/account$/);
	await close();
});
