#!/usr/bin/env node
// Sends through npm's smtp-server, kind and unkind: what the relay took is
// "sent", what it cannot have taken is tried again, silence after the end of
// the message is "uncertain", and nothing goes out without TLS and a password.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { certificate, modules } from './peer.mjs';

const { SMTPServer } = (await modules('smtp-server')).default;
const own = certificate();
const old = new SMTPServer({ key: own.key, cert: own.cert, authOptional: true, hideSMTPUTF8: true, onData: (stream, session, done) => { stream.on('end', () => { took.push({}); done(); }).resume(); } });
old.on('error', () => {});
const other = certificate();

const PASSWORD = 'pässwörd';
const took = [];
let connections = 0;
const relay = new SMTPServer({
	key: own.key, cert: own.cert, authMethods: ['PLAIN', 'LOGIN'],
	onConnect: (session, done) => { connections++; done(); },
	onAuth: ({ username, password }, session, done) =>
		done(username === 'hora' && password === PASSWORD && session.secure ? null : new Error('no'), { user: 1 }),
	onRcptTo: ({ address }, session, done) => {
		if (address.startsWith('cut')) return relay.connections.forEach((c) => c._socket.destroy());
		const code = Number(address.match(/^rcpt(\d+)/)?.[1] ?? 0);
		const words = address.match(/^rcpt\d+-([\d.]+)@/)?.[1];
		done(code ? Object.assign(new Error(words ? `${words} not here` : 'not here'), { responseCode: code }) : null);
	},
	onData: (stream, session, done) => {
		const chunks = [], to = session.envelope.rcptTo.map((r) => r.address);
		stream.on('data', (c) => chunks.push(c));
		stream.on('end', () => {
			const code = Number(to[0].match(/^data(\d+)/)?.[1] ?? 0);
			if (to[0].startsWith('silent')) return;
			took.push({ from: session.envelope.mailFrom.address, to, raw: Buffer.concat(chunks).toString() });
			if (to[0].startsWith('gone')) return relay.connections.forEach((c) => c._socket.destroy());
			done(code ? Object.assign(new Error('not that'), { responseCode: code }) : null);
		});
	},
});
relay.on('error', () => {});
const listening = (server) => new Promise((ready) => server.listen(0, '127.0.0.1', ready));
await listening(relay);
await listening(old.server);
const port = relay.server.address().port;

// A relay that greets one byte every two seconds, and one that knows no TLS.
const tarpit = net.createServer((socket) => {
	const drip = setInterval(() => socket.write('2'), 2000);
	socket.on('close', () => clearInterval(drip)).on('error', () => {});
});
await listening(tarpit);
const bare = new SMTPServer({ disabledCommands: ['STARTTLS', 'AUTH'], authOptional: true });
bare.on('error', () => {});
await listening(bare.server);

// One run of message_answers: orders in, fates out.
let count = 0;
const send = async (options, orders) => {
	const run = spawn(`${process.env.HORA_BUILD}/tests/clients/message_answers`, options, { stdio: ['pipe', 'pipe', 'ignore'] });
	const answers = createInterface({ input: run.stdout })[Symbol.asyncIterator]();
	const fates = [];
	for (const order of orders) {
		run.stdin.write(`${JSON.stringify({ from_name: 'Casa', from: 'hora@hora.example', to_name: 'Maria', subject: 'Booked',
			id: `notice-${++count}.1@hora.example`, text: 'Hello', html: '<p>Hello</p>', ...order })}\n`);
		fates.push((await answers.next()).value);
	}
	run.stdin.end();
	return fates;
};
const good = [`smtp://localhost:${port}`, 'hora.example', '3', own.file, 'hora', PASSWORD];
const at = (url, ...rest) => [url, 'hora.example', '3', ...rest];

// Two messages over one connection, each to one recipient, every dot intact.
const dots = ['.', '..', '.x', 'a.', '', '.'].join('\n');
assert.deepEqual(await send(good, [{ to: 'maria@example.pt', text: dots }, { to: 'rui@example.pt' }]), ['sent ', 'sent ']);
assert.equal(connections, 1);
assert.deepEqual(took.map((m) => [m.from, ...m.to]), [['hora@hora.example', 'maria@example.pt'], ['hora@hora.example', 'rui@example.pt']]);
assert.ok(took[0].raw.includes(`\r\n\r\n${dots.replace(/\n/g, '\r\n')}\r\n--`), took[0].raw);

