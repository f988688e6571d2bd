#!/usr/bin/env node
// Asks Node's https, kind and unkind: an answer is had from whom its certificate
// names, in time and in bounds; nothing is followed, and nobody in our own network
// is asked unless the operator has said so.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:https';
import net from 'node:net';
import { createInterface } from 'node:readline';
import { certificate } from './peer.mjs';

const own = certificate(), other = certificate();
const asked = [];
const serve = async (credentials) => {
	const server = createServer(credentials, (rq, rs) => {
		const chunks = [];
		rq.on('data', (c) => chunks.push(c)).on('end', () => {
			asked.push({ method: rq.method, url: rq.url, headers: rq.headers, body: Buffer.concat(chunks).toString() });
			const [, what] = rq.url.split('/');
			if (what === 'away') return rs.writeHead(302, { location: `https://localhost:${port}/elsewhere` }).end('away');
			if (what === 'long') return rs.end('x'.repeat(1001));
			if (what === 'endless') {
				rs.writeHead(200);
				const more = setInterval(() => rs.write('x'.repeat(100)), 1);
				return rs.on('close', () => clearInterval(more));
			}
			if (what === 'slow') return setTimeout(() => rs.end('late'), 5000).unref();
			if (what === 'drip') {
				rs.writeHead(200);
				const more = setInterval(() => rs.write('x'), 200);
				return rs.on('close', () => clearInterval(more));
			}
			if (what === 'none') return rq.socket.destroy();
			if (what === 'tagged') rs.setHeader('ETag', '"v1"');
			rs.statusCode = Number(what.match(/^s(\d+)/)?.[1] ?? 200);
			rs.end(`hello ${rq.method}`);
		});
	});
	server.on('tlsClientError', () => {});
	await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
	return server;
};
const server = await serve(own), stranger = await serve(other);
const port = server.address().port, strange = stranger.address().port;
let touched = 0;
const trap = net.createServer((socket) => { touched++; socket.destroy(); });
await new Promise((ready) => trap.listen(0, '127.0.0.1', ready));
const closed = await new Promise((ready) => {
	const s = net.createServer().listen(0, '127.0.0.1', () => { const { port: p } = s.address(); s.close(() => ready(p)); });
});

const ask = async (options, lines, env = {}) => {
	const run = spawn(`${process.env.HORA_BUILD}/tests/clients/http_answers`, options,
		{ stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, ...env } });
	const answers = createInterface({ input: run.stdout })[Symbol.asyncIterator]();
	const said = [];
	for (const line of lines) {
		run.stdin.write(`${line}\n`);
		said.push((await answers.next()).value);
	}
	run.stdin.end();
	await new Promise((done) => run.on('close', done));
	return said;
};
const inside = `localhost:${port}, LOCALHOST:${strange} localhost:${closed}`;
const at = (path) => `https://localhost:${port}${path}`;

// What is in order comes back, over one connection, and says who asks.
assert.deepEqual(await ask([own.file, inside], [at('/'), at('/tagged'), at('/s404'), `${at('/')} a=b%20c`]),
	['ok 200 9 - hello GET', 'ok 200 9 "v1" hello GET', 'ok 404 9 - hello GET', 'ok 200 10 - hello POST']);
assert.equal(asked[0].headers['x-test'], 'yes');
assert.equal(asked[0].headers['accept-encoding'], undefined, 'nothing is to be unpacked');
assert.equal(asked[3].body, 'a=b%20c');
assert.equal(asked[3].headers['content-type'], 'application/x-www-form-urlencoded');

// Nothing is followed; too much, too slow and broken is no answer.
asked.length = 0;
const began = Date.now();
const bad = await ask([own.file, inside], ['/long', '/endless', '/slow', '/drip', '/none'].map(at));
assert.ok(Date.now() - began < 6000, `${Date.now() - began} ms`);
assert.match(bad[0], /^upstream 0 .*too long/);
assert.match(bad[1], /^upstream 0 .*too long/);
for (const line of bad.slice(2)) assert.match(line, /^upstream 0 /);
assert.deepEqual(await ask([own.file, inside], [at('/away')]), ['ok 302 4 - away']);
assert.ok(!asked.some((a) => a.url === '/elsewhere'), 'a redirection was followed');

// Who proves to be somebody else, or nobody, is not asked; a proxy of the environment neither.
asked.length = 0;
const [wrong, gone] = await ask([own.file, inside], [`https://localhost:${strange}/`, `https://localhost:${closed}/`]);
assert.match(wrong, /^upstream 0 .*(certificate|peer)/i);
assert.match(gone, /^upstream 0 /);
assert.match((await ask(['', inside], [at('/')]))[0], /^upstream 0 .*(certificate|peer)/i);
assert.match((await ask([own.file, `127.0.0.1:${port}`], [`https://127.0.0.1:${port}/`]))[0], /^upstream 0 /, 'the name is checked');
assert.equal(asked.length, 0);
const proxy = `http://127.0.0.1:${trap.address().port}`;
assert.match((await ask([own.file, inside], [at('/')], { https_proxy: proxy, HTTPS_PROXY: proxy, ALL_PROXY: proxy }))[0], /^ok 200/);

// Our own network, by whatever name, unless the operator has named it.
asked.length = 0;
const doors = ['127.0.0.1', 'localhost', '127.1', '2130706433', '0x7f.1', '0177.0.0.1', '0', '0.0.0.0', '[::1]', '[::]', '[::ffff:127.0.0.1]',
	'[::127.0.0.1]', 'localhost.', '127.0.0.1.'].flatMap((host) => [`https://${host}:${trap.address().port}/`, `https://${host}:${port}/`]);
const lines = [...doors, 'https://169.254.169.254/latest/meta-data/', 'https://10.0.0.1/', 'https://192.168.1.1/', 'https://[fe80::1]/',
	'https://[fd00::1]/', `http://localhost:${port}/`, `file:///etc/passwd`, `unix:///run/x.sock`, `https://u:p@localhost:${port}/`];
for (const [i, said] of (await ask([own.file, `localhost:1 127.0.0.1:2 evil:${port}`], lines)).entries())
	assert.match(said, /^(invalid|upstream) 0 /, `${lines[i]}: ${said}`);
assert.equal(touched, 0, 'a socket was opened to our own network');
assert.equal(asked.length, 0);

for (const s of [server, stranger]) s.closeAllConnections();
for (const s of [server, stranger, trap]) s.close();
console.log(`${lines.length} addresses of our own network asked, none reached`);
process.exit(0);
