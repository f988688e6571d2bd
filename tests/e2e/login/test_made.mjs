// A provider that says what these tests want: what is right lets people in, what
// is forged does not, and nobody takes another's account or is sent elsewhere.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { hora, logIn, makeAccount, quote, sql } from '../people.mjs';
import { Made, challenge, file, made, sign, SECRET } from './peers.mjs';
import { Visitor } from './visitor.mjs';

const liar = new Made();
const lineSecret = randomBytes(16).toString('hex');
before(async () => {
	await liar.start();
	const { rsa, ec } = liar.keys;
	await liar.issuer('one', { r: rsa.publicKey, e: ec.publicKey });
	await liar.issuer('two', { e: ec.publicKey }, { authorization_response_iss_parameter_supported: true });
	await liar.issuer('line', {});
	hora('provider', 'add', 'one', 'One', '--issuer', `${made}/one`, '--client', 'client one', '--secret-file', file(SECRET));
	hora('provider', 'add', 'two', 'Two', '--issuer', `${made}/two`, '--client', 'c2', '--secret-file', file(SECRET), '--algorithm', 'ES256', '--secret-in', 'form',
		'--trust-email', 'no');
	hora('provider', 'add', 'line', 'LINE', '--kind', 'line', '--issuer', `${made}/line`, '--client', '1234567890', '--secret-file', file(lineSecret));
});
after(() => liar.stop());

const clients = { one: 'client one', two: 'c2', line: '1234567890' };
const subject = () => `u${randomBytes(6).toString('hex')}`;

// Goes through a log-in up to the answer's check. token: made from the request's parameters.
async function comeBack(v, slug, token, { next, answer = {}, way } = {}) {
	way ??= await v.setOut(slug, next);
	await v.stand(way);
	const asked = Object.fromEntries(v.away.searchParams);
	const code = randomBytes(8).toString('hex');
	liar.tokens.set(code, await token({ iss: `${made}/${slug}`, aud: clients[slug], nonce: asked.nonce }));
	const query = new URLSearchParams({ code, state: asked.state, ...answer });
	for (const [name, value] of [...query]) if (value === '-') query.delete(name);
	await v.come(`/auth/oidc/callback?${query}`);
	if (v.answer.status === 303) await v.stand(v.location);
	return { way, asked, code };
}
const good = (claims) => (usual) => sign(liar.keys.rsa.privateKey, { kid: 'r', ...usual, sub: subject(), ...claims });
const accountOf = (provider, sub) => sql(`select i.account_id, coalesce(a.email, '-'), a.verified_at is not null, a.first_name, a.last_name
	from linked_identity i join account a on a.id = i.account_id join identity_provider p on p.id = i.provider_id
	where p.slug = ${quote(provider)} and i.subject = ${quote(sub)}`)[0];

async function finish(v, way) {
	await v.send(`${way}/finish`);
	assert.equal(v.answer.status, 303, v.answer.text);
	assert.ok(v.jar.has('__Host-session'));
	return v.location;
}

test('the request has all that the protocol asks for', async () => {
	const v = new Visitor('pt');
	const { asked, code } = await comeBack(v, 'one', good({}));
	assert.equal(asked.response_type, 'code');
	assert.equal(asked.client_id, 'client one');
	assert.equal(asked.code_challenge_method, 'S256');
	assert.equal(asked.ui_locales, 'pt');
	assert.match(asked.scope, /(^| )openid( |$)/);
	assert.ok(asked.state.length >= 22 && asked.nonce.length >= 22 && asked.state !== asked.nonce);
	const { form, headers } = liar.asked.find((a) => a.what === 'token' && a.form.get('code') === code);
	assert.equal(challenge(form.get('code_verifier')), asked.code_challenge);
	assert.equal(form.get('redirect_uri'), asked.redirect_uri);
	assert.equal(form.get('grant_type'), 'authorization_code');
	const encode = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
	assert.equal(headers.authorization, `Basic ${Buffer.from(`${encode('client one')}:${encode(SECRET)}`).toString('base64')}`);
});

