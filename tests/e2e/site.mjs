// A running Hora as tests of the whole see it: HTTPS from outside, and SQL as
// the superuser to prepare and to look behind the scenes. It was started by
// ./run: HORA_VAR is its folder.

import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';

export const source = process.env.HORA_SOURCE ?? path.resolve(import.meta.dirname, '../..');
export const folder = process.env.HORA_VAR ?? path.join(source, 'var');
export const url = process.env.HORA_URL ?? fs.readFileSync(path.join(folder, 'address'), 'utf8').trim();

const ca = fs.readFileSync(path.join(folder, 'etc/site.pem'));

// Connections that are kept, as many as asked for. more: as node:https takes it.
export function agent(sockets, more = {}) {
	return new https.Agent({ keepAlive: true, maxSockets: sockets, ca, servername: 'localhost', ...more });
}

const standard = agent(8);

// One request. options: headers, body (text or bytes), json (made the body), agent,
// timeout. Rejects only when there was no answer at all; the error tells whether
// the connection was a kept one.
export function ask(method, place, options = {}) {
	const headers = { ...options.headers };
	let { body } = options;
	if (options.json !== undefined) {
		body = JSON.stringify(options.json);
		headers['Content-Type'] ??= 'application/json';
	}
	if (body !== undefined)
		headers['Content-Length'] ??= Buffer.byteLength(body);
	return new Promise((resolve, reject) => {
		const begun = performance.now();
		const request = https.request(new URL(place, url), { method, headers, agent: options.agent ?? standard }, (answer) => {
			const parts = [];
			answer.on('data', (part) => parts.push(part));
			answer.on('error', reject);
			answer.on('end', () => {
				const text = Buffer.concat(parts).toString();
				resolve({
					status: answer.statusCode, headers: answer.headers, text,
					json: text !== '' && /json/.test(answer.headers['content-type'] ?? '') ? JSON.parse(text) : undefined,
					ms: performance.now() - begun,
				});
			});
		});
		request.setTimeout(options.timeout ?? 30000, () => request.destroy(new Error('timed out')));
		request.on('error', (error) => reject(Object.assign(error, { reused: request.reusedSocket })));
		request.end(body);
	});
}

// Runs SQL as the superuser; the last statement's rows as arrays of texts.
export function sql(text) {
	const out = execFileSync('psql', ['-X', '-q', '-A', '-t', '-F', '\t', '-v', 'ON_ERROR_STOP=1',
		'-h', path.join(folder, 'run/database'), '-U', 'postgres', '-d', 'hora'],
	{ input: `set search_path = hora, public;\n${text}`, encoding: 'utf8', maxBuffer: 1 << 28, stdio: 'pipe' });
	return out.split('\n').filter((line) => line !== '').map((line) => line.split('\t'));
}

export function quote(value) {
	return value === null ? 'null' : `'${String(value).replaceAll("'", "''")}'`;
}

