// Every page of a visitor, narrow and wide, in each language, light and dark:
// valid, accessible, nothing sticking out. In English in all four looks, in the
// others in the two that differ most.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bookOne, chooseStart, fillDetails, judgeAccess, judgeLayout, judgeMarkup, judgeText, languages, shoot, url, visitor } from './site.mjs';

const looks = [
	{ width: 360, scheme: 'light' },
	{ width: 1280, scheme: 'dark' },
	{ width: 360, scheme: 'dark' },
	{ width: 1280, scheme: 'light' },
];

const still = [
	['studios', '/'],
	['studio', '/s/ribeira'],
	['studio-lumen', '/s/lumen'],
	['service', '/s/ribeira/book/fisioterapia'],
	['service-staff', '/s/ribeira/book/fisioterapia?staff=ines-carvalho'],
	['service-class', '/s/lumen/book/morning-yoga'],
	['add', '/s/ribeira/visit/add?for=fisioterapia'],
	['visit', '/s/ribeira/visit?for=fisioterapia,avaliacao-inicial.ines-carvalho'],
	['service-gone', '/s/ribeira/book/fisioterapia?gone=1'],
	['missing', '/s/nowhere'],
];

async function judge(page, name) {
	await judgeLayout(page, name);
	await judgeAccess(page, name);
	await shoot(page, name);
}

for (const language of languages)
	for (const { width, scheme } of language === 'en' ? looks : looks.slice(0, 2)) {
		const look = `${language}-${width}-${scheme}`;

		test(`pages hold in ${look}`, async () => {
			const { page, close } = await visitor({ language, width, scheme });
			for (const [name, path] of still) {
				await page.goto(url + path);
				await judge(page, `${name}-${look}`);
				if (scheme === 'light' && width === 360) await judgeMarkup(page, `${name}-${look}`);
			}
			await close();
		});

		test(`a booking's pages hold in ${look}`, async () => {
			const { page, close } = await visitor({ language, width, scheme });
			const days = 8 + languages.indexOf(language) * 8 + looks.findIndex((l) => l.width === width && l.scheme === scheme) * 2;
			await chooseStart(page, 'avaliacao-inicial', days);
			await judge(page, `details-${look}`);
			await judgeMarkup(page, `details-${look}`);
			await page.click('button.large');
			await page.waitForSelector('.note.bad');
			await judge(page, `mistakes-${look}`);
			judgeText(await page.content(), `mistakes-${look}`);
			await fillDetails(page, { note: 'Venho de muletas.\nPreciso de lugar para estacionar.' });
			await page.click('button.large');
			await page.waitForSelector('.tick');
			await judge(page, `booked-${look}`);
			await judgeMarkup(page, `booked-${look}`);
			await page.locator('a[href$="/cancel"]').click();
			await judge(page, `cancel-${look}`);
			await judgeMarkup(page, `cancel-${look}`);
			await page.click('button.danger');
			await page.waitForURL(/now=cancelled/);
			await judge(page, `cancelled-${look}`);
			await judgeMarkup(page, `cancelled-${look}`);
			await close();
		});
	}

// Every text of the page in place of which a longer one could stand: names of 60
// letters without a space, of 60 with, and from right to left.
const overfull = [
	'Reabilitação neuromuscular intensiva e recuperação de atletas',
	'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunter',
	'مركز العلاج الطبيعي وإعادة التأهيل للرياضيين والمسنين والأطفال',
	'復健與運動傷害防護中心暨兒童早期療育及長者健康促進整合照護工作室台北大稻埕分院附設門診部服務處',
];

for (const width of [360, 1280])
	test(`pages hold overfull texts, ${width} px wide`, async () => {
		const { page, close } = await visitor({ width });
		const fill = async (text, name) => {
			await page.evaluate((words) => {
				const walk = document.createTreeWalker(document.querySelector('body'), NodeFilter.SHOW_TEXT);
				for (let node; (node = walk.nextNode()); )
					if (/\p{L}{3}/u.test(node.data) && !node.parentElement.closest('table, .hide, .menu, [role=status], .times')) node.data = words;
			}, text);
			const wide = await page.evaluate(() => [
				document.documentElement.scrollWidth - innerWidth,
				...[...document.querySelectorAll('h1, h2, h3, .button, .facts, .rows, .offer, .field')].filter((it) => it.scrollWidth > it.clientWidth + 1).map((it) => it.outerHTML.slice(0, 120)),
			]);
			await shoot(page, `overfull-${name}-${width}`);
			assert.ok(wide[0] <= 0, `${name} is wider by ${wide[0]}`);
			assert.deepEqual(wide.slice(1), [], name);
		};
		for (const [i, text] of overfull.entries()) {
			for (const [name, path] of still) {
				await page.goto(url + path);
				await fill(text, `${name}-${i}`);
			}
			await chooseStart(page, 'avaliacao-inicial', 30);
			await fill(text, `details-${i}`);
		}
		await bookOne(page, { days: 30 });
		const booked = page.url();
		for (const [i, text] of overfull.entries()) {
			await page.goto(booked);
			await fill(text, `booked-${i}`);
			await page.goto(`${booked}/cancel`);
			await fill(text, `cancel-${i}`);
		}
		await close();
	});

test('a booking prints on one page', async () => {
	const { page, close } = await visitor();
	await bookOne(page, { days: 40 });
	await page.emulateMedia({ media: 'print' });
	await shoot(page, 'booked-print');
	const pdf = await page.pdf({ format: 'A4' });
	if ((pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length !== 1) throw new Error('more than one page');
	await close();
});
