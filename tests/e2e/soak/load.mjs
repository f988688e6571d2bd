// The soak's visitors: a steady mixture of all that people do, at random moments
// of an even rate, each kind timed by itself. Runs as a process of its own (by
// main.mjs) so that nothing else is in the way of its clock; tells {kind, at, ms}
// of each answer, and what went wrong.
//
// Calendars stay as full as they are: there are so many bookings, and whoever
// books one more has the oldest cancelled.

import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import https from 'node:https';
import { Browser, logIn, origin } from '../people.mjs';
import { agent, ask, url, wish } from '../site.mjs';
import { openStreams } from './stream.mjs';
import { openYardstick } from './yardstick.mjs';

const plan = JSON.parse(process.argv[2]); // what main.mjs has made: certificates, busy, still, people, times
const standing = 300;
const ca = fs.readFileSync(plan.certificates);
const sockets = agent(40, { ca }), fresh = agent(40, { ca, keepAlive: false });
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const some = (list) => list[Math.floor(Math.random() * list.length)];
const tell = (what) => process.connected && process.send(what);
const wrong = (text) => tell({ wrong: text.slice(0, 300) });

const live = [], tags = new Map(), yardsticks = [openYardstick(0), openYardstick(10)];
let going = true, count = 0;

// A kept connection may be closed by nginx in the moment a request is sent on it:
// browsers then send it once more on a new one, and so do we (RFC 9112, 9.3.1). An
// answer that breaks off, and a new connection that is closed, are failures.
async function send(method, place, options = {}) {
	for (let again = false; ; again = true) {
		try {
			return await (options.browser ?? { ask }).ask(method, place, { agent: again ? fresh : sockets, timeout: 15000, ...options });
		} catch (error) {
			if (again || !error.reused || !/ECONNRESET|EPIPE|hang up/.test(`${error.code} ${error.message}`))
				throw error;
			tell({ again: 1 });
		}
	}
}

// One request of a kind: what it must answer, how long it took.
async function take(kind, wanted, method, place, options) {
	const begun = performance.now(), answer = await send(method, place, options);
	const ms = performance.now() - begun;
	if (!wanted.includes(answer.status)) {
		wrong(`${kind}: ${method} ${place} answered ${answer.status}: ${answer.text}`);
		return undefined;
	}
	tell({ kind, ms });
	count++;
	return answer;
}

const slots = (studio, from, to) => `/api/v1/studios/${studio}/slots?service=visit&from=${from}&to=${to}`;
const day = (n) => new Date(Date.now() + n * 86400000).toISOString().slice(0, 10);
const instant = (ms) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
const bearer = (one) => ({ Authorization: `Bearer ${one.token}` });
const start = () => some(plan.times);

// Two of three who ask again for what has not changed have the tag of last time.
async function seen(kind, place) {
	const tag = Math.random() < 2 / 3 ? tags.get(place) : undefined;
	const answer = await take(kind, [200, 304], 'GET', place, { headers: tag === undefined ? {} : { 'If-None-Match': tag } });
	if (answer?.headers.etag !== undefined)
		tags.set(place, answer.headers.etag);
}

// A day that nobody has asked for: each question begins at another second.
let asked = 0;
function unseen(days) {
	const from = Date.parse(`${day(2 + asked % 20)}T00:00:00Z`) + (asked++ % 20000) * 1000;
	return slots(plan.busy, instant(from), instant(from + days * 86400000));
}

async function cancel() {
	const one = live.shift();
	await take('cancel', [200], 'POST', `/api/v1/bookings/${one.id}/cancel`, { json: {}, headers: bearer(one) });
}

async function turnOver() {
	const customer = { name: 'Maria Duarte', email: `c${count}@example.org` };
	const answer = await take('book', [201, 409], 'POST', `/api/v1/studios/${plan.busy}/bookings`,
		{ json: wish(start(), { customer }), headers: { 'Idempotency-Key': randomUUID() } });
	if (answer?.status === 201)
		live.push({ id: answer.json.id, token: answer.json.manage_token, link: new URL(answer.json.manage_url).pathname });
	if (live.length > standing)
		await cancel();
}

