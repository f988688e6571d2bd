#!/usr/bin/env node
// Two workers drain letters while one of them is killed again and again: none is
// lost, none goes out twice, and at most the one in flight of each kill is left
// uncertain.
//
//	survive.mjs [LETTERS [KILLS]]
import assert from 'node:assert/strict';
import { clear, configure, count, furnish, relay, rows, sleep, start, until, write_jobs } from './bench.mjs';

const letters = Number(process.argv[2] ?? 1500), kills = Number(process.argv[3] ?? 60);
const seed = Number(process.env.HORA_SEED ?? Date.now() % 100000);
console.log(`seed ${seed}`);
let state = seed;
const dice = (most) => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % most;

try {
	furnish(5, Math.ceil(letters / 5));
	write_jobs();
	const all = count('hora.job');
	const { took, options } = await relay((done) => setTimeout(done, dice(6)));
	const config = configure({ ...options, lease: 15, log: 'warning' });
	const workers = [start('mail', config), start('mail', config)];
	const begun = Date.now();
	let killed = 0;
	for (; killed < kills && count("hora.job where state in ('due', 'leased')") > 0; killed++) {
		await sleep(50 + dice(200));
		const victim = dice(2);
		workers[victim].kill('SIGKILL');
		assert.equal(await workers[victim].ended, 'SIGKILL');
		workers[victim] = start('mail', config);
	}
	await until('all letters have an end', 120 + letters / 50, () => count("hora.job where state in ('due', 'leased')") === 0);
	const seconds = (Date.now() - begun) / 1000;
	for (const worker of workers) worker.kill('SIGTERM');
	assert.deepEqual(await Promise.all(workers.map((w) => w.ended)), [0, 0]);

	const fates = new Map();
	for (const [id, fate] of rows('select b.public_id, n.state from hora.notice n join hora.booking b on b.id = n.booking_id'))
		fates.set(`${id}.booked.1795515600@hora.example`, fate);
	const uncertain = [...fates.values()].filter((f) => f === 'uncertain').length;
	assert.equal(count("hora.job where state <> 'done'"), 0);
	assert.equal(fates.size, all);
	for (const [id, times] of took) assert.equal(times, 1, `${id} went out ${times} times`);
	for (const [id, fate] of fates) {
		assert.ok(fate === 'sent' || fate === 'uncertain', `${id} is ${fate}`);
		if (fate === 'sent') assert.ok(took.has(id), `${id} is called sent`);
	}
	for (const id of took.keys()) assert.ok(fates.has(id), `${id} is not on record`);
	assert.ok(uncertain <= killed, `${uncertain} uncertain of ${killed} kills`);
	assert.ok(killed >= Math.min(kills, 20), `only ${killed} kills`);
	console.log(`${all} letters, ${killed} kills, ${uncertain} uncertain (${[...fates].filter(([id, f]) => f === 'uncertain' && took.has(id)).length} of them taken), ${seconds.toFixed(1)} s`);
} finally {
	await clear();
}
process.exit(0);
