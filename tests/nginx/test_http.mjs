// What nginx lets through to a program, what it answers itself, and what stands
// on every answer (trust.md's R18 to R21, without the programs).

import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { close, host, malformed } from './malformed.mjs';
import { ask, openSite, raw, read } from './site.mjs';

let site;
before(async () => { site = await openSite(); });
after(() => site.close());

for (const [name, bytes, wanted] of malformed) {
	test(`${name} is refused and no program hears of it`, async () => {
		const before = site.seen.length;
		const answer = read(await raw(site, bytes));
		assert.ok([wanted].flat().includes(answer.status), `${answer.status}: ${answer.text.slice(0, 200)}`);
		assert.equal(site.seen.length, before);
		if (answer.status !== 0)
			assert.match(answer.headers['strict-transport-security']?.[0] ?? '', /max-age=63072000/);
	});
}

test('chunks without an end give up after ten seconds', async () => {
	const before = site.seen.length;
	const answer = read(await raw(site, `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n`,
		{ quiet: 15000 }));
	assert.ok([0, 408].includes(answer.status));
	assert.equal(site.seen.length, before);
});

test('whole chunks arrive as a body of known length', async () => {
	const answer = await ask(site, { method: 'POST', path: '/s/x', headers: { 'Transfer-Encoding': 'chunked' },
		body: '5\r\nabcde\r\n0\r\n\r\n' });
	const told = JSON.parse(answer.body.replace(/^[0-9a-f]+\r\n|\r\n0\r\n\r\n$/g, ''));
	assert.equal(told.params.CONTENT_LENGTH, '5');
	assert.equal(told.body, 5);
});