test('somebody new gets an account, with the address that is proved', async () => {
	const v = new Visitor(), sub = subject();
	const { way } = await comeBack(v, 'one', good({ sub, email: `${sub}@example.org`, email_verified: true, given_name: 'Ana', family_name: 'Reis' }), { next: '/s/ribeira?x=1' });
	assert.match(v.answer.text, /Hello, Ana Reis/);
	assert.equal(accountOf('one', sub), undefined, 'nothing before the button');
	assert.equal(await finish(v, way), '/s/ribeira?x=1');
	assert.deepEqual(accountOf('one', sub).slice(1), [`${sub}@example.org`, 't', 'Ana', 'Reis']);
	assert.equal((await v.get('/account')).status, 200);
	// And is known the next time, elsewhere.
	const again = new Visitor();
	const second = await comeBack(again, 'one', good({ sub, email: 'changed@example.org', email_verified: true }));
	assert.match(again.answer.text, /Welcome back/);
	assert.equal(await finish(again, second.way), '/account');
	assert.equal(sql(`select count(*) from account where email = 'changed@example.org'`)[0][0], '0');
});

test('a place too long to be kept is none', async () => {
	for (const [length, want] of [[500, 500], [501, '/account'.length], [1900, '/account'.length]]) {
		const v = new Visitor(), { way } = await comeBack(v, 'one', good({}), { next: `/s/ribeira?${'x'.repeat(length - 11)}` });
		assert.equal((await finish(v, way)).length, want);
	}
});

test('an address that is not proved, or told by who is not trusted, is not taken', async () => {
	for (const [slug, more] of [['one', { email_verified: false }], ['one', {}], ['one', { email_verified: 'true' }], ['two', { email_verified: true }]]) {
		const v = new Visitor(), sub = subject();
		const key = slug === 'one' ? { kid: 'r' } : { alg: 'ES256', kid: 'e' };
		const { way } = await comeBack(v, slug, (usual) => sign(slug === 'one' ? liar.keys.rsa.privateKey : liar.keys.ec.privateKey,
			{ ...key, ...usual, sub, email: `${sub}@example.org`, name: 'Ana', ...more }), { answer: slug === 'two' ? { iss: `${made}/two` } : {} });
		await finish(v, way);
		assert.deepEqual(accountOf(slug, sub).slice(1), ['-', 'f', 'Ana', '']);
	}
});

test('nobody gets an account by its address: it is logged in to first', async () => {
	const owner = makeAccount({ name: 'Owner' }), sub = subject();
	const claims = { sub, email: owner.address.toUpperCase().replace('EXAMPLE.ORG', 'example.org'), email_verified: true };
	const before = sql('select count(*) from account')[0][0];
	const v = new Visitor();
	const { way } = await comeBack(v, 'one', good(claims), { next: '/s/ribeira' });
	assert.match(v.answer.text, /You have an account already/);
	assert.ok(!v.answer.text.includes(`${way}/finish`));
	await v.get('/auth/login');
	await v.post(`${way}/finish`);
	assert.equal(v.location, way, 'not let in, but shown where it stands');
	assert.ok(!v.jar.has('__Host-session'));
	await v.get(`${way}/link`);
	assert.match(v.location, /^\/auth\/login\?/);
	await v.get(v.location);
	await v.post('/auth/login', { email: owner.address, password: owner.password, next: `${way}/link` });
	assert.equal(v.location, `${way}/link`);
	await v.get(v.location);
	assert.match(v.answer.text, /opens your account/);
	assert.equal(accountOf('one', sub), undefined, 'nothing before the button');
	await v.send(`${way}/link`);
	assert.equal(v.location, '/s/ribeira');
	assert.equal(accountOf('one', sub)[1], owner.address);
	assert.equal(sql('select count(*) from account')[0][0], before);
	const w = new Visitor();
	await finish(w, (await comeBack(w, 'one', good(claims))).way);
	assert.match((await w.get('/account')).text, new RegExp(owner.address));
});

