#!/usr/bin/env node
// Reads the calendar files of calendar_answers with ical.js: each has one event,
// the properties we meant and no other, and the text as it was given.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = process.env.HORA_SOURCE ?? '.';
const modules = [process.env.HORA_NODE_MODULES, `${source}/node_modules`].find((f) => f && existsSync(`${f}/ical.js`));
if (!modules) {
	console.log('ical.js is not installed');
	process.exit(77);
}
const { default: ICAL } = await import(createRequire(`${modules}/x`).resolve('ical.js'));

const PROPERTIES = 'uid sequence dtstamp dtstart dtend summary description location url status transp organizer attendee'.split(' ');
const PIECES = ['a', 'é', '預約', '𠮷', ' ', ';', ',', '\\', '\\n', '\\;', '\\,', '\\\\', '\n', '\r\n', ':', '"',
	'BEGIN:VEVENT', 'END:VEVENT', '\nATTENDEE:mailto:x@example.com', '=1+1', '\x01', '\x85', '\u2028', '\u202e', '\u2067'];
const ROUNDS = process.argv.includes('--full') ? 1000 : 250;

const meant = (text) => text.replace(/\r\n|\u2028/g, '\n').replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, '');
const visible = (text) => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');

// The same numbers in every run (mulberry32).
let seed = 5545;
const dice = (most) => {
	seed = (seed + 0x6d2b79f5) | 0;
	let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
	t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) % most;
};

for (let round = 0; round < ROUNDS; round++) {
	let text = 'x';
	for (let n = 1 + dice(60); n > 0; n--) text += PIECES[dice(PIECES.length)];
	text += 'x';
	const run = spawnSync(`${process.env.HORA_BUILD}/tests/document/calendar_answers`, { input: text });
	const calendar = new ICAL.Component(ICAL.parse(run.stdout.toString()));
	assert.deepEqual(calendar.getAllSubcomponents().map((c) => c.name), ['vevent'], JSON.stringify(text));
	const event = calendar.getFirstSubcomponent('vevent');
	assert.deepEqual(event.getAllProperties().map((p) => p.name).sort(), [...PROPERTIES].sort(), JSON.stringify(text));
	assert.equal(event.getFirstPropertyValue('sequence'), 7);
	assert.equal(event.getFirstPropertyValue('status'), 'CANCELLED');
	assert.equal(calendar.getFirstPropertyValue('method'), 'CANCEL');
	for (const [name, address] of [['organizer', 'hora@hora.example'], ['attendee', 'mar%C3%ADa+x@example.pt']]) {
		const party = event.getFirstProperty(name);
		assert.equal(party.getFirstValue(), `mailto:${address}`, JSON.stringify(text));
		assert.equal(party.getParameter('cn'), visible(meant(text).replace(/[\n\\]/g, '')).replace(/"/g, "'"), JSON.stringify(text));
	}
	for (const name of ['summary', 'description', 'location'])
		assert.equal(visible(event.getFirstPropertyValue(name)), visible(meant(text)), JSON.stringify(text));
}
