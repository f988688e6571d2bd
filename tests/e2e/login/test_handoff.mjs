// Partner sites that hand their users over: one button, one use, only where they
// may, and nobody by a token that somebody else has made.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import * as jose from 'jose';
import { hora, makeAccount, origin, quote, sql } from '../people.mjs';
import { contents } from '../site.mjs';
import { Made, file, made } from './peers.mjs';
import { Visitor } from './visitor.mjs';

const publisher = new Made();
let keys, strange;
before(async () => {
	await publisher.start();
	keys = await jose.generateKeyPair('ES256');
	strange = await jose.generateKeyPair('ES256');
	await publisher.issuer('club', { c1: publisher.keys.ec.publicKey });
	const set = file(JSON.stringify({ keys: [{ ...await jose.exportJWK(keys.publicKey), kid: 'k1', use: 'sig' }] }));
	hora('partner', 'add', 'gym', 'The Gym', '--issuer', 'gym.example', '--keys-file', set, '--studio', 'ribeira', '--algorithm', 'ES256',
		'--paths', '/s/ribeira/ /account', '--trust-email', 'yes');
	hora('partner', 'add', 'club', 'The Club', '--issuer', 'club.example', '--keys-url', `${made}/club/keys`, '--studio', 'lumen', '--algorithm', 'ES256',
		'--paths', '/s/lumen/');
});
after(() => publisher.stop());

const subject = () => `m${randomBytes(6).toString('hex')}`;
function token({ key = keys.privateKey, kid = 'k1', alg = 'ES256', header = {}, life = 120, ...claims } = {}) {
	const now = Math.floor(Date.now() / 1000);
	const all = { iss: 'gym.example', aud: origin, sub: subject(), jti: randomBytes(16).toString('hex'), iat: now, exp: now + life, ...claims };
	return new jose.SignJWT(JSON.parse(JSON.stringify(all))).setProtectedHeader({ alg, ...(kid ? { kid } : {}), ...header }).sign(key);
}
const linked = (sub) => sql(`select i.account_id, coalesce(a.email, '-'), a.verified_at is not null from linked_identity i join account a on a.id = i.account_id
	where i.subject = ${quote(sub)}`)[0];
const come = async (v, text) => (await v.come(`/auth/handoff?token=${encodeURIComponent(text)}`)).status;

test('one button lets them in, once, to where the partner may send them', async () => {
	const v = new Visitor(), sub = subject();
	const text = await token({ sub, email: `${sub}@example.org`, email_verified: true, given_name: 'Rui', return_to: '/s/ribeira/book/avaliacao-inicial?day=2026-12-01' });
	// The worker fetches partners' keys when it likes.
	const kept = () => contents().filter(([table]) => table !== 'provider_document');
	const was = kept();
	assert.equal(await come(v, text), 200);
	assert.match(v.answer.text, /Continue as Rui/);
	assert.match(v.answer.text, /The Gym/);
	assert.equal(v.answer.headers['referrer-policy'], 'no-referrer');
	assert.equal(v.answer.headers['cache-control'], 'no-store');
	assert.deepEqual(kept(), was, 'looking changes nothing');
	await v.send('/auth/handoff');
	assert.equal(v.answer.status, 303, v.answer.text);
	assert.equal(v.location, '/s/ribeira/book/avaliacao-inicial?day=2026-12-01');
	assert.deepEqual(linked(sub).slice(1), [`${sub}@example.org`, 't']);
	assert.equal((await v.get('/account')).status, 200);
	// The same token for the second time, in whichever browser.
	const w = new Visitor();
	await come(w, text);
	await w.send('/auth/handoff');
	assert.equal(w.answer.status, 409);
	assert.match(w.answer.text, /used already/);
	assert.ok(!w.jar.has('__Host-session'));
	// A new one finds the same account.
	const account = linked(sub)[0];
	await come(w, await token({ sub, email: 'other@example.org', email_verified: true }));
	await w.send('/auth/handoff');
	assert.equal(w.answer.status, 303);
	assert.equal(linked(sub)[0], account);
	assert.equal(sql(`select strength from session where account_id = ${account} order by id desc limit 1`)[0][0], 'handoff');
});

