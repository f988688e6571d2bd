// What an open page does when others book: it asks a little at once, and reads
// itself anew when the crowd has gone by.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bookOne, shoot, url, visitor } from './site.mjs';

const api = `${url}/api/v1/studios/ribeira`;
const dayAhead = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

// Somebody elsewhere books a start.
let others = 0;
async function take(context, service, start) {
	const studio = await (await context.request.get(api)).json();
	const { items } = await (await context.request.get(`${api}/services`)).json();
	const answers = items.find(({ slug }) => slug === service).questions.filter(({ required }) => required)
		.map(({ id, kind }) => ({ question: id, answer: kind === 'yes_no' ? 'Não' : 'Joelho' }));
	const made = await context.request.post(`${api}/bookings`, { data: { service, start, answers, terms: studio.terms.version,
		customer: { name: 'Helena Barbosa', email: `helena.${process.pid}.${Date.now().toString(36)}.${others++}@example.org` } } });
	assert.equal(made.status(), 201, await made.text());
}

// The page of a day so many days ahead, or a few later, with enough starts to lose
// one, once it hears of bookings. Returns what it fetches from then on.
async function openDay(page, place, days) {
	const joiner = place.includes('?') ? '&' : '?';
	for (let n = days, some = 0; some < 8; n++) {
		assert.ok(n < days + 10, `no day of ${place} has enough starts`);
		const listens = page.waitForRequest((request) => request.url().includes('/live/p/'));
		await page.goto(`${url}${place}${joiner}day=${dayAhead(n)}`);
		await listens;
		some = await page.locator('.times a').count();
	}
	await page.waitForTimeout(500);
	const asked = [];
	page.on('request', (request) => request.resourceType() === 'fetch' && asked.push(request.url().replace(url, '')));
	return asked;
}

const startOf = async (link) => new URL(await link.getAttribute('href'), url).searchParams.get('start');
const isTaken = (page) => page.locator('.times .taken').first().waitFor({ timeout: 3000 });
const isAnew = (page, timeout = 9000) => page.waitForFunction(() => !document.querySelector('.times .taken'), undefined, { timeout });

for (const [name, place, first] of [
	['a service', '/s/ribeira/book/drenagem-linfatica', /^\/s\/ribeira\/book\/drenagem-linfatica\/starts\?day=[0-9-]+&v=\d+:\d+$/],
	['a visit', '/s/ribeira/visit?for=drenagem-linfatica,fisioterapia', /^\/s\/ribeira\/visit\/starts\?for=drenagem-linfatica,fisioterapia&day=[0-9-]+&v=\d+:\d+$/],
])
	test(`the page of ${name} asks a little at once, and for itself later, with the focus where it was`, async () => {
		const { page, context, close } = await visitor();
		const asked = await openDay(page, place, name === 'a visit' ? 28 : 27);
		const other = page.locator('.times a').last(), address = await other.getAttribute('href');
		await other.focus();
		await take(context, 'drenagem-linfatica', await startOf(page.locator('.times a').first()));
		await isTaken(page);
		assert.equal(asked.length, 1, asked.join());
		assert.match(asked[0], first);
		await isAnew(page);
		assert.equal(asked.length, 2, asked.join());
		assert.ok(!asked[1].includes('/starts'));
		assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), address);
		await close();
	});

test('who stands on a start that is taken stays there, and at a press of a key comes to those that are left', async () => {
	const { page, context, close } = await visitor();
	await openDay(page, '/s/ribeira/book/drenagem-linfatica', 29);
	const link = page.locator('.times a').first();
	await link.focus();
	await take(context, 'drenagem-linfatica', await startOf(link));
	await isTaken(page);
	await page.waitForTimeout(200);
	assert.ok(await page.evaluate(() => document.activeElement.matches('.taken')));
	assert.match(await page.locator('[data-live]').textContent(), /just taken/);
	await shoot(page, 'service-taken-focus');
	await page.keyboard.press('Shift');
	await isAnew(page, 4500);
	assert.equal(await page.evaluate(() => document.activeElement.id), 'starts');
	await close();
});

test('a busy server is asked again for what is left', async () => {
	const { page, context, close } = await visitor();
	const asked = await openDay(page, '/s/ribeira/book/drenagem-linfatica', 30);
	await page.route('**/starts?*', (route) => route.fulfill({ status: 429 }), { times: 1 });
	await take(context, 'drenagem-linfatica', await startOf(page.locator('.times a').first()));
	await page.locator('.times .taken').first().waitFor({ timeout: 5000 });
	assert.equal(asked.filter((one) => one.includes('/starts?')).length, 2, asked.join());
	await close();
});

test('a page on which nothing is left is read anew soon, and so is one whose day is over', async () => {
	const { page, context, close } = await visitor();
	const asked = await openDay(page, '/s/ribeira/book/drenagem-linfatica', 31);
	await page.route('**/starts?*', (route) => route.fulfill({ status: 200, contentType: 'application/json', body: '[]' }), { times: 1 });
	await take(context, 'drenagem-linfatica', await startOf(page.locator('.times a').first()));
	await isTaken(page);
	assert.equal(await page.locator('.times a[href]').count(), 0);
	await isAnew(page, 4500);
	assert.notEqual(await page.locator('.times a[href]').count(), 0);

	await page.route('**/starts?*', (route) => route.fulfill({ status: 404 }), { times: 1 });
	asked.length = 0;
	await take(context, 'drenagem-linfatica', await startOf(page.locator('.times a').first()));
	await isTaken(page);
	assert.equal(asked.length, 2, asked.join());
	assert.ok(!asked[1].includes('/starts?'));
	await close();
});

test('a page on the way to another day is not called back', async () => {
	const { page, context, close } = await visitor();
	await openDay(page, '/s/ribeira/book/drenagem-linfatica', 32);
	const day = page.locator('.month td a:not([aria-current])').last(), wanted = new URL(await day.getAttribute('href'), url).searchParams.get('day');
	let goOn;
	const way = new Promise((done) => { goOn = done; });
	await page.route('**/book/drenagem-linfatica?*', async (route) => {
		await way;
		await route.continue();
	});
	const over = page.waitForResponse('**/starts?*');
	await page.route('**/starts?*', (route) => route.fulfill({ status: 404 }), { times: 1 });
	const start = await startOf(page.locator('.times a').first());
	await day.click();
	await take(context, 'drenagem-linfatica', start);
	await over;
	await page.waitForTimeout(200);
	goOn();
	await page.waitForURL(new RegExp(`day=${wanted}`));
	assert.equal(await page.locator('#day time').getAttribute('datetime'), wanted);
	await close();
});

test('who moves a booking has the page itself read at once, which nobody shares', async () => {
	const { page, context, close } = await visitor();
	const address = await bookOne(page, { days: 33 });
	const asked = await openDay(page, `${new URL(address).pathname}/move`, 34);
	await take(context, 'avaliacao-inicial', await startOf(page.locator('.times a').first()));
	await page.waitForTimeout(1500);
	assert.ok(asked.length > 0 && asked.every((one) => /^\/b\/\w+\/move\?/.test(one)), asked.join());
	await close();
});
