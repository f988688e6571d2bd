// Lighthouse's four categories for a page, each 0 to 100: what costs points is
// told with it. As a program: node lighthouse.mjs URL RUNS prints the medians
// of so many runs as JSON (bench/run calls it).
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const flags = ['--headless=new', '--ignore-certificate-errors', ...(process.getuid() === 0 ? ['--no-sandbox'] : [])];

// What a category lost its points by.
function losses(category, audits) {
	return category.auditRefs
		.filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
		.map(({ id }) => `${audits[id].title} ${audits[id].displayValue ?? ''}`.trim());
}

// One run: [{ id, score, lost }]. `only` names the categories wanted, or all. On a
// machine with much else to do the browser may miss the page's start; that says
// nothing of the page, and is tried again.
export async function judge(url, only, tries = 3) {
	const chrome = await launch({ chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium', chromeFlags: flags, logLevel: 'silent' });
	try {
		const { lhr } = await lighthouse(url, { port: chrome.port, output: 'json', logLevel: 'silent', onlyCategories: only });
		if (lhr.runtimeError && tries > 1) return await judge(url, only, tries - 1);
		if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
		return Object.values(lhr.categories).map((category) => ({
			id: category.id,
			score: Math.round(category.score * 100),
			lost: losses(category, lhr.audits),
		}));
	} finally {
		chrome.kill();
	}
}

function median(numbers) {
	return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

if (import.meta.url === `file://${process.argv[1]}`) {
	const [url, runs] = process.argv.slice(2);
	const scores = {};
	for (let run = 0; run < Number(runs); run++)
		for (const { id, score } of await judge(url)) (scores[id] ??= []).push(score);
	console.log(JSON.stringify(Object.fromEntries(Object.entries(scores).map(([id, all]) => [id, median(all)]))));
}
