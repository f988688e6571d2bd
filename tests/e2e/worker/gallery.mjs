#!/usr/bin/env node
// Photos through the worker: into a folder and into a bucket that checks signatures;
// whoever makes the copies may crash, lie or hang; workers are killed while they
// are at it; many tiny files at once. At the end there is no file without a row and
// no row without its files, and the spool is empty.
//
//	gallery.mjs [TINY FILES [hang]]
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { openBucket } from '../../clients/bucket.mjs';
import { certificate } from '../../clients/peer.mjs';
import { clear, configure, count, folder, furnish, rows, sleep, sql, start, until } from './bench.mjs';

const tiny = Number(process.argv[2] ?? 60), hangs = process.argv[3] === 'hang';
const maker = `${process.env.HORA_BUILD}/hora-image`;
const spool = `${folder}/spool`, media = `${folder}/media`;
const here = { spool, media: `file:${media}`, image: maker, log: 'warning' };
const picture = (size, colour, format = 'png') => execFileSync('convert', ['-size', size, `xc:${colour}`, `${format}:-`]);

// Puts a file into the spool, as upload does, and its row, as hora-admin does.
const send = (bytes, { studio = 1, service = 'null', resource = 'null' } = {}) => {
	const name = randomBytes(18).toString('base64url');
	writeFileSync(`${spool}/${name}`, bytes);
	return Number(sql(`select hora.studio_picture_put(${studio}, ${service}, ${resource}, '${name}', ${bytes.length})`));
};
const state = (id) => rows(`select state, coalesce(fault, ''), coalesce(width, 0), coalesce(encode(sha256, 'hex'), '') from hora.picture where id = ${id}`)[0] ?? ['gone'];
const settled = (id) => until(`picture ${id} is worked off`, 40, () => state(id)[0] !== 'waiting');
const files = () => readdirSync(media, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e) => e.name).sort();
const drop = (studio, service = 'null', resource = 'null') => sql(`select hora.studio_picture_drop(${studio}, ${service}, ${resource})`);
const quiet = () => until('all is done', 60, () => count("hora.job where state in ('due', 'leased')") === 0);
const wanted = () => rows("select encode(sha256, 'hex'), width, kind from hora.picture where state in ('ready', 'waiting') and sha256 is not null").flatMap(([hash, widest, kind]) =>
	(kind === 'scene' ? [360, 720, 1440] : [96, 192, 384]).filter((w) => w <= widest).flatMap((w) => [`${hash}-${w}.jpg`, `${hash}-${w}.webp`]));
const spooled = () => readdirSync(spool).length === 0;
const agree = () => assert.deepEqual(files(), [...new Set(wanted())].sort(), 'files and rows are not the same');

