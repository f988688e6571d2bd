// Sessions and who they are: what opens and ends them, what roles open, one-time
// links, invitations, keys (trust.md's R31 to R33, slices). On a site of ./run.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ask, sql } from '../site.mjs';
import { account, hora, letter, person } from './person.mjs';

const people = [];
const somebody = (address) => people[people.push(person(address)) - 1];
after(() => people.forEach((p) => p.close()));

const owner = { email: 'olga@e2e.example', password: account('olga@e2e.example', '--name', 'Olga Owner', '--role', 'owner', '--studio', 'ribeira') };
const desk = { email: 'rita@e2e.example', password: account('rita@e2e.example', '--name', 'Rita Desk', '--role', 'reception', '--studio', 'ribeira') };
const customer = { email: 'carl@e2e.example', password: account('carl@e2e.example', '--name', 'Carl Customer') };
const logIn = async (who, address) => {
	const p = somebody(address);
	const answer = await p.logIn(who.email, who.password);
	assert.equal(answer.status, 303, answer.text.slice(0, 300));
	return p;
};
const value = (query) => sql(query)[0]?.[0];
const session = (p) => p.cookies.get('__Host-session');

test('a log-in gives a new token each time, in a cookie that only we get back', async () => {
	const p = somebody();
	await p.get('/auth/login');
	p.cookies.set('__Host-session', 'AAAA.BBBB.CCCC');
	const answer = await p.logIn(owner.email, owner.password);
	const cookie = answer.headers['set-cookie'].find((line) => line.startsWith('__Host-session=ey'));
	assert.match(cookie, /; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
	assert.ok(cookie.length < 1024);
	const first = session(p);
	await p.logIn(owner.email, owner.password);
	assert.notEqual(session(p), first);
	// The one before is over, not only replaced.
	const old = somebody();
	old.cookies.set('__Host-session', first);
	assert.equal((await old.get('/account')).status, 303);
	assert.equal((await p.get('/account')).status, 200);
});

test('what ends a session ends it at once, wherever its token still is', async () => {
	const ends = {
		'logging out': (p) => p.post('/auth/logout', {}, '/account'),
		'logging out everywhere': async () => (await logIn(customer)).post('/auth/logout/everywhere', {}, '/account'),
		'a new password': () => { customer.password = hora('account', 'password', customer.email).trim().split(/\s+/)[1]; },
		'closing the account': () => hora('account', 'disable', customer.email),
	};
	for (const [what, end] of Object.entries(ends)) {
		const p = await logIn(customer), copy = somebody();
		copy.cookies.set('__Host-session', session(p));
		assert.equal((await copy.get('/account')).status, 200, what);
		await end(p);
		assert.equal((await copy.get('/account')).status, 303, what);
	}
	const shut = somebody();
	assert.equal((await shut.logIn(customer.email, customer.password)).status, 422);
	hora('account', 'enable', customer.email);
	await logIn(customer);
});

test('idle and absolute lives end a session', async () => {
	const p = await logIn(customer);
	sql(`update hora.session set seen_at = seen_at - make_interval(secs => idle + 1) where id = (select max(id) from hora.session)`);
	assert.equal((await p.get('/account')).status, 303);
	const q = await logIn(customer);
	sql(`update hora.session set expires_at = now() - interval '1 second' where id = (select max(id) from hora.session)`);
	assert.equal((await q.get('/account')).status, 303);
});

test('a role opens its pages, a change of it holds from the next request on', async () => {
	const rita = await logIn(desk), carl = await logIn(customer), olga = await logIn(owner);
	const status = async (p, place) => (await p.get(place)).status;
	assert.equal(await status(rita, '/admin/ribeira/bookings'), 200);
	assert.equal(await status(rita, '/admin/ribeira/team'), 403);
	assert.equal(await status(olga, '/admin/ribeira/team'), 200);
	// Another's studio and none at all look the same.
	for (const p of [rita, carl, olga])
		assert.deepEqual([await status(p, '/admin/lumen/bookings'), await status(p, '/admin/none/bookings')], [403, 403]);
	assert.equal(await status(carl, '/admin/ribeira/bookings'), 403);
	assert.equal(await status(somebody(), '/admin/ribeira/bookings'), 303);
	const id = value(`select m.id from hora.membership m join hora.account a on a.id = m.account_id where a.email = '${desk.email}'`);
	await olga.post(`/admin/ribeira/team/${id}`, { role: 'manager' }, '/admin/ribeira/team');
	assert.equal(await status(rita, '/admin/ribeira/team'), 200);
	await olga.post(`/admin/ribeira/team/${id}`, { role: 'none' }, '/admin/ribeira/team');
	assert.equal(await status(rita, '/admin/ribeira/bookings'), 403);
});

test('a manager has no say in owners, and a studio keeps an owner', async () => {
	const boss = { email: 'mara@e2e.example', password: account('mara@e2e.example', '--role', 'manager', '--studio', 'ribeira') };
	const mara = await logIn(boss);
	const of = (email) => value(`select m.id from hora.membership m join hora.account a on a.id = m.account_id where a.email = '${email}'`);
	const give = async (p, id, role, studio = 'ribeira') => (await p.post(`/admin/${studio}/team/${id}`, { role }, `/admin/${studio}/team`)).status;
	assert.equal(await give(mara, of(owner.email), 'none'), 403);
	assert.equal(await give(mara, of(boss.email), 'owner'), 403);
	assert.equal((await mara.post('/admin/ribeira/team', { email: 'x@e2e.example', role: 'owner' }, '/admin/ribeira/team')).status, 403);
	const lone = { email: 'lone@e2e.example', password: account('lone@e2e.example') };
	const { setup_link: link } = JSON.parse(hora('studio', 'add', 'lonely', 'Lonely', '--zone', 'Europe/Lisbon', '--currency', 'EUR', '--json'));
	const p = await logIn(lone), place = new URL(link, 'https://x').pathname;
	assert.equal((await p.post(`${place}/accept`, {}, place)).status, 303);
	assert.equal((await p.post('/account/studios/lonely/leave', {}, '/account')).status, 409);
	assert.equal(await give(p, of(lone.email), 'staff', 'lonely'), 409);
	assert.equal(await give(p, of(owner.email), 'none', 'lonely'), 404);
	assert.equal((await p.get(place)).status, 404, 'the link works once');
});

test('a set-up link makes the first owner', async () => {
	const { setup_link: link } = JSON.parse(hora('studio', 'add', 'brand-new', 'Brand new', '--zone', 'Europe/Lisbon', '--currency', 'EUR', '--json'));
	const place = new URL(link, 'https://x').pathname, p = somebody();
	const fields = { first_name: 'Nina', email: 'nina@e2e.example', password: 'three words of mine' };
	assert.equal((await p.post(place, { ...fields, password: 'password123' }, place)).status, 422);
	assert.equal((await p.post(place, { ...fields, email: owner.email }, place)).status, 422);
	assert.equal((await p.post(place, fields, place)).status, 303);
	assert.equal((await p.get('/admin/brand-new/team')).status, 200);
	assert.equal((await somebody().get(place)).status, 404);
	// Nina may be somebody else's address: nothing is set up that opens the account
	// still once its reader has it.
	for (const way of ['/account/factors/app', '/account/factors/passkey'])
		assert.equal((await p.get(way)).headers.location, '/account', way);
	assert.equal((await p.post('/account/links/any/add', {}, '/account')).headers.location, '/account');
	sql(`update hora.account set verified_at = now() where email = '${fields.email}'`);
	assert.equal((await p.get('/account/factors/app')).status, 200);
});

test('an account is made by the link in a letter, a password renewed by another', async () => {
	const p = somebody(), email = 'wanda@e2e.example';
	assert.equal((await p.post('/auth/register', { email }, '/auth/register')).headers.location, '/auth/sent');
	const first = await letter(email, 'register');
	const fields = { first_name: 'Wanda', password: 'twelve green bottles' };
	assert.equal((await p.get(first.link)).status, 200);
	assert.equal(value(`select count(*) from hora.account where email = '${email}'`), '0', 'reading makes none');
	assert.equal((await p.post(first.link, fields, first.link)).headers.location, '/account');
	assert.equal((await p.get(first.link)).status, 404);
	assert.equal((await p.post('/auth/register', { email }, '/auth/register')).headers.location, '/auth/sent');
	assert.match((await letter(email, 'known')).text, /\/auth\/login/);
	await p.post('/auth/forgotten', { email }, '/auth/forgotten');
	const again = await letter(email, 'forgotten'), q = somebody();
	assert.equal((await q.post(again.link, { password: 'some other green bottles' }, again.link)).status, 303);
	assert.equal((await p.get('/account')).status, 303, 'the sessions before are over');
	assert.equal((await q.get('/account')).status, 200);
	assert.match((await letter(email, 'password')).text, /forgotten/);
	assert.equal((await somebody().logIn(email, fields.password)).status, 422);
});

test('an invitation lets in who was invited, and never into another account', async () => {
	const olga = await logIn(owner), email = 'ivo@e2e.example';
	await olga.post('/admin/ribeira/team', { email, role: 'staff', staff: '0' }, '/admin/ribeira/team');
	const first = await letter(email, 'invitation'), carl = await logIn(customer);
	assert.equal((await carl.post(`${first.link}/accept`, {}, first.link)).status, 403);
	const p = somebody();
	assert.equal((await p.post(first.link, { first_name: 'Ivo', password: 'a door with no handle' }, first.link)).headers.location, '/admin/ribeira');
	assert.equal((await p.get('/admin/ribeira/bookings')).status, 200);
	assert.equal((await somebody().get(first.link)).status, 404);
	// Who has an account has to log in: the link alone opens nothing.
	await olga.post('/admin/ribeira/team', { email: customer.email, role: 'reception' }, '/admin/ribeira/team');
	const second = await letter(customer.email, 'invitation'), thief = somebody();
	await thief.post(second.link, { first_name: 'T', password: 'a door with no handle' }, '/auth/login');
	assert.equal((await thief.get('/account')).status, 303);
	assert.equal((await carl.post(`${second.link}/accept`, {}, second.link)).status, 303);
	assert.equal((await carl.get('/admin/ribeira/bookings')).status, 200);
});

test('a key is shown once, does what it may, in its studio, until it ends', async () => {
	const olga = await logIn(owner), place = '/admin/ribeira/keys';
	const made = await olga.post(place, { name: 'Till', bookings_read: 'true' }, place);
	const secret = made.text.match(/hb_[A-Za-z0-9_-]{43}/)?.[0];
	assert.ok(secret, made.text.slice(0, 200));
	assert.ok(!(await olga.get(place)).text.includes(secret));
	assert.equal(value(`select count(*) from hora.api_key where key_hash = sha256('${secret}')`), '1');
	const call = (key) => ask('GET', '/api/v1/studios', { headers: { Authorization: `Bearer ${key}` } });
	assert.equal((await call(secret)).status, 200);
	for (const wrong of [`${secret}x`, secret.slice(0, -1), secret.replace('hb_', 'HB_'), `hb_${'A'.repeat(43)}`, 'hb_', ''])
		assert.equal((await call(wrong)).status, 401, wrong);
	const id = value(`select id from hora.api_key where key_hash = sha256('${secret}')`);
	await olga.post(`${place}/${id}/revoke`, {}, place);
	assert.equal((await call(secret)).status, 401);
	// Old proof is not enough to make another.
	sql(`update hora.session set proved_at = proved_at - interval '1 hour'`);
	const late = await olga.post(place, { name: 'Late', bookings_read: 'true' }, '/account');
	assert.match(late.headers.location, /^\/auth\/login\?again=1/);
});

test('however long an address is, the log-in stands', async () => {
	const email = 'long@example.org', password = account(email), p = somebody();
	sql(`insert into hora.passkey (account_id, credential, public_key, algorithm, uses, portable, copied, name, created_at)
		select id, 'long', 'key', -7, 0, false, false, 'key', now() from hora.account where email = '${email}'`);
	for (const length of [10, 1990, 2010, 3000, 4000]) {
		const answer = await p.post(`/auth/login?next=/${'x'.repeat(length)}`, { email, password });
		assert.equal(`${answer.status} ${answer.headers.location}`, '303 /auth/second', `${length}`);
	}
});

test('a change from elsewhere, or without its token, changes nothing', async () => {
	const p = await logIn(customer), count = () => value('select count(*) from hora.session where revoked_at is null');
	const before = count(), token = (await p.get('/account')).text.match(/name="_csrf" value="([^"]+)"/)[1];
	for (const headers of [{ Origin: 'https://evil.example' }, { Origin: 'null' }, { Origin: '' }, { 'Sec-Fetch-Site': 'cross-site' }])
		assert.equal((await p.send('/auth/logout', { _csrf: token }, headers)).status, 403, JSON.stringify(headers));
	assert.equal((await p.send('/auth/logout', {})).status, 403);
	assert.equal((await somebody().send('/auth/login', { email: customer.email, password: customer.password })).status, 403);
	assert.equal(count(), before);
});
