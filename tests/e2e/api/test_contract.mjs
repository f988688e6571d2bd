// The API's description against the running program: it is valid OpenAPI 3.1, it
// names every route and no other, and every answer, refusals too, is as it says.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { ask, makeStudio, quote, source, sql, starts, wish } from '../site.mjs';

const file = path.join(source, 'public/openapi.json');
const api = JSON.parse(fs.readFileSync(file, 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true });
const seen = new Set();
formats(ajv);
ajv.addSchema(api, 'api');

// These need a limit or an outage, which other tests bring about.
const elsewhere = new Set(['429', '503']);

const resolve = (part) => (part?.$ref === undefined ? part
	: part.$ref.slice(2).split('/').reduce((at, name) => at[name.replaceAll('~1', '/')], api));

// The description's row for a request: its path template and operation.
function find(method, place) {
	const asked = place.split('?')[0].split('/');
	for (const [template, item] of Object.entries(api.paths)) {
		const parts = template.split('/');
		if (parts.length === asked.length && parts.every((part, i) => part.startsWith('{') || part === asked[i]))
			return { template, item, operation: item[method.toLowerCase()] };
	}
	throw new Error(`${place} is not in the description`);
}

function validate(schema, value, what) {
	const check = ajv.compile(schema.$ref === undefined ? schema : { $ref: `api${schema.$ref}` });
	assert.ok(check(value), `${what}: ${ajv.errorsText(check.errors)}\n${JSON.stringify(value)}`);
}

// Asks, and holds the answer against the description.
async function call(method, place, options) {
	const answer = await ask(method, place, options);
	const { template, item, operation } = find(method, place);
	const described = operation ?? Object.values(item).find((part) => part.responses !== undefined);
	const what = `${method} ${template} ${answer.status}`;
	const response = resolve(described.responses[answer.status]);
	assert.ok(response !== undefined, `${what} is not described: ${answer.text}`);
	seen.add(`${operation === undefined ? 'ANY' : method} ${template} ${answer.status}`);
	for (const [name, header] of Object.entries(response.headers ?? {})) {
		const value = answer.headers[name.toLowerCase()];
		if (value !== undefined)
			validate(resolve(header).schema, value, `${what}, ${name}`);
		else
			assert.ok(!resolve(header).required, `${what} lacks ${name}`);
	}
	if (response.content === undefined) {
		assert.equal(answer.text, '', `${what} has a body`);
	} else {
		const [type, content] = Object.entries(response.content)[0];
		assert.equal(answer.headers['content-type'].split(';')[0], type, what);
		validate(content.schema, answer.json, what);
	}
	return answer;
}

async function expect(status, method, place, options) {
	const answer = await call(method, place, options);
	assert.equal(answer.status, status, `${method} ${place}: ${answer.text}`);
	return answer;
}

let studio, place, free;

before(async () => {
	studio = makeStudio({ staff: 2, rooms: 2, question: 'choice', terms: true });
	place = `/api/v1/studios/${studio}`;
	free = await starts(studio);
});

async function body(start, more) {
	const services = await ask('GET', `${place}/services`);
	return wish(start, { answers: [{ question: services.json.items[0].questions[0].id, answer: 'Here' }], terms: 1, ...more });
}

async function booked(start) {
	const answer = await expect(201, 'POST', `${place}/bookings`, { json: await body(start) });
	return { ...answer, place: answer.headers.location, bearer: { Authorization: `Bearer ${answer.json.manage_token}` } };
}

test('the description is valid OpenAPI', () => {
	execFileSync('npx', ['--no-install', 'redocly', 'lint', '--format=stylish', file], {
		cwd: source, stdio: 'pipe',
		env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', CI: 'true' },
	});
});

