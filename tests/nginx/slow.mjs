// Clients that send slowly, read slowly or do nothing at all must not be felt by
// others (trust.md's R18): while each crowd is there, a visitor from another
// address keeps asking. Prints a row for each; fails when one breaks its bound.

import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask, openSite } from './site.mjs';

const crowd = 4000, idle = 10000, seconds = 12;
const site = await openSite();
const address = `https://localhost:${site.port}/s/x`;
const common = ['-c', String(crowd), '-r', '1000', '-l', String(seconds), '-p', '3', '-u', address];

// Asks one after the other, each on a connection of its own, for some seconds.
async function visit(forSeconds) {
	const times = [], end = Date.now() + forSeconds * 1000;
	let failures = 0;
	while (Date.now() < end) {
		const begun = performance.now();
		const answer = await ask(site, { path: '/s/visitor' }, { from: '127.0.0.77', quiet: 5000 });
		times.push(performance.now() - begun);
		if (answer.status !== 200)
			failures++;
		await new Promise((done) => setTimeout(done, 50));
	}
	times.sort((a, b) => a - b);
	return { asked: times.length, failures, p95: times[Math.floor(times.length * 0.95)], slowest: times.at(-1) };
}

function slowhttptest(...options) {
	const child = spawn('slowhttptest', [...options, ...common], { stdio: 'ignore' });
	return new Promise((done) => child.on('exit', done));
}

// Two processes hold the crowd of idle ones, since one alone would be short of
// files and of time. Waits until all are there, at most so many seconds; answers
// with what lets them go.
async function holdIdle(count, atMost) {
	const here = path.dirname(fileURLToPath(import.meta.url));
	const holders = [3, 4].map((network) => spawn('node', [path.join(here, 'idle.mjs'), site.port, count / 2, network],
		{ stdio: ['pipe', 'ignore', 'inherit'] }));
	for (let seconds = 0; seconds < atMost && await connections() < count; seconds++)
		await new Promise((done) => setTimeout(done, 1000));
	return async () => {
		await Promise.all(holders.map((holder) => new Promise((done) => {
			holder.on('exit', done);
			holder.stdin.end();
		})));
	};
}

// What nginx itself counts.
function connections() {
	return new Promise((done) => {
		http.get({ socketPath: path.join(site.run, 'inside/status.sock'), path: '/nginx' }, async (answer) => {
			let text = '';
			for await (const part of answer)
				text += part;
			done(Number(/connections: (\d+)/.exec(text)[1]));
		});
	});
}

// The memory of nginx, in MiB, what is shared counted once.
function memory() {
	return [site.pid, ...execFileSync('pgrep', ['-P', String(site.pid)], { encoding: 'utf8' }).trim().split('\n')]
		.map((pid) => Number(/^Pss: +(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]) / 1024)
		.reduce((a, b) => a + b, 0);
}

const bodiesBefore = () => site.seen.filter((params) => params.REQUEST_METHOD === 'POST').length;
const rows = [];
let broken = 0;
function judge(name, result, calm) {
	const holds = result.failures <= result.asked / 1000
		&& (calm === undefined || (result.p95 <= Math.max(2 * calm.p95, 50) && result.slowest <= 500 + calm.slowest));
	broken += holds ? 0 : 1;
	rows.push(`${name.padEnd(24)} ${String(result.asked).padStart(5)} asked ${String(result.failures).padStart(3)} failed`
		+ `  p95 ${result.p95.toFixed(1)} ms  slowest ${result.slowest.toFixed(1)} ms  ${holds ? 'ok' : 'NOT SO'}`);
	console.log(rows.at(-1));
}

const calm = await visit(5);
judge('nobody else', calm);
for (const [name, ...options] of [
	['slow heads', '-H', '-i', '3'],
	['slow bodies', '-B', '-i', '3', '-s', '8192'],
	['slow readers', '-X', '-w', '10', '-y', '20', '-n', '3', '-z', '32', '-k', '3'],
]) {
	const attack = slowhttptest(...options);
	await new Promise((done) => setTimeout(done, 4000));
	judge(`${crowd} ${name}`, await visit(seconds - 5), calm);
	await attack;
}
const letGo = await holdIdle(idle, 180);
const held = await connections();
judge(`${held} idle connections`, await visit(5), calm);
const used = memory(), still = await connections();
await letGo();
const partial = bodiesBefore();
console.log(`${partial} partial bodies reached a program; nginx held ${held} idle connections, ${still} at the end, in ${used.toFixed(0)} MiB`);
await site.close();
process.exit(broken || partial || Math.min(held, still) < idle || used > 1024 ? 1 : 0);
