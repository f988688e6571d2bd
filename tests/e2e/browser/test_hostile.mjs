// What people type is shown and never run, wherever it comes up again; no page
// breaks the content policy; nothing of a booking is shown to others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bookOne, chooseStart, fillDetails, judgeText, url, visitor } from './site.mjs';

const PAYLOADS = [
	'<script>canary()</script>',
	'"><img src=x onerror=canary()>',
	"'-canary()-'",
	'</textarea><svg onload=canary()>',
	'{{#name}}{{{name}}}{{/name}}',
	'javascript:canary()',
	'\u202eevil\u2066 text',
	'a'.repeat(80),
];

test('texts of visitors are shown as they were typed and run nowhere', async () => {
	const { page, context, close } = await visitor();
	let ran = 0;
	await context.exposeFunction('canary', () => ran++);
	for (const [i, payload] of PAYLOADS.entries()) {
		await chooseStart(page, 'avaliacao-inicial', 10 + i);
		await page.fill('#name', payload.slice(0, 80));
		await page.fill('#email', payload.slice(0, 40));
		await page.fill('#note', payload);
		await page.click('button.large');
		await page.waitForSelector('.note.bad');
		assert.equal(await page.inputValue('#note'), payload);
		judgeText(await page.content(), payload);
		// A name may hold no characters that turn the direction of text.
		await fillDetails(page, { name: payload.replace(/[\u202e\u2066]/g, ''), note: payload });
		await page.fill('[name="answers/0"]', payload);
		await page.click('button.large');
		await page.waitForURL(/\/b\//);
		assert.equal(await page.locator('p.said').textContent(), payload);
		judgeText(await page.content(), payload);
		assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, payload);
		await page.goto(`${page.url()}/cancel`);
		await page.click('button.danger');
		await page.waitForURL(/now=cancelled/);
	}
	assert.equal(ran, 0);
	await close();
});

test('parameters of addresses end up nowhere unescaped', async () => {
	const { page, context, close } = await visitor();
	let ran = 0;
	await context.exposeFunction('canary', () => ran++);
	for (const query of ['staff=', 'day=', 'month=', 'gone=', 'lang=', 'start=', 'x='])
		for (const payload of PAYLOADS.slice(0, 6)) {
			const answer = await page.goto(`${url}/s/ribeira/book/fisioterapia?${query}${encodeURIComponent(payload)}`);
			assert.equal(answer.status(), 200);
			const code = await context.request.get(`${url}/s/ribeira/accent.css?v=${encodeURIComponent(payload)}`);
			assert.equal(code.status(), 404);
		}
	assert.equal(ran, 0);
	await close();
});

test('a booking is nobody else\'s to see or cancel', async () => {
	const holder = await visitor();
	const other = await visitor();
	const address = await bookOne(holder.page, { days: 35 });
	await bookOne(other.page, { days: 36 });
	for (const path of ['', '/calendar.ics', '/cancel'])
		assert.equal((await other.context.request.get(address + path)).status(), 404, path);
	const made = await other.page.content();
	const token = await other.page.goto(`${other.page.url()}/cancel`).then(() => other.page.inputValue('[name="_csrf"]'));
	const answer = await other.context.request.post(`${address}/cancel`, {
		data: `_csrf=${token}&seen=0`,
		headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: url },
	});
	assert.equal(answer.status(), 404);
	assert.ok(!made.includes(address.split('/').at(-1)));
	await holder.page.reload();
	assert.match(await holder.page.locator('.state').textContent(), /Confirmed/);
	await holder.close();
	await other.close();
});

test('a form from elsewhere changes nothing', async () => {
	const { page, context, close } = await visitor();
	const address = await bookOne(page, { days: 37 });
	await page.goto(`${address}/cancel`);
	const token = await page.inputValue('[name="_csrf"]');
	const form = (headers, data) => context.request.post(`${address}/cancel`, { data, headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers } });
	for (const [headers, data] of [
		[{ Origin: 'https://evil.example' }, `_csrf=${token}`],
		[{ Origin: 'null' }, `_csrf=${token}`],
		[{ Origin: url, 'Sec-Fetch-Site': 'cross-site' }, `_csrf=${token}`],
		[{ Origin: url }, 'seen=1'],
		[{ Origin: url }, `_csrf=${token.slice(0, -4)}AAAA`],
		[{}, `_csrf=${token}`],
	])
		assert.equal((await form(headers, data)).status(), 403, JSON.stringify(headers));
	await page.goto(address);
	assert.match(await page.locator('.state').textContent(), /Confirmed/);
	await close();
});
