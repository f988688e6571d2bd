// usage: node tests/e2e/soak/main.mjs [TIME] [--result FILE]
//
// A site of ./run (HORA_VAR's) under a steady, modest load for TIME (90s, 20m, 8h;
// 20m without it), of which a third, at most an hour, is for warming up. The rest is
// parted into windows; in each of them, and in the warm-up, the log is rotated and
// the certificate replaced, as Debian and docs/install.md do it: a log of nginx is
// moved and nginx told USR1, a certificate is put in place and nginx told HUP. (Our own
// programs write to the journal, which turns its files over by itself.) Neither may
// fail a request in flight or lose an open page an event; and the new certificate has to
// be what is served.
//
// Then the first window is held against the last: memory, descriptors, processes that
// nobody took note of, transactions that do nothing, times, tables (verdict.mjs).
// Ends with 1 when something grew, slowed down or failed.

import { execFileSync, fork } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { parseArgs } from 'node:util';
import { makeAccount } from '../people.mjs';
import { folder, makeStudio, processes, starts, url } from '../site.mjs';
import { report } from './report.mjs';
import { judge } from './verdict.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { result: { type: 'string' } } });
const units = { s: 1000, m: 60000, h: 3600000 }, [, number, unit] = /^(\d+)([smh])$/.exec(positionals[0] ?? '20m') ?? [];
if (number === undefined || Number(number) * units[unit] < 60000) {
	console.error('a time, such as 20m or 8h, of a minute at least');
	process.exit(2);
}
const whole = Number(number) * units[unit], warm_up = Math.min(whole / 3, units.h), rest = whole - warm_up;
const windows = Math.min(12, Math.max(3, Math.round(rest / 600000))), long = rest / windows;

const pause = (ms) => new Promise((done) => setTimeout(done, Math.max(0, ms)));
const here = (name) => path.join(import.meta.dirname, name);
const say = (line) => console.log(`${new Date().toISOString().slice(11, 19)}  ${line}`);
const wrong = [], samples = [], watches = [], databases = [], answers = new Map();
const counts = { again: 0, rotated: 0, replaced: 0, lines: 0, letters: 0, letter_bytes: 0 };

function blame(text) {
	if (wrong.length < 200)
		wrong.push(text);
	say(`WRONG ${text}`);
}

// --- the certificate ---------------------------------------------------------------

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'hora-soak-')), places = [path.join(folder, 'etc/site.pem'), path.join(folder, 'secret/site.key')];

// Like those of ./run; made beforehand, so that the load knows whom to trust.
function makeCertificates(many) {
	return Array.from({ length: many }, (_, n) => {
		const files = ['pem', 'key'].map((ending) => path.join(scratch, `${n}.${ending}`));
		execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc', '-sha256', '-days', '397', '-subj', '/CN=localhost',
			'-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1', '-addext', 'basicConstraints=critical,CA:FALSE',
			'-addext', 'extendedKeyUsage=serverAuth', '-keyout', files[1], '-out', files[0]], { stdio: 'pipe' });
		return files;
	});
}

// The fingerprint of what a new connection is shown.
function shown() {
	return new Promise((done) => {
		const { hostname, port } = new URL(url), socket = tls.connect({ host: hostname, port, servername: 'localhost', rejectUnauthorized: false }, () => {
			done(socket.getPeerCertificate().fingerprint256);
			socket.destroy();
		});
		socket.on('error', () => done(''));
	});
}

const nginx = () => processes('nginx').parent;

async function replaceCertificate(files) {
	files.forEach((file, which) => {
		fs.copyFileSync(file, `${places[which]}.new`);
		fs.chmodSync(`${places[which]}.new`, fs.statSync(places[which]).mode & 0o777);
		fs.renameSync(`${places[which]}.new`, places[which]);
	});
	const wanted = new X509Certificate(fs.readFileSync(files[0])).fingerprint256, old = processes('nginx').children;
	await order({ do: 'begin halves' });
	process.kill(nginx(), 'SIGHUP');
	await pause(400);
	await order({ do: 'finish halves' });
	for (let tries = 0; await shown() !== wanted; tries++) {
		if (tries === 20)
			return blame('the new certificate is not served two seconds later');
		await pause(100);
	}
	for (let tries = 0; processes('nginx').children.some((pid) => old.includes(pid)); tries++) {
		if (tries === 100)
			return blame('old workers of nginx are there ten seconds after a reload');
		await pause(100);
	}
	counts.replaced++;
}

