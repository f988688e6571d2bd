// The site's nginx as ./run sets it up, in a folder of its own, with programs
// that echo (echo.mjs) behind it.

import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { echo } from './echo.mjs';

const source = process.env.HORA_SOURCE ?? path.resolve(import.meta.dirname ?? '.', '../..');
const programs = ['booking', 'auth', 'admin', 'payments', 'line'];
const root = process.getuid() === 0;

function freePort() {
	return new Promise((done) => {
		const probe = net.createServer().listen(0, '127.0.0.1', () => {
			const { port } = probe.address();
			probe.close(() => done(port));
		});
	});
}

function makeFolders(folder) {
	for (const name of ['run/inside', 'log', 'tmp', 'media', 'share/errors', 'share/static/abc/css'])
		fs.mkdirSync(path.join(folder, name), { recursive: true });
	fs.chmodSync(folder, 0o755);
	fs.writeFileSync(path.join(folder, 'share/static/abc/css/site.css'), 'body { color: black; }\n'.repeat(200));
	execFileSync('gzip', ['-9nk', path.join(folder, 'share/static/abc/css/site.css')]);
	const pages = path.join(source, 'nginx/errors');
	execFileSync(path.join(source, 'tools/error-pages'),
		[path.join(pages, 'table'), path.join(pages, 'page.html'), path.join(folder, 'share/errors')]);
	fs.copyFileSync(path.join(pages, 'page.css'), path.join(folder, 'share/errors/page.css'));
	execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
		'-subj', '/CN=localhost', '-days', '2', '-keyout', path.join(folder, 'key.pem'),
		'-out', path.join(folder, 'cert.pem')], { stdio: 'ignore' });
}

async function reachable(port) {
	for (let tries = 0; tries < 100; tries++) {
		const open = await new Promise((done) => {
			const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); done(true); });
			socket.on('error', () => done(false));
		});
		if (open)
			return;
		await new Promise((done) => setTimeout(done, 50));
	}
	throw new Error('nginx does not answer');
}

// options.unlimited: the content of unlimited.conf.
export async function openSite(options = {}) {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hora-nginx-'));
	const run = path.join(folder, 'run'), port = await freePort(), seen = [];
	makeFolders(folder);
	execFileSync(path.join(source, 'tools/nginx-config'), [path.join(folder, 'etc'), `run=${run}`,
		`share=${folder}/share`, `media=${folder}/media`, `log=${folder}/log`, `tmp=${folder}/tmp`,
		`certificate=${folder}/cert.pem`, `certificate_key=${folder}/key.pem`, 'names=localhost 127.0.0.1',
		`address=127.0.0.1:${port}`, 'listen6=', 'listen6_default=', `user=${root ? 'user www-data;' : ''}`,
		`unlimited=${options.unlimited ?? ''}`]);
	const servers = new Map();
	for (const name of programs) {
		servers.set(name, await echo(name, path.join(run, `${name}.sock`), seen));
		fs.chmodSync(path.join(run, `${name}.sock`), 0o666);
	}
	const nginx = spawn('nginx', ['-p', folder, '-e', `${folder}/log/nginx.log`, '-c', `${folder}/etc/run.conf`],
		{ stdio: 'ignore' });
	await reachable(port);
	return {
		folder, port, run, seen, pid: nginx.pid,
		log: () => fs.readdirSync(path.join(folder, 'log'))
			.map((name) => fs.readFileSync(path.join(folder, 'log', name), 'utf8')).join(''),
		stopProgram: (name) => new Promise((done) => {
			servers.get(name).close(done);
			servers.delete(name);
		}),
		async close() {
			const gone = new Promise((done) => nginx.once('exit', done));
			nginx.kill('SIGTERM');
			await gone;
			for (const server of servers.values())
				server.close();
			fs.rmSync(folder, { recursive: true });
		},
	};
}

// Sends bytes as they are and gives back all that comes, until the other side
// closes or nothing comes for `quiet` milliseconds.
export function raw(site, bytes, { quiet = 1500, from, plain = false } = {}) {
	return new Promise((done) => {
		const chunks = [];
		const options = { host: '127.0.0.1', port: site.port, localAddress: from };
		const socket = plain ? net.connect(options)
			: tls.connect({ ...options, servername: 'localhost', rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });
		const end = () => { socket.destroy(); done(Buffer.concat(chunks).toString('latin1')); };
		socket.setTimeout(quiet, end);
		socket.on('data', (chunk) => chunks.push(chunk));
		socket.on('error', end);
		socket.on('end', end);
		socket.on(plain ? 'connect' : 'secureConnect', () => socket.write(Buffer.from(bytes, 'latin1')));
	});
}

// One request that ends its connection, read into status, headers and body.
export async function ask(site, request, options = {}) {
	const { method = 'GET', path: target = '/', headers = {}, body = '' } = request;
	const lines = Object.entries({ Host: 'localhost', Connection: 'close', ...headers })
		.flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}`));
	if (body !== '' && !Object.keys(headers).some((name) => /^(content-length|transfer-encoding)$/i.test(name)))
		lines.push(`Content-Length: ${Buffer.byteLength(body, 'latin1')}`);
	return read(await raw(site, `${method} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`, options));
}

export function read(text) {
	const end = text.indexOf('\r\n\r\n');
	const [first, ...lines] = text.slice(0, Math.max(end, 0)).split('\r\n');
	const headers = {};
	for (const line of lines) {
		const at = line.indexOf(':'), name = line.slice(0, at).toLowerCase();
		(headers[name] ??= []).push(line.slice(at + 1).trim());
	}
	return { status: Number(first.split(' ')[1] ?? 0), headers, body: text.slice(end + 4), text };
}
