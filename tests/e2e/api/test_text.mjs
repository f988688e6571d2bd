// Texts, in every field of the API and of the visitors' forms (R23): what is kept is
// what was typed (white space around it apart), shown byte for byte, or it is
// refused and nothing is kept. Nothing is cut, nothing changed in silence.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { ask, each, makeStudio, sql, starts, url, wish } from '../site.mjs';
import { bytes, escapes, texts } from '../strings.mjs';

const AT_ONCE = 12;
const studio = makeStudio({ staff: 10, minutes: 15, question: 'lines' });
const place = `/api/v1/studios/${studio}`;
const expected = new Map(); // booking -> what it must hold, of name, note, answer, email
let times, question, used = 0;

before(async () => {
	times = (await starts(studio, 6)).flatMap((start) => Array(8).fill(start));
	question = (await ask('GET', `${place}/services`)).json.items[0].questions[0].id;
});

// White space around goes, line ends are one kind; in a name runs of it are one space.
const blank = '[ \\t-\\r\\u00a0\\u2000-\\u200a\\u3000]';
const tidy = (text) => text.replace(new RegExp(`^${blank}+|${blank}+$`, 'g'), '').replaceAll('\r\n', '\n');
const tidyName = (text) => tidy(text).replace(/[ \u00a0\u2000-\u200a\u3000]+/g, ' ');
const tidyEmail = (text) => tidy(text).replace(/@[^@]*$/, (domain) => domain.replace(/[A-Z]/g, (letter) => letter.toLowerCase()));

const full = (more) => wish(times[used++], { answers: [{ question, answer: 'Here' }], ...more });
const book = (json) => ask('POST', `${place}/bookings`, { json });

// Either kept as it should be, or refused with a word on one of the fields.
function judge(answer, want, fields, text) {
	const what = `${JSON.stringify(text).slice(0, 80)} in ${fields}`;
	if (answer.status === 201) {
		expected.set(answer.json.id, want);
		const { customer, note, answers } = answer.json;
		const shown = { name: customer.name, email: customer.email, note, answer: answers[0].answer };
		for (const [name, value] of Object.entries(want))
			assert.equal(shown[name], value, what);
		return answer;
	}
	if (answer.status === 413)
		return undefined;
	assert.equal(answer.status, 422, `${what}: ${answer.status} ${answer.text}`);
	assert.ok(answer.json.errors.every((error) => fields.some((field) => error.pointer?.includes(field))), `${what}: ${answer.text}`);
	return undefined;
}

test('texts in notes, answers and reasons', async () => {
	let kept = 0;
	await each(texts, AT_ONCE, async (text) => {
		const answer = judge(await book(full({ note: text, answers: [{ question, answer: text }] })),
			{ note: tidy(text), answer: tidy(text) }, ['note', 'answer'], text);
		if (answer === undefined)
			return;
		kept++;
		const cancelled = await ask('POST', `${answer.headers.location}/cancel`, {
			json: { reason: text }, headers: { Authorization: `Bearer ${answer.json.manage_token}` },
		});
		if (cancelled.status === 200)
			expected.get(answer.json.id).reason = tidy(text);
		else
			assert.ok([413, 422].includes(cancelled.status), `${JSON.stringify(text)} as reason: ${cancelled.text}`);
	});
	assert.ok(kept > 300, `only ${kept} were kept`);
});

test('texts in names', async () => {
	let kept = 0;
	await each(texts, AT_ONCE, async (text) => {
		if (judge(await book(full({ customer: { name: text, phone: '+351912345678' } })), { name: tidyName(text) }, ['name'], text))
			kept++;
	});
	assert.ok(kept > 200, `only ${kept} were kept`);
});

test('texts in addresses and numbers', async () => {
	let kept = 0;
	await each(texts, AT_ONCE, async (text) => {
		if (judge(await book(full({ customer: { name: 'Maria', email: text, phone: '+351912345678' } })),
			tidy(text) === '' ? {} : { email: tidyEmail(text) }, ['email'], text))
			kept++;
		const answer = await book(full({ customer: { name: 'Maria', email: 'maria@example.com', phone: text } }));
		if (answer.status === 201)
			assert.match(answer.json.customer.phone ?? '+1111111', /^\+[1-9][0-9]{6,14}$/);
		else
			assert.ok([413, 422].includes(answer.status), `${JSON.stringify(text)} as a number: ${answer.text}`);
	});
	assert.ok(kept > 5);
});

test('texts where a name of ours belongs', async () => {
	await each(texts.filter((_, i) => i % 2 === 0), AT_ONCE, async (text) => {
		const refused = await Promise.all([
			book({ ...full(), service: text }), book({ ...full(), start: text }),
			ask('GET', `${place}/slots?service=${encodeURIComponent(text)}&from=2030-01-01&to=2030-01-02`),
			ask('GET', `${place}/slots?service=visit&from=${encodeURIComponent(text)}&to=2030-01-02`),
			ask('GET', `${place}/days?service=visit&month=${encodeURIComponent(text)}`),
			ask('GET', `/api/v1/studios/${encodeURIComponent(text)}`),
			ask('GET', `/api/v1/problems/${encodeURIComponent(text)}`),
			ask('GET', `/api/v1/studios?limit=${encodeURIComponent(text)}`),
			ask('GET', `/api/v1/bookings/${encodeURIComponent(text)}`, { headers: { Authorization: 'Bearer x' } }),
		]);
		for (const [i, answer] of refused.entries())
			assert.ok([400, 401, 404, 414, 422].includes(answer.status)
				|| (answer.status === 200 && (i === 7 || (i === 5 && tidy(text) === ''))), `${JSON.stringify(text)} as ${i}: ${answer.status} ${answer.text}`);
	});
});

