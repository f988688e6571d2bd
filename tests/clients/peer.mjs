// What the tests of clients share: finding npm's packages, and a relay to send to.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';

const source = resolve(process.env.HORA_SOURCE ?? '.');

// A package of package.json; the test is skipped where it is not installed.
export const modules = async (name) => {
	const folder = [process.env.HORA_NODE_MODULES, `${source}/node_modules`].find((f) => f && existsSync(`${f}/${name}`));
	if (!folder) {
		console.log(`${name} is not installed`);
		process.exit(77);
	}
	return import(createRequire(`${folder}/x`).resolve(name));
};

// A key and a certificate of this machine's own name, made anew.
export const certificate = () => {
	const folder = mkdtempSync(`${tmpdir()}/hora-relay.`);
	process.on('exit', () => rmSync(folder, { recursive: true }));
	const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
		'-keyout', `${folder}/key`, '-out', `${folder}/cert`, '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'], { stdio: 'pipe' });
	if (made.status !== 0) throw new Error(made.stderr.toString());
	return { file: `${folder}/cert`, key: readFileSync(`${folder}/key`), cert: readFileSync(`${folder}/cert`) };
};
