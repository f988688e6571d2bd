// Photos in a browser: sent, waited for, shown where visitors look, removed; and what
// nobody should be able to send.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { resolve } from 'node:path';
import test from 'node:test';
import { judgeAccess, judgeLayout, judgeMarkup, languages, shoot, url, visitor } from '../site.mjs';

const demo = readFileSync(resolve(process.env.HORA_VAR ?? 'var', 'secret/demo'), 'utf8');
const picture = (...options) => execFileSync('convert', [...options]);
const photo = (format = 'jpeg', size = '1600x1200') => ({ name: `../../x"\r\n.${format}`, mimeType: 'text/html', buffer: picture('-size', size, 'gradient:tomato-steelblue', `${format}:-`) });

const login = async (page, email) => {
	const [, password] = demo.match(new RegExp(`${email} +(\\S+)`));
	await page.goto(`${url}/auth/login`);
	await page.fill('#email', email);
	await page.fill('#password', password);
	await page.click('main form button');
	await page.waitForURL((at) => !at.pathname.includes('login'));
};
const send = async (page, file) => {
	await page.setInputFiles('#photo', file);
	await page.click('form.form button');
};
// The page reads itself anew each second while a photo is made ready.
const shown = (page) => page.locator('.photo-now img').waitFor({ timeout: 30_000 });
const gone = async (page) => {
	await page.locator('form[action$="/remove"] button').click();
	await page.locator('.photo-now .no-photo').waitFor();
};

test('an owner sends photos, visitors see them, and they go again', async () => {
	const owner = await visitor({ language: 'en' }), guest = await visitor({ width: 390, script: false });
	const { page } = owner;
	await login(page, 'owner@lumen.example');
	await page.goto(`${url}/admin/lumen/photos`);
	await judgeMarkup(page, 'all photos');
	await judgeAccess(page, 'all photos');
	const places = [...new Set((await page.content()).match(/\/admin\/lumen\/photos\/(?:studio|services\/[a-z0-9-]+|team\/[a-z0-9-]+)/g))];
	const chosen = ['studio', 'services', 'team'].map((kind) => places.find((p) => p.includes(`/photos/${kind}`)));
	for (const place of chosen) {
		await page.goto(url + place);
		await send(page, photo());
		await shown(page);
	}
	await judgeMarkup(page, 'a photo');
	await judgeAccess(page, 'a photo');
	await judgeLayout(page, 'a photo');
	await shoot(page, 'photo-team');
	await page.goto(`${url}/admin/lumen/photos`);
	await shoot(page, 'photos');

	// On the public page: as WebP, in a size that fits, with its room reserved; a name
	// that is kept for good, and nothing but a picture.
	await guest.page.goto(`${url}/s/lumen`);
	await judgeMarkup(guest.page, 'a studio with photos');
	const images = guest.page.locator('picture img');
	assert.equal(await images.count(), 3);
	for (const image of await images.all()) {
		await image.scrollIntoViewIfNeeded();
		assert.ok(Number(await image.getAttribute('width')) > 0 && Number(await image.getAttribute('height')) > 0);
	}
	await guest.page.waitForFunction(() => [...document.images].every((i) => i.complete && i.naturalWidth > 0));
	const sources = await guest.page.evaluate(() => [...document.images].map((i) => new URL(i.currentSrc).pathname));
	for (const source of sources) {
		assert.match(source, /^\/media\/([0-9a-f]{2})\/\1[0-9a-f]{62}-\d+\.webp$/);
		const answer = await guest.page.request.get(url + source), headers = answer.headers();
		assert.equal(headers['content-type'], 'image/webp');
		assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
		assert.equal(headers['x-content-type-options'], 'nosniff');
		assert.match(headers['content-security-policy'], /^default-src 'none'; sandbox;/);
	}
	await shoot(guest.page, 'studio-photos-narrow');
	await guest.close();
	for (const place of chosen) {
		await page.goto(url + place);
		await gone(page);
	}
	await page.goto(`${url}/s/lumen`);
	assert.equal(await page.locator('picture').count(), 0);
	// Their files follow within moments.
	for (let tries = 0; (await page.request.get(url + sources[0])).status() !== 404; tries++) {
		assert.ok(tries < 100, 'the file of a removed photo is still there');
		await page.waitForTimeout(200);
	}
	await owner.close();
});