try {
	furnish(3, 1);
	mkdirSync(spool);
	mkdirSync(media);
	sql("update hora.studio set picture_bytes = 1000000000; delete from hora.job");
	const config = configure(here);
	let worker = start('batch', config);

	// A photo is made ready and shown; its name is the digest of all its copies.
	const first = send(picture('1600x1200', 'tomato'));
	await settled(first);
	const [said, , widest, hash] = state(first);
	assert.deepEqual([said, widest], ['ready', '1440']);
	const bytes = [360, 720, 1440].flatMap((w) => ['webp', 'jpg'].map((f) => readFileSync(`${media}/${hash.slice(0, 2)}/${hash}-${w}.${f}`)));
	assert.equal(createHash('sha256').update(Buffer.concat(bytes)).digest('hex'), hash);
	assert.equal(statSync(`${media}/${hash.slice(0, 2)}/${hash}-360.jpg`).mode & 0o777, 0o644);
	await until('the spool is empty', 30, spooled);

	// Another in its place; the same in another studio shares the files; the last takes them along.
	const second = send(picture('1600x1200', 'steelblue')), same = send(picture('1600x1200', 'steelblue'), { studio: 2 });
	await settled(same);
	await quiet();
	assert.deepEqual([state(first)[0], state(second)[0], state(same)[0]], ['gone', 'ready', 'ready']);
	assert.equal(files().length, 6);
	drop(1);
	await quiet();
	assert.equal(files().length, 6);
	drop(2);
	await quiet();
	assert.deepEqual(files(), []);

	// What cannot be made says why, and leaves nothing; the worker goes on.
	for (const [bad, why] of [[Buffer.from('GIF89a/*'), 'unknown'], [picture('10x10', 'red'), 'small'], [picture('400x400', 'red').subarray(0, 80), 'damaged']]) {
		const id = send(bad);
		await settled(id);
		assert.deepEqual(state(id).slice(0, 2), ['failed', why]);
	}
	await until('the spool is empty', 30, spooled);

	// Who ends in good order leaves nothing in the spool.
	await settled(send(Buffer.from('GIF89a/*')));
	worker.kill('SIGTERM');
	assert.equal(await worker.ended, 0, worker.log);
	assert.ok(spooled(), 'the last file is left in the spool');

	// Makers that were taken over: one crashes, one lies, one talks for ever, one hangs.
	const script = (name, text) => {
		writeFileSync(`${folder}/${name}`, `#!/bin/sh\n${text}\n`);
		chmodSync(`${folder}/${name}`, 0o755);
		return `${folder}/${name}`;
	};
	const makers = [['crash', 'kill -SEGV $$'], ['lie', "cat >/dev/null; printf 'copy 360 webp 23\\n<!doctype html><script>'"],
		['deaf', "printf 'refused small\\nand more'"], ['talk', 'exec yes'], ...(hangs ? [['hang', 'exec sleep 100']] : [])];
	for (const [name, text] of makers) {
		const bad = start('batch', configure({ ...here, image: script(name, text) }));
		const id = send(picture('800x600', 'green'));
		await settled(id);
		assert.deepEqual([name, ...state(id).slice(0, 2)], [name, 'failed', 'damaged'], bad.log);
		bad.kill('SIGTERM');
		assert.equal(await bad.ended, 0, `${name}: ${bad.log}`);
	}
	assert.deepEqual(files(), []);

	// No maker to be had: it is tried again, and made once there is one.
	const none = start('batch', configure({ ...here, image: `${folder}/nobody` }));
	const later = send(picture('800x600', 'purple'));
	await until('the try has failed', 40, () => count("hora.job where kind = 'picture.make' and state = 'due' and tries > 0") === 1);
	assert.equal(state(later)[0], 'waiting');
	none.kill('SIGTERM');
	await none.ended;
	sql("update hora.job set due_at = now() where state = 'due'");
	worker = start('batch', config);
	await settled(later);
	assert.equal(state(later)[0], 'ready');

	// Into a bucket that is busy at first.
	drop(1);
	await quiet();
	worker.kill('SIGTERM');
	await worker.ended;
	const own = certificate(), account = { id: 'AKIDTEST', secret: 'a/secret', region: 'eu-west-1', name: 'photos' };
	const bucket = await openBucket(account, own);
	writeFileSync(`${folder}/media_secret`, account.secret, { mode: 0o600 });
	const cloud = start('batch', configure({ ...here, media: bucket.url, media_region: account.region, media_id: account.id,
		media_secret: `${folder}/media_secret`, media_authorities: own.file }));
	const far = send(picture('1600x1200', 'orange'), { studio: 3 });
	await until('it is in the bucket', 60, () => state(far)[0] === 'ready');
	assert.equal(bucket.objects.size, 6);
	for (const [name, { body, type, cache }] of bucket.objects) {
		assert.match(name, /^[0-9a-f]{2}\/[0-9a-f]{64}-(360|720|1440)\.(webp|jpg)$/);
		assert.deepEqual([type, cache], [name.endsWith('webp') ? 'image/webp' : 'image/jpeg', 'public, max-age=31536000, immutable']);
		assert.ok(body.length > 100);
	}
	drop(3);
	await until('it is gone from the bucket', 60, () => bucket.objects.size === 0);
	assert.deepEqual(bucket.refused, []);
	cloud.kill('SIGTERM');
	await cloud.ended;
	bucket.server.close();
	bucket.server.closeAllConnections();

	// Many tiny ones, and workers that are killed while they work them off.
	sql(`insert into hora.service (studio_id, specialty_id, slug, name, duration_min)
		select 1, p.id, 'tiny-' || n, 'Tiny ' || n, 30 from hora.specialty p, generate_series(1, ${tiny}) n where p.studio_id = 1`);
	const services = rows("select id from hora.service where slug like 'tiny-%' order by id").map(([id]) => id);
	sql('delete from hora.quota');
	const before = readdirSync(spool).length; // of workers stopped with their last file still there
	const begun = Date.now();
	const drops = services.map((id) => {
		const name = randomBytes(18).toString('base64url');
		writeFileSync(`${spool}/${name}`, `tiny ${id}`);
		return `select hora.studio_picture_put(1, ${id}, null, '${name}', 10); delete from hora.quota`;
	});
	for (let i = 0; i < drops.length; i += 500) sql(drops.slice(i, i + 500).join(';'));
	for (let i = 0; i < 12; i++) send(picture('400x300', `rgb(${i * 20},9,9)`), { studio: 2, service: 2 });
	let kills = 0;
	for (const end = Date.now() + 3000; Date.now() < end && count("hora.job where state in ('due', 'leased')") > 0; kills++) {
		worker = start('batch', configure({ ...here, lease: 6 }));
		await sleep(300 + Math.random() * 500);
		worker.kill('SIGKILL');
		await worker.ended;
	}
	worker = start('batch', configure({ ...here, lease: 6 }));
	await until('all are worked off', 60 + tiny / 20, () => count("hora.picture where state = 'waiting'") === 0);
	await until('nothing is left to do', 30, () => count("hora.job where state in ('due', 'leased')") === 0);
	assert.equal(count("hora.picture where state = 'failed' and service_id in (select id from hora.service where slug like 'tiny-%')"), tiny);
	assert.equal(count("hora.job where state = 'dead'"), 0);
	assert.equal(count("hora.picture where studio_id = 2 and state = 'ready'"), 1);
	agree();
	console.log(`${tiny} tiny files and ${kills} kills: ${((Date.now() - begun) / 1000).toFixed(1)} s`);

	// Left in the spool by a program that died (a worker, each time at most one file):
	// gone after ten minutes, not before.
	worker.kill('SIGTERM');
	await worker.ended;
	const left = readdirSync(spool);
	assert.ok(left.length <= before + kills + 1, `${left.length} files are left after ${kills} kills, ${before} were there`);
	for (const [name, age] of [...left.map((name) => [name, 700]), ['a'.repeat(24), 700], ['b'.repeat(24), 10]]) {
		writeFileSync(`${spool}/${name}`, 'left');
		utimesSync(`${spool}/${name}`, Date.now() / 1000 - age, Date.now() / 1000 - age);
	}
	worker = start('batch', config);
	await until('the old ones are gone', 40, () => readdirSync(spool).length === 1);
	assert.ok(existsSync(`${spool}/${'b'.repeat(24)}`));
	worker.kill('SIGTERM');
	assert.equal(await worker.ended, 0, worker.log);
} finally {
	await clear();
}
