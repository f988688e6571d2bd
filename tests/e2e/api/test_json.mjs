// JSON that is hostile or merely wrong, to every route that takes JSON (R24): it is
// refused, at once, without memory, and nothing is rounded into something else.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { before, test } from 'node:test';
import { ask, makeStudio, processes, sql, starts, wish } from '../site.mjs';

const studio = makeStudio({ question: 'text', capacity: 10 });
const deep = (n, open, close, inner = '') => open.repeat(n) + inner + close.repeat(n);
let routes, times, question;

before(async () => {
	times = await starts(studio, 5);
	question = (await ask('GET', `/api/v1/studios/${studio}/services`)).json.items[0].questions[0].id;
	const made = await ask('POST', `/api/v1/studios/${studio}/bookings`, { json: full(times[0]) });
	const headers = { Authorization: `Bearer ${made.json.manage_token}` };
	routes = [
		{ at: `/api/v1/studios/${studio}/bookings`, headers: {}, good: full(times[1]) },
		{ at: `${made.headers.location}/cancel`, headers, good: { reason: 'A cold.' } },
		{ at: `${made.headers.location}/move`, headers, good: { start: times[2] } },
	];
});

const full = (start) => wish(start, { answers: [{ question, answer: 'Here' }], note: 'Hello.', seats: 1 });
const send = (route, body) => ask('POST', route.at, { body, headers: { ...route.headers, 'Content-Type': 'application/json' } });
const rows = () => sql(`select count(*), max(b.version), sum(b.seats) from booking b join studio s on s.id = b.studio_id where s.slug = '${studio}'`)[0];

// Not JSON, or more of it than anybody means.
const documents = {
	'nothing': '', 'a space': ' ', 'a word': 'hello', 'half': '{"a":', 'junk after': '{} x', 'two documents': '{}{}', 'a NUL after': '{}\0',
	'single quotes': "{'reason':'x'}", 'bare names': '{reason:"x"}', 'a comma too many': '{"reason":"x",}', 'a comment': '{/* x */}',
	'a line comment': '{} // x', 'a byte order mark': '\ufeff{}', 'NaN': '{"seats":NaN}', 'Infinity': '{"seats":Infinity}', '-Infinity': '{"seats":-Infinity}',
	'a leading zero': '{"seats":01}', 'a plus': '{"seats":+1}', 'a bare point': '{"seats":.5}', 'hexadecimal': '{"seats":0x10}', 'True': '{"seats":True}',
	'a name twice': '{"reason":"x","reason":"y"}', 'a name twice, escaped': '{"reason":"x","\\u0072eason":"y"}', 'an inner name twice': '{"customer":{"name":"a","name":"b"}}',
	'a raw line feed in text': '{"reason":"a\nb"}', 'a NUL in text': '{"reason":"a\\u0000b"}', 'half a surrogate': '{"reason":"\\ud800"}',
	'surrogates the wrong way': '{"reason":"\\udc00\\ud800"}', 'a bad escape': '{"reason":"\\x41"}', 'invalid UTF-8': Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
	'UTF-16': Buffer.from('{"reason":"x"}', 'utf16le'), 'an array': '[]', 'a text': '"x"', 'a number': '1', 'null': 'null', 'true': 'true',
	'depth 33': deep(33, '[', ']'), 'depth 33 of objects': deep(33, '{"a":', '}', '1'), 'depth 30,000': deep(30000, '[', ']'),
	'depth 30,000, open': '['.repeat(60000), 'depth 1,000,000': deep(1e6, '[', ']'), '30,000 elements': `[${'1,'.repeat(30000)}1]`,
	'4,000,000 elements': `[${'1,'.repeat(4e6)}1]`, '8,000 members': `{${Array.from({ length: 7000 }, (_, i) => `"${i}":1`).join()}}`,
	'a number of 60,000 digits': `{"seats":${'9'.repeat(60000)}}`, 'a name of 60,000 letters': `{"${'a'.repeat(60000)}":1}`,
};

// Not the number it should be.
const numbers = ['9223372036854775807', '9223372036854775808', '-9223372036854775809', '18446744073709551616', '1e3', '1.9', '1.0', '-1', '0', '1e400', '-0.0',
	'"12abc"', '"1"', '""', 'true', 'false', '[]', '[1]', '{}'];

