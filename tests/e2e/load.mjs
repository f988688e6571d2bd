// Clients that book and read without pause and keep a journal: what each wished,
// under which key, and what it was told. An answer that says neither yes nor no
// (503, a broken connection) leaves the outcome unknown, until the same wish
// under the same key is told.

import { randomUUID } from 'node:crypto';
import { agent, ask, broken, makeStudio, starts, wish } from './site.mjs';

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// clients book, half as many read. Answers are counted by kind and status:
// tally.POST[201]; 0 is a connection without an answer. slowest: of all, in ms.
export async function openLoad({ clients = 16, studio = {} } = {}) {
	const slug = makeStudio({ staff: 10, rooms: 10, ...studio }), times = await starts(slug, 40);
	const sockets = agent(clients * 2), journal = [];
	const load = { slug, journal, tally: { POST: {}, GET: {} }, unfair: [], slowest: 0, last: { GET: 0, POST: 0 } };
	let going = true;

	async function send(method, place, options) {
		const begun = performance.now();
		let answer;
		try {
			answer = await ask(method, place, { agent: sockets, timeout: 15000, ...options });
		} catch (error) {
			answer = { status: 0, headers: {}, text: error.message };
		}
		const { tally } = load, { status } = answer;
		tally[method][status] = (tally[method][status] ?? 0) + 1;
		load.slowest = Math.max(load.slowest, performance.now() - begun);
		if (status === 503 && answer.headers['retry-after'] === undefined)
			load.unfair.push('a 503 without Retry-After');
		if (![200, 201, 409, 503, ...load.allowed ?? []].includes(status))
			load.unfair.push(`${method} answered ${status}: ${answer.text}`);
		if ([200, 201, 409].includes(status))
			load.last[method] = performance.now();
		return answer;
	}

	async function settle(entry) {
		const answer = await send('POST', `/api/v1/studios/${slug}/bookings`, {
			json: entry.json, headers: { 'Idempotency-Key': entry.key },
		});
		entry.outcome = { 201: 'ok', 409: 'refused' }[answer.status] ?? 'unknown';
		if (answer.status !== 201)
			return;
		if (entry.told !== undefined && entry.told.id !== answer.json.id)
			load.unfair.push(`a repeat told of ${answer.json.id} after ${entry.told.id}`);
		entry.told = answer.json;
	}

	async function book() {
		while (going) {
			const entry = { key: randomUUID(), json: wish(times[Math.floor(Math.random() * times.length)]) };
			journal.push(entry);
			for (let tries = 0; going && tries < 50 && (entry.outcome ?? 'unknown') === 'unknown'; tries++) {
				if (tries > 0)
					await pause(50 + Math.random() * 100);
				await settle(entry);
			}
		}
	}

	async function read() {
		while (going) {
			const day = times[Math.floor(Math.random() * times.length)].slice(0, 10);
			const answer = await send('GET', `/api/v1/studios/${slug}/slots?service=visit&from=${day}&to=${day}T23:59:59Z`);
			if (answer.status !== 200)
				await pause(50);
		}
	}

	const workers = Array.from({ length: clients }, book).concat(Array.from({ length: clients / 2 }, read));

	// Ends the clients, asks again for what is unknown, and holds the journal
	// against the database: what is wrong, as texts.
	load.close = async () => {
		going = false;
		await Promise.all(workers);
		for (const entry of journal.filter((one) => one.outcome !== 'ok' && one.outcome !== 'refused'))
			for (let tries = 0; tries < 50 && (entry.outcome ?? 'unknown') === 'unknown'; tries++)
				await settle(entry);
		sockets.destroy();
		load.promised = journal.filter((entry) => entry.outcome === 'ok').length;
		return [...load.unfair, ...broken(journal.map(({ key, outcome = 'unknown', told: { id, start, end, price_minor: price, state } = {} }) =>
			({ outcome, studio: slug, key, id, starts: start, ends: end, price, state })))];
	};
	return load;
}

export function told(tally) {
	return Object.entries(tally).map(([method, statuses]) => `${method} ${Object.entries(statuses).map(([status, times]) => `${times}×${status}`).join(' ')}`).join(', ');
}
