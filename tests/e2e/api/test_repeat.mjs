// Idempotency-Key: the same request again is the same booking; another under the
// same key is refused; a key that cannot be read is never passed over.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agent, ask, makeStudio, sql, starts, wish } from '../site.mjs';

const studio = makeStudio({ staff: 3, minutes: 15 }), other = makeStudio();
const place = `/api/v1/studios/${studio}/bookings`;
const times = await starts(studio);
const count = () => Number(sql(`select count(*) from booking b join studio s on s.id = b.studio_id where s.slug = '${studio}'`)[0][0]);
const book = (json, key, at = place) => ask('POST', at, { json, headers: { 'Idempotency-Key': key } });

test('a repeat tells of the same booking, and does not tell its token again', async () => {
	const first = await book(wish(times[0]), '"one"'), before = count();
	assert.equal(first.status, 201);
	for (const key of ['"one"', 'one']) {
		const again = await book(wish(times[0]), key);
		assert.equal(again.status, 201);
		assert.equal(again.json.id, first.json.id);
		assert.equal(again.headers.location, first.headers.location);
		assert.equal(again.json.manage_token, null);
	}
	assert.equal(count(), before);
});

test('another request under the same key is refused', async () => {
	await book(wish(times[1]), 'two');
	const again = await book(wish(times[1], { note: 'And more.' }), 'two');
	assert.equal(again.status, 422);
	assert.equal(again.json.errors[0].parameter, 'Idempotency-Key');
});

test('a refused request leaves its key free', async () => {
	const taken = wish(times[2], { staff: 's1' });
	assert.equal((await book(taken, 'three')).status, 201);
	assert.equal((await book(taken, 'four')).status, 409);
	assert.equal((await book(wish(times[3]), 'four')).status, 201);
});

test('a key counts for one studio', async () => {
	const mine = await book(wish(times[4]), 'five');
	const theirs = await book(wish(times[4]), 'five', `/api/v1/studios/${other}/bookings`);
	assert.equal(theirs.status, 201);
	assert.notEqual(theirs.json.id, mine.json.id);
});

test('keys are words or quoted strings of at most 255 characters', async () => {
	const before = count();
	for (const key of ['""', '"', '"open', 'open"', 'two words', 'a,b', 'a;b', 'x'.repeat(256), `"${'x'.repeat(256)}"`, '"a\\b"', '"a"b"', '"a\\"'])
		assert.equal((await book(wish(times[5]), key)).status, 422, key);
	assert.equal(count(), before);
	assert.equal((await book(wish(times[5]), `"${'x'.repeat(255)}"`)).status, 201);
	assert.equal((await book(wish(times[5]), 'x'.repeat(255))).json.manage_token, null);
	const quoted = await book(wish(times[6]), '"a \\"b\\" \\\\c"');
	assert.equal(quoted.status, 201);
	assert.equal((await book(wish(times[6]), '"a \\"b\\" \\\\c"')).json.id, quoted.json.id);
});

test('the same key from another address is somebody else, who learns nothing', async () => {
	const mine = await book(wish(times[7], { staff: 's1' }), 'six');
	const theirs = await ask('POST', place, {
		json: wish(times[7], { staff: 's1' }), headers: { 'Idempotency-Key': 'six' }, agent: agent(1, { localAddress: '127.0.0.2' }),
	});
	assert.equal(theirs.status, 409);
	assert.ok(!theirs.text.includes(mine.json.id));
});

// R02, a slice: a hundred keys, twenty at once of each, in no order.
test('of twins one books and the others are told of it', async () => {
	const keys = 100, twins = 20, before = count(), sockets = agent(100), found = Array.from({ length: keys }, () => []);
	const wishes = Array.from({ length: keys }, (_, i) => wish(times[8 + (i >> 1)]));
	const order = Array.from({ length: keys * twins }, (_, i) => i % keys).sort(() => Math.random() - 0.5);
	await Promise.all(order.map(async (i) => found[i].push(await ask('POST', place, {
		json: wishes[i], headers: { 'Idempotency-Key': `"twin-${i}"` }, agent: sockets,
	}))));
	for (const answers of found) {
		assert.ok(answers.every((answer) => answer.status === 201 || answer.status === 409), answers.map((answer) => answer.status).join());
		const won = answers.filter((answer) => answer.status === 201);
		assert.equal(new Set(won.map((answer) => answer.json.id)).size, 1);
		assert.equal(won.filter((answer) => answer.json.manage_token).length, 1);
		assert.ok(won.length > twins / 2, `${twins - won.length} twins had to wait too long`);
	}
	assert.equal(count(), before + keys);
	const changed = await Promise.all(wishes.map((one, i) => book({ ...one, note: 'Changed.' }, `twin-${i}`)));
	assert.deepEqual([...new Set(changed.map((answer) => answer.status))], [422]);
	assert.equal(count(), before + keys);
	sockets.destroy();
});
