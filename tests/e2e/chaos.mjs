// usage: node tests/e2e/chaos.mjs [--full] [--rounds N] [--only NAME]
//
// What a booking system must live through, under load: the database stopped and
// started, its sessions ended, responders killed, crashing and replaced,
// transactions that collide. No promised booking may be lost, none appear from nowhere, nobody may
// be told anything but yes, no, or "not now". Ends processes of the site in
// HORA_VAR alone. --full: a thousand kills, fifty restarts of the database, ten
// minutes of ended sessions.

import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { openLoad, told } from './load.mjs';
import { folder, processes, source, sql } from './site.mjs';

const { values } = parseArgs({
	options: { full: { type: 'boolean', default: false }, rounds: { type: 'string' }, only: { type: 'string' } },
});
// What one round does: kills, with so many ms between them; seconds of crashing; restarts of the
// database, and absences; seconds in which sessions are ended; replacements, and requests meanwhile.
const much = values.full ? { rounds: 10, kills: 100, gap: 1500, crashing: 10, stops: 5, absences: 1, ending: 60, replaced: 20, asked: 10000 }
	: { rounds: 1, kills: 16, gap: 250, crashing: 4, stops: 2, absences: 1, ending: 5, replaced: 8, asked: 3000 };
const rounds = Number(values.rounds ?? much.rounds);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const some = (list) => list[Math.floor(Math.random() * list.length)];
const run = fs.realpathSync(path.join(folder, 'run'));
const owner = process.getuid() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];

const data = path.join(run, 'var/pg');
const options = fs.readFileSync(path.join(data, 'postmaster.opts'), 'utf8').trim();
const tools = path.dirname(/^\S+/.exec(options)[0]);

// Without holding up the clients, who share this process.
function stopDatabase(mode) {
	return promisify(execFile)(owner[0] ?? path.join(tools, 'pg_ctl'), [...owner.slice(1), ...(owner.length ? [path.join(tools, 'pg_ctl')] : []),
		'-D', data, '-m', mode, '-w', '-s', 'stop'], { cwd: '/' });
}

