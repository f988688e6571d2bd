// usage: node tests/e2e/crowd.mjs [--pages 2000] [--rounds 5] [--most 1000]
//
// So many visitors look at the same day, each over a TLS connection of its own
// (HTTP/2, as browsers have it), and do what public/js/booking.js does: hear the
// studio's events, ask what is left of the day, later read the page anew. In each
// round somebody books one start. Told: how long after the wish was sent a page has
// heard of it, shows that start as gone, and was read anew; and nginx's memory. The
// 99th of a hundred may take at most so many milliseconds to show it; each must
// have done so, and in the end be a page without that start.

import { fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { alarm, GATHER, hinted, LAZY, RETRY } from '../../public/js/live.js';
import { ask, folder, makeStudio, processes, starts, url, wish } from './site.mjs';
import { connect } from './visitor.mjs';

const { values } = parseArgs({
	options: {
		pages: { type: 'string', default: '2000' }, rounds: { type: 'string', default: '5' },
		most: { type: 'string', default: '1000' }, part: { type: 'string' },
	},
});
const now = () => performance.timeOrigin + performance.now();
const patience = 30000;

// --- the pages of one process -----------------------------------------------

// What one round saw of a process's pages: moments, by page.
let round = { start: '' };

// Whether what was asked for tells other starts than the one that is taken.
const isLeft = (list) => list.length > 0 && !list.includes(round.start);
const linked = (html) => [...html.matchAll(/\/details\?[^"]*start=([^"&]+)/g)].map(([, start]) => start);

async function look(number, ca, { channel, place, left, resources }) {
	const visitor = await connect({ ca, port: Number(new URL(url).port), localAddress: `127.0.${10 + number % 20}.${1 + number % 200}` });
	let hint, lines = '';
	const looking = alarm(() => visitor.get(hinted(left, hint), (status, text) => {
		if (status !== 200)
			return looking.soon(RETRY);
		if (isLeft(JSON.parse(text)))
			round.shown[number] ??= now();
		refreshing.soon(LAZY);
	}));
	const refreshing = alarm(() => visitor.get(place, (status, text) => {
		if (status !== 200)
			return refreshing.soon(RETRY);
		if (isLeft(linked(text)))
			round.whole[number] ??= now();
		else
			round.stale++;
	}));
	const hear = (event) => {
		if (event.event !== 'resources' || !JSON.parse(event.data).resources.some(({ id }) => resources.includes(id)))
			return;
		hint = event.id;
		round.heard[number] ??= now();
		looking.soon(GATHER);
	};
	await new Promise((done) => visitor.hear(`/live/p/${channel}`, (text) => {
		done();
		lines += text;
		for (let end; (end = lines.indexOf('\n\n')) >= 0; lines = lines.slice(end + 2))
			hear(Object.fromEntries(lines.slice(0, end).split('\n').map((line) => line.split(/: (.*)/s))));
	}));
}

async function lookOn() {
	const ca = fs.readFileSync(path.join(folder, 'etc/site.pem')), [first, count] = values.part.split(',').map(Number);
	const orders = {
		open: async (wanted) => {
			const waiting = Array.from({ length: count }, (_, i) => first + i);
			await Promise.all(Array.from({ length: 20 }, async () => {
				while (waiting.length > 0)
					await look(waiting.shift(), ca, wanted);
			}));
		},
		begin: async (start) => { round = { start, stale: 0, heard: {}, shown: {}, whole: {} }; },
		end: async () => {
			for (const end = now() + patience; Object.keys(round.whole).length < count && now() < end;)
				await new Promise((done) => setTimeout(done, 50));
			return { stale: round.stale, ...Object.fromEntries(['heard', 'shown', 'whole'].map((what) => [what, Object.values(round[what])])) };
		},
	};
	process.on('message', async ([order, what]) => process.send(await orders[order](what) ?? {}));
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
const tell = (times) => `after ${share(times, 0.5)} ms, p99 ${share(times, 0.99)}`;

// What the page of that day says to its script.
async function open(slug, day) {
	const place = `/s/${slug}/book/visit?day=${day}`, { text } = await ask('GET', place);
	const said = (name) => text.match(new RegExp(`data-${name}="([^"]+)"`))[1].replaceAll('&amp;', '&');
	return { place, channel: said('channel'), left: said('left'), resources: said('resources').split(' ').map(Number) };
}

async function main() {
	const pages = Number(values.pages), slug = makeStudio({ staff: 1 }), all = await starts(slug, 2);
	const day = all[0].slice(0, 10), before = memory(), seen = { stale: [], heard: [], shown: [], whole: [] };
	const crowds = [0, 1].map((n) => fork(fileURLToPath(import.meta.url), ['--part', `${n * pages / 2},${pages / 2}`]));
	const order = (...words) => Promise.all(crowds.map((crowd) => new Promise((done) => { crowd.once('message', done).send(words); })));
	await order('open', await open(slug, day));
	const opened = memory();

	for (const start of all.filter((one) => one.startsWith(day)).slice(0, Number(values.rounds))) {
		await order('begin', start);
		const begun = now();
		const { status } = await ask('POST', `/api/v1/studios/${slug}/bookings`, { json: wish(start) });
		if (status !== 201)
			throw new Error(`a wish was answered ${status}`);
		for (const told of await order('end')) {
			for (const what of ['heard', 'shown', 'whole'])
				seen[what].push(...told[what].map((at) => at - begun));
			seen.stale.push(told.stale);
		}
	}
	const missed = pages * Number(values.rounds) * 2 - seen.shown.length - seen.whole.length, most = memory();
	crowds.forEach((crowd) => crowd.disconnect());
	console.log(`${pages} pages, ${seen.heard.length} hints: heard ${tell(seen.heard)}; shown ${tell(seen.shown)}; `
		+ `read anew ${tell(seen.whole)}; ${missed} missed; nginx took ${(opened - before).toFixed(0)} MiB for them, ${most.toFixed(0)} MiB in all`);
	process.exit(missed > 0 || !(share(seen.shown, 0.99) <= Number(values.most)) ? 1 : 0);
}

await (values.part === undefined ? main() : lookOn());