test('answers on one connection stay in step', async () => {
	const one = `POST /s/one HTTP/1.1\r\n${host}Content-Length: 30\r\n\r\nGET /admin/x HTTP/1.1\r\nHost: a`;
	const text = await raw(site, `${one}GET /s/two HTTP/1.1\r\n${host}\r\nGET /s/three HTTP/1.1\r\n${host}${close}\r\n`);
	assert.deepEqual(text.match(/"REQUEST_URI":"[^"]*"/g).map((s) => s.slice(15, -1)), ['/s/one', '/s/two', '/s/three']);
});

const routes = [
	['/', 'booking'], ['/s/x', 'booking'], ['/s', 'booking'], ['/b/token', 'booking'], ['/calendar/a.ics', 'booking'],
	['/widget/x', 'booking'], ['/unsubscribe?t=1', 'booking'], ['/api/openapi.json', 'booking'],
	['/api/graphql', 'booking'], ['/api/v1/studios', 'booking'], ['/auth/login', 'auth'], ['/account', 'auth'],
	['/api/v1/auth/keys', 'auth'], ['/admin', 'admin'], ['/kiosk/x', 'admin'], ['/screen/x', 'admin'],
	['/api/v1/admin/x', 'admin'], ['/pay/x', 'payments'], ['/api/v1/payments/x', 'payments'],
	['/payments/callback/x', 'payments'], ['/line/webhook', 'line'], ['/line/liff/x', 'line'],
	['/s/../admin/x', 'admin'], ['/%61dmin/x', 'admin'], ['//admin/x', 'admin'],
	['/x', 0], ['/administrator', 0], ['/api/v2/x', 0], ['/errors/404.en.html', 0], ['/live/authorize', 0], ['/live/x', 0],
	['/line/webhook/x', 0], ['/static/../etc/hora.conf', 0], ['/media/x', 0],
];

for (const [address, program] of routes) {
	test(`${address} is ${program ? `answered by hora-${program}` : 'nobody\'s'}`, async () => {
		const answer = await ask(site, { path: address });
		assert.equal(answer.status, program ? 200 : 404);
		if (program)
			assert.ok(answer.body.includes(`{"program":"${program}"`));
	});
}

const sent = ['REQUEST_METHOD', 'REQUEST_URI', 'QUERY_STRING', 'CONTENT_TYPE', 'CONTENT_LENGTH', 'REMOTE_ADDR',
	'REQUEST_ID', 'HTTP_PROXY', 'HTTP_HOST', 'HTTP_COOKIE', 'HTTP_AUTHORIZATION', 'HTTP_ORIGIN', 'HTTP_REFERER',
	'HTTP_SEC_FETCH_SITE', 'HTTP_ACCEPT', 'HTTP_ACCEPT_LANGUAGE', 'HTTP_USER_AGENT', 'HTTP_IF_NONE_MATCH',
	'HTTP_IF_MATCH', 'HTTP_IDEMPOTENCY_KEY', 'HTTP_X_CSRF_TOKEN', 'HTTP_X_LINE_SIGNATURE', 'HTTP_STRIPE_SIGNATURE',
	'HTTP_ACCESS_CONTROL_REQUEST_METHOD', 'HTTP_ACCESS_CONTROL_REQUEST_HEADERS', 'HTTP_HORA_QUESTION'];

test('headers of a client\'s own invention do not arrive, and change nothing', async () => {
	const spoofed = { 'X-Forwarded-For': '9.9.9.9', 'X-Forwarded-Proto': 'http', 'X-Forwarded-Host': 'evil.example',
		Forwarded: 'for=9.9.9.9', 'X-Real-IP': '9.9.9.9', Proxy: 'http://9.9.9.9', 'X-HTTP-Method-Override': 'DELETE',
		'X-Original-URL': '/admin', 'REMOTE_ADDR': '9.9.9.9', 'Hora-Inside': 'yes', 'HORA_INSIDE': 'yes',
		'X-Hora-Inside': 'yes', 'Script-Name': '/admin', 'X-Request-Id': 'mine' };
	for (const [address, program] of routes.filter((row) => row[1])) {
		const answer = await ask(site, { path: address, headers: spoofed });
		const told = JSON.parse(answer.body.slice(answer.body.indexOf('{'), answer.body.lastIndexOf('}') + 1));
		assert.equal(told.program, program);
		assert.equal(told.params.REMOTE_ADDR, '127.0.0.1');
		assert.equal(told.params.HTTP_PROXY ?? '', '');
		assert.match(told.params.REQUEST_ID, /^[0-9a-f]{32}$/);
		assert.deepEqual(told.names.filter((name) => !sent.includes(name)), []);
		assert.equal(new Set(told.names).size, told.names.length, 'a parameter comes twice');
	}
});

// Every kind of answer carries the headers exactly once; a program's own stand.
const answers = [
	['a page', { path: '/s/x' }, 200], ['a program\'s 404', { path: '/s/status/404' }, 404],
	['a program\'s 405', { path: '/s/status/405' }, 405], ['a program\'s 503', { path: '/s/status/503' }, 503],
	['our 404', { path: '/x' }, 404], ['our 421', { path: '/', headers: { Host: 'evil.example' } }, 421],
	['our 405', { method: 'TRACE', path: '/' }, 405], ['a file', { path: '/static/abc/css/site.css' }, 200],
	['no file', { path: '/static/abc/css/none.css' }, 404],
	['a form to a file', { method: 'POST', path: '/static/abc/css/site.css', body: 'a' }, 405],
	['the JSON 404', { path: '/api/v2/x' }, 404],
];

for (const [name, request, status] of answers) {
	test(`${name} carries every header once`, async () => {
		const { headers, status: got, text } = await ask(site, request);
		assert.equal(got, status, text.slice(0, 300));
		for (const header of ['strict-transport-security', 'content-security-policy', 'x-content-type-options',
			'x-frame-options', 'referrer-policy', 'cache-control'])
			assert.equal(headers[header]?.length, 1, `${header}: ${headers[header]}`);
		assert.deepEqual(headers.server, ['nginx']);
		assert.equal(headers['x-powered-by'], undefined);
		if (status === 503)
			assert.deepEqual(headers['retry-after'], ['77']);
		if (status === 405)
			assert.equal(headers.allow?.length, 1);
	});
}

test('a file named by its content is kept for ever, compressed, and answered 304', async () => {
	const file = { path: '/static/abc/css/site.css', headers: { 'Accept-Encoding': 'gzip' } };
	const answer = await ask(site, file);
	assert.deepEqual(answer.headers['content-encoding'], ['gzip']);
	assert.match(answer.headers['cache-control'][0], /max-age=31536000, immutable/);
	const again = await ask(site, { ...file, headers: { ...file.headers, 'If-None-Match': answer.headers.etag[0] } });
	assert.equal(again.status, 304);
	const missing = await ask(site, { path: '/static/abc/css/none.css' });
	assert.deepEqual(missing.headers['cache-control'], ['no-store']);
});

test('errors speak the language chosen, else the browser\'s, and JSON to machines', async () => {
	const language = async (headers, address = '/x') => {
		const answer = await ask(site, { path: address, headers });
		return answer.body.match(/<html lang="([^"]*)"/)?.[1] ?? answer.headers['content-type'][0];
	};
	assert.equal(await language({}), 'en');
	assert.equal(await language({ 'Accept-Language': 'pt-PT,pt;q=0.9' }), 'pt');
	assert.equal(await language({ 'Accept-Language': 'zh-TW' }), 'zh-TW');
	assert.equal(await language({ 'Accept-Language': 'pt', Cookie: 'a=b; __Host-lang=en' }), 'en');
	assert.equal(await language({ Cookie: '__Host-lang=zh-TW' }), 'zh-TW');
	assert.equal(await language({ 'Accept-Language': 'pt' }, '/api/v2/x'), 'application/problem+json');
});