test('bytes that are no text', async () => {
	const type = { 'Content-Type': 'application/json' }, count = () => sql(`select count(*) from booking`)[0][0], kept = count();
	await each(bytes, AT_ONCE, async (raw) => {
		const [head, tail] = JSON.stringify(full({ note: '@' })).split('@');
		assert.equal((await ask('POST', `${place}/bookings`, { headers: type, body: Buffer.concat([Buffer.from(head), raw, Buffer.from(tail)]) })).status, 400, raw.toString('hex'));
		const coded = [...raw].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
		for (const at of [`${place}/slots?service=${coded}`, `/api/v1/studios/${coded}`, `/s/${coded}`, `/s/${studio}?x=${coded}`])
			assert.equal((await ask('GET', at)).status, 400, at);
	});
	await each(escapes, AT_ONCE, async (escape) => {
		const body = JSON.stringify(full({ note: '@' })).replace('@', escape);
		assert.equal((await ask('POST', `${place}/bookings`, { headers: type, body })).status, 400, escape);
	});
	assert.equal(count(), kept);
});

test('texts in headers', async () => {
	for (const name of ['Idempotency-Key', 'If-Match', 'If-None-Match', 'Authorization', 'Origin', 'Accept-Language', 'Cookie'])
		await each(texts.filter((text, i) => i % 3 === 0 && /^[\t\x20-\x7e\x80-\xff]+$/.test(text)), AT_ONCE, async (text) => {
			const [read, changed] = await Promise.all([ask('GET', `${place}/services`, { headers: { [name]: text } }),
				ask('POST', `${place}/bookings`, { json: {}, headers: { [name]: text } })]);
			assert.ok([200, 304, 400, 401, 431].includes(read.status), `${name}: ${JSON.stringify(text)} ${read.status}`);
			assert.ok([400, 401, 403, 422, 431].includes(changed.status), `${name}: ${JSON.stringify(text)} ${changed.status}`);
		});
});

// The forms, as a browser without scripts sends them.
const decode = (html) => html.replace(/&(?:lt|gt|quot|amp|#39|#x27|#x2F|#x60|#x3D);/gi, (entity) => ({
	'&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&', '&#39;': "'", '&#x27;': "'", '&#x2f;': '/', '&#x60;': '`', '&#x3d;': '=',
})[entity.toLowerCase()]);
const cookies = (answer) => (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ');

test('texts in the forms of visitors', async () => {
	const from = { Origin: new URL(url).origin, 'Content-Type': 'application/x-www-form-urlencoded' };
	let kept = 0;
	await each(texts, AT_ONCE, async (text, i) => {
		const at = `/s/${studio}/book/visit/details?start=${encodeURIComponent(times[used++])}`, page = await ask('GET', at);
		const hidden = (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)[1], own = cookies(page);
		const name = i % 3 === 0 ? text : 'Maria Duarte';
		const form = new URLSearchParams({ _csrf: decode(hidden('_csrf')), key: hidden('key'), name, phone: '+351912345678', note: text, 'answers/0': text });
		const answer = await ask('POST', at, { body: form.toString(), headers: { ...from, Cookie: own } });
		if (answer.status !== 303) {
			assert.ok([413, 422].includes(answer.status), `${JSON.stringify(text).slice(0, 80)}: ${answer.status}`);
			if (answer.status === 422)
				assert.ok(decode(answer.text).includes(text.replaceAll('\r\n', '\n')) || decode(answer.text).includes(text), `what was typed is gone: ${JSON.stringify(text).slice(0, 80)}`);
			return;
		}
		kept++;
		const card = await ask('GET', answer.headers.location, { headers: { Cookie: `${own}; ${cookies(answer)}` } });
		assert.equal(card.status, 200);
		assert.ok(decode(card.text).includes(tidy(text)), `not shown: ${JSON.stringify(text).slice(0, 80)}`);
		const id = /^\/b\/([A-Za-z0-9_-]{16})/.exec(answer.headers.location)[1];
		expected.set(id, { name: tidyName(name), note: tidy(text), answer: tidy(text) });
	});
	assert.ok(kept > 200, `only ${kept} were kept`);
	await each(bytes, AT_ONCE, async (raw) => {
		const coded = [...raw].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
		assert.equal((await ask('POST', `/s/${studio}/book/visit/details?start=x`, { body: `name=${coded}`, headers: from })).status, 400);
	});
});

test('what was kept is what was typed', () => {
	// As hexadecimal, since psql leaves out what it takes for no character.
	const read = (query) => new Map(sql(query).map(([id, hex]) => [id, JSON.parse(Buffer.from(hex, 'hex').toString())]));
	const kept = read(`select b.public_id, encode(convert_to(to_jsonb(b)::text, 'UTF8'), 'hex') from booking b join studio s on s.id = b.studio_id
		where s.slug = '${studio}'`);
	const reasons = read(`select b.public_id, encode(convert_to(to_json(s.reason)::text, 'UTF8'), 'hex') from booking b
		join booking_step s on s.booking_id = b.id and s.to_state = 'cancelled'`);
	for (const [id, want] of expected) {
		const row = kept.get(id), held = { name: row.name, email: row.email, note: row.note, answer: row.answers[0]?.answer, reason: reasons.get(id) };
		for (const [name, value] of Object.entries(want))
			assert.equal(held[name], value, `${name} of ${id}`);
	}
	console.log(`${texts.length + bytes.length + escapes.length} strings, ${expected.size} bookings as they were typed`);
});
