// What the matrix is made of: the routes as the programs print them, somebody of
// each kind, and for each parameter of a path one of theirs, one of others', and
// one that is not there.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { folder } from '../site.mjs';
import { makeArrivals } from './arrivals.mjs';
import { ask, Browser, logIn, makeAccount, makeGuest, makeStudio, quote, sql, starts, wish } from '../people.mjs';

const programs = ['booking', 'auth', 'admin', 'payments', 'line'];

// Every row of every program.
export function routes() {
	return programs.flatMap((name) => {
		const file = path.join(folder, 'app/libexec/hora', `hora-${name}`);
		return execFileSync(file, ['--routes'], { encoding: 'utf8' }).split('\n').filter(Boolean).map((line) => {
			const [program, method, place, role, , flags] = line.split('\t');
			const words = flags.split(' ').filter((word) => word !== '-');
			return { program, method, place, role, api: words.includes('api'), inside: words.includes('inside'),
				params: [...place.matchAll(/\{(\w+)\}/g)].map(([, param]) => param) };
		});
	}).filter((row) => !row.inside);
}

// For each need, the roles that meet it: domain/role.c's table, written again so
// that neither can change alone.
const members = ['owner', 'manager', 'staff', 'reception'];
const accounts = [...members, 'customer', 'platform'];
const meets = {
	public: ['public', 'manage', 'key', 'kiosk', ...accounts],
	manage: ['manage', ...accounts],
	customer: accounts,
	reception: members,
	staff: ['staff', 'manager', 'owner'],
	manager: ['manager', 'owner'],
	owner: ['owner'],
	platform: ['platform'],
	kiosk: ['kiosk'],
	key: ['key'],
};

// What an actor is to a row asked with these objects.
function roleOf(actor, row, kind) {
	if (actor.bearer)
		return row.api ? actor.role : 'public';
	if (actor.role === 'manage')
		return row.params.includes('booking') && kind === 'own' ? 'manage' : 'public';
	if (!members.includes(actor.role))
		return actor.role;
	if (!row.params.includes('studio'))
		return 'customer';
	return ['own', 'astray', 'absent'].includes(kind) ? actor.role : 'customer';
}

export function may(actor, row, kind) {
	assert.ok(meets[row.role], `a role the matrix does not know: ${row.role}`);
	return meets[row.role].includes(roleOf(actor, row, kind));
}

// Parameters that name what not everybody may know of. The rest is public.
export const secret = new Set(['booking', 'token', 'session', 'passkey', 'arrival', 'link', 'member', 'invitation', 'key']);

// Those of which nobody here has one: what names them is not found even for who may.
export const unreal = new Set(['token', 'provider']);

const unknown = (length) => 'z'.repeat(length);

// Inputs that a row does something with; without, an empty one is refused early.
export const queries = {
	'/admin/{studio}/bookings/{booking}/step': '?to=cancelled',
	'/s/{studio}/accent.css': '?v=1f6f5c',
};
export const forms = {
	'/admin/{studio}/bookings/{booking}/step': { to: 'cancelled', seen: '1', reason: 'matrix' },
	'/admin/{studio}/bookings/{booking}/move': { start: '2031-01-01T10:00:00Z', day: '2031-01-01', seen: '1' },
	'/admin/{studio}/bookings/{booking}/resend': { notice: '1' },
	'/api/v1/bookings/{booking}/move': { start: '2031-01-01T10:00:00Z' },
};
// Rows that find nothing even for who may, since what they name or ask for is made up.
export const isVain = (row) => row.place.endsWith('/resend') || row.place.startsWith('/account/studios/') || row.params.some((param) => unreal.has(param));

// Rows that go back to their page whether or not there was something to end.
export const quiet = new Set(['/admin/{studio}/team/invitations/{invitation}/revoke', '/admin/{studio}/keys/{key}/revoke']);

