// Clients that send slowly, read slowly or do nothing at all must not be felt by
// others (trust.md's R18): while each crowd is there, a visitor from another
// address keeps asking. Prints a row for each; fails when one breaks its bound.

import { spawn } from 'node:child_process';
import tls from 'node:tls';
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

function holdIdle(count) {
	const sockets = [];
	let open = 0;
	const done = new Promise((ready) => {
		for (let i = 0; i < count; i++)
			setTimeout(() => {
				const socket = tls.connect({ host: '127.0.0.1', port: site.port, servername: 'localhost',
					rejectUnauthorized: false, localAddress: `127.0.3.${1 + i % 200}` }, () => {
					socket.write('GET /errors/page.css HTTP/1.1\r\nHost: localhost\r\n\r\n');
					if (++open === count)
						ready();
				});
				socket.on('error', () => {});
				socket.resume();
				sockets.push(socket);
			}, i / 2);
		setTimeout(ready, count / 2 + 20000);
	});
	return done.then(() => ({ open, close: () => sockets.forEach((socket) => socket.destroy()) }));
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
const held = await holdIdle(idle);
judge(`${held.open} idle connections`, await visit(5), calm);
held.close();
const partial = bodiesBefore();
console.log(`${partial} partial bodies reached a program`);
await site.close();
process.exit(broken || partial || held.open < idle ? 1 : 0);
