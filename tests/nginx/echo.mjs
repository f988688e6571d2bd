// A FastCGI program that tells what it was sent: the parameters and the length
// of the body as JSON. It stands in for the real ones, so that the tests see
// what nginx lets through, and can misbehave at will:
//
//   /s/status/NNN      answers that status, with headers of its own
//   /s/slow            answers after half a second
//   /s/x/book/…/starts answers what may be kept for two seconds, after a moment;
//                      as /s/x/book/NNN/starts with that status, as
//                      /s/x/book/cookie/starts with a cookie
//   channel=forbidden  is refused to subscribers

import net from 'node:net';

const STDOUT = 6, END = 3, PARAMS = 4, STDIN = 5;

function record(type, id, content) {
	const head = Buffer.alloc(8);
	head.writeUInt8(1, 0);
	head.writeUInt8(type, 1);
	head.writeUInt16BE(id, 2);
	head.writeUInt16BE(content.length, 4);
	return Buffer.concat([head, content]);
}

function readLength(bytes, at) {
	return bytes[at] < 128 ? [bytes[at], at + 1] : [bytes.readUInt32BE(at) & 0x7fffffff, at + 4];
}

// Names as they come, so that a parameter sent twice is seen twice.
function readPairs(bytes) {
	const pairs = [];
	for (let at = 0; at < bytes.length;) {
		let nameLength, valueLength;
		[nameLength, at] = readLength(bytes, at);
		[valueLength, at] = readLength(bytes, at);
		pairs.push([bytes.toString('latin1', at, at + nameLength),
			bytes.toString('latin1', at + nameLength, at + nameLength + valueLength)]);
		at += nameLength + valueLength;
	}
	return pairs;
}

function answer(program, pairs, body) {
	const params = Object.fromEntries(pairs);
	const path = params.REQUEST_URI ?? '';
	const kept = path.match(/^\/s\/x\/(?:book\/([a-z0-9]+)|visit)\/starts/);
	const status = path.match(/^\/s\/status\/(\d+)/)?.[1] ?? kept?.[1]?.match(/^\d+$/)?.[0]
		?? (/channel=forbidden/.test(params.QUERY_STRING) ? '403' : '200');
	const own = kept
		? `Cache-Control: public, max-age=2\r\n${kept[1] === 'cookie' ? 'Set-Cookie: a=b; Secure\r\n' : ''}`
		: path.startsWith('/s/status/')
		? 'Content-Security-Policy: default-src \'self\'\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\n'
			+ 'Cache-Control: private\r\nReferrer-Policy: same-origin\r\nRetry-After: 77\r\nAllow: GET\r\n'
		: '';
	return Buffer.from(`Status: ${status} Said\r\nContent-Type: application/json\r\n${own}\r\n`
		+ JSON.stringify({ program, params, names: pairs.map(([name]) => name), body: body.length }));
}

// Listens on a unix socket; seen collects every request's parameters.
export function echo(program, socket, seen = []) {
	const server = net.createServer((connection) => {
		let buffer = Buffer.alloc(0);
		const params = [], body = [];
		connection.on('error', () => {});
		connection.on('data', (chunk) => {
			buffer = Buffer.concat([buffer, chunk]);
			while (buffer.length >= 8) {
				const length = buffer.readUInt16BE(4), whole = 8 + length + buffer[6];
				if (buffer.length < whole)
					return;
				const type = buffer[1], id = buffer.readUInt16BE(2), content = buffer.subarray(8, 8 + length);
				buffer = buffer.subarray(whole);
				if (type === PARAMS)
					params.push(content);
				else if (type === STDIN && length > 0)
					body.push(content);
				else if (type === STDIN)
					finish(id);
			}
		});
		function finish(id) {
			const pairs = readPairs(Buffer.concat(params));
			seen.push(Object.fromEntries(pairs));
			const send = () => {
				connection.write(record(STDOUT, id, answer(program, pairs, Buffer.concat(body))));
				connection.write(record(STDOUT, id, Buffer.alloc(0)));
				connection.end(record(END, id, Buffer.alloc(8)));
			};
			const [, path] = pairs.find(([name]) => name === 'REQUEST_URI');
			setTimeout(send, path === '/s/slow' ? 500 : path.includes('/starts') ? 20 : 0);
		}
	});
	return new Promise((done) => server.listen({ path: socket, backlog: 1024 }, () => done(server)));
}