// Makes the world: two studios, the actors, and the objects. `objects` has for
// each parameter its value by kind; own of a booking differs from actor to actor.
export async function world() {
	const home = makeStudio({ staff: 2 }), away = makeStudio({ staff: 1 });
	const [times, others] = [await starts(home), await starts(away)];
	const book = async (studio, start, customer, staff) => {
		const answer = await ask('POST', `/api/v1/studios/${studio}/bookings`, { json: wish(start, { customer, ...(staff && { staff }) }) });
		assert.equal(answer.status, 201, answer.text);
		return answer.json.id;
	};
	const member = (role, more = {}) => ({ role, ...makeAccount({ role, studio: home, ...more }) });
	const actors = {
		anonymous: { role: 'public' },
		owner: member('owner'),
		manager: member('manager'),
		reception: member('reception'),
		staff: member('staff', { staff: 's1' }),
		'staff elsewhere': { ...makeAccount({ role: 'staff', studio: away, staff: 's1' }), role: 'staff', elsewhere: true },
		'customer A': { role: 'customer', ...makeAccount() },
		'customer B': { role: 'customer', ...makeAccount() },
		platform: { ...makeAccount({ role: 'platform' }), role: 'platform' },
		'expired session': member('owner'),
		'revoked session': member('owner'),
		'closed account': member('owner'),
	};
	const holder = await makeGuest(home, times[0]);
	const ofStaff = await book(home, times[2], { name: 'Own', phone: '+351912345678' }, 's1');
	const ofColleague = await book(home, times[4], { name: 'Other', phone: '+351912345679' }, 's2');
	const ofA = await book(home, times[6], { name: 'A', email: actors['customer A'].address });
	const ofB = await book(home, times[8], { name: 'B', email: actors['customer B'].address });
	const foreign = await book(away, others[0], { name: 'Foreign', phone: '+351912345670' });

	await Promise.all(Object.entries(actors).map(async ([, actor]) => {
		actor.browser = actor.address ? await logIn(actor) : new Browser();
		if (!actor.address)
			await actor.browser.get(`/s/${home}/book/visit/details?start=${times[10]}`);
	}));
	actors['link holder'] = { role: 'manage', browser: holder.browser };
	actors['token holder'] = { role: 'manage', bearer: true, browser: new Browser({ Authorization: `Bearer ${holder.token}` }) };
	actors.key = { role: 'key', bearer: true, browser: new Browser({ Authorization: `Bearer ${makeKey(home)}` }) };
	spoil(actors);
	for (const actor of Object.values(actors).filter(({ role }) => members.includes(role)))
		actor.membership = sql(`select m.studio_id, m.resource_id from membership m join account a on a.id = m.account_id where a.email = ${quote(actor.address)}`)[0];
	sql(`update service set slug = 'elsewhere' where studio_id = (select id from studio where slug = ${quote(away)});
update resource set slug = 'e1' where studio_id = (select id from studio where slug = ${quote(away)})`);
	await settled();

	const own = { owner: ofStaff, manager: ofStaff, reception: ofColleague, staff: ofStaff, 'customer A': ofA, 'customer B': ofB,
		'link holder': holder.booking, 'token holder': holder.booking };
	const passkeys = makePasskeys(actors), { arrivals, links } = makeArrivals(actors);
	const [team, letters, keys] = [makeTeam(home, away), makeInvitations(home, away), keysOf(home, away)];
	const objects = {
		studio: { own: home, foreign: away, missing: `t-${unknown(12)}`, turns: true },
		booking: { own, foreign, missing: unknown(16), turns: true, colleague: ofColleague, bystander: ofA },
		service: { own: 'visit', foreign: 'elsewhere', missing: unknown(9), turns: true },
		token: { own: unknown(22), foreign: unknown(22), missing: unknown(22) },
		name: { own: 'denied', foreign: 'denied', missing: 'nothing' },
		arrival: { own: arrivals, foreign: arrivals.bystander, bystander: arrivals.bystander, missing: unknown(16) },
		link: { own: links, foreign: links.bystander, bystander: links.bystander, missing: '920000000000' },
		passkey: { own: passkeys, foreign: passkeys.bystander, bystander: passkeys.bystander, missing: '920000000000' },
		provider: { own: unknown(6), foreign: unknown(6), missing: unknown(6) },
		member: { own: team[0], foreign: team[1], missing: '999999999', turns: true },
		invitation: { own: letters[0], foreign: letters[1], missing: '999999999', turns: true },
		key: { own: keys[0], foreign: keys[1], missing: '999999999', turns: true },
		staff: { own: 's1', foreign: 'e1', missing: unknown(2), turns: true },
		session: { own: sessions(actors), foreign: sessions(actors)['closed account'], missing: '999999999', bystander: sessions(actors)['closed account'] },
	};
	return { home, away, actors, objects };
}

// Until the worker has sent what the bookings gave it to send: what it notes then
// is no reader's doing.
async function settled() {
	for (let i = 0; i < 200; i++) {
		if (sql("select count(*) from job where state in ('due', 'leased') and due_at <= now()")[0][0] === '0')
			return;
		await new Promise((done) => setTimeout(done, 100));
	}
}

// Sessions that were good once.
function spoil(actors) {
	const of = (name) => `(select id from account where email = ${quote(actors[name].address)})`;
	for (const name of ['expired session', 'revoked session', 'closed account'])
		actors[name].role = 'public';
	sql(`update session set created_at = now() - interval '40 days', expires_at = now() - interval '1 second' where account_id = ${of('expired session')};
update session set revoked_at = now() where account_id = ${of('revoked session')};
update account set disabled_at = now() where id = ${of('closed account')};`);
}