test('a link is added and taken away by who has proved themselves lately', async () => {
	const owner = makeAccount(), sub = subject(), v = Object.assign(new Visitor(), { jar: (await logIn(owner)).jar });
	await v.get('/account/links');
	await v.send('/account/links/one/add');
	const way = v.location;
	await comeBack(v, 'one', good({ sub }), { way });
	assert.match(v.answer.text, /Link One/);
	const session = v.jar.get('__Host-session');
	v.jar.delete('__Host-session');
	await v.get('/auth/login');
	await v.post(`${way}/finish`);
	assert.equal(v.location, way, 'a link that was wanted is no log-in');
	assert.ok(!v.jar.has('__Host-session'));
	v.jar.set('__Host-session', session);
	const stale = `update session set proved_at = now() - interval '16 minutes' where account_id = (select id from account where email = ${quote(owner.address)})`;
	sql(stale);
	await v.stand(way);
	await v.post(`${way}/link`);
	assert.match(v.location, /^\/auth\/login\?again=1/);
	sql(stale.replace("- interval '16 minutes'", ''));
	await v.stand(way);
	await v.send(`${way}/link`);
	assert.equal(v.location, '/account/links');
	assert.equal(accountOf('one', sub)[1], owner.address);
	// Somebody else's cannot be linked here.
	const other = Object.assign(new Visitor(), { jar: (await logIn(makeAccount())).jar });
	await other.get('/account/links');
	await other.send('/account/links/one/add');
	await comeBack(other, 'one', good({ sub }), { way: other.location });
	assert.match(other.answer.text, /belongs to another account/);
	// And is taken away.
	await v.get('/account/links');
	const [, remove] = v.answer.text.match(/action="(\/account\/links\/\d+\/remove)"/);
	await other.get('/account/links');
	await other.post(remove);
	assert.equal(other.answer.status, 404, 'not by others');
	sql(stale);
	await v.post(remove);
	assert.match(v.location, /^\/auth\/login/);
	sql(stale.replace("- interval '16 minutes'", ''));
	await v.get('/account/links');
	await v.send(remove);
	assert.equal(v.location, '/account/links');
	assert.equal(accountOf('one', sub), undefined);
	// But never the only way in.
	const w = new Visitor();
	await finish(w, (await comeBack(w, 'one', good({ sub }))).way);
	await w.get('/account/links');
	await w.send(w.answer.text.match(/action="(\/account\/links\/\d+\/remove)"/)[1]);
	assert.equal(w.answer.status, 409);
	assert.notEqual(accountOf('one', sub), undefined);
});

test('what is forged lets nobody in', async () => {
	const { rsa, ec, other } = liar.keys;
	const now = Math.floor(Date.now() / 1000);
	const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const claims = (usual) => ({ iat: now, exp: now + 300, ...usual, sub: 'x' });
	const forged = {
		'alg none': (u) => `${part({ alg: 'none' })}.${part(claims(u))}.`,
		'alg none with a signature': async (u) => `${part({ alg: 'none' })}.${part(claims(u))}.${(await sign(rsa.privateKey, u)).split('.')[2]}`,
		'another key': (u) => sign(other.privateKey, { kid: 'r', ...u, sub: 'x' }),
		'an unknown key': (u) => sign(other.privateKey, { kid: 'unknown', ...u, sub: 'x' }),
		'another algorithm of the same issuer': (u) => sign(ec.privateKey, { alg: 'ES256', kid: 'e', ...u, sub: 'x' }),
		'HS256 with the client\'s secret': (u) => sign(Buffer.from(SECRET.padEnd(32)), { alg: 'HS256', ...u, sub: 'x' }),
		'a key of its own': async (u) => sign(other.privateKey, { header: { jku: `${made}/one/keys` }, ...u, sub: 'x' }),
		'another audience': (u) => sign(rsa.privateKey, { kid: 'r', ...u, aud: 'client two', sub: 'x' }),
		'several audiences, another party': (u) => sign(rsa.privateKey, { kid: 'r', ...u, aud: [u.aud, 'y'], azp: 'y', sub: 'x' }),
		'another issuer': (u) => sign(rsa.privateKey, { kid: 'r', ...u, iss: `${made}/two`, sub: 'x' }),
		'another nonce': (u) => sign(rsa.privateKey, { kid: 'r', ...u, nonce: 'n'.repeat(22), sub: 'x' }),
		'no nonce': ({ nonce, ...u }) => sign(rsa.privateKey, { kid: 'r', ...u, sub: 'x' }),
		'past its end': (u) => sign(rsa.privateKey, { kid: 'r', ...u, iat: now - 400, exp: now - 100, sub: 'x' }),
		'no end': (u) => sign(rsa.privateKey, { kid: 'r', ...u, exp: undefined, sub: 'x' }),
		'from the future': (u) => sign(rsa.privateKey, { kid: 'r', ...u, iat: now + 200, exp: now + 400, sub: 'x' }),
		'nobody': (u) => sign(rsa.privateKey, { kid: 'r', ...u }),
		'another type': (u) => sign(rsa.privateKey, { kid: 'r', header: { typ: 'at+jwt' }, ...u, sub: 'x' }),
		'cut off': async (u) => (await sign(rsa.privateKey, { kid: 'r', ...u, sub: 'x' })).slice(0, -2),
		'no token': () => 'x',
	};
	const accounts = sql('select count(*) from account, linked_identity')[0][0];
	for (const [what, token] of Object.entries(forged)) {
		const v = new Visitor();
		const { way } = await comeBack(v, 'one', token);
		assert.match(v.answer.text, /could not be believed/, what);
		await v.get('/auth/login');
		await v.post(`${way}/finish`);
		assert.ok(!v.jar.has('__Host-session'), what);
	}
	assert.equal(sql('select count(*) from account, linked_identity')[0][0], accounts);
});