test('an account has a photo, in each language, by day and night, with and without scripts', async () => {
	for (const [script, language, width, scheme] of [[false, 'pt', 390, 'dark'], [true, 'zh-TW', 1280, 'light']]) {
		const customer = await visitor({ script, language, width, scheme });
		const { page } = customer;
		await login(page, 'customer@hora.example');
		await page.goto(`${url}/account/photo`);
		assert.ok(languages.includes(await page.locator('html').getAttribute('lang')));
		await send(page, photo('png', '600x900'));
		await shown(page);
		assert.equal(await page.locator('meta[http-equiv]').count(), 0);
		if (script) await judgeAccess(page, 'an account\'s photo');
		await judgeMarkup(page, 'an account\'s photo');
		await shoot(page, `account-photo-${language}-${scheme}`);
		await gone(page);
		await customer.close();
	}
});

test('what is no photo is told of at the field, and what was shown stays', async () => {
	const customer = await visitor();
	const { page } = customer;
	await login(page, 'customer@hora.example');
	await page.goto(`${url}/account/photo`);
	await send(page, photo());
	await shown(page);
	const before = await page.locator('.photo-now img').getAttribute('src');
	const refused = async (file, words) => {
		await page.goto(`${url}/account/photo`);
		await send(page, file);
		await page.getByText(words).first().waitFor({ timeout: 30_000 });
		assert.equal(await page.locator('.photo-now img').getAttribute('src'), before);
	};
	await refused({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('GIF89a/*') }, 'not a picture we can read');
	await refused({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>') }, 'not a picture we can read');
	await refused({ name: 'a.png', mimeType: 'image/png', buffer: photo('png').buffer.subarray(0, 300) }, 'damaged or not complete');
	await refused({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.concat([photo().buffer, Buffer.alloc(11 << 20)]) }, 'larger than 10 MB');
	await judgeAccess(page, 'a photo that is too large');
	await page.evaluate(() => document.querySelector('#photo').removeAttribute('required'));
	await page.click('form.form button');
	await page.getByText('Choose a photo first').first().waitFor();
	// A token of another visitor, or none.
	for (const token of ['', 'AAAA']) {
		const answer = await page.request.post(`${url}/account/photo`, { multipart: { _csrf: token, photo: photo() }, headers: { origin: url } });
		assert.equal(answer.status(), 403);
	}
	await page.goto(`${url}/account/photo`);
	await gone(page);
	await customer.close();
});

// A stream of noughts that says it is ten gigabytes, or does not say; it is not let in.
const pour = (length) => new Promise((done) => {
	const rq = request(`${url}/account/photo`, { method: 'POST', rejectUnauthorized: false,
		headers: { 'content-type': 'multipart/form-data; boundary=b', ...(length ? { 'content-length': length } : { 'transfer-encoding': 'chunked' }) } },
	(rs) => { rs.resume(); done({ status: rs.statusCode, poured }); rq.destroy(); });
	const block = Buffer.alloc(1 << 20);
	let poured = 0;
	const more = () => { while (!rq.destroyed && poured < 10 * 2 ** 30 && rq.write(block)) poured += block.length; };
	rq.on('drain', more);
	rq.on('error', () => done({ status: 0, poured }));
	more();
});
test('ten gigabytes are refused long before they have come', async () => {
	for (const length of [10 * 2 ** 30, 0]) {
		const { status, poured } = await pour(length);
		assert.ok(status === 413 || status === 0, `${status}`);
		assert.ok(poured < 200 * 2 ** 20, `${poured >> 20} MB were taken`);
	}
	const guest = await visitor();
	assert.equal((await guest.page.goto(`${url}/s/ribeira`)).status(), 200);
	await guest.close();
});

test('only copies are handed out, by their own names', async () => {
	const guest = await visitor();
	const hash = 'ab'.repeat(32);
	for (const path of ['/media/', '/media/ab/', `/media/ab/${hash}-96.webp.part`, `/media/ab/${hash}-96.html`, `/media/ab/..%2f${hash}-96.webp`,
		`/media/ab/${hash}-96.webp`, '/media/../secret/demo', '/media/ab/%2e%2e/%2e%2e/secret/demo', `/media/ab/${hash}-96.webp%00.html`]) {
		const answer = await guest.page.request.get(url + path);
		assert.ok([400, 404].includes(answer.status()), `${path}: ${answer.status()}`);
	}
	await guest.close();
});
