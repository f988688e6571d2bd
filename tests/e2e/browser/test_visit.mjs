// Several services in one visit, and a booking week after week: with scripts and
// without, from the first service to the last cancelled.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import ICAL from 'ical.js';
import { fillDetails, judgeAccess, judgeLayout, judgeMarkup, shoot, url, visitor } from './site.mjs';

const eventsOf = async (page, address) => {
	const answer = await page.context().request.get(`${address}/calendar.ics`);
	assert.equal(answer.status(), 200);
	return new ICAL.Component(ICAL.parse(await answer.text())).getAllSubcomponents('vevent');
};

const judge = async (page, name, axe) => {
	await judgeLayout(page, name);
	await judgeMarkup(page, name);
	if (axe) await judgeAccess(page, name);
	await shoot(page, name);
};

// The first starts of a day so many days ahead, or of the next that has some.
const goAhead = async (page, place, days) => {
	const day = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
	await page.goto(`${url}${place}${place.includes('?') ? '&' : '?'}day=${day}`);
	if ((await page.locator('.times a').count()) === 0) {
		await page.locator('.starts .button').click();
		await page.locator('.times a').first().waitFor();
	}
};

for (const { script, width, language, scheme, days } of [
	{ script: true, width: 360, language: 'pt', scheme: 'dark', days: 15 },
	{ script: false, width: 1280, language: 'en', scheme: 'light', days: 25 },
	{ script: true, width: 1280, language: 'zh-TW', scheme: 'dark', days: 35 },
])
	test(`a visit of two services is booked, moved and cancelled, ${language} ${width} px ${script ? 'with' : 'without'} scripts`, async () => {
		const look = `${language}-${width}-${scheme}`;
		const { page, close } = await visitor({ script, width, language, scheme });

		await page.goto(`${url}/s/ribeira/book/fisioterapia?staff=ines-carvalho`);
		await page.locator('a.add').click();
		await judge(page, `visit-add-${look}`, script);
		await page.locator('a[href$="visit?for=fisioterapia.ines-carvalho,avaliacao-inicial"]').click();
		await page.locator('.tools a').first().click();
		await page.waitForURL(/for=avaliacao-inicial,fisioterapia\.ines-carvalho/);
		await goAhead(page, '/s/ribeira/visit?for=avaliacao-inicial,fisioterapia.ines-carvalho', days);
		await judge(page, `visit-${look}`, script);
		await page.locator('.times a').first().click();
		await page.waitForURL(/visit\/details/);
		await judge(page, `visit-details-${look}`, script);
		await page.click('button.large');
		await page.waitForSelector('.note.bad');
		await fillDetails(page);
		await page.click('button.large');
		await page.waitForURL(/\/b\/[a-z2-7]{16}\/visit$/);

		const address = page.url();
		const link = await page.inputValue('#manage');
		assert.equal(await page.locator('.together li').count(), 2);
		await judge(page, `visit-booked-${look}`, script);
		const events = await eventsOf(page, address);
		assert.equal(events.length, 2);
		assert.ok(events[0].getFirstPropertyValue('dtend').compare(events[1].getFirstPropertyValue('dtstart')) <= 0);

		// Whoever holds one holds all.
		await page.context().clearCookies();
		await page.goto(link);
		await page.locator('a[href$="/visit"]').click();
		assert.equal(page.url(), address);

		await page.locator('a[href$="/visit/move"]').click();
		await judge(page, `visit-move-${look}`, script);
		await goAhead(page, new URL(`${address}/move`).pathname, days + 3);
		await page.locator('.times a').last().click();
		await page.waitForURL(/move\/confirm/);
		await judge(page, `visit-move-confirm-${look}`, script);
		await page.locator('form.form button').click();
		await page.waitForURL(/now=moved/);

		await page.locator('.links a[href*="cancel?only"]').last().click();
		assert.equal(await page.locator('.rowed input:checked').count(), 1);
		await judge(page, `visit-cancel-${look}`, script);
		await page.locator('.rowed input:checked').uncheck();
		await page.click('button.danger');
		await page.waitForSelector('#which-why');
		await page.locator('.rowed input').last().check();
		await page.click('button.danger');
		await page.waitForURL(/now=cancelled/);
		assert.equal(await page.locator('.state.cancelled').count(), 1);
		await page.locator('a[href$="/visit/cancel"]').click();
		await page.click('button.danger');
		await page.waitForURL(/now=cancelled/);
		assert.equal(await page.locator('.state.cancelled').count(), 2);
		await judge(page, `visit-cancelled-${look}`, script);
		await close();
	});

test('a booking is repeated weekly, past a date that is taken', async () => {
	const { page, close } = await visitor({ width: 360 });
	const other = await visitor({ script: false });
	await goAhead(page, '/s/ribeira/book/fisioterapia?staff=ines-carvalho', 20);
	await page.locator('.times a').first().click();
	await page.waitForURL(/details/);
	const start = new URL(page.url()).searchParams.get('start');

	await page.locator('.weekly summary').click();
	await page.fill('#weeks', '4');
	await page.locator('.weekly button').click();
	await page.waitForURL(/weeks=4/);
	const free = await page.locator('.dates .good time').evaluateAll((all) => all.map((it) => it.dateTime));
	assert.equal(new Date(free[0]).getTime(), new Date(start).getTime());
	await judge(page, 'series-details', true);
	await page.fill('#name', 'Ana Sofia Marques');
	await page.fill('#phone', `+3519125${String(Math.floor(Math.random() * 1e5)).padStart(5, '0')}`);
	await page.check('#terms');

	// Meanwhile somebody takes the last of the free dates.
	if (free.length > 1) {
		const taken = new Date(free.at(-1)).toISOString().replace('.000', '');
		await other.page.goto(`${url}/s/ribeira/book/fisioterapia/details?staff=ines-carvalho&start=${taken}`);
		await other.page.fill('#name', 'Rui Fonseca');
		await other.page.fill('#phone', `+3519126${String(Math.floor(Math.random() * 1e5)).padStart(5, '0')}`);
		await other.page.check('#terms');
		await other.page.click('button.large');
		await other.page.waitForURL(/\/b\//);
	}
	await page.click('button.large');
	await page.waitForURL(/\/b\/[a-z2-7]{16}\/visit/);
	const booked = Math.max(1, free.length - 1);
	assert.equal(await page.locator('.together li').count(), booked);
	assert.equal(await page.locator('.skipped li').count(), 4 - booked);
	await judge(page, 'series-booked', true);

	// One of them, or this and all after it.
	await page.locator('.together a[href*="cancel?from"], .links a[href*="cancel?only"]').first().click();
	assert.ok((await page.locator('.rowed input:checked').count()) >= 1);
	await page.click('button.danger');
	await page.waitForURL(/now=cancelled/);
	await close();
	await other.close();
});