// What the relay says decides, and its words are kept.
const fates = await send(good, ['rcpt550@x.pt', 'rcpt450@x.pt', 'rcpt530@x.pt', 'data554@x.pt', 'data451@x.pt'].map((to) => ({ to })));
assert.deepEqual(fates.map((f) => f.split(' ')[0]), ['refused', 'later', 'later', 'refused', 'later'], fates.join('\n'));
assert.match(fates[0], /^refused 550 not here/);

// What is said of us, not of who it goes to, is for the operator to mend, and is tried
// again; after the message it is the message's.
const ours = await send(good, ['rcpt554-5.7.1@x.pt', 'rcpt550-5.1.8@x.pt', 'rcpt550-5.1.1@x.pt', 'data554@x.pt'].map((to) => ({ to })));
assert.deepEqual(ours.map((f) => f.split(' ')[0]), ['later', 'later', 'refused', 'refused'], ours.join('\n'));

// A host beyond ASCII is asked for as relays know it.
took.length = 0;
assert.deepEqual(await send(good, [{ to: 'maria@münchen.example' }]), ['sent ']);
assert.deepEqual(took[0].to, ['maria@münchen.example']); // as this one reads it
assert.match(took[0].raw, /^To: "Maria"\r\n <maria@xn--mnchen-3ya\.example>\r$/m);

// What is before the @ has no other writing: it goes to relays that take it.
took.length = 0;
assert.deepEqual(await send(good, [{ to: 'josé@example.pt' }]), ['sent ']);
assert.deepEqual(await send(at(`smtp://localhost:${old.server.address().port}`, own.file), [{ to: 'josé@example.pt' }, { to: 'maria@example.pt' }]),
	['refused The relay takes no address beyond ASCII (SMTPUTF8).', 'sent ']);
assert.equal(took.length, 2);

// Silence and death after the end of the message; death before it.
took.length = 0;
assert.match((await send(good, [{ to: 'gone@x.pt' }]))[0], /^uncertain /);
assert.equal(took.length, 1);
assert.match((await send(good, [{ to: 'silent@x.pt' }]))[0], /^uncertain /);
assert.match((await send(good, [{ to: 'cut@x.pt' }]))[0], /^later /);

// A connection that broke is not used again, and a good message follows.
assert.deepEqual((await send(good, [{ to: 'gone@x.pt' }, { to: 'maria@x.pt' }])).map((f) => f.split(' ')[0]), ['uncertain', 'sent']);

// Nobody to send to, or nobody to trust.
took.length = 0;
const begun = Date.now();
for (const options of [
	[...good.slice(0, 5), 'wrong'],
	at(`smtp://localhost:${port}`, other.file, 'hora', PASSWORD),
	at(`smtp://localhost:${bare.server.address().port}`, own.file),
	at(`smtps://localhost:${port}`, own.file, 'hora', PASSWORD),
	at('smtp://localhost:1', own.file),
	at(`smtp://localhost:${tarpit.address().port}`, own.file),
	at(`smtp://localhost:${port}`),
]) assert.match((await send(options, [{ to: 'maria@x.pt' }]))[0], /^later ./, options.join(' '));
assert.equal(took.length, 0);
assert.ok(Date.now() - begun < 12000);

// Addresses that would be commands never leave.
assert.deepEqual(await send(good, [{ to: 'maria@x.pt>\r\nRCPT TO:<thief@x.pt' }]), ['invalid']);

// Into a folder: one file a message, however often it is tried.
const folder = mkdtempSync(`${tmpdir()}/hora-mail.`);
const id = 'notice-1.1@hora.example';
assert.deepEqual(await send(at(`file:${folder}`), [{ to: 'a@x.pt', id }, { to: 'b@x.pt', id }, { to: 'c@x.pt' }]), ['sent ', 'sent ', 'sent ']);
assert.equal(readdirSync(folder).length, 2);
assert.match(readFileSync(`${folder}/${id}.eml`, 'latin1'), /b@x\.pt/);
rmSync(folder, { recursive: true });
assert.match((await send(at(`file:${folder}`), [{ to: 'a@x.pt' }]))[0], /^later .*No such file/);

// Anything else is no relay.
assert.deepEqual(await send(at('http://localhost'), [{ to: 'a@x.pt' }]), [undefined]);
process.exit(0);