// --- the log -------------------------------------------------------------------------

const log = path.join(folder, 'log/access.log');
const lines = (file) => fs.readFileSync(file).reduce((n, byte) => n + (byte === 10), 0);

async function rotate() {
	fs.renameSync(log, `${log}.1`);
	process.kill(nginx(), 'SIGUSR1');
	for (let tries = 0; !fs.existsSync(log) || holdsOld(); tries++) {
		if (tries === 20)
			return blame('nginx writes to the log that was put away, two seconds after it was told');
		await pause(100);
	}
	counts.lines += lines(`${log}.1`);
	fs.unlinkSync(`${log}.1`);
	counts.rotated++;
}

function holdsOld() {
	const { parent, children } = processes('nginx');
	return [parent, ...children].some((pid) => fs.readdirSync(`/proc/${pid}/fd`).some((fd) => {
		try { return fs.readlinkSync(`/proc/${pid}/fd/${fd}`).endsWith('access.log.1'); } catch { return false; }
	}));
}

// The relay of ./run is a folder; nobody reads these letters, so they are counted
// and taken out.
function emptyMail() {
	for (const name of fs.readdirSync(path.join(folder, 'mail'))) {
		const file = path.join(folder, 'mail', name), { size, mtimeMs } = fs.statSync(file);
		if (mtimeMs > Date.now() - 10000)
			continue;
		fs.unlinkSync(file);
		counts.letters++;
		counts.letter_bytes += size;
	}
}

// What lies on the disk, in KiB: the database, its log, photos, what waits for the
// worker, the programs' logs (of nginx what was not rotated yet).
function disk() {
	const names = ['pg/base', 'pg/pg_wal', 'media', 'spool', 'log'];
	return Object.fromEntries(names.map((name) => [name, Number(execFileSync('du', ['-sk', path.join(folder, name)], { encoding: 'utf8' }).split('\t')[0])]));
}

// --- the run -----------------------------------------------------------------------

let load, sampler, streams = {}, asked = 0;
const replies = new Map();

// Has the load do something, and waits until it did.
function order(word) {
	const done = new Promise((reply) => replies.set(word.do, reply));
	load.send(word);
	return done;
}

function hearLoad(what) {
	const at = Date.now();
	if (what.kind !== undefined)
		(answers.get(what.kind) ?? answers.set(what.kind, []).get(what.kind)).push({ at, ms: what.ms });
	else if (what.wrong !== undefined)
		blame(what.wrong);
	else if (what.again !== undefined)
		counts.again++;
	else if (what.did !== undefined) {
		({ streams = streams, answers: asked = asked } = what);
		replies.get(what.did)?.(what);
	}
}

function hearSampler({ sample, watch, database }) {
	const at = Date.now();
	if (sample)
		samples.push({ at, rows: sample });
	else if (watch)
		watches.push({ at, ...watch });
	else
		databases.push({ at, ...database });
}

function start(name, argument, hear) {
	const child = fork(here(name), [argument]);
	child.on('message', hear);
	child.on('exit', (status) => status !== 0 && (blame(`${name} has ended with ${status}`), end(1)));
	return child;
}