// The same server again, in ./run's list, so that --stop ends it.
async function startDatabase() {
	const log = fs.openSync(path.join(folder, 'log/database.log'), 'a');
	const child = spawn(owner[0] ?? 'sh', [...owner.slice(1), ...(owner.length ? ['sh'] : []), '-c', `ulimit -c 0; exec ${options}`],
		{ cwd: '/', detached: true, stdio: ['ignore', log, log], env: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C.UTF-8', TZ: 'UTC' } });
	child.unref();
	for (;;) {
		try {
			sql('select 1');
			break;
		} catch {
			await pause(20);
		}
	}
	const pid = fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')[0];
	const birth = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /s, '').split(' ')[19];
	fs.appendFileSync(path.join(run, 'started'), `database ${pid} ${birth} INT\n`);
}

// How many answers there were, of these statuses or of all.
function count({ tally }, statuses) {
	return Object.values(tally).flatMap(Object.entries)
		.filter(([status]) => statuses?.includes(Number(status)) ?? true).reduce((sum, [, times]) => sum + times, 0);
}

// The database is back: how many ms until somebody booked and somebody read. After
// two seconds nobody is refused any more.
async function heal(load, wrong) {
	const back = performance.now();
	while ((load.last.POST < back || load.last.GET < back) && performance.now() - back < 10000)
		await pause(10);
	const healed = Math.round(performance.now() - back);
	if (healed > 2000)
		wrong.push(`healed after ${healed} ms`);
	await pause(Math.max(0, 2000 - healed));
	const refused = count(load, [503]);
	await pause(500);
	if (count(load, [503]) > refused)
		wrong.push('still refused two seconds after the database was back');
	return healed;
}

// The status of an answer at the machine's own door.
function inside(place) {
	return new Promise((done) => {
		http.get({ socketPath: path.join(run, 'inside/status.sock'), path: place, timeout: 5000 }, (answer) => {
			answer.resume();
			done(answer.statusCode);
		}).on('error', () => done(0));
	});
}

// Whoever may leave a core: neither the limit nor what it may be raised to is 0.
function leavesCore(pid) {
	try {
		return !/^Max core file size +0 +0 /m.test(fs.readFileSync(`/proc/${pid}/limits`, 'utf8'));
	} catch {
		return false; // gone meanwhile
	}
}

const programs = ['booking', 'auth', 'admin', 'payments', 'line'];
const scenarios = {
	// R09: while the database restarts, who asks waits; few are refused. One that takes
	// longer than a responder waits (src/db/connection.c) is away, and does not count.
	async 'the database restarts'(load, wrong) {
		const healed = [], away = [];
		let refused = 0, all = 0;
		for (let n = 0; n < much.stops; n++) {
			const before = [count(load, [503]), count(load)];
			await pause(1000);
			const begun = performance.now();
			await stopDatabase(n % 2 === 0 ? 'fast' : 'immediate');
			await startDatabase();
			away.push(Math.round(performance.now() - begun));
			healed.push(await heal(load, wrong));
			if (away[n] > 1500)
				continue;
			refused += count(load, [503]) - before[0];
			all += count(load) - before[1];
		}
		if (refused > all / 100)
			wrong.push(`${refused} of ${all} refused while it restarted`);
		return `away for ${away.join(', ')} ms, healed after ${healed.join(', ')} ms, ${refused} of ${all} refused`;
	},

	// R09: who asks a database that stays away is refused with 503, and healed by
	// itself within two seconds.
	async 'the database stays away'(load, wrong) {
		const healed = [];
		for (let n = 0; n < much.absences; n++) {
			await pause(1000);
			await stopDatabase('fast');
			await pause(4000);
			if (count(load, [503]) === 0)
				wrong.push('nobody noticed that the database was away');
			await startDatabase();
			healed.push(await heal(load, wrong));
		}
		return `healed after ${healed.join(', ')} ms`;
	},

	// R09: sessions are ended at random, those at work first. Few are refused.
	async 'sessions are ended'(load, wrong) {
		let ended = 0;
		for (const end = performance.now() + much.ending * 1000; performance.now() < end; await pause(200))
			ended += Number(sql(`select count(*) from (select pg_terminate_backend(pid) from (select pid from pg_stat_activity
				where usename = 'hora_booking' order by (state = 'idle'), random() limit 1) x) y`)[0][0]);
		const refused = count(load, [503]), all = count(load);
		if (refused > ended || refused > all / 100)
			wrong.push(`${refused} of ${all} refused after ${ended} ends`);
		return `${ended} ended, ${refused} refused`;
	},

	// R03: responders are killed at random, and fall over by themselves. No more fail
	// than were in hand; other programs do not notice.
	async 'responders are killed'(load, wrong) {
		const wanted = processes('booking').children.length;
		let slowest = 0;
		load.allowed = [502];
		for (let killed = 0; killed < much.kills; killed++, await pause(much.gap)) {
			process.kill(some(processes('booking').children), some(['SIGKILL', 'SIGSEGV']));
			const begun = performance.now();
			while (processes('booking').children.length < wanted && performance.now() - begun < 2000)
				await pause(5);
			slowest = Math.max(slowest, performance.now() - begun);
			for (const other of programs.filter((name) => name !== 'booking'))
				if (await inside(`/${other}/ready`) !== 200)
					wrong.push(`hora-${other} is not ready`);
		}
		const failed = (load.tally.POST[502] ?? 0) + (load.tally.GET[502] ?? 0);
		if (failed > much.kills)
			wrong.push(`${failed} failed after ${much.kills} kills`);
		if (slowest > 1000)
			wrong.push(`a responder was back after ${Math.round(slowest)} ms only`);
		return `${much.kills} killed, ${failed} failed, back within ${Math.round(slowest)} ms`;
	},

	// R03: one program crashes as soon as it is there, again and again. Nobody else
	// notices, it is back once it stops, and leaves no core with what it knew.
	async 'a responder crashes in a loop'(load, wrong) {
		const wanted = processes('admin').children.length;
		let crashes = 0;
		const end = performance.now() + much.crashing * 1000;
		const crash = async () => {
			for (; performance.now() < end; await pause(20))
				for (const pid of processes('admin').children)
					try {
						process.kill(pid, 'SIGSEGV');
						crashes++;
					} catch {
						// It was going already.
					}
		};
		const look = async () => {
			for (; performance.now() < end; await pause(50))
				for (const other of programs.filter((name) => name !== 'admin'))
					if (await inside(`/${other}/ready`) !== 200)
						wrong.push(`hora-${other} is not ready`);
		};
		await Promise.all([crash(), look()]);
		const begun = performance.now();
		while (performance.now() - begun < 3000 && (processes('admin').children.length < wanted || await inside('/admin/ready') !== 200))
			await pause(10);
		const back = Math.round(performance.now() - begun);
		if (back > 1000)
			wrong.push(`it was back after ${back} ms only`);
		for (const name of [...programs, 'worker-mail', 'database', 'nginx']) {
			const { parent, children } = processes(name);
			if ([parent, ...children].some(leavesCore))
				wrong.push(`${name} may leave a core`);
		}
		return `${crashes} crashes, back within ${back} ms`;
	},

	// R17: all processes of all responders are replaced, again and again. Nothing fails.
	async 'responders are replaced'(load, wrong) {
		const asked = () =>
			Object.values(load.tally).flatMap((by) => Object.values(by)).reduce((a, b) => a + b, 0);
		let restarts = 0;
		for (; restarts < much.replaced || asked() < much.asked && restarts < 200; restarts++) {
			const before = programs.map((name) => processes(name));
			await Promise.all(before.map(({ parent }) => promisify(execFile)(path.join(source, 'systemd/reload-children'), [String(parent)])));
			before.forEach(({ children }, at) => {
				const now = processes(programs[at]).children;
				if (now.length !== children.length || now.some((pid) => children.includes(pid)))
					wrong.push(`hora-${programs[at]}: ${now.length} processes after ${children.length}, or the same`);
			});
		}
		const refused = count(load, [503]);
		if (refused > 0)
			wrong.push(`${refused} refused`);
		if (asked() < much.asked)
			wrong.push(`only ${asked()} asked`);
		return `${restarts} times, ${refused} refused`;
	},

	// R14: transactions collide, one way and the other, three in ten. Tried again, they
	// come through; one in a hundred and twenty does not.
	async 'transactions collide'(load, wrong) {
		sql(`
create or replace function collide() returns trigger language plpgsql as $$
begin
	if random() < 0.15 then raise exception 'could not serialize access' using errcode = '40001'; end if;
	if random() < 0.15 then raise exception 'deadlock detected' using errcode = '40P01'; end if;
	return new;
end $$;
grant execute on function collide() to public;
create trigger collide before insert on booking for each row execute function collide();`);
		await pause(4000);
		sql('drop trigger collide on booking; drop function collide()');
		const { POST } = load.tally, all = Object.values(POST).reduce((a, b) => a + b, 0);
		if ((POST[503] ?? 0) > all / 30)
			wrong.push(`${POST[503]} of ${all} refused`);
		if (all < 100)
			wrong.push(`only ${all} wishes were sent`);
		return `${POST[503] ?? 0} of ${all} refused`;
	},
};

let failed = false, promised = 0;
for (const [name, play] of Object.entries(scenarios)) {
	for (let round = 0; round < rounds && (values.only ?? name) === name; round++) {
		const load = await openLoad(), wrong = [];
		await pause(500);
		const figure = await play(load, wrong);
		wrong.push(...await load.close());
		promised += load.promised;
		failed ||= wrong.length > 0;
		console.log(`${name}: ${figure}; ${told(load.tally)}; slowest ${Math.round(load.slowest)} ms`);
		wrong.slice(0, 10).forEach((line) => console.log(`    WRONG ${line}`));
	}
}
console.log(`${promised} bookings promised${failed ? '' : ', none lost'}`);
process.exit(failed ? 1 : 0);