test('it has every route of the program, and no other', () => {
	const program = execFileSync(process.env.HORA_BOOKING ?? path.join(source, 'build/hora-booking'), ['--routes'], { encoding: 'utf8' });
	const routes = program.split('\n').map((line) => line.split('\t')).filter((row) => row[2]?.startsWith('/api/v1/'));
	const described = Object.entries(api.paths).flatMap(([template, item]) =>
		['get', 'post', 'put', 'patch', 'delete'].filter((m) => item[m]).map((m) => `${m.toUpperCase()} ${template}`));
	assert.deepEqual(described.sort(), routes.map((row) => `${row[1]} ${row[2]}`).sort());
});

test('the program shows it, byte for byte', async () => {
	const shown = await ask('GET', '/api/openapi.json');
	assert.equal(shown.text, fs.readFileSync(file, 'utf8'));
	assert.equal((await ask('GET', '/api/openapi.json', { headers: { 'If-None-Match': shown.headers.etag } })).status, 304);
});

test('its examples are what its schemas say', () => {
	const walk = (part) => {
		if (part === null || typeof part !== 'object')
			return;
		if (part.schema !== undefined) {
			for (const example of Object.values(part.examples ?? {}))
				validate(part.schema, resolve(example).value, 'example');
			if (part.example !== undefined)
				validate(part.schema, part.example, `example of ${part.name}`);
		}
		Object.values(part).forEach(walk);
	};
	walk(api.paths);
	walk(api.components);
});

test('the catalogue answers as described', async () => {
	const list = await expect(200, 'GET', '/api/v1/studios');
	await expect(304, 'GET', '/api/v1/studios', { headers: { 'If-None-Match': list.headers.etag } });
	for (const query of ['limit=0', 'limit=101', 'limit=x', 'cursor=x', 'cursor=PiA', 'cursor=PjEg%ff'])
		await expect(query.includes('%') ? 400 : 422, 'GET', `/api/v1/studios?${query}`);
	for (const name of ['', '/services', '/staff']) {
		const answer = await expect(200, 'GET', place + name);
		await expect(304, 'GET', place + name, { headers: { 'If-None-Match': answer.headers.etag } });
		await expect(404, 'GET', `/api/v1/studios/nobody${name}`);
		await expect(400, 'GET', `/api/v1/studios/%ff${name}`);
		await expect(405, 'PUT', place + name);
	}
	await expect(400, 'GET', '/api/v1/studios?x=%zz');
	await expect(405, 'DELETE', '/api/v1/studios');
	assert.deepEqual((await call('GET', place)).json.terms, { version: 1, text: 'Be in time.' });
	assert.deepEqual((await call('GET', `${place}/services`)).json.items[0].questions[0].choices, [{ answer: 'Here' }, { answer: 'There' }]);
});

test('the list of studios can be walked, forth and back', async () => {
	const makers = ['b', 'a', 'c'].map(() => makeStudio());
	sql(`update studio set listed = true, name = 'Same name' where slug in (${makers.map(quote).join(',')})`);
	const whole = (await call('GET', '/api/v1/studios?limit=100')).json.items.map((item) => item.slug);
	for (const limit of [1, 2, whole.length]) {
		const pages = [];
		let at = `/api/v1/studios?limit=${limit}`, link;
		do {
			const page = await expect(200, 'GET', at);
			pages.push(page.json.items.map((item) => item.slug));
			link = page.headers.link ?? '';
			at = /<[^>]*(\/api[^>]*)>; rel="next"/.exec(link)?.[1];
		} while (at !== undefined);
		assert.deepEqual(pages.flat(), whole);
		for (const expected of pages.slice(0, -1).reverse()) {
			const page = await expect(200, 'GET', /<[^>]*(\/api[^>]*)>; rel="prev"/.exec(link)[1]);
			assert.deepEqual(page.json.items.map((item) => item.slug), expected);
			link = page.headers.link;
		}
		assert.ok(!(link ?? '').includes('rel="prev"'));
	}
	sql(`update studio set listed = false where slug in (${makers.map(quote).join(',')})`);
});

