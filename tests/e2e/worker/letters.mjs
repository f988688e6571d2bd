#!/usr/bin/env node
// What letters say: every kind in every language, read by mailparser and ical.js;
// the studio's own words; hostile names; who is told of what, and who is not.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { modules } from '../../clients/peer.mjs';
import { clear, configure, count, folder, furnish, rows, sql, start, until } from './bench.mjs';

const { simpleParser } = await modules('mailparser');
const { default: ICAL } = await modules('ical.js');

const STATE = { requested: 'pending_approval', booked: 'confirmed', moved: 'confirmed', cancelled: 'cancelled', declined: 'declined',
	expired: 'expired', reminder: 'confirmed' };
const KINDS = Object.keys(STATE);
const METHOD = { booked: 'REQUEST', moved: 'REQUEST', cancelled: 'CANCEL' };
const SUBJECT = {
	en: ['Requested: ', 'Booked: ', 'Moved: ', 'Cancelled: ', 'Declined: ', 'Expired: ', 'Reminder: '],
	pt: ['Pedida: ', 'Marcado: ', 'Remarcada: ', 'Cancelada: ', 'Recusada: ', 'Expirada: ', 'Lembrete: '],
	'zh-TW': ['已送出申請：', '已預約：', '已改期：', '已取消：', '未接受：', '已逾期：', '提醒：'],
};
const HOSTILE = '"><script>alert(1)</script>\r\nBcc: thief@example.com';

let number = 0;
const set_state = (id, state) => sql(`alter table hora.booking disable trigger user; update hora.booking set state = '${state}' where id = ${id};
	alter table hora.booking enable trigger user`);
// Does one job to its end; answers the letter it wrote, or undefined.
const write = async (id, kind) => {
	const due = 1795515600 + ++number;
	sql(`insert into hora.job (studio_id, lane, kind, key, payload) select studio_id, 'mail', 'mail.${kind}', '${id}/${due}', '{}' from hora.booking where id = ${id}`);
	await until(`${kind} of ${id} has an end`, 10, () => count(`hora.job where key = '${id}/${due}' and state in ('done', 'dead')`) === 1);
	const file = readdirSync(`${folder}/mail`).find((f) => f.includes(`.${kind}.${due}@`));
	return file && { raw: readFileSync(`${folder}/mail/${file}`), ...await simpleParser(readFileSync(`${folder}/mail/${file}`), { skipHtmlToText: true, skipTextToHtml: true }) };
};
const fate = (id) => rows(`select state, reason from hora.notice where booking_id = ${id} order by id desc limit 1`)[0];