test('plain HTTP on our port is sent to HTTPS', async () => {
	const answer = read(await raw(site, `GET /s/x?y=1 HTTP/1.1\r\n${host}${close}\r\n`, { plain: true }));
	assert.equal(answer.status, 308);
	assert.deepEqual(answer.headers.location, [`https://localhost:${site.port}/s/x?y=1`]);
});

test('HTTP/2 is spoken, with the same bounds', async () => {
	const session = http2.connect(`https://localhost:${site.port}`, { rejectUnauthorized: false });
	session.on('error', () => {});
	const status = (headers) => new Promise((done) => {
		const stream = session.request({ ':path': '/s/x', ...headers });
		stream.on('response', (got) => done(got[':status']));
		stream.on('error', () => done('reset'));
		stream.resume();
	});
	assert.equal(await status({}), 200);
	assert.equal(await status({ ':path': '/x' }), 404);
	const big = await status({ 'x-big': 'a'.repeat(20000) });
	assert.ok([400, 431, 'reset'].includes(big), String(big));
	session.destroy();
});

test('a webhook takes 2 MiB and no more; many of them are never told 429', async () => {
	const post = (bytes) => ask(site, { method: 'POST', path: '/line/webhook', body: 'a'.repeat(bytes) }, { quiet: 5000 });
	assert.equal((await post(2 << 20)).status, 200);
	assert.equal((await post((2 << 20) + 1)).status, 413);
	const statuses = await Promise.all(Array.from({ length: 120 },
		() => ask(site, { method: 'POST', path: '/payments/callback/x', body: 'a' }, { from: '127.0.0.20' })));
	assert.deepEqual([...new Set(statuses.map((answer) => answer.status))].filter((status) => ![200, 503].includes(status)), []);
});

test('too many log-ins from one address are told to wait, others are not', async () => {
	const login = (from) => ask(site, { method: 'POST', path: '/auth/login', body: 'a' }, { from });
	const flood = await Promise.all(Array.from({ length: 50 }, () => login('127.0.0.30')));
	const refused = flood.filter((answer) => answer.status === 429);
	assert.ok(refused.length >= 20, `${refused.length} refused`);
	assert.deepEqual(refused[0].headers['retry-after'], ['10']);
	assert.equal((await login('127.0.0.31')).status, 200);
});

