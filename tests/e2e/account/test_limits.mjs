// What those meet who try passwords, from one address and from 200, what a flood of
// log-ins does to bookings, and that neither answer nor time tells whether an
// address has an account (trust.md's R34, R35, slices). On a site of ./run.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { agent, ask, sql, url } from '../site.mjs';
import { account, letter, person } from './person.mjs';

const site = url.replace(/\/$/, '');
const people = [];
const somebody = (address) => people[people.push(person(address)) - 1];
after(() => people.forEach((p) => p.close()));
const forget = () => sql('delete from hora.quota');
const victim = { email: 'vera@e2e.example', password: account('vera@e2e.example', '--name', 'Vera Victim') };
before(forget);

// Log-ins without the ceremony: one token and its cookie serve for all of them.
let token, cookie;
before(async () => {
	const p = somebody(), page = await p.get('/auth/login');
	token = page.text.match(/name="_csrf" value="([^"]+)"/)[1];
	cookie = `__Host-visitor=${p.cookies.get('__Host-visitor')}`;
});
const attempt = (email, password, own, more = {}) => ask('POST', '/auth/login', {
	agent: own, timeout: 20000,
	headers: { Cookie: cookie, Origin: site, 'Content-Type': 'application/x-www-form-urlencoded', ...more },
	body: new URLSearchParams({ _csrf: token, email, password }).toString(),
});
// As many as ask at once; answers counted by status.
async function many(count, at_once, one) {
	const seen = {};
	let next = 0;
	await Promise.all(Array.from({ length: at_once }, async () => {
		while (next < count) {
			const { status } = await one(next++);
			seen[status] = (seen[status] ?? 0) + 1;
		}
	}));
	return seen;
}

test('one account: ten tries in a quarter of an hour, from however many addresses', async () => {
	const agents = Array.from({ length: 200 }, (_, i) => agent(1, { localAddress: `127.0.1.${i + 1}` }));
	const seen = await many(60, 2, (i) => attempt(victim.email, `guess number ${i}`, agents[i]));
	assert.equal((seen[422] ?? 0) + (seen[503] ?? 0), 10, JSON.stringify(seen));
	assert.equal(seen[429], 50, JSON.stringify(seen));
	// Even the right one is not looked at from there.
	const late = await attempt(victim.email, victim.password, agents[199]);
	assert.equal(late.status, 429);
	assert.ok(Number(late.headers['retry-after']) > 0);
	agents.forEach((a) => a.destroy());
});

test('its owner gets in all the while: by a browser known before, or by letter', async () => {
	forget();
	const known = somebody('127.0.0.7');
	assert.equal((await known.logIn(victim.email, victim.password)).status, 303);
	await many(15, 1, (i) => attempt(victim.email, `guess number ${i}`));
	assert.equal((await attempt(victim.email, victim.password)).status, 429);
	assert.equal((await known.logIn(victim.email, victim.password)).status, 303);
	const fresh = somebody('127.0.0.8');
	assert.equal((await fresh.post('/auth/forgotten', { email: victim.email }, '/auth/forgotten')).status, 303);
	const { link } = await letter(victim.email, 'forgotten');
	victim.password = 'a lamp that never burns';
	assert.equal((await fresh.post(link, { password: victim.password }, link)).status, 303);
	assert.equal((await fresh.get('/account')).status, 200);
	// A browser known to one account is not known to others.
	const other = account('otto@e2e.example');
	await many(12, 1, (i) => attempt('otto@e2e.example', `guess number ${i}`));
	assert.equal((await known.logIn('otto@e2e.example', other)).status, 429);
});

test('one address: forty tries over all accounts', async () => {
	forget();
	const own = agent(2, { localAddress: '127.0.3.1' });
	const seen = await many(60, 2, (i) => attempt(`nobody${i}@e2e.example`, 'one password for all', own));
	assert.equal(seen[429], 20, JSON.stringify(seen));
	own.destroy();
});

