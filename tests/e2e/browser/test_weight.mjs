// The first visit of the booking page is light, and nothing on it moves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { url, visitor } from './site.mjs';

const MOST = 100_000; // bytes on the wire, everything (product.md 6)
const MOST_SCRIPT = 20_000; // bytes of script, before compression (ui.md)

for (const path of ['/s/ribeira', '/s/ribeira/book/fisioterapia'])
	test(`${path} is light`, async (t) => {
		const { page, close } = await visitor({ width: 360 });
		const session = await page.context().newCDPSession(page);
		const parts = [];
		let wire = 0;
		await session.send('Network.enable');
		session.on('Network.loadingFinished', (event) => (wire += event.encodedDataLength));
		page.on('response', (answer) => parts.push(answer));
		await page.goto(url + path, { waitUntil: 'networkidle' });
		let script = 0;
		for (const answer of parts)
			if (answer.request().resourceType() === 'script') script += (await answer.body()).length;
		t.diagnostic(`${wire} bytes on the wire, ${script} of them script before compression, ${parts.length} answers`);
		assert.ok(wire <= MOST, `${wire} bytes`);
		assert.ok(script <= MOST_SCRIPT, `${script} bytes of script`);
		assert.ok(parts.length <= 10, `${parts.length} requests`);
		await close();
	});

test('nothing shifts while the booking page loads and a day is chosen', async () => {
	const { page, close } = await visitor();
	await page.addInitScript(() => {
		window.shifts = 0;
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
		}).observe({ type: 'layout-shift', buffered: true });
	});
	await page.goto(`${url}/s/ribeira/book/fisioterapia`, { waitUntil: 'networkidle' });
	await page.locator('.month td a:not([aria-current])').first().click();
	await page.waitForTimeout(400);
	assert.ok((await page.evaluate(() => window.shifts)) < 0.02);
	await close();
});

test('text can be twice as large, and spaced, without loss', async () => {
	const { page, close } = await visitor({ width: 1280 });
	await page.goto(`${url}/s/ribeira/book/fisioterapia`);
	await page.evaluate(() => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync('html { font-size: 200% } * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }');
		document.adoptedStyleSheets = [sheet];
	});
	const cut = await page.evaluate(() => [
		document.documentElement.scrollWidth - innerWidth,
		...[...document.querySelectorAll('h1, h2, .times a, .staff a, .button')].filter((it) => it.scrollWidth > it.clientWidth + 1).map((it) => it.textContent.trim()),
	]);
	assert.ok(cut[0] <= 0, `wider by ${cut[0]}`);
	assert.deepEqual(cut.slice(1), []);
	await close();
});
