#!/usr/bin/env node
// Log-ins by several providers, one of which answers nobody: those of the others go on
// meanwhile, a process of the lane that is killed is replaced, all end together.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { certificate } from '../../clients/peer.mjs';
import { clear, configure, count, folder, furnish, rows, sleep, sql, start, until } from './bench.mjs';

const own = certificate();
const here = () => `https://localhost:${peer.address().port}`;
let held = 0, most = 0;
// /quick tells where its doors are; /slow takes the question, and says nothing.
const peer = https.createServer(own, (question, answer) => {
	const [, name] = question.url.split('/');
	if (name === 'slow') {
		most = Math.max(most, ++held);
		question.socket.once('close', () => held--);
		return;
	}
	const issuer = `${here()}/${name}`;
	answer.setHeader('Content-Type', 'application/json');
	answer.end(JSON.stringify({ issuer, authorization_endpoint: `${issuer}/a`, token_endpoint: `${issuer}/t`, jwks_uri: `${issuer}/k`,
		response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'] }));
});
await new Promise((ready) => peer.listen(0, ready));

const children = (pid) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
// Somebody sets out.
const set_out = (provider) => {
	const id = [...randomBytes(16)].map((byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte % 32]).join('');
	sql(`insert into hora.login_attempt (id, provider_id, browser_hash, state, nonce, verifier, next, phase, created_at, expires_at)
		select '${id}', id, sha256('x'), left('${id}abcdefghijkl', 22), left('${id}abcdefghijkl', 22), repeat('v', 43), '/', 'begun', now(), now() + interval '10 minutes'
		from hora.identity_provider where slug = '${provider}'; select hora.login_job('${id}', 'begun')`);
	return id;
};

try {
	furnish(1, 1);
	for (const name of ['key', 'secret'])
		writeFileSync(`${folder}/${name}`, randomBytes(32).toString('base64url'), { mode: 0o600 });
	const config = configure({ vault_key: `${folder}/key`, web_authorities: own.file, web_inside: `localhost:${peer.address().port}`, metrics: folder, lease: 50 });
	const owner = `${folder}/hora.conf`;
	writeFileSync(owner, readFileSync(config, 'utf8').split('\n').filter((line) => /^(database|site|vault_key)/.test(line)).join('\n')
		.replace('user=hora_worker', 'user=hora_owner'), { mode: 0o600 });
	for (const name of ['slow', 'quick'])
		execFileSync(`${process.env.HORA_BUILD}/hora`, ['provider', 'add', name, name, '--issuer', `${here()}/${name}`, '--client', 'hora', '--secret-file', `${folder}/secret`, '--config', owner]);

	for (let i = 0; i < 12; i++) set_out('slow');
	const worker = start('now', config);
	await until('somebody waits for the slow one', 5, () => held > 0);
	await sleep(500);
	const begun = Date.now();
	const wanted = [...Array(6)].map(() => set_out('quick'));
	await until('the others are through', 4, () => count(`hora.login_attempt where phase = 'asked' and id in ('${wanted.join("','")}')`) === wanted.length);
	console.log(`6 log-ins in ${Date.now() - begun} ms beside 12 that hang`);
	assert.ok(held > 0, 'the slow one was not asked meanwhile');

	// It has half of the seats, no more; what it keeps waiting fails in the end, and is told.
	await until('the slow ones are given up', 40, () => count("hora.login_attempt where phase = 'failed'") === 12);
	assert.equal(most, 2);
	assert.deepEqual(rows("select distinct state from hora.job where lane = 'now'"), [['done']]);

	// One that is killed is replaced, and its job done again.
	const crew = children(worker.pid);
	assert.equal(crew.length, 4);
	process.kill(crew[0], 'SIGKILL');
	await until('another is in its place', 5, () => children(worker.pid).length === 4 && !children(worker.pid).includes(crew[0]));
	const next = set_out('quick');
	await until('work goes on', 5, () => count(`hora.login_attempt where phase = 'asked' and id = '${next}'`) === 1);
	await until('the figures are those of all', 8, () => /hora_jobs_done_total\{lane="now"\} 19\n/.test(readFileSync(`${folder}/now.prom`, 'utf8')));

	// An orderly end is the end of all; the first one's death too.
	const last = children(worker.pid);
	worker.kill('SIGTERM');
	assert.equal(await worker.ended, 0, worker.log);
	assert.ok(last.every((pid) => { try { process.kill(pid, 0); return false; } catch { return true; } }), 'some are left');
	const second = start('now', config);
	await until('they are there', 5, () => children(second.pid).length === 4);
	const orphans = children(second.pid);
	second.kill('SIGKILL');
	await second.ended;
	await until('nobody is left', 5, () => orphans.every((pid) => { try { process.kill(pid, 0); return false; } catch { return true; } }));
} finally {
	peer.closeAllConnections();
	peer.close();
	await clear();
}
