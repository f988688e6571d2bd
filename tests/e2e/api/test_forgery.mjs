// What another site could have a visitor's browser send changes nothing (R33): not
// with the visitor's cookies, not with a form's token, not as a form, as text, or
// by reading. Every route that changes something is tried, as the program lists them.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { before, test } from 'node:test';
import { ask, contents, makeStudio, source, starts, url, wish } from '../site.mjs';

const site = new URL(url).origin, form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const studio = makeStudio({ staff: 2 });
const cookiesOf = (answer) => (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ');
const tokenOf = (page) => /name="_csrf" value="([^"]*)"/.exec(page.text)?.[1];
let rows, times, mine, victim;

// The route's path with what it stands for.
const filled = (template) => template.replace('{studio}', studio).replace('{service}', 'visit').replace('{booking}', mine.id).replace('{name}', 'conflict')
	+ (template.endsWith('/details') ? `?start=${encodeURIComponent(times[5])}` : '');

// What a form of that page would send, but for its token.
const fields = { name: 'Maria Duarte', phone: '+351912345678', note: '', reason: '', seen: '0', key: 'a-key', start: '', staff: '' };
const body = (token) => new URLSearchParams({ ...fields, ...(token === undefined ? {} : { _csrf: token }) }).toString();

before(async () => {
	const table = execFileSync(process.env.HORA_BOOKING ?? path.join(source, 'build/hora-booking'), ['--routes'], { encoding: 'utf8' });
	rows = table.trim().split('\n').map((line) => line.split('\t')).map(([, method, template, , , flags]) => ({ method, template, api: flags.includes('api') }));
	times = await starts(studio);
	const made = await ask('POST', `/api/v1/studios/${studio}/bookings`, { json: wish(times[0]) });
	mine = made.json;
	const opened = await ask('GET', new URL(mine.manage_url).pathname), cookie = cookiesOf(opened);
	const page = await ask('GET', `/b/${mine.id}/cancel`, { headers: { Cookie: cookie } });
	victim = { cookie: [cookie, cookiesOf(page)].filter(Boolean).join('; '), token: tokenOf(page), bearer: { Authorization: `Bearer ${mine.manage_token}` } };
	assert.ok(victim.token, 'the page has a token');
});

test('no page of another site changes anything', async () => {
	const stranger = tokenOf(await ask('GET', filled('/s/{studio}/book/{service}/details')));
	const foreign = [{ Origin: 'https://evil.example' }, { Origin: 'null' }, { 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' },
		{ Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin' }, { Origin: `${site}.evil.example` }, { Origin: site.replace('https:', 'http:') },
		{ Referer: 'https://evil.example/' }, { Referer: `https://evil.example/${site}` }];
	const before = contents();
	let tried = 0;
	for (const { method, template, api } of rows.filter((row) => row.method !== 'GET')) {
		const at = filled(template), ways = [];
		// Whatever the page may know, its browser says where it comes from.
		for (const headers of foreign) {
			ways.push({ headers: { ...form, Cookie: victim.cookie, ...headers }, body: body(victim.token) });
			ways.push({ headers: { 'Content-Type': 'application/json', Cookie: victim.cookie, ...headers }, body: JSON.stringify(api ? wish(times[6]) : {}) });
			ways.push({ headers: { 'Content-Type': 'text/plain', Cookie: victim.cookie, ...headers }, body: '{}' });
			if (api && headers.Referer === undefined)
				ways.push({ headers: { 'Content-Type': 'application/json', ...victim.bearer, ...headers }, body: '{}' });
		}
		// It says nothing, or comes from us, but without the token of this visitor.
		for (const token of [undefined, '', 'x', victim.token.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')), stranger]) {
			ways.push({ headers: { ...form, Cookie: victim.cookie, Origin: site, 'Sec-Fetch-Site': 'same-origin' }, body: body(token) });
			ways.push({ headers: { ...form, Cookie: victim.cookie }, body: body(token) });
		}
		ways.push({ headers: { ...form, Cookie: victim.cookie }, body: body(victim.token) });
		for (const way of ways) {
			const answer = await ask(method, at, way);
			assert.ok(answer.status >= 400 && answer.status < 500, `${method} ${at} ${JSON.stringify(way.headers)}: ${answer.status}`);
			tried++;
		}
	}
	assert.ok(tried > 100);
	assert.deepEqual(contents(), before);
});

test('reading changes nothing, whoever reads', async () => {
	const before = contents();
	for (const { method, template } of rows)
		for (const verb of ['GET', 'HEAD', 'OPTIONS'])
			for (const headers of [{}, victim.bearer, { Cookie: victim.cookie }, { Cookie: victim.cookie, Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }]) {
				const at = filled(template), query = `${at.includes('?') ? '&' : '?'}${body(victim.token)}`;
				for (const place of [at, at + query]) {
					const answer = await ask(verb, place, { headers });
					assert.ok(answer.status < 500, `${verb} ${place}: ${answer.status}`);
					if (method !== 'GET' && verb !== 'OPTIONS' && !rows.some((row) => row.method === 'GET' && row.template === template))
						assert.equal(answer.status, 405, `${verb} ${place}`);
				}
			}
	assert.deepEqual(contents(), before);
});

test('no page is shown inside another', async () => {
	for (const { template, api } of rows.filter((row) => row.method === 'GET' && !row.api)) {
		const answer = await ask('GET', filled(template), { headers: { Cookie: victim.cookie } });
		assert.match(answer.headers['content-security-policy'], /frame-ancestors 'none'/, `${template} ${api}`);
	}
});

test('after all that the visitor can still cancel, and it is seen', async () => {
	const before = contents();
	const answer = await ask('POST', `/b/${mine.id}/cancel`, { headers: { ...form, Cookie: victim.cookie, Origin: site }, body: body(victim.token) });
	assert.equal(answer.status, 303, answer.text);
	assert.notDeepEqual(contents(), before);
	assert.equal((await ask('GET', `/api/v1/bookings/${mine.id}`, { headers: victim.bearer })).json.state, 'cancelled');
});
