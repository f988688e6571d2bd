// Starts are answered from copies and with 304 only while they are true: after
// whatever changes them, every process tells the new ones at once.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, makeStudio, quote, sql, starts, wish } from '../site.mjs';

const ROUNDS = 40; // of the same question, so that every process of the responder has its turn

const tomorrow = new Date(Date.now() + 86400000).toISOString().slice(0, 10);
const after = new Date(Date.now() + 2 * 86400000).toISOString().slice(0, 10);
const slots = (studio, more = '') => `/api/v1/studios/${studio}/slots?service=visit&from=${tomorrow}&to=${after}${more}`;
const idOf = (studio) => `(select id from studio where slug = ${quote(studio)})`;
const staffOf = (studio, slug = 's1') => `(select id from resource where studio_id = ${idOf(studio)} and slug = ${quote(slug)})`;

// The same question many times at once, with and without a tag: all say the same.
async function askAll(place, tag) {
	const answers = await Promise.all(Array.from({ length: ROUNDS }, (_, i) =>
		ask('GET', place, { headers: tag !== undefined && i % 2 === 0 ? { 'If-None-Match': tag } : {} })));
	const full = answers.filter((answer) => answer.status === 200);
	assert.ok(answers.every((answer) => answer.status === 200 || answer.status === 304));
	assert.deepEqual([...new Set(full.map((answer) => answer.text))].length, 1, 'processes differ');
	assert.deepEqual([...new Set(answers.map((answer) => answer.headers.etag))].length, 1, 'tags differ');
	return { text: full[0].text, tag: full[0].headers.etag, kept: answers.length - full.length };
}

const fresh = (studio) => ask('GET', slots(studio, `&not-asked-before=${Math.random()}`));

test('whatever changes the starts is seen at once, by every process', async () => {
	const studio = makeStudio({ staff: 2, rooms: 2 });
	const [first] = await starts(studio);
	let booking, bearer;
	const changes = {
		'a booking': async () => {
			const made = await ask('POST', `/api/v1/studios/${studio}/bookings`, { json: wish(first, { staff: 's1' }) });
			assert.equal(made.status, 201);
			booking = made.headers.location;
			bearer = { Authorization: `bEARER ${made.json.manage_token}` };
		},
		'a move': async () => assert.equal((await ask('POST', `${booking}/move`,
			{ json: { start: `${tomorrow}T12:00:00Z`, staff: 's1' }, headers: bearer })).status, 200),
		'a cancellation': async () => assert.equal((await ask('POST', `${booking}/cancel`, { json: {}, headers: bearer })).status, 200),
		'an absence': () => sql(`insert into absence (studio_id, resource_id, away)
			values (${idOf(studio)}, ${staffOf(studio)}, '[${tomorrow} 00:00+00, ${tomorrow} 06:00+00)')`),
		'its end': () => sql(`delete from absence where studio_id = ${idOf(studio)}`),
		'other hours': () => sql(`update hours set from_min = 480 where studio_id = ${idOf(studio)}`),
		'a room that is gone': () => sql(`update resource set active = false where studio_id = ${idOf(studio)} and kind = 'room'`),
		'a room that is back': () => sql(`update resource set active = true where studio_id = ${idOf(studio)}`),
		'a holiday': () => sql(`insert into holiday (studio_id, day, name) values (${idOf(studio)}, '${tomorrow}', 'Rest')`),
	};
	let before = await askAll(slots(studio));
	for (const [what, change] of Object.entries(changes)) {
		await change();
		const now = await askAll(slots(studio), before.tag);
		assert.notEqual(now.text, before.text, `${what} is not seen`);
		assert.equal(now.kept, 0, `${what} was answered with a 304`);
		assert.equal(now.text, (await fresh(studio)).text, `${what}: the copy differs from a fresh answer`);
		before = await askAll(slots(studio), now.tag);
		assert.equal(before.kept, ROUNDS / 2, 'an unchanged answer is a 304');
	}
});

test('what changes nothing here leaves the tag alone', async () => {
	const studio = makeStudio({ staff: 2 });
	const place = slots(studio, '&staff=s1'), before = await askAll(place);
	const [first] = await starts(studio);
	assert.equal((await ask('POST', `/api/v1/studios/${studio}/bookings`, { json: wish(first, { staff: 's2' }) })).status, 201);
	const now = await askAll(place, before.tag);
	assert.equal(now.tag, before.tag);
	assert.equal(now.kept, ROUNDS / 2);
});

test('a hold that runs out is seen though nothing is written', async () => {
	const studio = makeStudio();
	sql(`
with o as (insert into occasion (studio_id, service_id, starts, ends, capacity, taken)
	select s.id, v.id, '${tomorrow} 00:00+00', '${tomorrow} 00:30+00', 1, 1 from studio s join service v on v.studio_id = s.id
	 where s.slug = ${quote(studio)} returning id, studio_id)
insert into claim (studio_id, occasion_id, resource_id, blocked, lead_sec, length_sec, state, hold_until)
select studio_id, id, ${staffOf(studio)}, '[${tomorrow} 00:00+00, ${tomorrow} 00:30+00)', 0, 1800, 'held', now() + interval '3 seconds' from o;
update resource_version set version = version + 1 where studio_id = ${idOf(studio)};`);
	const held = await askAll(slots(studio));
	assert.ok(!held.text.includes(`${tomorrow}T00:00:00`));
	await new Promise((done) => setTimeout(done, 4100));
	const free = await askAll(slots(studio), held.tag);
	assert.ok(free.text.includes(`${tomorrow}T00:00:00`));
	assert.equal(free.kept, 0);
	sql(`delete from claim where studio_id = ${idOf(studio)}; delete from occasion where studio_id = ${idOf(studio)}`);
});

test('a month agrees with its days, and has a tag of its own', async () => {
	const studio = makeStudio();
	const month = `/api/v1/studios/${studio}/days?service=visit&month=${tomorrow.slice(0, 7)}`;
	const before = await askAll(month);
	assert.equal(JSON.parse(before.text).days[tomorrow], 'free');
	sql(`insert into absence (studio_id, resource_id, away) values (${idOf(studio)}, ${staffOf(studio)}, '[${tomorrow} 00:00+00, ${after} 00:00+00)')`);
	const now = await askAll(month, before.tag);
	assert.equal(JSON.parse(now.text).days[tomorrow], 'none');
	assert.notEqual(now.tag, (await askAll(slots(studio))).tag);
});