test('starts and days answer as described', async () => {
	for (const query of [`/slots?service=visit&from=${free[0].slice(0, 10)}&to=${free.at(-1).replace('+', '%2B')}`,
		`/days?service=visit&month=${free[0].slice(0, 7)}`]) {
		const answer = await expect(200, 'GET', place + query);
		await expect(304, 'GET', place + query, { headers: { 'If-None-Match': answer.headers.etag } });
		await expect(200, 'GET', `${place}${query}&staff=s1`);
		await expect(404, 'GET', `/api/v1/studios/nobody${query}`);
		await expect(400, 'GET', `${place}${query}&staff=%ff`);
		await expect(405, 'POST', place + query, { json: {} });
		await expect(422, 'GET', place + query.split('?')[0]);
		await expect(422, 'GET', `${place}${query}&staff=nobody`);
		await expect(422, 'GET', `${place}${query}&service=twice`);
	}
	await expect(422, 'GET', `${place}/slots?service=visit&from=2030-01-01&to=2030-06-01`);
	await expect(422, 'GET', `${place}/slots?service=visit&from=2030-01-02&to=2030-01-01`);
	await expect(422, 'GET', `${place}/days?service=visit&month=2030-13`);
});

test('booking answers as described', async () => {
	const answer = await booked(free[0]);
	assert.equal(answer.json.customer.phone, '+351912345678');
	assert.deepEqual(answer.json.answers, [{ question: 'Where?', answer: 'Here' }]);
	const again = await body(free[0], { staff: answer.json.staff[0].slug });
	const taken = await expect(409, 'POST', `${place}/bookings`, { json: again });
	assert.ok(taken.json.alternatives.length > 0);
	assert.match(taken.json.type, /\/api\/v1\/problems\/conflict$/);
	await expect(400, 'POST', `${place}/bookings`, { headers: { 'Content-Type': 'application/json' }, body: '{"a":' });
	await expect(404, 'POST', '/api/v1/studios/nobody/bookings', { json: again });
	await expect(405, 'GET', `${place}/bookings`);
	await expect(413, 'POST', `${place}/bookings`, { json: { note: 'x'.repeat(70000) } });
	await expect(415, 'POST', `${place}/bookings`, { headers: { 'Content-Type': 'text/plain' }, body: '{}' });
	await expect(422, 'POST', `${place}/bookings`, { json: {} });
});

test('what is wrong with a booking is pointed at', async () => {
	const cases = [
		[{ service: 'nothing' }, '/service'],
		[{ staff: 'nobody' }, '/staff'],
		[{ start: 'soon' }, '/start'],
		[{ start: free[0].replace(':00+', ':01+').replace(':00Z', ':01Z') }, '/start'],
		[{ customer: { name: '', phone: '+351912345678' } }, '/customer/name'],
		[{ customer: { name: 'Maria' } }, '/customer/email'],
		[{ customer: { name: 'Maria', email: 'no address' } }, '/customer/email'],
		[{ customer: { name: 'Maria', phone: 'x' } }, '/customer/phone'],
		[{ note: 'x'.repeat(1001) }, '/note'],
		[{ seats: 2 }, '/seats'],
		[{ terms: undefined }, '/terms'],
		[{ answers: [] }, '/answers'],
		[{ answers: [{ question: 1, answer: 'x' }] }, '/answers/0/question'],
		[{ answers: [{ question: 'x', answer: 'Here' }] }, '/answers/0/question'],
		[{ anything: 1 }, '/anything'],
	];
	for (const [change, pointer] of cases) {
		const answer = await expect(422, 'POST', `${place}/bookings`, { json: { ...await body(free[5]), ...change } });
		assert.ok(answer.json.errors.some((error) => error.pointer === pointer), `${pointer}: ${answer.text}`);
	}
	const wrong = await body(free[5]);
	wrong.answers[0].answer = 'Nowhere';
	const answer = await expect(422, 'POST', `${place}/bookings`, { json: wrong });
	assert.equal(answer.json.errors[0].pointer, '/answers/0/answer');
});

