// A visitor's connection: as much of HTTP/2 over TLS (RFC 9113, 7541) as two
// thousand of them on one machine can afford, since what they cost is taken from
// the site that they look at.

import tls from 'node:tls';

const DATA = 0, HEADERS = 1, RESET = 3, SETTINGS = 4, PING = 6, AWAY = 7, WINDOW = 8;
const END = 1, ACK = 1, WHOLE = 5; // flags; WHOLE: a question that is one frame of headers
const STATUS_200 = 0x88, GET = [0x82, 0x87], AUTHORITY = [0x01], PATH = [0x04], ACCEPT = [0x0f, 0x04]; // RFC 7541, appendix A
const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

function frame(type, flags, stream, payload = Buffer.alloc(0)) {
	const head = Buffer.alloc(9);
	head.writeUIntBE(payload.length, 0, 3);
	head[3] = type;
	head[4] = flags;
	head.writeUInt32BE(stream, 5);
	return Buffer.concat([head, payload]);
}

// A header field that no table is to remember. Names are numbers, values short.
function field(name, value) {
	if (value.length > 126)
		throw new Error(`too long: ${value}`);
	return Buffer.concat([Buffer.from([...name, value.length]), Buffer.from(value)]);
}

// The visitor, once connected. get(place, whole): asks, and calls whole(status, body)
// at the end; a status is 200, or 0 for anything else, no answer included.
// hear(place, part): asks for events, and calls part(text) for each piece of them.
export function connect({ port, ca, localAddress }) {
	const socket = tls.connect({ host: '127.0.0.1', port, ca, localAddress, servername: 'localhost', ALPNProtocols: ['h2'] });
	const streams = new Map();
	let rest = Buffer.alloc(0), next = 1;

	const end = (id, isWhole) => {
		const stream = streams.get(id);
		streams.delete(id);
		stream?.whole?.(isWhole ? stream.status : 0, stream.body);
	};
	const take = (type, flags, id, payload) => {
		const stream = streams.get(id);
		if (type === HEADERS && stream)
			stream.status = payload[0] === STATUS_200 ? 200 : 0;
		else if (type === DATA && stream?.part)
			stream.part(payload.toString());
		else if (type === DATA && stream)
			stream.body += payload.toString('latin1');
		else if ((type === SETTINGS || type === PING) && !(flags & ACK))
			socket.write(frame(type, ACK, 0, type === PING ? payload : undefined));
		if (type === RESET || ((type === DATA || type === HEADERS) && flags & END))
			end(id, type !== RESET);
		else if (type === AWAY)
			socket.destroy();
	};
	socket.on('data', (chunk) => {
		rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
		let at = 0;
		for (let length; rest.length - at >= 9 && rest.length - at >= 9 + (length = rest.readUIntBE(at, 3)); at += 9 + length)
			take(rest[at + 3], rest[at + 4], rest.readUInt32BE(at + 5) & 0x7fffffff, rest.subarray(at + 9, at + 9 + length));
		rest = rest.subarray(at);
	});
	socket.on('error', () => {});
	socket.on('close', () => [...streams.keys()].forEach((id) => end(id, false)));
	const ask = (place, accept, use) => {
		streams.set(next, { status: 0, body: '', ...use });
		socket.write(frame(HEADERS, WHOLE, next, Buffer.concat([Buffer.from(GET),
			field(AUTHORITY, `localhost:${port}`), field(PATH, place), field(ACCEPT, accept)])));
		next += 2;
	};
	const visitor = {
		get: (place, whole) => ask(place, '*/*', { whole }),
		hear: (place, part) => ask(place, 'text/event-stream', { part }),
	};
	return new Promise((done, fail) => {
		socket.once('error', fail).once('secureConnect', () => {
			const room = Buffer.alloc(4);
			room.writeUInt32BE(2 ** 30);
			socket.write(Buffer.concat([PREFACE, frame(SETTINGS, 0, 0), frame(WINDOW, 0, 0, room)]));
			done(visitor);
		});
	});
}
