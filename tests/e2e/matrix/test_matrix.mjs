// Who gets at what: every row of every program, by every kind of person, with
// what is theirs, what is others' and what is not there (trust.md's R31, R33).
// What is expected follows from the role that each row declares; a row, a role or a
// parameter that the matrix does not know fails it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { origin } from '../people.mjs';
import { forms, isVain, may, owns, queries, quiet, revive, routes, secret, state, target, world } from './fixture.mjs';

const cellsLeast = 1000, together = 8;
const kinds = ['own', 'foreign', 'missing', 'astray', 'absent'];
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const rows = routes();
let it, cells = 0;

before(async () => {
	it = await world();
});
after(() => {
	console.log(`# ${cells} cells over ${rows.length} rows`);
});

async function each(list, work) {
	const queue = [...list];
	await Promise.all(Array.from({ length: together }, async () => {
		while (queue.length > 0)
			await work(queue.shift());
	}));
}

// One cell: the row asked by an actor for objects of a kind.
async function cell({ row, kind, name, method = row.method }) {
	const place = target(row, kind, name, it);
	const browser = it.actors[name].browser.copy();
	cells++;
	if (method === 'GET' || method === 'HEAD')
		return { place, answer: await browser.ask(method, place + (queries[row.place] ?? '')) };
	if (row.api)
		return { place, answer: await browser.ask(method, place, { json: forms[row.place] ?? {}, headers: { Origin: origin, 'X-CSRF-Token': browser.token } }) };
	return { place, answer: await browser.post(place, forms[row.place], { method }) };
}

// All cells of some rows; the actors' names and the kinds that there are.
function* spread(some) {
	for (const row of some)
		for (const name of Object.keys(it.actors))
			for (const kind of kinds)
				if (target(row, kind, name, it) !== undefined)
					yield { row, kind, name };
}

const isPublic = (row) => row.role === 'public' && !row.params.some((param) => secret.has(param));
const allowed = ({ row, kind, name }) => isPublic(row) || (may(it.actors[name], row, kind) && owns(row, kind, name, it));
const told = ({ row, kind, name }, answer) => `${name}, ${kind}: ${row.method} ${row.place} answers ${answer.status}`;

// To be sent away: to the log-in, or with a refusal.
function isRefusal({ status, headers }) {
	return [401, 403, 404].includes(status) || (status === 303 && /^\/auth\/login(\?|$)/.test(headers.location ?? ''));
}

test('every row has a role and parameters that the matrix knows', () => {
	for (const row of rows)
		for (const kind of kinds) {
			may(it.actors.anonymous, row, kind);
			target(row, kind, 'anonymous', it);
		}
});

test('reading: each gets what is theirs and nobody anything else; no row of any table changes', async () => {
	const was = state();
	await each(spread(rows.filter((row) => row.method === 'GET')), async (it_) => {
		const { answer } = await cell(it_);
		assert.ok(answer.status < 500, told(it_, answer));
		if (!allowed(it_))
			assert.ok(isRefusal(answer), told(it_, answer));
		else if (it_.row.role !== 'public' && it_.kind === 'own' && !isVain(it_.row))
			assert.ok(answer.status < 401, told(it_, answer));
		if (it_.kind !== 'own')
			return;
		const head = (await cell({ ...it_, method: 'HEAD' })).answer;
		assert.equal(head.status, answer.status, `HEAD: ${told(it_, answer)}`);
		assert.equal(head.text, '', `HEAD: ${told(it_, answer)}`);
	});
	assert.deepEqual(state(), was);
});

test('changing: who may not is refused, and no row of any table changes', async () => {
	const was = state();
	await each([...spread(rows.filter((row) => row.method !== 'GET'))].filter((it_) => !allowed(it_)), async (it_) => {
		const { answer } = await cell(it_);
		// Whose role would do is told of bad input, or a bad moment, before the object is looked for.
		const early = may(it.actors[it_.name], it_.row, it_.kind) && [400, 409, 415, 422].includes(answer.status);
		const back = answer.status === 303 && quiet.has(it_.row.place) && may(it.actors[it_.name], it_.row, it_.kind);
		assert.ok(early || back || isRefusal(answer), told(it_, answer));
	});
	assert.deepEqual(state(), was);
});