test('yes or no is answered with one of the two words offered', async () => {
	const clinic = makeStudio({ question: 'yes_no' });
	sql(`update studio set language = 'pt' where slug = ${quote(clinic)}`);
	const at = `/api/v1/studios/${clinic}`, [start] = await starts(clinic);
	const [question] = (await expect(200, 'GET', `${at}/services`)).json.items[0].questions;
	assert.deepEqual(question.choices, [{ answer: 'Sim' }, { answer: 'Não' }]);
	const answers = (answer) => ({ json: wish(start, { answers: [{ question: question.id, answer }] }) });
	for (const other of ['maybe', 'Si', 'Simão', 'Sim\nNão'])
		assert.equal((await expect(422, 'POST', `${at}/bookings`, answers(other))).json.errors[0].pointer, '/answers/0/answer');
	assert.equal((await expect(201, 'POST', `${at}/bookings`, answers('Não'))).json.answers[0].answer, 'Não');
});

test('an instant is read as programs write it', async () => {
	const asked = (from) => call('GET', `${place}/slots?service=visit&from=${from}&to=2031-01-02`);
	for (const from of ['2031-01-01T10:00:00+01:00', '2031-01-01T10:00:00%2B01:00', '2031-01-01T09:00:00.000Z'])
		assert.equal((await asked(from)).status, 200, from);
	for (const from of ['2031-01-01T10:00:00.5Z', '2031-01-01+10:00:00Z', '2031-01-01T10:00:00+0100', '2031-01-01T10:00:00++01:00'])
		assert.equal((await asked(from)).status, 422, from);
});

test('forty-two days are forty-two, also when the clock is moved in them', async () => {
	const lisbon = makeStudio({ zone: 'Europe/Lisbon' }), at = `/api/v1/studios/${lisbon}/slots?service=visit`;
	for (const [from, to, status] of [['2031-10-01', '2031-11-12', 200], ['2031-10-01', '2031-11-13', 422], ['2031-03-01', '2031-04-12', 200],
		['2031-03-01', '2031-04-13', 422], ['2031-10-01T09:00:00Z', '2031-11-12T10:00:00Z', 200], ['2031-10-01T09:00:00Z', '2031-11-12T10:00:01Z', 422], ['2031-10-01T09:00:00%2B01:00', '2031-11-12T09:00:00Z', 200]])
		await expect(status, 'GET', `${at}&from=${from}&to=${to}`);
});

test('who has too many bookings is told so', async () => {
	const strict = makeStudio({ limit: 1 });
	const times = await starts(strict);
	await expect(201, 'POST', `/api/v1/studios/${strict}/bookings`, { json: wish(times[0]) });
	await expect(403, 'POST', `/api/v1/studios/${strict}/bookings`, { json: wish(times[1]) });
});

