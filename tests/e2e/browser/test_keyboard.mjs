// The whole booking by keyboard, and the month as a grid after the ARIA
// practice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tabTo, url, visitor } from './site.mjs';

const focused = (page) => page.evaluate(() => document.activeElement.textContent.trim());

test('a booking is made by keyboard alone', async () => {
	const { page, close } = await visitor();
	await page.goto(`${url}/s/ribeira`);
	await page.keyboard.press('Tab');
	assert.equal(await focused(page), 'Skip to content');
	await page.keyboard.press('Enter');
	await tabTo(page, 'a[href$="/book/avaliacao-inicial"]');
	await page.keyboard.press('Enter');
	await page.waitForURL(/book\/avaliacao-inicial/);
	await tabTo(page, 'td > [tabindex="0"]');
	await page.keyboard.press('PageDown');
	await page.waitForURL(/month=/);
	await tabTo(page, '.times a');
	await page.keyboard.press('Enter');
	await page.waitForURL(/details/);
	await tabTo(page, '#name');
	await page.keyboard.type('Leonor Vaz');
	await tabTo(page, '#phone');
	await page.keyboard.type(`9123${String(Math.floor(Math.random() * 1e5)).padStart(5, '0')}`);
	await tabTo(page, '[name="answers/0"]');
	await page.keyboard.type('Costas.');
	await tabTo(page, '[name="answers/1"]');
	await page.keyboard.press('Space');
	await tabTo(page, '#terms');
	await page.keyboard.press('Space');
	await tabTo(page, 'button.large');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/b\//);
	await close();
});

test('the month is one stop of the Tab key, and arrows move in it', async () => {
	const { page, close } = await visitor();
	const next = new Date();
	next.setUTCDate(1);
	next.setUTCMonth(next.getUTCMonth() + 1);
	await page.goto(`${url}/s/ribeira/book/fisioterapia?month=${next.toISOString().slice(0, 7)}`);
	const month = page.locator('table[data-days]');
	assert.equal(await month.getAttribute('role'), 'grid');
	assert.equal(await month.locator('[tabindex="0"]').count(), 1);
	await month.locator('[tabindex="0"]').focus();
	const day = async () => Number((await focused(page)).match(/\d+/)[0]);
	const press = async (key) => {
		await page.keyboard.press(key);
		return day();
	};
	const first = await day();
	assert.equal(await press('ArrowDown'), first + 7);
	assert.equal(await press('ArrowRight'), first + 8);
	assert.equal(await press('ArrowLeft'), first + 7);
	assert.equal(await press('ArrowUp'), first);
	const column = () => page.evaluate(() => document.activeElement.parentElement.cellIndex);
	await press('ArrowDown');
	await press('Home');
	assert.equal(await column(), 0);
	await press('End');
	assert.equal(await column(), 6);
	assert.equal(await month.locator('[tabindex="0"]').count(), 1);

	const shown = page.locator('#month');
	const before = await shown.textContent();
	await page.keyboard.press('PageDown');
	await page.waitForFunction((b) => document.querySelector('#month').textContent !== b, before);
	assert.ok((await day()) > 0, 'the focus is in the new month');
	await page.keyboard.press('PageUp');
	await page.waitForFunction((b) => document.querySelector('#month').textContent === b, before);
	await close();
});

test('a choice is announced, and the browser\'s own button goes back', async () => {
	const { page, close } = await visitor();
	await page.goto(`${url}/s/ribeira/book/fisioterapia`);
	const before = await page.locator('#day').textContent();
	await page.locator('.month td a:not([aria-current])').first().click();
	await page.waitForFunction((b) => document.querySelector('#day').textContent !== b, before);
	assert.match(await page.locator('[data-live]').textContent(), /\d+ free times?$/);
	assert.ok(await page.evaluate(() => document.activeElement.matches('.month a[aria-current="date"]')));
	await page.goBack();
	await page.waitForFunction((b) => document.querySelector('#day').textContent === b, before);
	await close();
});
