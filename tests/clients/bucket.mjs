// A bucket to put things into: HTTPS, path style, objects in memory. Every request's
// signature is made again by npm's aws4 from what arrived, and must be the same.
import { createHash } from 'node:crypto';
import { createServer } from 'node:https';
import { modules } from './peer.mjs';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

// account: { id, secret, region, name }; credentials: { key, cert }.
export const openBucket = async (account, credentials) => {
	const { default: aws4 } = await modules('aws4');
	const bucket = { objects: new Map(), refused: [], asked: 0, broken: 0 };

	// Why a request is not its holder's; undefined when it is.
	const objection = (rq, body) => {
		const said = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=[0-9a-f]{64}$/
			.exec(rq.headers.authorization ?? '');
		if (!said) return 'AccessDenied';
		const [, id, day, region, names] = said, signed = names.split(';'), date = rq.headers['x-amz-date'] ?? '';
		if (id !== account.id) return 'InvalidAccessKeyId';
		if (region !== account.region || !date.startsWith(day)) return 'AuthorizationHeaderMalformed';
		const at = Date.parse(date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
		if (!(Math.abs(Date.now() - at) < 15 * 60_000)) return 'RequestTimeTooSkewed';
		const must = Object.keys(rq.headers).filter((h) => h === 'host' || h === 'content-type' || h.startsWith('x-amz-'));
		if (must.some((h) => !signed.includes(h))) return 'AccessDenied';
		if (rq.headers['x-amz-content-sha256'] !== sha256(body)) return 'XAmzContentSHA256Mismatch';
		// aws4 would sign a length that was not.
		const again = aws4.sign({ host: rq.headers.host, method: rq.method, path: rq.url, service: 's3', region,
			body: body.length > 0 ? body : undefined, extraHeadersToIgnore: { 'content-length': !signed.includes('content-length') },
			headers: Object.fromEntries(signed.map((h) => [h, rq.headers[h]])),
			extraHeadersToInclude: Object.fromEntries(signed.map((h) => [h, true])) },
		{ accessKeyId: account.id, secretAccessKey: account.secret });
		return (again.headers.Authorization ?? again.headers.authorization) === rq.headers.authorization ? undefined : 'SignatureDoesNotMatch';
	};

	const answer = (rs, status, code, headers = {}) => rs.writeHead(status, headers)
		.end(code ? `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>` : '');
	const server = createServer(credentials, (rq, rs) => {
		const chunks = [];
		rq.on('data', (c) => chunks.push(c)).on('end', () => {
			const body = Buffer.concat(chunks), why = objection(rq, body);
			bucket.asked++;
			if (why) {
				bucket.refused.push(why);
				return answer(rs, 403, why);
			}
			if (bucket.broken > 0) {
				bucket.broken--;
				return answer(rs, 503, 'SlowDown');
			}
			if (!rq.url.startsWith(`/${account.name}/`)) return answer(rs, 404, 'NoSuchBucket');
			const name = decodeURIComponent(rq.url.slice(account.name.length + 2)), object = bucket.objects.get(name);
			if (rq.method === 'PUT') {
				bucket.objects.set(name, { body, type: rq.headers['content-type'], cache: rq.headers['cache-control'] });
				return answer(rs, 200);
			}
			if (rq.method === 'DELETE') {
				bucket.objects.delete(name);
				return answer(rs, 204);
			}
			if (rq.method !== 'GET') return answer(rs, 405, 'MethodNotAllowed');
			if (!object) return answer(rs, 404, 'NoSuchKey');
			rs.writeHead(200, { 'content-type': object.type, 'cache-control': object.cache }).end(object.body);
		});
	});
	await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
	bucket.server = server;
	bucket.url = `https://localhost:${server.address().port}/${account.name}`;
	return bucket;
};