test('more at once than the programs can hold is told 503 before their queue is full', async () => {
	const answers = await Promise.all(Array.from({ length: 700 },
		(_, i) => ask(site, { path: '/s/slow' }, { from: `127.0.1.${1 + i % 14}`, quiet: 10000 })));
	const count = (status) => answers.filter((answer) => answer.status === status).length;
	assert.equal(count(502), 0);
	assert.ok(count(503) > 0 && count(200) >= 500, `${count(200)} answered, ${count(503)} told 503`);
	const told = answers.find((answer) => answer.status === 503);
	assert.deepEqual(told.headers['retry-after'], ['5']);
	assert.match(told.body, /Very busy just now/);
});

// What is left of a day, at the address that pages make of a hint; of several
// hints each its own.
let hints = 0;
const left = (service = 'visit') => `/s/x/book/${service}/starts?day=2030-01-31&v=17000${10000 + hints++}:0`;
const times = (address) => site.seen.filter((params) => params.REQUEST_URI === address).length;

// The same question so many times at the same moment, over one connection.
function askTogether(address, count) {
	const session = http2.connect(`https://localhost:${site.port}`, { rejectUnauthorized: false, localAddress: '127.0.3.1' });
	return Promise.all(Array.from({ length: count }, () => new Promise((done, fail) => {
		const stream = session.request({ ':path': address });
		let status, body = '';
		stream.on('response', (headers) => { status = headers[':status']; }).on('error', fail);
		stream.setEncoding('utf8').on('data', (part) => { body += part; }).on('end', () => done({ status, body }));
	}))).finally(() => session.close());
}

test('what is left of a day is asked of the program once, for all who ask at the same address', async () => {
	for (const address of [left(), left().replace('?', '?staff=ines&'), `/s/x/visit/starts?for=a.ines,b&day=2030-01-31&v=1700000001:2`]) {
		const answers = await askTogether(address, 40), again = await ask(site, { path: address });
		assert.equal(times(address), 1);
		assert.ok(answers.every(({ status, body }) => status === 200 && again.body.includes(body)));
		for (const { headers } of [again, await ask(site, { method: 'HEAD', path: address })]) {
			for (const name of ['strict-transport-security', 'content-security-policy', 'x-content-type-options', 'x-frame-options',
				'referrer-policy', 'cache-control', 'content-type'])
				assert.equal(headers[name]?.length, 1, `${name}: ${headers[name]}`);
			assert.deepEqual(headers['cache-control'], ['public, max-age=2']);
			for (const name of ['vary', 'set-cookie', 'access-control-allow-origin', 'etag'])
				assert.equal(headers[name], undefined, name);
		}
	}
});

test('of who asks for what is left the program is told nothing', async () => {
	const address = left();
	await ask(site, { path: address, headers: { Cookie: '__Host-session=a; __Host-lang=pt', Authorization: 'Bearer hb_x', Origin: 'https://evil.example',
		Referer: 'https://evil.example/', 'Accept-Language': 'pt', Accept: 'text/html', 'User-Agent': 'x', 'Sec-Fetch-Site': 'cross-site',
		'If-None-Match': '"x"', 'If-Match': '"x"', Range: 'bytes=0-0', 'X-CSRF-Token': 'x', 'Idempotency-Key': 'x' } });
	const told = site.seen.find((params) => params.REQUEST_URI === address);
	assert.deepEqual(Object.keys(told).sort(), ['HTTP_HOST', 'QUERY_STRING', 'REQUEST_ID', 'REQUEST_METHOD', 'REQUEST_URI']);
	assert.equal(told.HTTP_HOST, 'localhost');
});