// A line a minute: how much was asked, p95 of all, memory of each program.
function progress(since) {
	const now = Date.now(), recent = [...answers].filter(([kind]) => !kind.includes('yardstick')).flatMap(([, list]) => list.filter(({ at }) => at >= since).map(({ ms }) => ms)).sort((a, b) => a - b);
	const yard = (answers.get('yardstick') ?? []).filter(({ at }) => at >= since).map(({ ms }) => ms).sort((a, b) => a - b);
	const p95 = (list) => (list[Math.floor(list.length * 0.95)] ?? NaN).toFixed(1), rows = samples.at(-1)?.rows ?? [], db = databases.at(-1);
	const memory = ['hora-booking', 'hora-auth', 'hora-admin', 'nginx worker', 'backend of booking'].map((name) =>
		`${name.replace('hora-', '')} ${(rows.filter((row) => row.name === name).reduce((n, row) => n + row.private, 0) / 1024).toFixed(1)}`).join(', ');
	say(`${(recent.length / (now - since) * 1000).toFixed(1)} answers/s, p95 ${p95(recent)} ms (yardstick ${p95(yard)}); MiB: ${memory}; `
		+ `jobs done ${db?.jobs.done ?? '-'}, late ${(db?.jobs.late ?? 0).toFixed(1)} s; load ${os.loadavg()[0].toFixed(1)}`);
}

// Until that moment, with a line a minute.
async function until(moment) {
	for (let since = Date.now(); since < moment; since = Date.now()) {
		await pause(Math.min(60000, moment - since));
		emptyMail();
		if (Date.now() - since > 15000)
			progress(since);
	}
}

async function pass(from, to, files) {
	await until(from + (to - from) / 4);
	await rotate();
	await until(from + (to - from) / 2);
	await replaceCertificate(files);
	await until(to);
	await order({ do: 'tell' });
}

function end(status) {
	fs.rmSync(scratch, { recursive: true, force: true });
	load?.kill();
	sampler?.kill();
	process.exit(status);
}
process.on('SIGTERM', () => end(143));
process.on('SIGINT', () => end(130));

const certificates = makeCertificates(windows + 1), trusted = path.join(scratch, 'trusted.pem');
fs.writeFileSync(trusted, [places[0], ...certificates.map(([file]) => file)].map((file) => fs.readFileSync(file, 'utf8')).join(''));
// As /var/log/nginx is: nginx's workers open their log again by themselves.
fs.chmodSync(path.join(folder, 'log'), 0o755);
const busy = makeStudio({ staff: 8, rooms: 4 }), still = makeStudio({ staff: 4 }), times = await starts(busy, 30);
const people = Array.from({ length: 20 }, () => makeAccount({ role: 'owner', studio: busy }));
const before = lines(log), begun = Date.now();

say(`${positionals[0] ?? '20m'}: ${Math.round(warm_up / 60000)} min to warm up, then ${windows} windows of ${(long / 60000).toFixed(1)} min`);
load = start('load.mjs', JSON.stringify({ certificates: trusted, busy, still, people, times }), hearLoad);
await new Promise((opened) => replies.set('open', opened));
sampler = start('sample.mjs', String(Math.min(10000, long / 20)), hearSampler);
await order({ do: 'warm', seconds: Math.min(40, warm_up / 10000) });
const ready = begun + warm_up, spans = Array.from({ length: windows }, (_, n) => ({ from: ready + n * long, to: ready + (n + 1) * long }));
await pass(Date.now(), ready, certificates[0]);
const disks = [disk()];
for (const [n, { from, to }] of spans.entries()) {
	say(`window ${n + 1} of ${windows}`);
	await pass(from, to, certificates[n + 1]);
}
disks.push(disk());
({ missed: counts.missed } = await order({ do: 'end' }));
counts.lines += lines(log) - before;
if (counts.lines < asked)
	blame(`${asked} answers, but ${counts.lines} lines in the log`);
if (counts.missed > 0)
	blame(`open pages missed ${counts.missed} events`);
if (streams.heard === 0 || counts.letters === 0)
	blame(`${streams.heard} events heard, ${counts.letters} letters written: some work does not go on`);

const waits = fs.readdirSync(path.join(folder, 'spool')).length;
if (waits > 10)
	blame(`${waits} files wait in the spool`);

const verdict = judge({ windows: spans, samples, answers, databases, watches, wrong });
const told = { time: positionals[0] ?? '20m', seconds: Math.round((Date.now() - begun) / 1000), answers: asked, ...counts, streams, disks, databases: [databases[0], databases.at(-1)], ...verdict };
console.log(report(told));
if (values.result)
	fs.writeFileSync(values.result, `${JSON.stringify({ ...told, windows: spans }, null, '\t')}\n`);
end(verdict.breaches.length > 0 ? 1 : 0);