// A studio that nobody else books in, open day and night in UTC. options: staff
// (how many), rooms, capacity, minutes, limit (open bookings per customer), zone,
// approval, terms, question (its kind), origins. Returns its slug; the service is "visit",
// the staff are "s1", "s2", …
export function makeStudio(options = {}) {
	const slug = `t-${randomBytes(6).toString('hex')}`;
	const { staff = 1, rooms = 0, capacity = 1, minutes = 30, zone = 'UTC' } = options;
	sql(`
begin;
insert into studio (slug, name, zone, currency, language, calling_code, listed, open_limit, cancel_until, api_origins)
values (${quote(slug)}, 'Test ${slug}', ${quote(zone)}, 'EUR', 'en', '351', false, ${options.limit ?? 0}, 60,
	${quote(`{${(options.origins ?? []).join(',')}}`)});
insert into specialty (studio_id, name) select id, 'Tests' from studio where slug = ${quote(slug)};
insert into room_kind (studio_id, name) select id, 'Room' from studio where slug = ${quote(slug)};
insert into service (studio_id, specialty_id, slug, name, duration_min, interval_min, price_minor, capacity, horizon_days, approval)
select s.id, p.id, 'visit', 'Visit', ${minutes}, ${options.interval ?? minutes}, 4500, ${capacity}, 365, ${options.approval ?? false}
  from studio s join specialty p on p.studio_id = s.id where s.slug = ${quote(slug)};
insert into resource (studio_id, kind, slug, name, zone, position)
select s.id, 'staff', 's' || n, 'Staff ' || n, s.zone, n from studio s, generate_series(1, ${staff}) n where s.slug = ${quote(slug)};
insert into resource (studio_id, kind, room_kind_id, slug, name, zone, position)
select s.id, 'room', k.id, 'r' || n, 'Room ' || n, s.zone, n
  from studio s join room_kind k on k.studio_id = s.id, generate_series(1, ${rooms}) n where s.slug = ${quote(slug)};
insert into hours (studio_id, resource_id, weekday, from_min, to_min)
select r.studio_id, r.id, d, 0, 1440 from resource r join studio s on s.id = r.studio_id, generate_series(1, 7) d
 where s.slug = ${quote(slug)} and r.kind = 'staff';
insert into service_staff (studio_id, service_id, resource_id)
select r.studio_id, v.id, r.id from resource r join service v on v.studio_id = r.studio_id join studio s on s.id = r.studio_id
 where s.slug = ${quote(slug)} and r.kind = 'staff';
${rooms === 0 ? '' : `insert into service_room_kind (studio_id, service_id, room_kind_id)
select v.studio_id, v.id, k.id from service v join room_kind k on k.studio_id = v.studio_id join studio s on s.id = v.studio_id
 where s.slug = ${quote(slug)};`}
${options.terms ? `insert into terms (studio_id, version, body) select id, 1, 'Be in time.' from studio where slug = ${quote(slug)};` : ''}
${options.question ? `insert into question (studio_id, service_id, label, kind, choices, required)
select v.studio_id, v.id, 'Where?', ${quote(options.question)}, ${options.question === 'choice' ? "'{Here,There}'" : "'{}'"}, true from service v join studio s on s.id = v.studio_id
 where s.slug = ${quote(slug)};` : ''}
commit;`);
	return slug;
}

// The starts on offer from tomorrow on, for so many days. On a connection of its
// own: nginx may have closed a kept one while we were busy and did not see it.
export async function starts(studio, days = 1) {
	const day = (n) => new Date(Date.now() + n * 86400000).toISOString().slice(0, 10);
	const answer = await ask('GET', `/api/v1/studios/${studio}/slots?service=visit&from=${day(1)}&to=${day(1 + days)}`, { agent: agent(1) });
	if (answer.status !== 200)
		throw new Error(`slots answer ${answer.status}: ${answer.text}`);
	return answer.json.slots.map((slot) => slot.start);
}

export function wish(start, more = {}) {
	return { service: 'visit', start, customer: { name: 'Maria Duarte', phone: '+351912345678' }, ...more };
}

// The processes of the site, by the name under which ./run started them: the
// program itself and its children.
export function processes(name) {
	const rows = fs.readFileSync(path.join(folder, 'run/started'), 'utf8').trim().split('\n').map((row) => row.split(' '));
	const parent = Number(rows.filter((row) => row[0] === name).at(-1)[1]);
	const children = fs.readdirSync('/proc').filter((pid) => /^[0-9]+$/.test(pid)).filter((pid) => {
		try {
			return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /s, '').split(' ')[1] === String(parent);
		} catch {
			return false;
		}
	}).map(Number);
	return { parent, children };
}

// Holds what clients were told (see tools/check-invariants) against the database,
// and the database against its invariants. Answers with what is wrong.
export function broken(journal) {
	const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'hora-journal-')), file = path.join(scratch, 'journal');
	fs.writeFileSync(file, journal.map((entry, at) => `${JSON.stringify({ at, ...entry })}\n`).join(''));
	const { status, stdout, stderr } = spawnSync(path.join(source, 'tools/check-invariants'), ['--journal', file],
		{ encoding: 'utf8', env: { ...process.env, HORA_VAR: folder } });
	fs.rmSync(scratch, { recursive: true });
	return status === 0 ? [] : `${stdout}${stderr}`.trim().split('\n');
}

// How many rows each table has, and a sum over what is in them. What the worker
// writes by itself is left out.
export function contents() {
	const [[tables]] = sql(`select string_agg(format('select %L, count(*), coalesce(sum(hashtext(t::text)::bigint), 0) from hora.%I t',
		tablename, tablename), ' union all ' order by tablename) from pg_tables where schemaname = 'hora'
		and tablename not in ('job', 'quota', 'lane')`);
	return sql(tables);
}

// Does the work for each item, so many at a time.
export async function each(items, atOnce, work) {
	const waiting = [...items.entries()];
	await Promise.all(Array.from({ length: atOnce }, async () => {
		for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
			await work(next[1], next[0]);
	}));
}
