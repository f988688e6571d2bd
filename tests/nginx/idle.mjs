// usage: node tests/nginx/idle.mjs PORT COUNT NETWORK
//
// Opens so many TLS connections from addresses 127.0.NETWORK.x, asks once on each,
// and keeps them open, idle but for one more request each 20 seconds, shortly before
// nginx would close them. Ends when its input does.

import tls from 'node:tls';

const [port, count, network] = process.argv.slice(2).map(Number);
const question = 'GET /errors/page.css HTTP/1.1\r\nHost: localhost\r\n\r\n';
const atOnce = 100;
let alive = 0, number = 0, session;

// One connection. The next begins when this one has its first answer; another takes
// its place when it ends.
function connect() {
	if (alive >= count)
		return;
	alive++;
	const socket = tls.connect({ host: '127.0.0.1', port, servername: 'localhost', rejectUnauthorized: false,
		localAddress: `127.0.${network}.${1 + number++ % 200}`, session }, () => socket.write(question));
	let timer;
	socket.on('session', (given) => { session = given; });
	socket.once('data', () => {
		timer = setInterval(() => socket.write(question), 20000);
		connect();
	});
	socket.on('data', () => {});
	socket.on('error', () => {});
	socket.on('close', () => {
		clearInterval(timer);
		alive--;
		setTimeout(connect, 100);
	});
}

process.stdin.on('end', () => process.exit(0)).resume();
for (let n = 0; n < Math.min(atOnce, count); n++)
	connect();
