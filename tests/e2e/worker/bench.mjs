// A bench to try hora-worker on: a database of its own with studios full of
// bookings, workers that can be started and killed, a relay that remembers what
// it took. Runs inside tools/with-postgres; HORA_BUILD has the programs.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { certificate, modules } from '../../clients/peer.mjs';

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const server = process.env.HORA_TEST_DB;
if (!server) throw new Error('no database server: run this through tools/with-postgres --hora');
export const folder = mkdtempSync(`${tmpdir()}/hora-worker.`);
const database = `worker_${process.pid}`;
const certificates = certificate();

const psql = (name, sql) =>
	execFileSync('psql', ['-XqAt', '-v', 'ON_ERROR_STOP=1', '-d', `${server} dbname=${name}`, '-c', sql], { maxBuffer: 1 << 28 }).toString().trim();
export const sql = (text) => psql(database, text);
export const rows = (text) => { const out = sql(text); return out === '' ? [] : out.split('\n').map((r) => r.split('|')); };
export const count = (text) => Number(sql(`select count(*) from ${text}`));

// Studios, each with so many confirmed bookings in two weeks' time.
export const furnish = (studios, bookings) => {
	psql('postgres', `create database ${database} owner hora_owner template hora_template`);
	sql(`set search_path = hora;
		insert into studio (slug, name, zone, currency, language, calling_code, email)
			select 'studio-' || n, 'Estúdio ' || n, 'Europe/Lisbon', 'EUR', (array['pt', 'en', 'zh-TW'])[1 + n % 3], '351', 'studio' || n || '@example.pt'
			from generate_series(1, ${studios}) n;
		insert into specialty (studio_id, name) select id, 'Tudo' from studio;
		insert into resource (studio_id, kind, slug, name, zone) select id, 'staff', 'ana', 'Ana', 'Europe/Lisbon' from studio;
		insert into service (studio_id, specialty_id, slug, name, duration_min)
			select s.id, p.id, 'massage', 'Massage', 30 from studio s join specialty p on p.studio_id = s.id;
		alter table booking disable trigger user;
		insert into occasion (studio_id, service_id, starts, ends, capacity, taken)
			select v.studio_id, v.id, t, t + interval '30 minutes', 1, 1
			from service v, generate_series(1, ${bookings}) n, lateral (select date_trunc('hour', now()) + interval '14 days' + n * interval '30 minutes' as t) x;
		insert into claim (studio_id, occasion_id, resource_id, blocked, lead_sec, length_sec, state)
			select o.studio_id, o.id, r.id, tstzrange(o.starts, o.ends), 0, 1800, 'confirmed'
			from occasion o join resource r on r.studio_id = o.studio_id;
		insert into customer (studio_id, name, language) select id, 'Maria', language from studio;
		insert into booking (public_id, studio_id, occasion_id, customer_id, state, name, email, language, price_minor, currency,
				tax_permille, source, manage_hash, manage_until)
			select lpad(o.id::text, 16, 'a'), o.studio_id, o.id, c.id, 'confirmed', 'Maria ' || o.id, 'maria' || o.id || '@example.pt',
				c.language, 4500, 'EUR', 0, 'web', sha256(o.id::text::bytea), o.ends
			from occasion o join customer c on c.studio_id = o.studio_id;
		alter table booking enable trigger user;
		analyze`);
};

// The mail that tells of each booking (of these studios) that it is made, due now.
export const write_jobs = (where = 'true') => sql(`insert into hora.job (studio_id, lane, kind, key, payload)
	select studio_id, 'mail', 'mail.booked', id || '/1795515600', jsonb_build_object('booking', id) from hora.booking where ${where}`);

let files = 0;
export const configure = (options) => {
	const file = `${folder}/${++files}.conf`;
	writeFileSync(file, Object.entries({
		site: 'https://hora.example', database: `${server.replace('user=postgres', 'user=hora_worker')} dbname=${database}`,
		view_folder: `${process.env.HORA_SOURCE}/views`, text_folder: `${process.env.HORA_BUILD}/share/texts`,
		publisher: `${folder}/none.sock`, mail_relay: `file:${folder}`, mail_from: 'hora@hora.example', ...options,
	}).map(([key, value]) => `${key} = ${value}\n`).join(''), { mode: 0o600 });
	return file;
};

// Workers, by their process; all are gone at the end.
const running = new Set();
export const start = (lane, config) => {
	const worker = spawn(`${process.env.HORA_BUILD}/hora-worker`, ['--config', config, lane], { stdio: ['ignore', 'ignore', 'pipe'] });
	worker.log = '';
	worker.stderr.on('data', (text) => { worker.log += text; });
	worker.ended = new Promise((done) => worker.on('exit', (code, signal) => { running.delete(worker); done(signal ?? code); }));
	running.add(worker);
	return worker;
};

// A relay: what it took, by Message-ID, and what it does then.
export const relay = async (then = (done) => done()) => {
	const { SMTPServer } = (await modules('smtp-server')).default;
	const took = new Map();
	const peer = new SMTPServer({
		...certificates, authMethods: ['PLAIN'],
		onAuth: ({ password }, session, done) => done(password === 'secret' ? null : new Error('no'), { user: 1 }),
		onData: (stream, session, done) => {
			const chunks = [];
			stream.on('data', (chunk) => chunks.push(chunk));
			stream.on('end', () => {
				const id = Buffer.concat(chunks).toString().match(/^Message-ID: <(.*)>\r$/m)[1];
				took.set(id, (took.get(id) ?? 0) + 1);
				then(done, session);
			});
		},
	});
	peer.on('error', () => {});
	await new Promise((ready) => peer.listen(0, '127.0.0.1', ready));
	writeFileSync(`${folder}/password`, 'secret', { mode: 0o600 });
	return { took, options: { mail_relay: `smtp://localhost:${peer.server.address().port}`, mail_user: 'hora',
		mail_password: `${folder}/password`, mail_authorities: certificates.file } };
};

// Waits for it, at most so many seconds.
export const until = async (what, seconds, test) => {
	for (const end = Date.now() + seconds * 1000; !test();) {
		if (Date.now() > end) throw new Error(`still not, after ${seconds} s: ${what}`);
		await sleep(100);
	}
};

export const clear = async () => {
	for (const worker of running) worker.kill('SIGKILL');
	await Promise.all([...running].map((w) => w.ended));
	psql('postgres', `drop database if exists ${database} with (force)`);
	rmSync(folder, { recursive: true, force: true });
};