test('a booking is read, moved and cancelled by its token alone', async () => {
	const mine = await booked(free[10]), other = await booked(free[11]);
	const seen = await expect(200, 'GET', mine.place, { headers: mine.bearer });
	for (const tag of [seen.headers.etag, `W/${seen.headers.etag}`, `"x", ${seen.headers.etag}`, '*'])
		await expect(304, 'GET', mine.place, { headers: { ...mine.bearer, 'If-None-Match': tag } });
	await expect(200, 'GET', mine.place, { headers: { ...mine.bearer, 'If-None-Match': '"v9"' } });
	for (const [method, to, json] of [['GET', ''], ['POST', '/cancel', {}], ['POST', '/move', { start: free[12] }]]) {
		const at = mine.place + to;
		await expect(401, method, at, { json });
		await expect(401, method, at, { json, headers: { Authorization: 'Bearer nothing' } });
		await expect(404, method, at, { json, headers: other.bearer });
		await expect(400, method, `/api/v1/bookings/%ff${to}`, { json, headers: mine.bearer });
		await expect(405, 'PUT', at, { json, headers: mine.bearer });
		if (method === 'GET')
			continue;
		const text = { ...mine.bearer, 'Content-Type': 'text/plain' };
		await expect(415, method, at, { body: '{}', headers: text });
		await expect(400, method, at, { body: '{', headers: { ...text, 'Content-Type': 'application/json' } });
		await expect(413, method, at, { json: { reason: 'x'.repeat(70000) }, headers: mine.bearer });
		await expect(422, method, at, { json: { anything: 1 }, headers: mine.bearer });
		await expect(403, method, at, { json, headers: { ...mine.bearer, Origin: 'https://stranger.example' } });
		await expect(412, method, at, { json, headers: { ...mine.bearer, 'If-Match': '"v9"' } });
	}
	await expect(422, 'POST', `${mine.place}/move`, { json: { start: free[12], staff: 'nobody' }, headers: mine.bearer });
	const moved = await expect(200, 'POST', `${mine.place}/move`, { json: { start: free[12] }, headers: { ...mine.bearer, 'If-Match': '"v1"' } });
	assert.equal(moved.json.start, free[12]);
	assert.equal(moved.headers.etag, '"v2"');
	const again = await expect(200, 'POST', `${mine.place}/move`, { json: { start: new Date(free[12]).toISOString() }, headers: mine.bearer });
	assert.equal(again.headers.etag, '"v2"', 'where it is already it stays as it is');
	const staff = other.json.staff[0].slug;
	assert.ok((await expect(409, 'POST', `${mine.place}/move`, { json: { start: free[11], staff }, headers: mine.bearer })).json.alternatives.length > 0);
	const cancelled = await expect(200, 'POST', `${mine.place}/cancel`, { json: { reason: 'A cold.' }, headers: mine.bearer });
	assert.equal(cancelled.json.state, 'cancelled');
	const twice = await expect(409, 'POST', `${mine.place}/cancel`, { headers: mine.bearer });
	assert.match(twice.json.detail, /cancelled already/);
	await expect(200, 'POST', `${other.place}/cancel`, { headers: other.bearer });
});

test('a bearer that does not hold is refused wherever it is sent', async () => {
	for (const [template, item] of Object.entries(api.paths)) {
		const at = template.replace('{studio}', studio).replace('{booking}', 'kU3vQ0m7Rz1xY5bT').replace('{name}', 'conflict');
		for (const method of ['get', 'post'].filter((m) => item[m]))
			for (const bearer of ['nothing', `hb_${'A'.repeat(43)}`])
				await expect(401, method.toUpperCase(), at, {
					headers: { Authorization: `Bearer ${bearer}` }, ...(method === 'post' && { json: {} }),
				});
	}
});

test('a key may what is public', async () => {
	const secret = `hb_${studio.padEnd(43, 'x').slice(0, 43)}`, bearer = { Authorization: `Bearer ${secret}` };
	sql(`insert into api_key (studio_id, name, hint, key_hash, scopes, created_at) select id, 'Till', 'hb_till', sha256('${secret}'), array['bookings:read'], now() from studio where slug = ${quote(studio)}`);
	for (const at of ['/api/v1/studios', place, `${place}/services`, `${place}/staff`])
		await expect(200, 'GET', at, { headers: bearer });
	await expect(404, 'GET', '/api/v1/bookings/kU3vQ0m7Rz1xY5bT', { headers: bearer });
});

test('each type of problem is explained', async () => {
	for (const name of api.components.schemas.ProblemName.enum)
		assert.equal((await expect(200, 'GET', `/api/v1/problems/${name}`)).json.name, name);
	await expect(404, 'GET', '/api/v1/problems/nothing');
	await expect(400, 'GET', '/api/v1/problems/%ff');
	await expect(405, 'PUT', '/api/v1/problems/conflict');
});

after(() => {
	const unseen = [];
	for (const [template, item] of Object.entries(api.paths))
		for (const method of ['get', 'post'])
			for (const status of Object.keys(item[method]?.responses ?? {}))
				if (!elsewhere.has(status) && !seen.has(`${method.toUpperCase()} ${template} ${status}`)
					&& !seen.has(`ANY ${template} ${status}`))
					unseen.push(`${method.toUpperCase()} ${template} ${status}`);
	assert.deepEqual(unseen, [], 'described and never seen');
	console.log(`${seen.size} kinds of answers held against the description`);
});
