// usage: node tests/e2e/crowd.mjs [--pages 2000] [--rounds 5] [--most 1000]
//
// So many visitors look at the same day, each over a TLS connection of its own
// (HTTP/2, as browsers have it), and hear the studio's events. In each round
// somebody books one start. Told: how long after the wish was sent a page has
// heard of it, which may take the 99th of a hundred at most so many milliseconds;
// and how long until it shows the day without that start, read anew as
// public/js/booking.js does it, which each must have done in the end.

import { fork } from 'node:child_process';
import fs from 'node:fs';
import http2 from 'node:http2';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ask, folder, makeStudio, processes, starts, url, wish } from './site.mjs';

const { values } = parseArgs({
	options: {
		pages: { type: 'string', default: '2000' }, rounds: { type: 'string', default: '5' },
		most: { type: 'string', default: '1000' }, part: { type: 'string' },
	},
});
const now = () => performance.timeOrigin + performance.now();
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// --- the pages of one process -----------------------------------------------

const gather = 150, retry = 1000; // as in public/js/booking.js

function read(session, place) {
	return new Promise((done) => {
		const request = session.request({ ':path': place, accept: 'text/html', 'sec-fetch-site': 'same-origin' });
		let text = '', status = 0;
		request.on('response', (headers) => { status = headers[':status']; });
		request.setEncoding('utf8').on('data', (part) => { text += part; });
		request.on('error', () => done({ status: 0, text }));
		request.on('end', () => done({ status, text }));
	});
}

// One page; tell(what) whenever it has heard of something and was read anew.
function look(number, ca, { channel, place }, tell) {
	const session = http2.connect(url, { ca, servername: 'localhost', localAddress: `127.0.${10 + number % 20}.${1 + number % 200}` });
	let due, heard;
	const refreshSoon = (wait) => {
		clearTimeout(due);
		due = setTimeout(refresh, wait + Math.random() * wait);
	};
	const refresh = async () => {
		const { status, text } = await read(session, place);
		if (status === 200)
			tell({ heard, shown: now(), offered: [...text.matchAll(/start=([^"&]+)/g)].map(([, start]) => decodeURIComponent(start)) });
		else
			refreshSoon(retry);
	};
	session.on('error', () => {});
	const stream = session.request({ ':path': `/live/p/${channel}`, accept: 'text/event-stream' });
	stream.on('error', () => {});
	stream.setEncoding('utf8').on('data', (text) => {
		if (!/^data: .*resources/m.test(text))
			return;
		heard = now();
		refreshSoon(gather);
	});
	return new Promise((done) => stream.on('response', done));
}

async function lookOn() {
	const ca = fs.readFileSync(path.join(folder, 'etc/site.pem')), [first, count] = values.part.split(',').map(Number);
	process.on('message', async (wanted) => {
		const waiting = Array.from({ length: count }, (_, i) => first + i);
		await Promise.all(Array.from({ length: 20 }, async () => {
			while (waiting.length > 0)
				await look(waiting.shift(), ca, wanted, (what) => process.send(what));
		}));
		process.send('open');
	});
	process.on('disconnect', () => process.exit(0));
}

// --- what they see ------------------------------------------------------------

// The memory of nginx, in MiB, what is shared counted once.
function memory() {
	const { parent, children } = processes('nginx');
	return [parent, ...children].map((pid) => Number(/^Pss: +(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]) / 1024)
		.reduce((a, b) => a + b, 0);
}

const share = (times, part) => Math.round(times.sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? NaN);

async function main() {
	const pages = Number(values.pages), slug = makeStudio({ staff: 1 }), all = await starts(slug, 2);
	const day = all[0].slice(0, 10), before = memory();
	const wanted = { channel: `studio.${slug}`, place: `/s/${slug}/book/visit?month=${day.slice(0, 7)}&day=${day}` };
	const told = [], crowds = [0, 1].map((n) => fork(fileURLToPath(import.meta.url), ['--part', `${n * pages / 2},${pages / 2}`]));
	await Promise.all(crowds.map((crowd) => new Promise((done) => {
		crowd.on('message', (what) => (what === 'open' ? done() : told.push(what)));
		crowd.send(wanted);
	})));
	const open = memory() - before;

	const heard = [], shown = [];
	let missed = 0;
	for (const start of all.filter((one) => one.startsWith(day)).slice(0, Number(values.rounds))) {
		told.length = 0;
		const begun = now();
		const { status } = await ask('POST', `/api/v1/studios/${slug}/bookings`, { json: wish(start) });
		if (status !== 201)
			throw new Error(`a wish was answered ${status}`);
		for (const end = begun + 20000; told.length < pages && now() < end;)
			await sleep(20);
		const good = told.filter(({ offered }) => !offered.includes(start) && offered.length > 0);
		missed += pages - good.length;
		heard.push(...told.map((one) => one.heard - begun));
		shown.push(...good.map((one) => one.shown - begun));
	}
	crowds.forEach((crowd) => crowd.disconnect());
	console.log(`${pages} pages, ${heard.length} hints: heard after ${share(heard, 0.5)} ms, p99 ${share(heard, 0.99)}; `
		+ `shown after ${share(shown, 0.5)} ms, p99 ${share(shown, 0.99)}, ${missed} missed; nginx took ${open.toFixed(0)} MiB for them`);
	process.exit(missed > 0 || share(heard, 0.99) > Number(values.most) ? 1 : 0);
}

await (values.part === undefined ? main() : lookOn());
