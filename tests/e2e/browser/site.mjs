// What the browser tests share: a browser on the running site (HORA_URL), pages
// that complain of what no page may do, and three judges: axe, tidy, the eye
// (screenshots in HORA_SHOTS).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after } from 'node:test';
import { chromium } from 'playwright-core';

export const url = (process.env.HORA_URL ?? 'https://localhost:8443').replace(/\/$/, '');
export const languages = ['en', 'pt', 'zh-TW'];
const shots = process.env.HORA_SHOTS;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	args: process.getuid() === 0 ? ['--no-sandbox'] : [],
});
after(() => browser.close());

// A visitor: a browser of their own. complaints collects script errors, refused
// resources and answers of 500 and more; visitor.close() fails on any.
export async function visitor({ width = 1280, height, script = true, language = 'en', zone = 'Europe/Lisbon', scheme = 'light' } = {}) {
	const context = await browser.newContext({
		viewport: { width, height: height ?? (width < 500 ? 740 : 860) },
		javaScriptEnabled: script,
		locale: language,
		timezoneId: zone,
		colorScheme: scheme,
		reducedMotion: 'reduce',
		ignoreHTTPSErrors: true,
	});
	const page = await context.newPage();
	const complaints = [];
	page.setDefaultTimeout(10_000);
	page.on('pageerror', (error) => complaints.push(`script: ${error}`));
	page.on('console', (line) => /Content Security Policy|Refused to/.test(line.text()) && complaints.push(line.text()));
	page.on('response', (answer) => answer.status() >= 500 && complaints.push(`${answer.status()} ${answer.url()}`));
	page.on('dialog', (dialog) => {
		complaints.push(`dialog: ${dialog.message()}`);
		dialog.dismiss();
	});
	return {
		context,
		page,
		async close() {
			await context.close();
			assert.deepEqual(complaints, []);
		},
	};
}

// No axe violation of any rule but the experimental ones.
export async function judgeAccess(page, what) {
	await page.evaluate(axe);
	const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
	const told = found.violations.map((v) => `${v.id}: ${v.help}\n${v.nodes.map((n) => `  ${n.html}`).join('\n')}`);
	assert.deepEqual(told, [], `axe on ${what}`);
}

// Valid HTML, as served. tidy knows neither some newer attributes nor that an
// empty <dd>, <td> or <span> may be meant.
const FORGIVEN = /proprietary attribute "(?:inputmode|autocapitalize|enterkeyhint|aria-current|sizes|loading|decoding)"|trimming empty/i;
export async function judgeMarkup(page, what) {
	const answer = await page.context().request.get(page.url());
	judgeText(await answer.text(), what);
}
export function judgeText(html, what) {
	const run = spawnSync('tidy', ['-quiet', '-errors', '-utf8', '--drop-empty-elements', 'no', '--show-info', 'no'], { input: html });
	const told = run.stderr.toString().split('\n').filter((line) => line && !FORGIVEN.test(line));
	assert.deepEqual(told, [], `tidy on ${what}`);
}

// Nothing sticks out sideways, and what can be pressed is large enough
// (44 px; a link within a text has its line, 20 px: the box of its letters is
// the font's, and differs from machine to machine; a card's link covers the card).
export async function judgeLayout(page, what) {
	const found = await page.evaluate(() => {
		const told = [];
		if (document.documentElement.scrollWidth > innerWidth) told.push(`wider than the window: ${document.documentElement.scrollWidth}`);
		for (const it of document.querySelectorAll('a, button, summary, input:not([type=hidden]), textarea, .choices label')) {
			const box = it.getBoundingClientRect();
			if (box.width === 0 || it.closest('.skip, .choices label') !== null && !it.matches('label')) continue;
			const within = it.matches('p a, small a, .note a, .studios a, .lines th a');
			const height = within ? Math.max(box.height, parseFloat(getComputedStyle(it).lineHeight)) : box.height;
			if (height < (within ? 20 : 44) - 0.5) told.push(`${Math.round(height)} px high: ${it.outerHTML.slice(0, 90)}`);
		}
		return told;
	});
	assert.deepEqual(found, [], `layout of ${what}`);
}

export async function shoot(page, name) {
	if (!shots) return;
	mkdirSync(shots, { recursive: true });
	await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

// A customer of their own for each booking: a studio limits how many one may have.
let customers = 0;
const address = () => `ana.${process.pid}.${Date.now().toString(36)}.${customers++}@example.org`;

// Fills the form of Avaliação inicial so that it can be sent.
export async function fillDetails(page, { name = 'Ana Sofia Marques', email = address(), note = '' } = {}) {
	await page.fill('#name', name);
	await page.fill('#email', email);
	await page.fill('[name="answers/0"]', 'Joelho esquerdo,\nhá duas semanas.');
	await page.locator('[name="answers/1"]').first().check();
	await page.fill('#note', note);
	await page.check('#terms');
}

// Goes to the first free start that lies `days` or more ahead, and to its form.
export async function chooseStart(page, service, days = 7) {
	const from = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
	await page.goto(`${url}/s/ribeira/book/${service}?day=${from}`);
	if ((await page.locator('.times a').count()) === 0) await page.locator('.starts .button').click();
	await page.locator('.times a').first().click();
	await page.waitForURL(/details\?start=/);
}

export async function bookOne(page, { days = 7, ...details } = {}) {
	await chooseStart(page, 'avaliacao-inicial', days);
	await fillDetails(page, details);
	await page.click('button.large');
	await page.waitForURL(/\/b\/[a-z2-7]{16}$/);
	return page.url();
}

const isFocusSeen = (page) =>
	page.evaluate(() => {
		const style = getComputedStyle(document.activeElement);
		const label = document.activeElement.closest('.choices label, .card');
		return [style, label && getComputedStyle(label)].some((s) => s && s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2);
	});

// Presses Tab until the selector has the focus; each stop on the way shows it.
export async function tabTo(page, selector, most = 40) {
	for (let n = 0; n < most; n++) {
		await page.keyboard.press('Tab');
		assert.ok(await isFocusSeen(page), `the focus is seen on ${await page.evaluate(() => document.activeElement.outerHTML.slice(0, 120))}`);
		if (await page.evaluate((s) => document.activeElement.matches(s), selector)) return;
	}
	assert.fail(`no Tab reaches ${selector}`);
}