test('twenty at once: one is let in', async () => {
	const text = await token();
	const visitors = await Promise.all(Array.from({ length: 20 }, async () => {
		const v = new Visitor();
		await come(v, text);
		return v;
	}));
	const answers = await Promise.all(visitors.map((v) => v.send('/auth/handoff')));
	assert.deepEqual(answers.map((a) => a.status).sort(), [303, ...Array(19).fill(409)]);
});

test('what is not theirs, not for us, not now or not once lets nobody in', async () => {
	const now = Math.floor(Date.now() / 1000);
	const hidden = new TextEncoder().encode(JSON.stringify(await jose.exportJWK(keys.publicKey)));
	const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const bad = {
		'another key': await token({ key: strange.privateKey }),
		'another key, unnamed': await token({ key: strange.privateKey, kid: null }),
		'a key of its own': await token({ key: strange.privateKey, header: { jwk: await jose.exportJWK(strange.publicKey) } }),
		'jku': await token({ header: { jku: `${made}/club/keys` } }),
		'the public key as a secret': await token({ key: hidden, alg: 'HS256' }),
		'none': `${part({ alg: 'none' })}.${part({ iss: 'gym.example', aud: origin, sub: 'x', jti: 'x'.repeat(20), iat: now, exp: now + 60 })}.`,
		'another partner\'s key': await token({ key: publisher.keys.ec.privateKey, kid: 'c1' }),
		'an unknown issuer': await token({ iss: 'nobody.example' }),
		'a log-in provider': await token({ iss: `${made}/club` }),
		'no issuer': await token({ iss: undefined }),
		'another audience': await token({ aud: 'https://elsewhere.example' }),
		'an audience that begins like us': await token({ aud: `${origin}.evil.example` }),
		'our address with a stroke': await token({ aud: `${origin}/` }),
		'too old': await token({ iat: now - 400, exp: now - 100 }),
		'too long': await token({ life: 301 }),
		'from the future': await token({ iat: now + 120, exp: now + 240 }),
		'no id': await token({ jti: undefined }),
		'a short id': await token({ jti: 'abc' }),
		'a nonce': await token({ nonce: 'x' }),
		'nobody': await token({ sub: '' }),
		'a zero byte': await token({ return_to: '/s/ribeira/\u0000' }),
		'cut': (await token()).slice(0, -3),
		'empty': '',
		'text': 'hello',
	};
	const accounts = sql('select count(*) from account')[0][0];
	for (const [what, text] of Object.entries(bad)) {
		const v = new Visitor();
		const status = await come(v, text);
		if (status !== 200) {
			assert.equal(status, 403, `${what}: ${status}`);
			assert.match(v.answer.text, /does not let anybody in/, what);
		}
		await v.get('/auth/login');
		await v.post('/auth/handoff', { token: text });
		if (v.answer.status === 303) {
			await v.stand(v.location);
			assert.match(v.answer.text, /could not be believed/, what);
		} else {
			assert.equal(v.answer.status, 403, what);
		}
		assert.ok(!v.jar.has('__Host-session'), what);
	}
	assert.equal(sql('select count(*) from account')[0][0], accounts);
	const stranger = new Visitor();
	const text = await token();
	assert.equal((await stranger.post('/auth/handoff', { token: text })).status, 403, 'without our own page');
	await come(stranger, text);
	assert.equal((await stranger.post('/auth/handoff', { token: text }, { headers: { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' } })).status, 403);
	hora('partner', 'off', 'gym');
	assert.equal(await come(stranger, text), 403, 'switched off');
	hora('partner', 'on', 'gym');
	assert.equal(await come(stranger, text), 200);
});

test('nobody is sent where the partner may not send them', async () => {
	const places = ['/admin/ribeira', '//evil.example/', 'https://evil.example/', '/\\evil.example', '/s/ribeira/../../admin', '/s/ribeira/%2e%2e/x', '/s/ribeira//evil.example',
		'/s/lumen/', '/s/ribeira', '/account/', 'javascript:alert(1)', '/account\r\nSet-Cookie: a=b', '/account#x', ' /account', '', 7, null];
	for (const place of places) {
		const v = new Visitor();
		await come(v, await token({ return_to: place }));
		await v.send('/auth/handoff');
		assert.equal(v.answer.status, 303, JSON.stringify(place));
		assert.equal(v.location, '/account', JSON.stringify(place));
		assert.equal(v.answer.headers['set-cookie'].filter((c) => c.startsWith('a=')).length, 0);
	}
});

test('who has an account logs in to it first; an address alone opens nothing', async () => {
	const owner = makeAccount(), sub = subject();
	const v = new Visitor();
	await come(v, await token({ sub, email: owner.address, email_verified: true, name: 'Mallory', return_to: '/s/ribeira/' }));
	assert.match(v.answer.text, /You have an account with the address/);
	await v.send('/auth/handoff');
	assert.equal(v.answer.status, 303);
	const login = new URL(v.location, origin);
	assert.equal(login.pathname, '/auth/login');
	assert.ok(!v.jar.has('__Host-session'));
	assert.equal(linked(sub), undefined);
	await v.get(v.location);
	await v.post('/auth/login', { email: owner.address, password: owner.password, next: login.searchParams.get('next') });
	await v.get(v.location);
	await v.send(login.searchParams.get('next'));
	assert.equal(v.location, '/s/ribeira/');
	assert.equal(linked(sub)[1], owner.address);
	// Somebody new may say that they have one.
	const w = new Visitor();
	await come(w, await token({}));
	await w.send('/auth/handoff', { link: 'true' });
	assert.match(w.location, /^\/auth\/login\?again=1&next=\/auth\/arrival\/[a-z2-7]{16}\/link$/);
});

test('keys that the partner publishes are read by the worker, while a page waits', async () => {
	const club = (more) => token({ iss: 'club.example', key: publisher.keys.ec.privateKey, kid: 'c1', ...more });
	sql(`delete from provider_document where provider_id = (select id from identity_provider where slug = 'club')`);
	const v = new Visitor(), sub = subject(), text = await club({ sub, name: 'Ana Reis', return_to: '/s/lumen/', email: `${sub}@example.org`, email_verified: true });
	assert.equal(await come(v, text), 200);
	if (!/Continue as Ana/.test(v.answer.text)) { // nobody has read them meanwhile
		await v.send('/auth/handoff');
		const way = v.location;
		await v.stand(way);
		assert.match(v.answer.text, /Hello, Ana Reis/);
		await v.send(`${way}/finish`);
	} else {
		await v.send('/auth/handoff');
	}
	assert.equal(v.location, '/s/lumen/');
	assert.deepEqual(linked(sub).slice(1), ['-', 'f'], 'not trusted with addresses');
	// A key that is new, and a token that was used before its key was read.
	await publisher.issuer('club', { c2: publisher.keys.ec.publicKey });
	sql(`update provider_document set tried_at = now() - interval '61 seconds' where provider_id = (select id from identity_provider where slug = 'club')`);
	const next = await club({ sub, kid: 'c2' });
	await come(v, next);
	assert.match(v.answer.text, /tells us who you are/);
	await v.send('/auth/handoff');
	await v.stand(v.location);
	assert.match(v.answer.text, /Welcome back/);
	const w = new Visitor();
	await come(w, next);
	await w.send('/auth/handoff');
	assert.equal(w.answer.status, 409, 'used by the worker');
});