// As a browser without scripts: the page with the form, the form, its booking.
async function bookByForm() {
	const browser = new Browser(), place = `/s/${plan.busy}/book/visit/details?start=${start()}`;
	const page = await take('form', [200, 303, 409], 'GET', place, { browser });
	const key = /name="key" value="([^"]+)"/.exec(page?.text ?? '')?.[1];
	if (key === undefined)
		return;
	const body = new URLSearchParams({ _csrf: browser.token, key, start: new URL(place, url).searchParams.get('start'), name: 'Form Person', email: `f${count}@example.org` }).toString();
	const answer = await take('book by form', [303, 409], 'POST', place, { browser, body,
		headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: origin } });
	if (answer?.status !== 303)
		return;
	const sheet = await take('visit', [200], 'GET', answer.headers.location, { browser });
	const token = /name="_csrf" value="([^"]+)"/.exec(sheet?.text ?? '')?.[1] ?? browser.token;
	await take('cancel by form', [303], 'POST', `${answer.headers.location.replace(/\?.*/, '')}/cancel`, { browser,
		body: new URLSearchParams({ _csrf: token }).toString(), headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: origin } });
}

async function move() {
	const one = some(live);
	if (one === undefined || one.busy)
		return;
	one.busy = true;
	await take('move', [200, 404, 409, 412, 422], 'POST', `/api/v1/bookings/${one.id}/move`, { json: { start: start() }, headers: bearer(one) });
	one.busy = false;
}

async function readOwn() {
	const one = some(live);
	if (one !== undefined)
		await take('booking', [200], 'GET', `/api/v1/bookings/${one.id}`, { headers: bearer(one) });
}

async function followLink() {
	const one = some(live), browser = new Browser();
	if (one !== undefined && (await take('link', [303], 'GET', one.link, { browser })) !== undefined) {
		await take('visit', [200], 'GET', `/b/${one.id}`, { browser });
		await take('calendar', [200], 'GET', `/b/${one.id}/calendar.ics`, { browser });
	}
}

// In, three looks, out. The password's part is what is timed.
let turn = 0;
async function comeIn() {
	const { address, password } = plan.people[turn++ % plan.people.length], browser = new Browser();
	await take('log-in page', [200], 'GET', '/auth/login', { browser });
	const form = (more) => ({ browser, body: new URLSearchParams({ _csrf: browser.token, ...more }).toString(),
		headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: origin } });
	const answer = await take('log-in', [303, 503], 'POST', '/auth/login', form({ email: address, password }));
	if (answer?.status !== 303)
		return;
	await take('panel', [200], 'GET', `/admin/${plan.busy}/bookings`, { browser });
	await take('account', [200], 'GET', '/account', { browser });
	await take('log-out', [303], 'POST', '/auth/logout', form({}));
}

const members = [];
async function readPanel() {
	const browser = some(members).copy();
	await take('panel', [200], 'GET', `/admin/${plan.busy}/bookings?when=upcoming`, { browser });
}
async function readSheet() {
	const browser = some(members).copy(), one = some(live);
	if (one !== undefined)
		await take('sheet', [200], 'GET', `/admin/${plan.busy}/bookings/${one.id}`, { browser });
}

// A photo is made ready by the worker, in a process of its own each time. All
// members in turn, since of each twenty an hour are taken.
const picture = execFileSync('convert', ['-size', '900x700', 'gradient:tomato-steelblue', 'jpeg:-']);
let photos = 0;
async function sendPhoto() {
	const browser = members[photos++ % members.length];
	await take('photo page', [200], 'GET', '/account/photo', { browser });
	const edge = 'soak-edge', field = (head, bytes) => [Buffer.from(`--${edge}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`), bytes, Buffer.from('\r\n')];
	const body = Buffer.concat([...field('name="_csrf"', Buffer.from(browser.token)),
		...field('name="photo"; filename="a.jpg"\r\nContent-Type: image/jpeg', picture), Buffer.from(`--${edge}--\r\n`)]);
	await take('photo', [303], 'POST', '/account/photo', { browser, body, headers: { 'Content-Type': `multipart/form-data; boundary=${edge}`, Origin: origin } });
}

async function measure(which) {
	const begun = performance.now();
	await yardsticks[which].ask();
	tell({ kind: ['yardstick', 'nice yardstick'][which], ms: performance.now() - begun });
}

