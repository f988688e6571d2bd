// usage: tools/with-postgres --hora HORA node tests/e2e/migration.mjs HORA [KILLS]
//
// `hora migrate` is killed early and late (trust.md's R17): each time the
// schema is that of some release, to the last comment, never one in between; and
// the next try completes it.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const hora = process.argv[2], kills = Number(process.argv[3] ?? 20);
const server = process.env.HORA_TEST_DB, owner = server.replace('user=postgres', 'user=hora_owner');
const folder = path.resolve(import.meta.dirname, '../../sql');
const files = fs.readdirSync(folder).filter((name) => name.endsWith('.sql')).sort();
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'hora-migration-'));
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

const psql = (name, text) => execFileSync('psql', ['-XqAt', '-v', 'ON_ERROR_STOP=1', '-d', `${server} dbname=${name}`, '-c', text], { stdio: ['ignore', 'pipe', 'pipe'] }).toString().trim();
const migrate = (name, from = folder) => ['migrate', '--database', `${owner} dbname=${name}`, from];
const applied = (name) => (psql(name, "select to_regclass('public.migration') is not null") === 't'
	? Number(psql(name, 'select count(*) from public.migration')) : 0);

function make(name) {
	psql('postgres', `drop database if exists ${name}`);
	psql('postgres', `create database ${name} owner hora_owner`);
}

// All there is but the moments of migrations; without the words that make every
// dump another.
const dump = (name) => execFileSync('pg_dump', ['--exclude-table-data=public.migration', '-d', `${server} dbname=${name}`], { maxBuffer: 1 << 28 })
	.toString().replace(/^\\(un)?restrict .*$/gm, '');

// The schema after so many migrations; nothing but the table of migrations after
// none, which is made before the first.
const releases = new Map();
function release(count) {
	if (!releases.has(count)) {
		const some = path.join(scratch, String(count));
		fs.mkdirSync(some);
		files.slice(0, count).forEach((name) => fs.copyFileSync(path.join(folder, name), path.join(some, name)));
		make('hora_release');
		execFileSync(hora, migrate('hora_release', some));
		releases.set(count, dump('hora_release'));
	}
	return releases.get(count);
}

try {
	make('hora_killed');
	const empty = dump('hora_killed'), begun = performance.now();
	execFileSync(hora, migrate('hora_killed'));
	const whole = performance.now() - begun;
	assert.equal(dump('hora_killed'), release(files.length));

	const seen = [];
	for (let n = 0; n < kills; n++) {
		make('hora_killed');
		const child = spawn(hora, migrate('hora_killed'), { stdio: 'ignore' });
		const ended = new Promise((done) => child.on('exit', (code, signal) => done(signal)));
		await sleep((n + Math.random()) / kills * whole);
		child.kill('SIGKILL');
		const signal = await ended;
		// What it had asked of the server may go on until the server sees that it is gone.
		while (psql('postgres', "select count(*) from pg_stat_activity where datname = 'hora_killed'") !== '0')
			await sleep(5);
		const count = applied('hora_killed'), found = dump('hora_killed');
		assert.ok(count === 0 && found === empty || found === release(count), `after ${count} migrations the schema is none of ours`);
		execFileSync(hora, migrate('hora_killed'));
		assert.equal(dump('hora_killed'), release(files.length));
		seen.push(signal === null ? 'whole' : count);
	}
	assert.ok(new Set(seen).size > 1, `killed after ${seen}: the test proves nothing`);
	console.log(`killed after ${seen.sort((a, b) => a - b).join(', ')} of ${files.length} migrations: never in between`);
} finally {
	fs.rmSync(scratch, { recursive: true });
}