// A passkey for each who has an account, and one of somebody else's: their ids.
function makePasskeys(actors) {
	const holders = { ...actors, bystander: makeAccount() };
	return Object.fromEntries(Object.entries(holders).filter(([, { address }]) => address).map(([name, { address }]) => [name,
		sql(`insert into passkey (id, account_id, credential, public_key, algorithm, uses, portable, copied, name, created_at)
overriding system value select 910000000000 + id, id, '${randomBytes(16).toString('base64url')}', 'AAAA', -7, 0, false, false, 'matrix', now() from account where email = ${quote(address)}
returning id`)[0][0]]));
}

// A member of each studio whom no actor is.
function makeTeam(...studios) {
	return studios.map((studio) => {
		const { address } = makeAccount({ role: 'reception', studio });
		return sql(`select m.id from membership m join account a on a.id = m.account_id where a.email = ${quote(address)}`)[0][0];
	});
}

// An invitation into each.
function makeInvitations(...studios) {
	return studios.map((studio) => sql(`insert into invitation (studio_id, email, email_key, role, language, account_id, created_at, expires_at)
select s.id, 'new@example.org', 'new@example.org', 'staff', 'en', m.account_id, now(), now() + interval '1 day'
  from studio s join membership m on m.studio_id = s.id where s.slug = ${quote(studio)} limit 1 returning id`)[0][0]);
}

// A key of each.
function keysOf(...studios) {
	return studios.map((studio) => {
		makeKey(studio);
		return sql(`select max(k.id) from api_key k join studio s on s.id = k.studio_id where s.slug = ${quote(studio)}`)[0][0];
	});
}

// The session of each.
function sessions(actors) {
	return Object.fromEntries(Object.entries(actors).filter(([, { address }]) => address).map(([name, { address }]) => [name,
		sql(`select max(s.id) from session s join account a on a.id = s.account_id where a.email = ${quote(address)}`)[0][0]]));
}

function makeKey(studio) {
	const key = `hb_${randomBytes(32).toString('base64url')}`;
	sql(`insert into api_key (studio_id, name, hint, key_hash, scopes, created_at)
select id, 'matrix', 'hb_', '\\x${createHash('sha256').update(key).digest('hex')}', '{bookings:read}', now() from studio where slug = ${quote(studio)}`);
	return key;
}

// What the tables hold, but for what reading may note: that a session or a key was used.
export function state() {
	const [[tables]] = sql(`select string_agg(format('select %L, count(*), coalesce(sum(hashtext(t::text)::bigint), 0) from hora.%I t',
		tablename, tablename), ' union all ' order by tablename) from pg_tables where schemaname = 'hora'
		and tablename not in ('job', 'quota', 'lane', 'session', 'api_key')`);
	return sql(tables);
}

// Undoes what a cell has done to those who ask: logged out, taken from a studio.
export function revive(actors) {
	const live = Object.values(actors).filter((actor) => actor.address && actor.role !== 'public');
	const of = (some) => some.map(({ address }) => quote(address)).join(',');
	const employed = live.filter(({ role }) => members.includes(role));
	sql(`update session set revoked_at = null where account_id in (select id from account where email in (${of(live)}));
${employed.map(({ address, role, membership: [studio, resource] }) => `insert into membership (studio_id, account_id, role, resource_id)
select ${studio}, id, ${quote(role)}, ${resource || 'null'} from account where email = ${quote(address)} on conflict do nothing;`).join('\n')}`);
}

// The address of a row with objects of a kind; undefined when there is no such
// kind for it. own, foreign, missing: all of the path; astray, absent: in one's own
// studio something of others', or nothing.
export function target(row, kind, name, { objects, actors }) {
	const value = (param) => {
		const fixture = objects[param];
		assert.ok(fixture, `${row.program} ${row.place}: tests/e2e/matrix/fixture.mjs has no {${param}}`);
		const of = param === 'studio' && (kind === 'astray' || kind === 'absent') ? 'own' : { astray: 'foreign', absent: 'missing' }[kind] ?? kind;
		const turned = actors[name].elsewhere && fixture.turns ? { own: 'foreign', foreign: 'own' }[of] ?? of : of;
		return typeof fixture[turned] === 'object' ? fixture[turned][name] ?? fixture.bystander : fixture[turned];
	};
	if (row.params.length === 0 && kind !== 'own')
		return undefined;
	if ((kind === 'astray' || kind === 'absent') && !(row.params.includes('studio') && row.params.length > 1))
		return undefined;
	return row.place.replace(/\{(\w+)\}/g, (_, param) => value(param));
}

// Does the actor have the objects of that kind, so that they may be answered?
// Under a studio's address a booking is its members'; elsewhere its holder's, who
// proves it by session or link on pages, by token to the API.
export function owns(row, kind, name, { objects, actors }) {
	const actor = actors[name];
	if (kind !== 'own')
		return false;
	if (!row.params.includes('booking'))
		return true;
	if (row.params.includes('studio'))
		return (name in objects.booking.own || Boolean(actor.elsewhere)) && members.includes(actor.role);
	return name in objects.booking.own && !members.includes(actor.role) && Boolean(actor.bearer) === row.api;
}