test('without the counters nobody is let in', async () => {
	forget();
	sql('alter table hora.quota rename to quota_away');
	try {
		const { status } = await attempt(victim.email, victim.password);
		assert.ok(status >= 500, `${status}`);
		assert.equal(sql(`select count(*) from hora.session where created_at > now() - interval '1 second'`)[0][0], '0');
	} finally {
		sql('alter table hora.quota_away rename to quota');
	}
});

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const plain = ({ status, headers, text }) => JSON.stringify([status, Object.keys(headers).filter((name) => name !== 'date'),
	text.replace(/value="[^"]*"|nonce-\S+|[0-9a-f]{32}/g, '')]);

test('neither answer nor time tells whether an address has an account', async () => {
	const times = { has: [], hasNot: [] }, looks = { has: new Set(), hasNot: new Set() };
	for (let i = 0; i < 16; i++)
		for (const [which, email] of [['has', victim.email], ['hasNot', `void${i % 3}@e2e.example`]]) {
			if (i % 5 === 0)
				forget();
			const answer = await attempt(email, 'not the password here');
			assert.equal(answer.status, 422);
			times[which].push(answer.ms);
			looks[which].add(plain(answer));
		}
	assert.deepEqual(looks.has, looks.hasNot);
	// The first ones of each warm up.
	const [has, hasNot] = [median(times.has), median(times.hasNot)];
	console.log(`log-in refused: ${has.toFixed(1)} ms with an account, ${hasNot.toFixed(1)} ms without`);
	assert.ok(Math.abs(has - hasNot) < 0.25 * Math.max(has, hasNot), `${has} ${hasNot}`);
	for (const place of ['/auth/register', '/auth/forgotten']) {
		const ask_for = async (email) => {
			forget();
			return somebody().post(place, { email }, place);
		};
		const known = await ask_for(victim.email), unknown = await ask_for('void@e2e.example');
		assert.equal(plain(known), plain(unknown), place);
	}
});

test('long passwords are refused whole, odd ones are kept whole', async () => {
	const p = somebody();
	forget();
	assert.equal((await p.logIn(victim.email, 'x'.repeat(300))).status, 422);
	assert.equal((await p.send('/auth/login', { email: victim.email, password: 'x'.repeat(1_000_000) })).status, 413);
	for (const password of ['  a lamp 🕯️ that burns 🔥🔥 long  ', `${'long '.repeat(39)}word`]) {
		forget();
		await p.post('/auth/forgotten', { email: victim.email }, '/auth/forgotten');
		await new Promise((resolve) => setTimeout(resolve, 1100));
		const { link } = await letter(victim.email, 'forgotten', Date.now() - 1500);
		assert.equal((await p.post(link, { password }, link)).status, 303, password);
		assert.equal((await somebody().logIn(victim.email, password)).status, 303, password);
		assert.equal((await somebody().logIn(victim.email, password.slice(0, -1))).status, 422, `${password} cut`);
	}
	assert.match(sql(`select min(hash) || max(hash) from hora.password`)[0][0], /^\$argon2id\$v=19\$m=19456,t=2,p=1\$.*\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

// Bookings' answers under 200 log-ins a second from 200 addresses, against the same
// number of forms without a password, which cost all the rest but are never hashed:
// what the sender itself takes of the two cores is in both. Turn about, the best of
// three, since the machine has other work; below 5 ms nobody waits for anybody.
test('a flood of log-ins is told to come back, and leaves bookings their time', async () => {
	forget();
	const read = agent(4), floods = Array.from({ length: 200 }, (_, i) => agent(1, { localAddress: `127.0.2.${i + 1}` }));
	const day = (ahead) => new Date(Date.now() + ahead * 86400e3).toISOString().slice(0, 10);
	const [service] = (await ask('GET', '/api/v1/studios/ribeira/services')).json.items;
	const slots = `/api/v1/studios/ribeira/slots?service=${service.slug}&from=${day(6)}&to=${day(7)}`;
	const p95 = async () => {
		const list = [];
		for (let i = 0; i < 120; i++) {
			const answer = await ask('GET', slots, { agent: read });
			assert.equal(answer.status, 200);
			list.push(answer.ms);
			await new Promise((resolve) => setTimeout(resolve, 4));
		}
		return list.toSorted((a, b) => a - b)[Math.floor(list.length * 0.95)];
	};
	const seen = {}, calm = [], under = [];
	const flood = async (password, work) => {
		let running = true, number = 0;
		const senders = floods.map(async (own) => {
			while (running) {
				const { status } = await attempt(`flood${number++}@e2e.example`, password, own);
				if (password !== '')
					seen[status] = (seen[status] ?? 0) + 1;
				await new Promise((resolve) => setTimeout(resolve, 1000));
			}
		});
		await work();
		running = false;
		await Promise.all(senders);
	};
	await p95();
	for (let round = 0; round < 3; round++) {
		await flood('', async () => calm.push(await p95()));
		await flood('not the password here', async () => under.push(await p95()));
	}
	const [quiet, loud] = [Math.min(...calm), Math.min(...under)];
	console.log(`p95 of a day's starts: ${quiet.toFixed(1)} ms under forms, ${loud.toFixed(1)} ms under log-ins (${JSON.stringify(seen)})`);
	assert.ok((seen[503] ?? 0) + (seen[429] ?? 0) > (seen[422] ?? 0), JSON.stringify(seen));
	assert.deepEqual(Object.keys(seen).filter((status) => !['422', '429', '503'].includes(status)), []);
	assert.ok(loud <= 2 * Math.max(quiet, 5), `${quiet} ${loud}`);
	read.destroy();
	floods.forEach((own) => own.destroy());
});
