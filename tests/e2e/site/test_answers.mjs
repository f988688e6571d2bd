// Every answer of the whole site, as a stranger gets it: follows each link, then
// asks for what is wrong. Headers on all of them, nothing changed by any of them,
// and headers of a client's own invention change nothing (trust.md's R19 to R21,
// R33).

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { malformed } from '../../nginx/malformed.mjs';
import { raw, read } from '../../nginx/site.mjs';
import { ask, contents, url } from '../site.mjs';

const pagesMost = 250;
const answers = new Map();
const site = { port: Number(new URL(url).port) };

function links(body) {
	return [...body.matchAll(/(?:href|src|action)="([^"#]+)/g)]
		.map(([, address]) => address.replaceAll('&amp;', '&'))
		.filter((address) => address.startsWith('/') && !address.startsWith('//'));
}

// Breadth first; of the many days and starts only as many as there is room for.
async function crawl(from) {
	const queue = [...from], seen = new Set(from);
	while (queue.length > 0 && answers.size < pagesMost) {
		const address = queue.shift();
		const answer = await ask('GET', address);
		answers.set(address, answer);
		for (const next of links(answer.text))
			if (!seen.has(next)) {
				seen.add(next);
				queue.push(next);
			}
	}
}

let rowsBefore;
before(async () => {
	rowsBefore = contents();
	await crawl(['/', '/api/openapi.json', '/api/v1/studios', '/robots.txt', '/favicon.ico', '/x', '/api/v2/x', '/b/none',
		'/calendar/none.ics', '/auth/x', '/admin/x', '/pay/x', '/line/webhook', '/s/none', '/static/none.css']);
});

test('the crawl saw the site', () => {
	assert.ok(answers.size >= 40, `${answers.size} answers`);
	assert.ok([...answers.keys()].some((address) => /^\/s\/[a-z]+\/book\//.test(address)));
});

test('no link leads to an error, and nothing is our fault', () => {
	for (const [address, answer] of answers) {
		assert.ok(answer.status < 500, `${address}: ${answer.status}`);
		if (/^\/(s\/ribeira|s\/lumen|static)/.test(address) && !address.includes('none'))
			assert.ok(answer.status < 400, `${address}: ${answer.status}`);
	}
});

test('every answer carries what keeps browsers safe, once', () => {
	for (const [address, { status, headers }] of answers) {
		const value = (name) => String(headers[name] ?? '');
		const where = `${status} ${address}: `;
		assert.equal(value('strict-transport-security'), 'max-age=63072000', where);
		assert.equal(value('x-content-type-options'), 'nosniff', where);
		assert.match(value('referrer-policy'), /^(no-referrer|same-origin|strict-origin|strict-origin-when-cross-origin)$/, where);
		assert.match(value('cache-control'), /^(no-store|no-cache|private, no-cache|public, max-age=\d+(, immutable)?)$/, where);
		const policy = value('content-security-policy');
		assert.match(policy, /frame-ancestors/, where);
		assert.match(policy, /(default|script)-src/, where);
		assert.doesNotMatch(policy.match(/script-src[^;]*/)?.[0] ?? '', /unsafe-(inline|eval)|\*|http:/, where);
		assert.equal(value('server'), 'nginx', where);
		assert.equal(value('x-powered-by'), '', where);
		for (const cookie of [headers['set-cookie'] ?? []].flat())
			assert.match(cookie, /^__Host-[a-z]+=.*; ?Secure.*/i, where);
	}
});

test('reading changes nothing', () => {
	assert.deepEqual(contents(), rowsBefore);
});

const spoofed = { 'X-Forwarded-For': '9.9.9.9', 'X-Forwarded-Proto': 'http', 'X-Forwarded-Host': 'evil.example',
	'X-Forwarded-Port': '1', Forwarded: 'for=9.9.9.9;host=evil.example', 'X-Real-IP': '9.9.9.9', Proxy: 'http://9.9.9.9',
	'X-HTTP-Method-Override': 'DELETE', 'X-Original-URL': '/admin', 'X-Rewrite-URL': '/admin', 'Hora-Inside': 'yes' };

// What differs from one answer to the next anyhow: form tokens, request ids.
const steady = (answer) => answer.text.replace(/value="[A-Za-z0-9_-]{40,}"/g, '').replace(/[0-9a-f]{32}/g, '');

test('headers of a client\'s own invention change no answer', async () => {
	for (const [address, answer] of [...answers].slice(0, 60)) {
		const again = await ask('GET', address, { headers: spoofed });
		assert.equal(again.status, answer.status, address);
		assert.equal(steady(again), steady(answer), address);
	}
});

for (const [name, bytes, wanted] of malformed)
	test(`${name} is refused by the whole site too`, async () => {
		const answer = read(await raw(site, bytes));
		assert.ok([wanted].flat().includes(answer.status), `${answer.status}: ${answer.text.slice(0, 200)}`);
	});

test('a method a page does not know is told so, with those it knows', async () => {
	for (const address of ['/', '/s/ribeira', '/api/v1/studios'])
		for (const method of ['PUT', 'DELETE', 'PATCH']) {
			const answer = await ask(method, address, { headers: { Origin: new URL(url).origin } });
			assert.equal(answer.status, 405, `${method} ${address}`);
			assert.match(String(answer.headers.allow), /GET/, `${method} ${address}`);
		}
});