try {
	furnish(3, 8);
	mkdirSync(`${folder}/mail`);
	const config = configure({ mail_relay: `file:${folder}/mail`, log: 'warning' });
	const worker = start('mail', config);
	const of = (language) => Number(sql(`select min(id) from hora.booking where language = '${language}'`));

	for (const language of Object.keys(SUBJECT)) {
		const id = of(language);
		const [name, email, public_id] = rows(`select name, email, public_id from hora.booking where id = ${id}`)[0];
		for (const kind of KINDS) {
			set_state(id, STATE[kind]);
			const letter = await write(id, kind), label = `${kind} in ${language}`;
			assert.ok(letter, label);
			assert.ok(letter.subject.startsWith(SUBJECT[language][KINDS.indexOf(kind)]), `${label}: ${letter.subject}`);
			assert.ok(!/\{\{|undefined|  |^$/.test(letter.subject), `${label}: ${letter.subject}`);
			assert.deepEqual(letter.to.value, [{ address: email, name }], label);
			assert.deepEqual(letter.from.value[0].address, 'hora@hora.example', label);
			assert.equal(letter.replyTo.value[0].address, sql(`select s.email from hora.studio s join hora.booking b on b.studio_id = s.id where b.id = ${id}`));
			assert.match(letter.html, new RegExp(`<html lang="${language}">`), label);
			for (const text of [letter.text, letter.html]) {
				assert.ok(text.includes(name) && text.includes('Massage') && text.includes('Ana'), `${label}: ${text}`);
				assert.ok(!/\{\{|\}\}/.test(text), label);
			}
			assert.ok(!/\n\n\n/.test(letter.text), `${label}: ${letter.text}`);

			// The link opens this booking, and none where there is nothing to open.
			const token = letter.text.match(/https:\/\/hora\.example\/b\/([A-Za-z0-9_-]{22})/)?.[1];
			assert.equal(Boolean(token), !['cancelled', 'declined', 'expired'].includes(kind), label);
			if (token) {
				const hash = createHash('sha256').update(token).digest('hex');
				assert.equal(sql(`select booking_id from hora.manage_link where token_hash = '\\x${hash}'`), `${id}`);
			}
			assert.equal(letter.headers.has('list'), kind === 'reminder', label);
			if (kind === 'reminder') {
				assert.equal(letter.headers.get('list').unsubscribe.url, `https://hora.example/unsubscribe/${token}`);
				assert.match(letter.raw.toString(), /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
			}

			const parts = letter.attachments.map((p) => p.contentType).sort();
			assert.deepEqual(parts, METHOD[kind] ? ['application/ics', 'text/calendar'] : [], label);
			if (!METHOD[kind]) continue;
			const calendar = new ICAL.Component(ICAL.parse(letter.attachments[0].content.toString()));
			const event = calendar.getFirstSubcomponent('vevent');
			assert.equal(calendar.getFirstPropertyValue('method'), METHOD[kind], label);
			assert.match(letter.raw.toString(), new RegExp(`^Content-Type: text/calendar; charset=UTF-8; method=${METHOD[kind]}\\r$`, 'm'));
			assert.equal(event.getFirstPropertyValue('uid'), `${public_id}@hora.example`, label);
			assert.equal(event.getFirstPropertyValue('status'), kind === 'cancelled' ? 'CANCELLED' : 'CONFIRMED', label);
			assert.equal(event.getFirstProperty('attendee').getFirstValue(), `mailto:${email}`, label);
		}
	}

	// A request that is moved stays one: nothing is put into a calendar.
	const asked = of('en');
	set_state(asked, 'pending_approval');
	assert.deepEqual((await write(asked, 'moved')).attachments, []);

	// Of moves that could not be told in time the last is told.
	set_state(asked, 'confirmed');
	const moves = [1, 2, 3].map(() => `${asked}/${1795515600 + ++number}`);
	sql(`insert into hora.job (studio_id, lane, kind, key, payload) select studio_id, 'mail', 'mail.moved', key, '{}' from hora.booking, unnest('{${moves.join(',')}}'::text[]) key where id = ${asked}`);
	await until('all have an end', 10, () => count(`hora.job where key in ('${moves.join("','")}') and state = 'done'`) === 3);
	assert.deepEqual(rows(`select state, coalesce(reason, '') from hora.notice where booking_id = ${asked} order by due_at desc limit 3`),
		[['sent', ''], ['skipped', 'A later message tells of it.'], ['skipped', 'A later message tells of it.']]);

	// The studio's own words, in its place; words out of order are passed over.
	const id = of('en');
	set_state(id, 'confirmed');
	const words = (subject, body) => sql(`insert into hora.notice_text (studio_id, kind, channel, language, subject, body)
		select studio_id, 'booked', 'mail', 'en', '${subject}', E'${body}' from hora.booking where id = ${id}
		on conflict (studio_id, kind, channel, language) do update set subject = excluded.subject, body = excluded.body`);
	words('Hi {{name}}: {{service}}', 'Dear {{name}} <3,\\n\\nbring a towel on {{starts.date}}.\\nAnd time.');
	let letter = await write(id, 'booked');
	assert.match(letter.subject, /^Hi Maria \d+: Massage$/);
	assert.match(letter.text, /Dear Maria \d+ <3,\n\nbring a towel on \w+day, \d+ \w+ \d{4}\.\nAnd time\./);
	assert.match(letter.html, /<p>Dear Maria \d+ &lt;3,<\/p>\s*<p>bring a towel/);
	assert.doesNotMatch(letter.text, /is confirmed/);
	words('', 'Dear {{#name}');
	letter = await write(id, 'booked');
	assert.match(letter.subject, /^Booked: /);
	assert.match(letter.text, /is confirmed/);

	// Whatever somebody is called, it stays a name.
	sql(`update hora.booking set name = E'${HOSTILE.replace(/\r\n/, '\\r\\n')}' where id = ${id};
		update hora.studio set name = E'${HOSTILE.replace(/\r\n/, '\\r\\n')}' where id = (select studio_id from hora.booking where id = ${id})`);
	letter = await write(id, 'booked');
	assert.deepEqual([...letter.headers.keys()].filter((h) => /bcc|thief/i.test(h)), []);
	assert.equal(letter.bcc, undefined);
	assert.doesNotMatch(letter.html, /<script/);
	assert.equal(letter.from.value.length, 1);
	new ICAL.Component(ICAL.parse(letter.attachments[0].content.toString()));

	// Not after a cancel, not after the start, not without an address, not to who
	// asked for none; and the record says why.
	const silent = async (kind, why) => {
		assert.equal(await write(id, kind), undefined, why);
		assert.deepEqual(fate(id), ['skipped', why]);
	};
	set_state(id, 'cancelled');
	await silent('reminder', 'The booking has changed since.');
	await silent('booked', 'The booking has changed since.');
	set_state(id, 'confirmed');
	sql(`insert into hora.opt_out (studio_id, customer_id, channel) select studio_id, customer_id, 'mail' from hora.booking where id = ${id}`);
	await silent('reminder', 'The customer does not want these messages.');
	assert.ok(await write(id, 'booked'));
	sql(`update hora.booking set email = null, phone = '+351912345678' where id = ${id}`);
	await silent('booked', 'No address to send to.');
	sql(`update hora.booking set email = 'maria@example.pt' where id = ${id}; delete from hora.opt_out;
		update hora.occasion set starts = now() - interval '1 minute', ends = now() + interval '29 minutes' where id = (select occasion_id from hora.booking where id = ${id})`);
	await silent('reminder', 'It is too late for this message.');

	// A reminder that is late waits for the end of the quiet hours, unless the appointment comes sooner; what was asked for just now does not.
	const minute = Number(sql("select extract(hour from t) * 60 + extract(minute from t) from (select now() at time zone 'Europe/Lisbon' as t) x"));
	const begins = (after) => sql(`update hora.occasion set starts = now() + interval '${after}', ends = now() + interval '${after} 30 minutes' where id = (select occasion_id from hora.booking where id = ${id})`);
	sql(`insert into hora.messaging (studio_id, quiet_from, quiet_to) select studio_id, ${(minute + 1435) % 1440}, ${(minute + 120) % 1440} from hora.booking where id = ${id}
		on conflict (studio_id) do update set quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to`);
	begins('5 hours');
	const late = `${id}/${1795515600 + ++number}`;
	sql(`insert into hora.job (studio_id, lane, kind, key, payload) select studio_id, 'mail', 'mail.reminder', '${late}', '{}' from hora.booking where id = ${id}`);
	await until('the reminder is put off', 5, () => count(`hora.job where key = '${late}' and state = 'due' and tries = 0 and due_at between now() + interval '118 minutes' and now() + interval '121 minutes'`) === 1);
	assert.ok(await write(id, 'booked'));
	begins('2 hours');
	assert.ok(await write(id, 'reminder'));
	sql('update hora.messaging set quiet_from = 0, quiet_to = 0');

	// A visit is told of whole, with a file of all its events; its first booking reminds of the others.
	const [[first, second]] = rows(`select min(id), max(id) from hora.booking where email is not null and id <> ${id} group by studio_id having count(*) > 1 limit 1`);
	sql(`insert into hora.visit (public_id, studio_id) select 'abcdefghijklmnop', studio_id from hora.booking where id = ${first};
		update hora.booking set visit_id = (select max(id) from hora.visit), language = 'en' where id in (${first}, ${second});
		update hora.occasion set starts = now() + interval '3 days', ends = now() + interval '3 days 30 minutes' where id = (select occasion_id from hora.booking where id = ${first});
		update hora.occasion set starts = now() + interval '73 hours', ends = now() + interval '74 hours' where id = (select occasion_id from hora.booking where id = ${second})`);
	set_state(first, 'confirmed');
	set_state(second, 'confirmed');
	for (const kind of ['booked', 'reminder']) {
		letter = await write(first, kind);
		assert.match(letter.subject, /\(and 1 more\)$/);
		assert.equal(letter.html.match(/class="when"/g).length, 2, kind);
		if (kind === 'reminder') continue;
		const file = new ICAL.Component(ICAL.parse(letter.attachments[0].content.toString()));
		assert.equal(file.getFirstPropertyValue('method'), 'PUBLISH');
		assert.equal(new Set(file.getAllSubcomponents('vevent').map((event) => event.getFirstPropertyValue('uid'))).size, 2);
		for (const event of file.getAllSubcomponents('vevent'))
			assert.deepEqual([event.getFirstPropertyValue('organizer'), event.getFirstProperty('attendee')], ['mailto:hora@hora.example', null]);
	}
	assert.equal(await write(second, 'reminder'), undefined);
	assert.deepEqual(fate(second), ['skipped', 'The reminder of the visit\'s first booking tells of it.']);
	set_state(first, 'cancelled');
	assert.doesNotMatch((await write(second, 'reminder')).subject, /more/);

	// One that broke off is not sent again; one sent again by hand is.
	sql(`insert into hora.notice (studio_id, booking_id, kind, channel, due_at, state) select studio_id, id, 'booked', 'mail', to_timestamp(${1795515600 + number + 1}), 'sending' from hora.booking where id = ${id}`);
	assert.equal(await write(id, 'booked'), undefined);
	assert.deepEqual(fate(id), ['uncertain', 'The sending was cut off: it may have arrived or not.']);
	assert.equal(sql(`select hora.notice_resend(studio_id, id) from hora.notice where state = 'uncertain'`), 't');
	await until('it is sent by hand', 10, () => fate(id)[0] === 'sent');
	worker.kill('SIGTERM');
	assert.equal(await worker.ended, 0);
	console.log(`${readdirSync(`${folder}/mail`).length} letters read`);
} finally {
	await clear();
}
process.exit(0);
