// What the same machine takes for work that is none of Hora's: a process that is
// asked over a pipe and computes for a millisecond or two before it answers. One as nice as
// everybody, one as nice as hora-auth. When others want the processors, its times
// grow as those of a site do; when Hora grows slow, they do not.

import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import os from 'node:os';
import { fileURLToPath } from 'node:url';

const block = Buffer.alloc(1 << 20);

// Answers a function that asks it once; times are the caller's to take.
export function openYardstick(nice) {
	const child = fork(fileURLToPath(import.meta.url), ['--work', String(nice)]), waiting = [];
	child.on('message', () => waiting.shift()());
	return { ask: () => new Promise((done) => { waiting.push(done); child.send(0); }), pid: child.pid, close: () => child.disconnect() };
}

if (process.argv[2] === '--work') {
	os.setPriority(Number(process.argv[3]));
	process.on('message', () => process.send(createHash('sha256').update(block).digest().length));
	process.on('disconnect', () => process.exit(0));
}
