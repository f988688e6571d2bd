// What the processes of the site have, every few seconds, and what PostgreSQL says
// of itself; told to main.mjs, of which this is a child. All that ./run started is
// looked at, each process with all that came of it.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { folder } from '../site.mjs';

const run = fs.realpathSync(path.join(folder, 'run'));
const read = (file) => { try { return fs.readFileSync(file, 'utf8'); } catch { return ''; } };

// --- processes ----------------------------------------------------------------

// pid: parent, state, seconds on a processor, moment of its birth.
function everybody() {
	const all = new Map();
	for (const pid of fs.readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name))) {
		const [state, parent, ...rest] = read(`/proc/${pid}/stat`).replace(/.*\) /s, '').split(' ');
		if (rest.length > 0)
			all.set(Number(pid), { pid: Number(pid), parent: Number(parent), state, cpu: (Number(rest[9]) + Number(rest[10])) / 100, born: Number(rest[17]) });
	}
	return all;
}

// The processes of the site, each with its name: that of its program, and for what
// is not the program itself, what it is.
function site() {
	const all = everybody(), found = [];
	const below = (name, one, depth) => {
		found.push({ ...one, name: name_of(name, one, depth), depth });
		for (const child of all.values())
			if (child.parent === one.pid)
				below(name, child, depth + 1);
	};
	for (const row of read(path.join(run, 'started')).trim().split('\n')) {
		const [name, pid, born] = row.split(' '), one = all.get(Number(pid));
		if (one !== undefined && one.born === Number(born))
			below(name, one, 0);
	}
	return found;
}

// Backends go by their user, since a connection is one process of one program's;
// what comes and goes by design (autovacuum, our own psql) has no name here.
function name_of(name, { pid }, depth) {
	const line = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
	if (name === 'database')
		return depth === 0 ? 'postmaster' : /^postgres: (hora_\S+|checkpointer|background writer|walwriter|autovacuum launcher|logical replication launcher)/.exec(line)?.[1].replace('hora_', 'backend of ') ?? '';
	if (name === 'nginx')
		return depth === 0 ? 'nginx master' : /shutting down/.test(line) ? 'nginx, old' : 'nginx worker';
	if (/multiwatch/.test(line.split(' ')[0]))
		return 'multiwatch';
	return depth === 1 ? `hora-${name}` : '';
}

// Kilobytes and descriptors of one.
function weigh({ pid, name, state, cpu, born }) {
	const rollup = read(`/proc/${pid}/smaps_rollup`), sum = (what) => [...rollup.matchAll(new RegExp(`^${what}: +(\\d+)`, 'gm'))].reduce((n, [, kb]) => n + Number(kb), 0);
	let links = [];
	try {
		links = fs.readdirSync(`/proc/${pid}/fd`).map((fd) => { try { return fs.readlinkSync(`/proc/${pid}/fd/${fd}`); } catch { return ''; } });
	} catch { /* it has ended */ }
	return { name, pid, state, cpu, born, rss: sum('Rss'), private: sum('Private_(?:Clean|Dirty)'), fds: links.length,
		rotated: links.some((to) => /\/log\/access\.log\./.test(to)) };
}

// --- the database -----------------------------------------------------------------

// One psql for all, so that nothing is started for a question.
const psql = spawn('psql', ['-X', '-q', '-A', '-t', '-F', '\t', '-h', path.join(run, 'database'), '-U', 'postgres', '-d', 'hora'],
	{ stdio: ['pipe', 'pipe', 'inherit'] });
const waiting = [];
let text = '';
psql.stdout.setEncoding('utf8').on('data', (part) => {
	text += part;
	for (let end; (end = text.indexOf('--end--\n')) >= 0; text = text.slice(end + 8))
		waiting.shift()(text.slice(0, end).split('\n').filter((line) => line !== '').map((line) => line.split('\t')));
});
const ask = (query) => new Promise((done) => {
	waiting.push(done);
	psql.stdin.write(`${query};\n\\echo --end--\n`);
});

// The oldest transactions: that does nothing, and of all of Hora's.
const transactions = `select coalesce(max(extract(epoch from clock_timestamp() - state_change)) filter (where state like 'idle in transaction%'), 0),
	coalesce(max(extract(epoch from clock_timestamp() - xact_start)) filter (where usename like 'hora%'), 0) from pg_stat_activity`;
const tables = `select s.relname, n_live_tup, n_dead_tup, pg_table_size(relid), pg_indexes_size(relid), autovacuum_count,
	50 + 0.2 * greatest(reltuples, 0) from pg_stat_user_tables s join pg_class c on c.oid = relid where schemaname in ('hora', 'audit')`;
const jobs = `select count(*) filter (where state = 'done'), count(*) filter (where state = 'dead'),
	coalesce(max(extract(epoch from now() - due_at)) filter (where state = 'due' and due_at <= now()), 0) from hora.job`;
const log = 'select pg_wal_lsn_diff(pg_current_wal_lsn(), \'0/0\'), (select sum(size) from pg_ls_waldir()), pg_database_size(\'hora\')';

async function askDatabase() {
	const [[done, dead, late]] = await ask(jobs), [[written, kept, size]] = await ask(log), rows = await ask(tables);
	return { jobs: { done: +done, dead: +dead, late: +late }, wal: +written, walKept: +kept, size: +size,
		tables: rows.map(([name, alive, dead_rows, bytes, indexes, vacuums, most]) =>
			({ name, live: +alive, dead: +dead_rows, bytes: +bytes, indexes: +indexes, vacuums: +vacuums, most: +most })) };
}

// --- what is told -----------------------------------------------------------------

const tell = (what) => process.connected && process.send(what);

// Each second: who has ended and was not waited for in this second and the last
// (for a moment everybody who ends is), and transactions.
let ended = new Set();
async function watch() {
	const gone = site().filter(({ state }) => state === 'Z').map(({ pid, born }) => `${pid} ${born}`);
	const [[idle, longest]] = await ask(transactions);
	tell({ watch: { zombies: gone.filter((one) => ended.has(one)).length, idle: +idle, longest: +longest } });
	ended = new Set(gone);
}

async function repeat(ms, one) {
	for (;;) {
		await new Promise((done) => setTimeout(done, ms));
		await one();
	}
}

process.on('disconnect', () => process.exit(0));
repeat(1000, watch);
const every = Number(process.argv[2]);
repeat(every, () => tell({ sample: site().filter(({ name, state }) => name !== '' && state !== 'Z').map(weigh) }));
repeat(every * 2, async () => tell({ database: await askDatabase() }));
