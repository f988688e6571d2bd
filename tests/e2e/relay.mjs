// usage: node tests/e2e/relay.mjs [--rounds 8] [--seconds 2]
//
// The mail relay is slow (a byte in ten seconds), silent, or not there, while
// people book (trust.md's R11): nobody who books notices, other lanes go on, the
// worker of that lane does not grow, no letter is given up. What else runs on the
// machine only adds to a time: the best of two rounds counts, or of more where
// those do not agree yet. Takes the mail lane of the site in HORA_VAR away from
// ./run.

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { agent, ask, folder, makeStudio, processes, quote, sql, starts, wish } from './site.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '8' }, seconds: { type: 'string', default: '2' } } });
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const run = fs.realpathSync(path.join(folder, 'run')), settings = fs.readFileSync(path.join(folder, 'etc/hora-worker.conf'), 'utf8');
const user = process.getuid() === 0 ? ['setpriv', '--reuid=hora-worker', '--regid=hora-worker', '--init-groups'] : [];

// Peers that let others wait: what they do with a connection.
function listen(serve) {
	const server = net.createServer((socket) => {
		socket.on('error', () => {});
		serve(socket);
	});
	return new Promise((done) => server.listen(0, '127.0.0.1', () => done(`smtp://127.0.0.1:${server.address().port}`)));
}

function trickle(socket) {
	const timer = setInterval(() => socket.write('2'), 10000);
	socket.on('close', () => clearInterval(timer));
}

const relays = {
	good: `file:${run}/var/mail`,
	slow: await listen(trickle),
	silent: await listen(() => {}),
	gone: 'smtp://127.0.0.1:1',
};

// The mail lane with this relay, begun again whenever it ends, as systemd does.
function openLane(name) {
	const file = path.join(run, 'var/etc/relay.conf');
	fs.writeFileSync(file, settings.replace(/^mail_relay = .*$/m, `mail_relay = ${relays[name]}`), { mode: 0o644 });
	const [command, ...words] = [...user, path.join(folder, 'app/libexec/hora/hora-worker'), '--config', file, 'mail'];
	const lane = { grown: 0 };
	let child, going = true;
	const begin = () => {
		child = spawn(command, words, { stdio: 'ignore', env: {} });
		lane.gone = new Promise((done) => child.on('exit', done)).then(() => going && pause(500).then(() => going && begin()));
	};
	begin();
	const watch = setInterval(() => {
		try {
			lane.grown = Math.max(lane.grown, Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0));
		} catch { /* between two lives */ }
	}, 200);
	lane.close = () => {
		going = false;
		clearInterval(watch);
		child.kill('SIGKILL');
		return lane.gone;
	};
	return lane;
}

const slug = makeStudio({ staff: 10, rooms: 10 }), times = await starts(slug, 40), sockets = agent(8), faults = [];

// How long booking takes, in ms, sorted; each with a letter to write.
async function book() {
	const took = [], end = performance.now() + Number(values.seconds) * 1000;
	await Promise.all(Array.from({ length: 8 }, async () => {
		while (performance.now() < end) {
			const json = wish(times[Math.floor(Math.random() * times.length)], { customer: { name: 'Maria Duarte', email: 'maria@example.pt' } });
			const answer = await ask('POST', `/api/v1/studios/${slug}/bookings`, { agent: sockets, json, headers: { 'Idempotency-Key': randomUUID() } });
			took.push(answer.ms);
			if (answer.status !== 201 && answer.status !== 409)
				faults.push(`a wish was answered ${answer.status}`);
		}
	}));
	return took.sort((a, b) => a - b);
}

process.kill(processes('worker-mail').parent, 'SIGTERM');
const p95 = Object.fromEntries(Object.keys(relays).map((name) => [name, []])), grown = [];
const best = (name) => Math.min(...p95[name]);
const worse = () => ['slow', 'silent', 'gone'].filter((name) => best(name) > 1.2 * best('good'));
await book();
for (let round = 0; round < 2 || round < Number(values.rounds) && worse().length > 0; round++)
	for (const name of Object.keys(relays)) {
		const lane = openLane(name);
		await pause(500);
		const took = await book();
		await lane.close();
		p95[name].push(took[Math.floor(took.length * 0.95)]);
		grown.push(lane.grown);
	}

for (const name of worse())
	faults.push(`with a relay that is ${name}, booking takes ${best(name).toFixed(1)} ms, not ${best('good').toFixed(1)}`);
if (Math.max(...grown) > 64 * 1024)
	faults.push(`the worker grew to ${Math.max(...grown)} kB`);
for (const [lane, late] of sql(`select lane, count(*) from job where lane <> 'mail' and state = 'due' and due_at < now() - interval '60 seconds' group by lane`))
	faults.push(`${lane}: ${late} late`);
const [[dead]] = sql(`select count(*) from job j join studio s on s.id = j.studio_id where s.slug = ${quote(slug)} and j.state = 'dead'`);
if (dead !== '0')
	faults.push(`${dead} letters given up`);
faults.slice(0, 10).forEach((fault) => console.log(`WRONG ${fault}`));
console.log(`booking's p95 with a relay that is ${Object.keys(relays).map((name) => `${name}: ${best(name).toFixed(1)} ms`).join(', ')}; worker ${Math.max(...grown)} kB`);
process.exit(faults.length > 0 ? 1 : 0);