// Steady parts of an answer: without what names the object, the moment or the visitor.
function gist(answer, place, other) {
	const theirs = other.split('/');
	const names = place.split('/').filter((part, i) => part !== theirs[i]);
	// A number is a name too, but not where a longer one begins with it.
	const plain = (words) => names.reduce((all, name) => all.replace(new RegExp(`(/|%2F)${name.replace(/[^A-Za-z0-9_-]/g, '\\$&')}(?![0-9A-Za-z_-])`, 'g'), '§'), String(words));
	const headers = Object.entries(answer.headers).filter(([name]) => !['date', 'content-length', 'etag', 'connection', 'keep-alive'].includes(name))
		.map(([name, value]) => `${name}: ${name === 'set-cookie' ? [value].flat().map((line) => line.replace(/=[^;]*/, '')) : plain(value)}`);
	return { status: answer.status, headers: headers.sort(),
		text: plain(answer.text).replace(/value="[A-Za-z0-9_-]{40,}"/g, '').replace(/[0-9a-f]{32}/g, '') };
}

test('what is others\' and what is not there cannot be told apart', async () => {
	const pairs = [['foreign', 'missing'], ['astray', 'absent']];
	const compared = [...spread(rows)].flatMap((it_) => pairs.filter(([kind]) => kind === it_.kind && !isPublic(it_.row)
		&& (kind === 'foreign' || it_.row.params.some((param) => secret.has(param)))).map(([, other]) => ({ it_, other })));
	await each(compared, async ({ it_, other }) => {
		const [here, there] = [await cell(it_), await cell({ ...it_, kind: other })];
		assert.deepEqual(gist(here.answer, here.place, there.place), gist(there.answer, there.place, here.place), told(it_, here.answer));
	});
});

test('staff do not get at a colleague\'s booking, nor anybody at one by another address', async () => {
	for (const row of rows.filter(({ params }) => params.includes('booking') && params.includes('studio'))) {
		const place = (booking) => row.place.replace('{studio}', it.home).replace('{booking}', booking);
		const browser = it.actors.staff.browser.copy();
		const ask = (booking) => (row.method === 'GET' ? browser.get(place(booking) + (queries[row.place] ?? '')) : browser.post(place(booking), forms[row.place]));
		const [theirs, none] = [await ask(it.objects.booking.colleague), await ask(it.objects.booking.missing)];
		cells += 2;
		assert.equal(theirs.status, 404, row.place);
		assert.deepEqual(gist(theirs, place(it.objects.booking.colleague), place(it.objects.booking.missing)),
			gist(none, place(it.objects.booking.missing), place(it.objects.booking.colleague)), row.place);
	}
});

test('no path takes a method that no row names', async () => {
	const places = [...new Set(rows.map(({ place }) => place))];
	const wrong = places.flatMap((place) => methods.filter((method) => !rows.some((row) => row.place === place && row.method === method))
		.flatMap((method) => ['anonymous', 'owner', 'customer A', 'key'].map((name) => ({ row: rows.find((row) => row.place === place), method, name, kind: 'own' }))));
	await each(wrong, async (it_) => {
		const { answer } = await cell(it_);
		assert.equal(answer.status, 405, `${it_.method} ${told(it_, answer)}`);
	});
});

// Last, since what is allowed has effects.
test('changing: who may is heard', async () => {
	for (const row of rows.filter(({ method }) => method !== 'GET')) {
		await each([...spread([row])].filter((it_) => allowed(it_) && it_.kind === 'own'), async (it_) => {
			const { answer } = await cell(it_);
			const known = isVain(row) || row.role === 'public' ? [] : [403, 404];
			assert.ok(answer.status < 500 && !known.includes(answer.status), told(it_, answer));
			assert.notEqual(answer.status === 303 && row.role !== 'public' && /^\/auth\/login\?next/.test(answer.headers.location), true, told(it_, answer));
		});
		revive(it.actors);
	}
});

test('the matrix has its size', () => {
	assert.ok(cells >= cellsLeast, `${cells} cells`);
});
