#!/usr/bin/env node
// Templates and data made at random, rendered by mustache_answers and by
// mustache.js, must come to the same. Made are only such as both are to agree
// on: mustache.js writes booleans, looks up dotted names and treats lines of
// several tags in ways of its own, and does not indent partials.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

let Mustache;
try {
	Mustache = createRequire(import.meta.url)('/usr/share/nodejs/mustache');
} catch {
	console.log('mustache.js is not installed');
	process.exit(77);
}
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
Mustache.escape = (text) => String(text).replace(/[&<>"']/g, (c) => ENTITIES[c]);

const ROUNDS = process.argv.includes('--full') ? 200000 : 5000;
const BATCH = 5000;

// The same numbers in every run (mulberry32).
let seed = 7321;
const dice = (most) => {
	seed = (seed + 0x6d2b79f5) | 0;
	let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
	t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) % most;
};
const pick = (list) => list[dice(list.length)];

// Names tell their kind: s text or number, f anything a section goes by, o a
// record, l a list of records, p a list of plain values. o.x is only in records
// called o, so that looking up a dotted name has one answer.
const TEXTS = ['', 'a', '<b>', 'é預𠮷', '"x" & \'y\'', '{{s1}}', '\n', ' ', '0', 'a\\nb'];
const scalar = () => pick([() => pick(TEXTS), () => dice(1000) - 500, () => dice(100) / 8, () => null])();
const plain = () => pick([() => pick(TEXTS.slice(1)), () => 1 + dice(9)])();

function record(depth) {
	const r = {};
	for (const name of ['s1', 's2', 's3']) if (dice(3)) r[name] = scalar();
	for (const name of ['f1', 'f2']) if (dice(3)) r[name] = pick([true, false, null, 0, 1, '', 'x', [], {}]);
	if (depth > 0) {
		if (dice(2)) r.o = { ...record(depth - 1), x: scalar() };
		if (dice(2)) r.l = Array.from({ length: dice(4) }, () => record(depth - 1));
		if (dice(2)) r.p = Array.from({ length: dice(4) }, plain);
	}
	return r;
}

const LITERALS = ['x', ' ', '  ', '\n', '\n\n', '\r\n', '\t', '<p>', ' { ', ' } ', 'é預', '. ', '&', '%'];

// A tag, in the delimiters in force, with or without space in it.
function tag(state, sigil, name) {
	const [open, close] = state.delimiters;
	const space = dice(4) ? '' : ' ';
	return sigil === '{' ? `${open}{${space}${name}${space}}${close}` : `${open}${sigil}${space}${name}${space}${close}`;
}

// A section's tags stand alone on their lines, or among text on both sides.
function section(state, sigil, name, inside) {
	const alone = dice(2);
	const end = pick(['\n', '\r\n']);
	const indent = pick(['', '  ', '\t']);
	const begin = tag(state, sigil, name);
	const body = inside();
	const close = tag(state, '/', name);
	return alone ? `${end}${indent}${begin}${end}${body}${end}${indent}${close}${end}` : `x${begin}x${body}x${close}x`;
}

function value(state) {
	const name = state.plain && !dice(3) ? '.' : pick(['s1', 's2', 's3', ...(state.inRecord ? [] : ['o.x'])]);
	return tag(state, pick(['', '', '&', '{']), name);
}

function piece(state, depth) {
	const kind = dice(depth > 0 ? 10 : 6);
	if (kind < 3) return pick(LITERALS);
	if (kind < 5) return value(state);
	if (kind === 5) return `x${tag(state, '!', pick(['note', 'two\nlines']))}`;
	if (kind === 6) return section(state, '^', pick(['f1', 'f2', 'l', 'p', 's1']), () => text(state, depth - 1));
	if (kind === 7) return section(state, '#', pick(['f1', 'f2']), () => text({ ...state, plain: false }, depth - 1));
	if (kind === 8)
		return section(state, '#', pick(['o', 'l']), () => text({ ...state, plain: false, inRecord: true }, depth - 1));
	return section(state, '#', 'p', () => text({ ...state, plain: true }, depth - 1));
}

function text(state, depth) {
	let all = '';
	for (let n = dice(5); n > 0; n--) all += piece(state, depth);
	return all;
}

function template(partials) {
	const state = { delimiters: ['{{', '}}'], plain: false, inRecord: false };
	let all = '';
	for (let n = 1 + dice(4); n > 0; n--) {
		all += text(state, 3);
		const name = partials.length ? pick(partials) : null;
		if (name && !dice(2)) all += pick([`x${tag(state, '>', name)}x`, `\n${tag(state, '>', name)}\n`]);
		if (!dice(6)) {
			const next = pick([['{{', '}}'], ['<%', '%>'], ['|', '|']]);
			const [open, close] = state.delimiters;
			all += `x${open}=${next.join(pick([' ', '  ']))}=${close}x`;
			state.delimiters = next;
		}
	}
	return all;
}

function question() {
	const partials = {};
	partials.q = template([]);
	partials.p = template(['q']);
	return { template: template(['p', 'q']), partials, data: record(3) };
}

let asked = 0;
for (let done = 0; done < ROUNDS; done += BATCH) {
	const questions = Array.from({ length: BATCH }, question);
	const run = spawnSync(`${process.env.HORA_BUILD ?? '.'}/tests/view/mustache_answers`, {
		input: questions.map((q) => `${JSON.stringify(q)}\n`).join(''), maxBuffer: 1 << 30,
	});
	const answers = run.stdout.toString().split('\n').slice(0, -1).map((line) => JSON.parse(line));
	assert.equal(answers.length, BATCH, run.stderr.toString());
	questions.forEach((q, i) => {
		Mustache.clearCache();
		let want = null;
		try {
			want = Mustache.render(q.template, q.data, q.partials);
		} catch { /* it refuses; so must we */ }
		asked += want !== null;
		assert.equal(answers[i], want, JSON.stringify(q, null, 1));
	});
}
assert.ok(asked > ROUNDS / 2, `only ${asked} of ${ROUNDS} could be rendered`);
console.log(`${asked} templates come to the same`);