// Kinds of visits, how many a second, and which serve to warm all processes up.
const visits = [
	[0.5, () => take('home', [200], 'GET', '/'), 'warms'],
	[0.5, () => take('studio', [200], 'GET', `/s/${plan.still}`), 'warms'],
	[2, () => take('booking page', [200], 'GET', `/s/${plan.busy}/book/visit?month=${day(3).slice(0, 7)}&day=${day(3)}`), 'warms'],
	[3, () => seen('day seen', slots(plan.still, day(3), day(4))), 'warms'],
	[3, () => take('day unseen', [200], 'GET', unseen(1)), 'warms'],
	[1.5, () => seen('month seen', `/api/v1/studios/${plan.still}/days?service=visit&month=${day(35).slice(0, 7)}`), 'warms'],
	[1.5, () => take('month unseen', [200], 'GET', unseen(31)), 'warms'],
	[1.2, turnOver, 'warms'],
	[0.3, bookByForm, 'warms'],
	[0.4, move, 'warms'],
	[0.6, readOwn, 'warms'],
	[0.3, followLink, 'warms'],
	[1, readPanel, 'warms'],
	[0.5, readSheet, 'warms'],
	[0.1, comeIn],
	[0.015, sendPhoto],
	[1, () => take('file', [200], 'GET', '/robots.txt')],
	[4, () => measure(0)],
	[1, () => measure(1)],
];

// A visit begins at random, so many times a second on average, whether or not
// those before it have ended; of one kind no more than 40 are under way.
async function visit([rate, one]) {
	let under_way = 0;
	while (going) {
		await pause(-Math.log(1 - Math.random()) * 1000 / rate);
		if (!going || under_way >= 40)
			continue;
		under_way++;
		one().catch((error) => going && wrong(`${one.name || one}: ${error.message}`)).finally(() => { under_way--; });
	}
}

// Many at once, so that each process of a pool has done of everything: the kernel
// wakes the same one first, and the last of six would know nothing for hours. Before
// that, what is rare.
async function warm(seconds) {
	const warming = visits.filter(([, , warms]) => warms).map(([, one]) => one), end = Date.now() + seconds * 1000;
	for (const rare of [sendPhoto, comeIn, comeIn])
		await rare();
	await Promise.all(Array.from({ length: 32 }, async () => {
		while (Date.now() < end && going)
			await some(warming)().catch((error) => wrong(`warming: ${error.message}`));
	}));
}

// Bookings whose half has been sent: they are in hand, whatever happens to nginx.
let halves = [];
function beginHalves() {
	halves = Array.from({ length: 6 }, () => {
		const body = JSON.stringify(wish(start())), half = body.length >> 1;
		const request = https.request(new URL(`/api/v1/studios/${plan.busy}/bookings`, url), { method: 'POST', ca, agent: false,
			headers: { 'Content-Type': 'application/json', 'Content-Length': body.length } });
		const ended = new Promise((done) => {
			request.on('error', (error) => done(error.message));
			request.on('response', (answer) => answer.on('error', (error) => done(error.message)).on('end', () => done(answer.statusCode)).resume());
		});
		const sent = new Promise((done) => { request.on('socket', (socket) => socket.on('secureConnect', () => setTimeout(done, 100))); request.on('error', done); });
		request.write(body.slice(0, half));
		return { sent, ended, finish: () => request.end(body.slice(half)) };
	});
	return Promise.all(halves.map(({ sent }) => sent));
}
async function finishHalves() {
	halves.forEach(({ finish }) => finish());
	const answers = await Promise.all(halves.map(({ ended }) => ended));
	answers.filter((status) => status !== 201 && status !== 409).forEach((status) => wrong(`a request in flight while nginx reloaded: ${status}`));
}

process.on('message', async (word) => {
	if (word.do === 'warm')
		await warm(word.seconds);
	else if (word.do === 'begin halves')
		await beginHalves();
	else if (word.do === 'finish halves')
		await finishHalves();
	else if (word.do === 'end') {
		going = false;
		streams.close();
		yardsticks.forEach((one) => one.close());
		await pause(1500);
	}
	process.send({ did: word.do, missed: streams.missed(), streams: streams.tally, answers: count }, () => word.do === 'end' && process.exit(0));
});
process.on('disconnect', () => process.exit(0));

for (const one of plan.people.slice(0, 4))
	members.push(await logIn(one));
while (live.length < standing)
	await Promise.all(Array.from({ length: 6 }, turnOver));
const streams = openStreams([[`studio.${plan.busy}`, 30], [`studio.${plan.still}`, 10]], ca, wrong);
await streams.opened;
visits.forEach(visit);
tell({ did: 'open' });
