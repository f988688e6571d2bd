// Pages of other sites: those a studio names may call the API, and read what it
// answers, refusals too; others change nothing. Cookies are never part of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, makeStudio, sql, starts, wish } from '../site.mjs';

const partner = 'https://partner.example', stranger = 'https://stranger.example';
const studio = makeStudio({ staff: 1, origins: [partner, 'https://www.partner.example:8080'] });
const other = makeStudio();
const place = `/api/v1/studios/${studio}`;
const count = () => Number(sql(`select count(*) from booking b join studio s on s.id = b.studio_id where s.slug = '${studio}'`)[0][0]);

const preflight = (at, origin, method = 'POST', headers = 'content-type,idempotency-key,authorization') => ask('OPTIONS', at, {
	headers: { Origin: origin, 'Access-Control-Request-Method': method, 'Access-Control-Request-Headers': headers },
});
const marks = (answer) => Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'));

test('a named site may ask, and is told what it may send', async () => {
	for (const [at, method] of [[`${place}/bookings`, 'POST'], [`${place}/slots`, 'GET'], ['/api/v1/studios', 'GET'],
		['/api/openapi.json', 'GET'], ['/api/v1/bookings/aaaaaaaaaaaaaaaa/cancel', 'POST']]) {
		const answer = await preflight(at, partner, method);
		assert.equal(answer.status, 204, at);
		assert.equal(answer.text, '');
		assert.equal(answer.headers['access-control-allow-origin'], partner);
		assert.ok(answer.headers['access-control-allow-methods'].split(', ').includes(method));
		for (const name of ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'If-None-Match'])
			assert.ok(answer.headers['access-control-allow-headers'].split(', ').includes(name));
		assert.ok(Number(answer.headers['access-control-max-age']) > 0);
		assert.equal(answer.headers['access-control-allow-credentials'], undefined);
	}
	assert.equal((await preflight(`${place}/bookings`, 'https://www.partner.example:8080')).headers['access-control-allow-origin'],
		'https://www.partner.example:8080');
});

test('no other is told anything', async () => {
	const others = [stranger, 'null', 'http://partner.example', 'https://partner.example.evil.example', 'https://xpartner.example',
		'https://PARTNER.example', 'https://partner.example:443', 'https://partner.example/', '*', 'https://www.partner.example'];
	for (const origin of others) {
		assert.deepEqual(marks(await preflight(`${place}/bookings`, origin)), [], origin);
		const read = await ask('GET', place, { headers: { Origin: origin } });
		assert.equal(read.status, 200);
		assert.deepEqual(marks(read), [], origin);
	}
	assert.deepEqual(marks(await preflight(`/api/v1/studios/${other}/bookings`, partner)), [], 'another studio trusts nobody');
});

test('OPTIONS says what an address takes; pages do not take it', async () => {
	assert.equal((await ask('OPTIONS', place)).headers.allow, 'GET, HEAD, OPTIONS');
	assert.equal((await preflight(place, partner, 'DELETE')).status, 405);
	const only = await ask('OPTIONS', `${place}/bookings`);
	assert.deepEqual([only.status, only.headers.allow], [204, 'POST, OPTIONS']);
	assert.equal((await ask('OPTIONS', '/api/v1/nothing')).status, 404);
	assert.equal((await ask('OPTIONS', '/')).status, 405);
});

test('a named site reads answers and refusals, with the headers it needs', async () => {
	const [first] = await starts(studio);
	const headers = { Origin: partner, 'Sec-Fetch-Site': 'cross-site' };
	const cases = [
		['GET', `${place}/services`, {}, 200],
		['GET', `${place}/slots?service=visit`, {}, 422],
		['POST', `${place}/bookings`, { json: {} }, 422],
		['POST', `${place}/bookings`, { body: '{', headers: { 'Content-Type': 'application/json' } }, 400],
		['POST', `${place}/bookings`, { json: wish(first) }, 201],
		['POST', `${place}/bookings`, { json: wish(first) }, 409],
		['GET', '/api/v1/studios/nobody', {}, 404],
		['GET', '/api/v1/bookings/aaaaaaaaaaaaaaaa', {}, 401],
	];
	for (const [method, at, options, status] of cases) {
		const answer = await ask(method, at, { ...options, headers: { ...headers, ...options.headers } });
		assert.equal(answer.status, status, `${at}: ${answer.text}`);
		assert.equal(answer.headers['access-control-allow-origin'], partner, `${method} ${at}`);
		assert.ok(answer.headers['access-control-expose-headers'].includes('Location'));
		assert.equal(answer.headers['access-control-allow-credentials'], undefined);
		if (!/no-store/.test(answer.headers['cache-control']))
			assert.match(answer.headers.vary, /Origin/);
	}
});

test('a booking is managed from the site its studio names, from no other', async () => {
	const [first] = await starts(studio, 2), made = await ask('POST', `${place}/bookings`, { json: wish(first) });
	assert.equal(made.status, 201);
	const bearer = { Authorization: `Bearer ${made.json.manage_token}` }, at = made.headers.location;
	assert.equal((await ask('GET', at, { headers: { ...bearer, Origin: partner } })).headers['access-control-allow-origin'], partner);
	assert.deepEqual(marks(await preflight(`${at}/cancel`, stranger)), []);
	assert.equal((await ask('POST', `${at}/cancel`, { json: {}, headers: { ...bearer, Origin: stranger } })).status, 403);
	assert.equal((await ask('GET', at, { headers: bearer })).json.state, 'confirmed');
	assert.equal((await ask('POST', `${at}/cancel`, { json: {}, headers: { ...bearer, Origin: partner } })).status, 200);
});

test('no change comes from a site that is not named', async () => {
	const [first] = await starts(studio, 2), before = count();
	for (const headers of [{ Origin: stranger }, { Origin: 'null' }, { 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' },
		{ Origin: stranger, 'Sec-Fetch-Site': 'same-origin' }])
		assert.equal((await ask('POST', `${place}/bookings`, { json: wish(first), headers })).status, 403);
	assert.equal(count(), before);
});

test('a site that is struck off is refused at once, by every process', async () => {
	const [first] = await starts(studio, 2), before = count();
	sql(`update studio set api_origins = '{}' where slug = '${studio}'`);
	const answers = await Promise.all(Array.from({ length: 30 }, () =>
		ask('POST', `${place}/bookings`, { json: wish(first), headers: { Origin: partner } })));
	assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [403]);
	assert.equal(count(), before);
});
