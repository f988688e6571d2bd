#!/usr/bin/env node
// Puts, gets and deletes in a bucket that makes every signature again (npm's aws4)
// and takes no other: bucket.mjs.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { openBucket } from './bucket.mjs';
import { certificate } from './peer.mjs';

const own = certificate();
const account = { id: 'AKIDTEST', secret: 'a/secret+with=signs', region: 'eu-west-1', name: 'photos' };
const bucket = await openBucket(account, own);

const act = async (lines, { url = bucket.url, region = account.region, id = account.id, secret = account.secret, late = 0 } = {}) => {
	const run = spawn(`${process.env.HORA_BUILD}/tests/clients/s3_answers`, [url, region, id, secret, own.file, `${late}`],
		{ stdio: ['pipe', 'pipe', 'ignore'] });
	let said = '';
	run.stdout.on('data', (text) => { said += text; });
	run.stdin.end(lines.map((line) => `${line}\n`).join(''));
	await new Promise((done) => run.on('close', done));
	return said.trimEnd().split('\n').map((line) => line.trimEnd());
};

// What is put is there, whole, with its type and for as long as browsers like; what
// is deleted is gone, and deleting it again does no harm.
assert.deepEqual(await act(['put ab/ab12-96.webp some bytes', 'get ab/ab12-96.webp']), ['ok', 'ok some bytes']);
assert.deepEqual(bucket.objects.get('ab/ab12-96.webp'),
	{ body: Buffer.from('some bytes'), type: 'image/webp', cache: 'public, max-age=31536000, immutable' });
assert.deepEqual(await act(['delete ab/ab12-96.webp', 'delete ab/ab12-96.webp', 'get ab/ab12-96.webp']),
	['ok', 'ok', 'not_found the bucket answers 404 NoSuchKey']);
// Names that need escaping are signed as they are sent.
assert.deepEqual(await act(["put a$&é/c+d~e'(1)!.webp x", "get a$&é/c+d~e'(1)!.webp"]), ['ok', 'ok x']);
assert.deepEqual([...bucket.objects.keys()], ["a$&é/c+d~e'(1)!.webp"]);
assert.deepEqual(bucket.refused, []);

// A bucket that is not there, or too busy.
assert.deepEqual(await act(['put x y'], { url: bucket.url.replace('photos', 'others') }), ['upstream the bucket answers 404 NoSuchBucket']);
bucket.broken = 2;
assert.deepEqual(await act(['put x y', 'delete x', 'put x y']), ['busy the bucket answers 503 SlowDown', 'busy the bucket answers 503 SlowDown', 'ok']);

// And it does refuse: another secret, id, region, a clock that is wrong.
for (const [wrong, code] of [[{ secret: 'other' }, 'SignatureDoesNotMatch'], [{ id: 'AKIDOTHER' }, 'InvalidAccessKeyId'],
	[{ region: 'us-east-1' }, 'AuthorizationHeaderMalformed'], [{ late: 1000 }, 'RequestTimeTooSkewed'], [{ late: -1000 }, 'RequestTimeTooSkewed']])
	assert.deepEqual(await act(['put x stolen'], wrong), [`upstream the bucket answers 403 ${code}`]);
assert.equal(bucket.objects.get('x').body.toString(), 'y');
assert.match((await act(['get x'], { url: 'http://localhost/photos' }))[0], /^refused /);

const { asked } = bucket;
bucket.server.close();
bucket.server.closeAllConnections();
const [gone] = await act(['put x y']);
assert.match(gone, /^busy /);
console.log(`${asked} signed requests`);