test('an answer counts once, in the browser that asked, and only when it is the provider\'s', async () => {
	const v = new Visitor();
	const { way, asked, code } = await comeBack(v, 'one', good({}));
	liar.tokens.set(code, 'again');
	const place = `/auth/oidc/callback?${new URLSearchParams({ code, state: asked.state })}`;
	await v.come(place);
	assert.equal(v.location, way, 'the same answer again leads to where it stands');
	await v.stand(way);
	assert.match(v.answer.text, /Hello/);

	const thief = new Visitor();
	assert.equal((await thief.get(place)).status, 404, 'a stranger\'s browser');
	assert.equal((await thief.get(way)).status, 404);
	await thief.setOut('one');
	assert.equal((await thief.get(way)).status, 404, 'with a cookie of its own');
	assert.equal((await v.get('/auth/oidc/callback?code=x&state=unknown')).status, 404);
	assert.equal((await v.get('/auth/oidc/callback')).status, 404);

	for (const answer of [{ iss: '-' }, { iss: `${made}/one` }, { iss: `${made}/two/` }]) {
		const w = new Visitor();
		await comeBack(w, 'two', (u) => sign(liar.keys.ec.privateKey, { alg: 'ES256', kid: 'e', ...u, sub: subject() }), { answer: { iss: `${made}/two`, ...answer } });
		assert.match(w.answer.text, /could not be believed/, JSON.stringify(answer));
	}
});

test('who declines, and who is declined, is told so', async () => {
	for (const [error, words] of [['access_denied', /You did not log in there/], ['server_error', /does not answer just now/],
		['invalid_request', /did not understand each other/], ['<script>', /did not understand each other/]]) {
		const v = new Visitor();
		await comeBack(v, 'one', good({}), { answer: { code: '-', error } });
		assert.match(v.answer.text, words, error);
		assert.ok(!v.answer.text.includes('<script>'));
	}
	const v = new Visitor(), way = await v.setOut('one');
	await v.stand(way);
	const { state } = Object.fromEntries(v.away.searchParams);
	await v.get(`/auth/oidc/callback?code=unknown&state=${state}`);
	await v.stand(v.location);
	assert.match(v.answer.text, /could not be believed/, 'a code that is not good');
});

