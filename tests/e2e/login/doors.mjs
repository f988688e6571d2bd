// Before the site starts: what it may ask on this machine, two free ports of it, and
// the certificate by which they prove themselves. doors.mjs FOLDER.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';

const [, , folder] = process.argv;
mkdirSync(folder, { recursive: true });
execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-keyout', `${folder}/key`,
	'-out', `${folder}/cert`, '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'], { stdio: 'pipe' });
const servers = await Promise.all([0, 0].map((port) => new Promise((ready) => {
	const server = net.createServer().listen(port, '127.0.0.1', () => ready(server));
})));
const ports = servers.map((server) => server.address().port);
servers.forEach((server) => server.close());
writeFileSync(`${folder}/ports`, ports.join('\n'));
console.log(ports.map((port) => `localhost:${port}`).join(' '));