test('nothing is kept but what is left, at just the address that pages make', async () => {
	const v = '1700000002:0', others = ['/s/x', '/s/x/book/visit', '/s/x/visit', '/s/x/book/visit/details', '/b/x', '/account', '/api/v1/studios/x/slots']
		.map((page) => `${page}?day=2030-01-31&v=${v}`);
	const starts = '/s/x/book/visit/starts';
	for (const address of [...others, starts, `${starts}?day=2030-01-31`, `${starts}?v=${v}`, `${starts}?day=2030-01-31&v=`, `${starts}?day=2030-01-31&v=1`,
		`${starts}?day=2030-01-31&v=x:0`, `${starts}?day=2030-01-31&v=${v}&lang=pt`, `${starts}?lang=pt&day=2030-01-31&v=${v}`,
		`${starts}?v=${v}&day=2030-01-31`, `${starts}?day=2030-01-31&day=2030-01-31&v=${v}`, `${starts}?day=2030-01-31&v=${'1'.repeat(13)}:0`,
		`${starts}?day=2030%2D01-31&v=${v}`, `/s/%78/book/visit/starts?day=2030-01-31&v=${v}`, `//s/x/book/visit/starts?day=2030-01-31&v=${v}`,
		`/b/secret/../../s/x/book/visit/starts?day=2030-01-31&v=${v}`, `/s/x/book/visit/starts/?day=2030-01-31&v=${v}`,
		`/s/x/book/a%2fb/starts?day=2030-01-31&v=${v}`, `/s/x/book/visit/starts?staff=&day=2030-01-31&v=${v}`]) {
		const answers = [await ask(site, { path: address }), await ask(site, { path: address })];
		assert.equal(times(address), 2, address);
		assert.deepEqual(answers.map(({ status }) => status), [200, 200], address);
	}
});

test('errors and what sets a cookie are not kept', async () => {
	for (const [service, status] of [['404', 404], ['500', 500], ['503', 503], ['303', 303], ['cookie', 200]]) {
		const address = left(service);
		for (let n = 1; n <= 2; n++) {
			assert.equal((await ask(site, { path: address })).status, status);
			assert.equal(times(address), n, service);
		}
	}
});

test('no asker can leave a copy that is less than whole', async () => {
	const forms = { HEAD: { method: 'HEAD' }, Range: { headers: { Range: 'bytes=0-3' } }, 'If-None-Match': { headers: { 'If-None-Match': '*' } },
		'If-Modified-Since': { headers: { 'If-Modified-Since': new Date(Date.now() + 1e8).toUTCString() } }, gzip: { headers: { 'Accept-Encoding': 'gzip' } },
		POST: { method: 'POST', body: 'a' }, OPTIONS: { method: 'OPTIONS' } };
	for (const [name, form] of Object.entries(forms)) {
		const address = left();
		const first = await ask(site, { path: address, ...form });
		if (form.method === 'HEAD')
			assert.equal(first.body, '');
		const { status, headers, body } = await ask(site, { path: address });
		assert.equal(status, 200, name);
		assert.equal(headers['content-encoding'], undefined, name);
		assert.equal(JSON.parse(body.replace(/^[0-9a-f]+\r\n|\r\n0\r\n\r\n$/g, '')).params.REQUEST_METHOD, 'GET', name);
	}
});

test('whoever asks for a hint before it is given shows nobody anything older than three seconds', async () => {
	const address = left(), made = new Map();
	for (const end = Date.now() + 6000; Date.now() < end;) {
		const begun = Date.now(), { body } = await ask(site, { path: address });
		if (!made.has(body))
			made.set(body, begun);
		assert.ok(Date.now() - made.get(body) < 3500, `shown for ${Date.now() - made.get(body)} ms`);
		await new Promise((done) => setTimeout(done, 100));
	}
	assert.equal(made.size, times(address));
	assert.ok(made.size >= 2 && made.size <= 6, `${made.size} answers`);
});

test('made-up hints stay within the limits of who makes them up', async () => {
	const answers = await Promise.all(Array.from({ length: 300 }, () => ask(site, { path: left() }, { from: '127.0.3.200', quiet: 5000 })));
	const told = answers.filter(({ status }) => status === 429 || status === 503);
	assert.ok(told.length > 50, `${told.length} refused`);
	assert.equal((await ask(site, { path: left() }, { from: '127.0.3.201' })).status, 200);
});