test('a key that is new is read, once a minute at most', async () => {
	const fresh = await liar.issuer('rotating', { old: liar.keys.rsa.publicKey });
	hora('provider', 'add', 'rotating', 'Rotating', '--issuer', fresh, '--client', 'c', '--secret-file', file(SECRET));
	clients.rotating = 'c';
	const v = new Visitor();
	await comeBack(v, 'rotating', (u) => sign(liar.keys.rsa.privateKey, { kid: 'old', ...u, sub: subject() }));
	assert.match(v.answer.text, /Hello/);
	const readings = () => liar.asked.filter((a) => a.name === 'rotating' && a.what === 'keys').length;
	await liar.issuer('rotating', { new: liar.keys.other.publicKey });
	const was = readings();
	sql(`update provider_document set tried_at = now() - interval '61 seconds' where provider_id = (select id from identity_provider where slug = 'rotating')`);
	await comeBack(new Visitor(), 'rotating', (u) => sign(liar.keys.other.privateKey, { kid: 'new', ...u, sub: subject() }));
	assert.equal(readings(), was + 1, 'the new key is read');
	for (let i = 0; i < 5; i++) {
		const w = new Visitor();
		await comeBack(w, 'rotating', (u) => sign(liar.keys.ec.privateKey, { alg: 'ES256', kid: `k${i}`, ...u, sub: subject() }));
		await comeBack(w, 'rotating', (u) => sign(liar.keys.rsa.privateKey, { kid: `k${i}`, ...u, sub: subject() }));
		assert.match(w.answer.text, /could not be believed/);
	}
	assert.equal(readings(), was + 1, 'made-up keys have nothing read');
});

test('a provider that is away leaves all other ways open', async () => {
	await liar.issuer('away', {});
	liar.issuers.get('away').away = true;
	hora('provider', 'add', 'away', 'Away', '--issuer', `${made}/away`, '--client', 'c', '--secret-file', file(SECRET));
	const v = new Visitor();
	await v.stand(await v.setOut('away'));
	assert.match(v.answer.text, /does not answer just now/);
	const w = new Visitor(), began = Date.now();
	await comeBack(w, 'one', good({}));
	assert.match(w.answer.text, /Hello/);
	assert.ok(Date.now() - began < 3000);
	assert.match((await v.get('/auth/login')).text, /name="password"/);
	// Documents that lie.
	const lies = {
		'another issuer': { issuer: `${made}/one` },
		'no https': { authorization_endpoint: 'http://localhost/x' },
		'a script': { authorization_endpoint: 'javascript:alert(1)//https://' },
		'no token address': { token_endpoint: undefined },
	};
	for (const [what, change] of Object.entries(lies)) {
		const slug = `lie-${randomBytes(3).toString('hex')}`;
		await liar.issuer(slug, {}, change);
		hora('provider', 'add', slug, 'Lie', '--issuer', `${made}/${slug}`, '--client', 'c', '--secret-file', file(SECRET));
		const x = new Visitor();
		await x.stand(await x.setOut(slug));
		assert.match(x.answer.text, /did not understand each other/, what);
		hora('provider', 'off', slug);
	}
	hora('provider', 'off', 'away');
	assert.ok(!(await v.get('/auth/login')).text.includes('/auth/oidc/away/'), 'switched off');
});

test('a provider that is switched off lets nobody in who is on the way', async () => {
	const v = new Visitor(), { way } = await comeBack(v, 'one', good({}));
	hora('provider', 'off', 'one');
	assert.equal((await v.post(`${way}/finish`)).status, 404);
	assert.ok(!v.jar.has('__Host-session'));
	hora('provider', 'on', 'one');
	await v.get(way);
	assert.equal(await finish(v, way), '/account');
});

test('LINE: signed with the channel\'s secret, and with nothing else', async () => {
	const v = new Visitor(), sub = `U${randomBytes(16).toString('hex')}`, secret = Buffer.from(lineSecret);
	const { way, code } = await comeBack(v, 'line', (u) => sign(secret, { alg: 'HS256', ...u, sub, name: '王小明', picture: 'https://x' }));
	assert.match(v.answer.text, /Hello, 王小明/);
	await finish(v, way);
	assert.deepEqual(accountOf('line', sub).slice(1), ['-', 'f', '王小明', '']);
	assert.equal(sql(`select strength from session s join linked_identity i on i.account_id = s.account_id where i.subject = ${quote(sub)}`)[0][0], 'line');
	const { form } = liar.asked.find((a) => a.what === 'token' && a.form.get('code') === code);
	assert.equal(form.get('client_secret'), lineSecret);
	for (const [key, more] of [[Buffer.from('0'.repeat(32)), { alg: 'HS256' }], [liar.keys.ec.privateKey, { alg: 'ES256', kid: 'e' }], [liar.keys.rsa.privateKey, { kid: 'r' }]]) {
		const w = new Visitor();
		await comeBack(w, 'line', (u) => sign(key, { ...more, ...u, sub }));
		assert.match(w.answer.text, /could not be believed/);
	}
});