const memory = () => processes('booking').children.map((pid) =>
	[pid, Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1])]);

test('what is not JSON, or too much, is refused at once', async () => {
	const kept = rows(), size = new Map(memory());
	for (const route of routes)
		for (const [what, body] of Object.entries(documents)) {
			const tries = [];
			for (let i = 0; i < 3; i++) {
				const answer = await send(route, body);
				assert.ok([400, 413, 422].includes(answer.status), `${what} to ${route.at}: ${answer.status} ${answer.text.slice(0, 200)}`);
				tries.push(answer.ms);
				if (body.length > 1e6)
					break;
			}
			assert.ok(Math.min(...tries) < (body.length > 1e6 ? 500 : 50), `${what} took ${Math.min(...tries)} ms`);
		}
	assert.deepEqual(rows(), kept);
	for (const [pid, kilobytes] of memory())
		assert.ok(kilobytes - (size.get(pid) ?? 0) <= 16 * 1024, `process ${pid} grew from ${size.get(pid)} to ${kilobytes} kB`);
});

test('no number is taken for another', async () => {
	const kept = rows(), places = [
		(json, value) => json.replace('"seats":1', `"seats":${value}`),
		(json, value) => json.replace(`"question":${question}`, `"question":${value}`),
		(json, value) => json.replace('"seats":1', `"terms":${value}`),
	];
	for (const [i, put] of places.entries())
		for (const value of numbers) {
			const answer = await send(routes[0], put(JSON.stringify(full(times[1])), value));
			assert.ok([400, 422].includes(answer.status), `${i}: ${value} ${answer.status} ${answer.text}`);
		}
	assert.deepEqual(rows(), kept);
});

test('no member is taken for one of another kind', async () => {
	const kept = rows(), values = ['1', 'true', '[]', '{}', '[""]', '{"a":1}', '1e9'];
	for (const route of routes)
		for (const name of Object.keys(route.good))
			for (const value of values) {
				const body = JSON.stringify({ ...route.good, [name]: '@' }).replace('"@"', value);
				if (JSON.stringify(JSON.parse(body)) === JSON.stringify(route.good) || (name === 'seats' && value === '1'))
					continue;
				const answer = await send(route, body);
				assert.equal(answer.status, 422, `${name}: ${value} to ${route.at}: ${answer.text}`);
				assert.ok(answer.json.errors.some((error) => error.pointer.startsWith(`/${name}`)), answer.text);
			}
	assert.deepEqual(rows(), kept);
});

test('names nobody knows are refused, also those of JavaScript', async () => {
	const kept = rows();
	for (const name of ['__proto__', 'constructor', 'toString', 'price_minor', 'state', 'studio', 'id', '', ' ', 'Start', 'start ', 'start\u200b', '$ref'])
		for (const route of routes) {
			const answer = await send(route, JSON.stringify(route.good).replace('{', `{${JSON.stringify(name)}:1,`));
			assert.equal(answer.status, 422, `${name} to ${route.at}: ${answer.text}`);
		}
	assert.deepEqual(rows(), kept);
});

test('other types of content are not JSON', async () => {
	const kept = rows();
	for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonx', 'application/json; charset=utf-16',
		'application/problem+json', ''])
		for (const route of routes) {
			const answer = await ask('POST', route.at, { body: JSON.stringify(route.good), headers: { ...route.headers, 'Content-Type': type } });
			assert.equal(answer.status, 415, `${type} to ${route.at}`);
		}
	for (const encoding of ['gzip', 'br', 'deflate', 'gzip, identity']) {
		const answer = await ask('POST', routes[0].at, { body: '{}', headers: { 'Content-Type': 'application/json', 'Content-Encoding': encoding } });
		assert.equal(answer.status, 415, encoding);
	}
	assert.deepEqual(rows(), kept);
});

test('after all that the good ones are taken', async () => {
	for (const i of [0, 2, 1]) {
		const answer = await ask('POST', routes[i].at, { json: routes[i].good, headers: routes[i].headers });
		assert.ok([200, 201].includes(answer.status), answer.text);
	}
});