// A subscriber's status and what it is sent before `until` matches.
function subscribe(address, until) {
	return new Promise((done) => {
		const session = http2.connect(`https://localhost:${site.port}`, { rejectUnauthorized: false });
		const stream = session.request({ ':path': address, accept: 'text/event-stream' });
		let status, text = '', timer = setTimeout(() => end(), 3000);
		function end() { clearTimeout(timer); session.destroy(); done({ status, text }); }
		stream.on('response', (headers) => { status = headers[':status']; if (status !== 200) end(); });
		stream.on('data', (chunk) => { text += chunk; if (until.test(text)) end(); });
		stream.on('error', end);
	});
}

function publish(channel, body) {
	return new Promise((done, fail) => {
		const request = http.request({ socketPath: path.join(site.run, 'inside/live.sock'), method: 'POST',
			path: `/publish/${channel}` }, (answer) => { answer.resume(); done(answer.statusCode); });
		request.on('error', fail);
		request.end(body);
	});
}

test('events reach those who listen; a closed channel only whom hora-admin lets in', async () => {
	const open = subscribe('/live/p/studio.1', /version/), inside = subscribe('/live/a/day.1', /version/);
	await new Promise((done) => setTimeout(done, 400));
	assert.equal(await publish('p/studio.1', '{"version":1}'), 201);
	assert.equal(await publish('a/day.1', '{"version":2}'), 201);
	assert.match((await open).text, /data: \{"version":1\}/);
	assert.match((await inside).text, /data: \{"version":2\}/);
	assert.equal((await subscribe('/live/a/forbidden', /x/)).status, 403);
	const asked = site.seen.find((params) => params.QUERY_STRING === 'channel=hora_authorised/day.1'
		|| params.QUERY_STRING === 'channel=day.1');
	assert.ok(asked, 'the authoriser was not asked');
	assert.equal(asked.REQUEST_METHOD, 'GET');
	assert.equal((await ask(site, { method: 'POST', path: '/live/p/studio.1', body: 'a' })).status >= 400, true);
});

test('health and metrics are behind the machine\'s own door only', async () => {
	const inside = (address) => new Promise((done, fail) => {
		http.get({ socketPath: path.join(site.run, 'inside/status.sock'), path: address }, (answer) => {
			answer.resume();
			done(answer.statusCode);
		}).on('error', fail);
	});
	assert.equal(await inside('/nginx'), 200);
	assert.equal(await inside('/booking/health'), 200);
	assert.equal(await inside('/booking/alive'), 200);
	assert.equal(site.seen.at(-1).HORA_INSIDE, 'yes');
	for (const address of ['/nginx', '/booking/health', '/health', '/metrics', '/booking/metrics'])
		assert.equal((await ask(site, { path: address })).status, 404, address);
});

test('no token of an address or query is ever logged, whether a program answers or not', async () => {
	const canary = 'c4n4ry';
	const addresses = [`/b/${canary}`, `/b/x?t=${canary}`, `/pay/${canary}`, `/calendar/${canary}.ics`, `/unsubscribe?t=${canary}`,
		`/auth/reset?code=${canary}`, `/account/x?${canary}`, `/payments/callback/x?key=${canary}`, `/live/a/${canary}`,
		`/admin/set-up?${canary}`, `/kiosk/${canary}`, `/line/liff/?${canary}`];
	const askAll = () => Promise.all(addresses.map((address, i) => ask(site, { path: address,
		headers: { Referer: `https://localhost/b/${canary}`, 'User-Agent': canary } }, { from: `127.0.2.${1 + i}` })));
	await askAll();
	for (const name of ['booking', 'auth', 'admin', 'payments', 'line'])
		await site.stopProgram(name);
	for (const answer of await askAll())
		assert.ok([502, 403].includes(answer.status), String(answer.status));
	assert.ok(site.log().includes('"route":"/b/*"'));
	assert.ok(!site.log().includes(canary), site.log().split('\n').find((line) => line.includes(canary)));
	const lines = fs.readFileSync(path.join(site.folder, 'log/access.log'), 'utf8').trim().split('\n');
	for (const line of lines)
		JSON.parse(line);
});
