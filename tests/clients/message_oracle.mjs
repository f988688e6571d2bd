#!/usr/bin/env node
// Reads the messages of message_answers with mailparser and ical.js: headers,
// texts and calendar come out as they went in, and nothing else does.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { modules } from './peer.mjs';

const { simpleParser } = await modules('mailparser');
const { default: ICAL } = await modules('ical.js');

const PIECES = ['a', 'é', 'ç', '預約', '𠮷', ' ', ',', '"', '\\', '<x@example.com>', '=?UTF-8?Q?x?=', '=', '=20', '?=', '(c)',
	'.', '\n.', '\n', '\r\nBcc: thief@example.com\r\n', '--=_hora_mixed', '\n--=_hora_alternative--\n', 'From ', '\t', '\u200d',
	'averyveryverylongwordwithoutanyspaceinitthatgoesonandonandon'];
const ROUNDS = process.argv.includes('--full') ? 3000 : 300;

// The same numbers in every run (mulberry32).
let seed = 5322;
const dice = (most) => {
	seed = (seed + 0x6d2b79f5) | 0;
	let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
	t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) % most;
};
const phrase = (most) => {
	let text = 'x';
	for (let n = dice(most); n > 0; n--) text += PIECES[dice(PIECES.length)];
	return `${text}x`;
};

const spaces = (text) => text.replace(/[\x00-\x20\x7f-\x9f\u2028\u2029]+/g, ' ').trim();
const lines = (text) => text.replace(/\r\n?/g, '\n').replace(/\n*$/, '\n');

const calendar = (text) => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x', 'METHOD:REQUEST', 'BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20261124T103000Z',
	'DTSTART:20261124T103000Z', `SUMMARY:${text.replace(/[\\;,]/g, '\\$&').replace(/[\r\n\t]+/g, ' ')}`, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');

const orders = Array.from({ length: ROUNDS }, (_, i) => ({
	from_name: phrase(8).replace(/[\r\n\t]/g, ' '), from: 'hora@hora.example', to_name: phrase(8).replace(/[\r\n\t]/g, ' '), to: `m${i}@example.pt`,
	reply_to: i % 2 ? 'casa@example.pt' : null, subject: phrase(40), id: `notice-${i}.1@hora.example`,
	unsubscribe: i % 3 ? null : 'https://hora.example/unsubscribe/x', text: phrase(200), html: `<p>${phrase(200)}</p>`,
	calendar: i % 2 ? calendar(phrase(20)) : null, method: i % 2 ? 'REQUEST' : null,
}));

const run = spawnSync(`${process.env.HORA_BUILD}/tests/clients/message_answers`, {
	input: orders.map((o) => `${JSON.stringify(o)}\n`).join(''), maxBuffer: 1 << 28,
});
assert.equal(run.status, 0, run.stderr.toString());
let rest = run.stdout;
for (const order of orders) {
	const end = rest.indexOf(10);
	const length = Number(rest.subarray(0, end).toString());
	const raw = rest.subarray(end + 1, end + 1 + length);
	rest = rest.subarray(end + 1 + length);
	const label = JSON.stringify(order);
	const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true });
	const headers = 'date from to subject message-id auto-submitted x-auto-response-suppress mime-version content-type'.split(' ');
	if (order.reply_to) headers.push('reply-to');
	if (order.unsubscribe) headers.push('list');
	assert.deepEqual([...mail.headers.keys()].sort(), headers.sort(), label);
	assert.equal(mail.from.value.length, 1, label);
	assert.deepEqual(mail.from.value[0], { address: order.from, name: spaces(order.from_name) }, label);
	assert.deepEqual(mail.to.value[0], { address: order.to, name: spaces(order.to_name) }, label);
	assert.equal(mail.to.value.length, 1, label);
	assert.equal(spaces(mail.subject), spaces(order.subject), label);
	assert.equal(mail.messageId, `<${order.id}>`, label);
	assert.equal(mail.date.toISOString(), '2026-11-24T10:20:00.000Z', label);
	assert.equal(lines(mail.text), lines(order.text), label);
	assert.equal(lines(mail.html), lines(order.html), label);
	if (!order.calendar) {
		assert.equal(mail.attachments.length, 0, label);
		continue;
	}
	assert.equal(mail.attachments.length, 2, label);
	for (const part of mail.attachments) assert.equal(part.content.toString(), order.calendar, label);
	assert.deepEqual(mail.attachments.map((p) => p.contentType).sort(), ['application/ics', 'text/calendar']);
	new ICAL.Component(ICAL.parse(mail.attachments[0].content.toString()));
}
assert.equal(rest.length, 0);
