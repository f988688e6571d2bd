// The life of a booking behind the pages, on a running site: what open pages
// hear, what the customer is sent, what the clock does, and that a worker that is
// killed is missed by nobody.
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import { after, test } from 'node:test';
import { agent, ask, folder, makeStudio, quote, sql, starts, url, wish } from '../site.mjs';
import { modules } from '../../clients/peer.mjs';

const { simpleParser } = await modules('mailparser');
const { default: ICAL } = await modules('ical.js');
const ca = fs.readFileSync(path.join(folder, 'etc/site.pem'));
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// Waits until test answers something, at most so many seconds.
async function until(what, seconds, look) {
	for (const end = Date.now() + seconds * 1000; ;) {
		const found = await look();
		if (found)
			return found;
		assert.ok(Date.now() < end, `not within ${seconds} s: ${what}`);
		await sleep(30);
	}
}

// An open page: the events it hears, each with the moment it came.
function listen(channel) {
	const heard = [];
	const request = https.get(new URL(`/live/p/${channel}`, url), { ca, agent: false, headers: { Accept: 'text/event-stream' } }, (answer) => {
		let text = '';
		answer.on('data', (part) => {
			text += part;
			for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) {
				const event = Object.fromEntries(text.slice(0, end).split('\n').map((l) => l.split(/: (.*)/s)).filter((p) => p[0]));
				if (event.data)
					heard.push({ name: event.event, id: event.id, data: JSON.parse(event.data), at: performance.now() });
			}
		});
		answer.on('error', () => {});
	});
	request.on('error', () => {});
	return { heard, opened: new Promise((done) => request.on('response', (a) => a.once('data', done))), close: () => request.destroy() };
}

// The letters about a booking, oldest first.
async function letters(id, kind = '') {
	const names = fs.readdirSync(path.join(folder, 'mail')).filter((f) => f.startsWith(`${id}.${kind}`)).sort((a, b) => a.split('.')[2] - b.split('.')[2]);
	return Promise.all(names.map((f) => simpleParser(fs.readFileSync(path.join(folder, 'mail', f)), { skipHtmlToText: true, skipTextToHtml: true })));
}

const event_of = (letter) => new ICAL.Component(ICAL.parse(letter.attachments[0].content.toString())).getFirstSubcomponent('vevent');
const jobs = (booking, state, kind) => sql(`select j.id from job j join booking b on j.key like b.id || '/%'
	where b.public_id = ${quote(booking)} and j.state = '${state}' and j.kind = '${kind}'`).length;
const mailed = (start) => wish(start, { customer: { name: 'Maria Duarte', email: 'maria@example.pt' } });

async function booked(studio, start) {
	const answer = await ask('POST', `/api/v1/studios/${studio}/bookings`, { json: mailed(start) });
	assert.equal(answer.status, 201, answer.text);
	return { ...answer.json, etag: answer.headers.etag, bearer: { Authorization: `Bearer ${answer.json.manage_token}` } };
}

const pages = [];
after(() => pages.forEach((page) => page.close()));

test('a booking is told of at once, confirmed by mail, moved and cancelled with one letter each', async () => {
	const studio = makeStudio();
	const [first, second] = await starts(studio, 5).then((all) => all.slice(-2));
	const page = listen(`studio.${studio}`);
	pages.push(page);
	await page.opened;

	const begun = performance.now();
	const booking = await booked(studio, first);
	await until('the page hears of it', 3, () => page.heard.length === 1);
	assert.ok(page.heard[0].at - begun < 1000, `heard after ${page.heard[0].at - begun} ms`);
	assert.equal(page.heard[0].name, 'resources');
	assert.deepEqual(Object.keys(page.heard[0].data.resources[0]).sort(), ['id', 'version']);

	const [letter] = await until('the confirmation', 5, async () => { const l = await letters(booking.id); return l.length && l; });
	assert.match(letter.subject, /^Booked: Visit/);
	assert.equal(event_of(letter).getFirstPropertyValue('sequence'), 1);
	assert.equal(jobs(booking.id, 'due', 'mail.reminder'), 2);

	// One name leads from nginx's log through the program's to the worker's, and to the audit log.
	const [[request]] = sql(`select request from job j join booking b on j.key like b.id || '/%'
		where b.public_id = ${quote(booking.id)} and j.kind = 'mail.booked'`);
	assert.match(request, /^[0-9a-f]{32}$/);
	for (const [log, trace] of [['access', `"request":"${request}"`], ['booking', `request=${request} method="POST"`], ['worker-mail', `request=${request} job=`]])
		await until(`it stands in ${log}.log`, 5, () => fs.readFileSync(path.join(folder, `log/${log}.log`), 'utf8').includes(trace));
	assert.deepEqual(sql(`select distinct request from audit.entry e join booking b on e.object_id = b.id::text where e.object = 'booking' and b.public_id = ${quote(booking.id)}`), [[request]]);

	// The link of the letter opens the booking.
	const link = letter.text.match(/https:\/\/\S+\/b\/[A-Za-z0-9_-]{22}/)[0];
	const opened = await ask('GET', new URL(link).pathname);
	assert.equal(opened.status, 303);
	assert.equal(opened.headers.location, `/b/${booking.id}`);

	const holder = listen(`booking.${booking.id}`);
	pages.push(holder);
	await holder.opened;
	const moved = await ask('POST', `/api/v1/bookings/${booking.id}/move`, { json: { start: second }, headers: { ...booking.bearer, ...(booking.etag && { 'If-Match': booking.etag }) } });
	assert.equal(moved.status, 200, moved.text);
	const [change] = await until('the change', 5, async () => { const l = await letters(booking.id, 'moved'); return l.length && l; });
	assert.equal(event_of(change).getFirstPropertyValue('uid'), event_of(letter).getFirstPropertyValue('uid'));
	assert.equal(event_of(change).getFirstPropertyValue('sequence'), 2);
	assert.equal(event_of(change).getFirstPropertyValue('dtstart').toJSDate().toISOString(), new Date(second).toISOString());
	assert.equal(jobs(booking.id, 'dropped', 'mail.reminder'), 2);
	assert.equal(jobs(booking.id, 'due', 'mail.reminder'), 2);
	await until('the holder hears of it', 3, () => holder.heard.some((e) => e.data.version === 2));

	const cancelled = await ask('POST', `/api/v1/bookings/${booking.id}/cancel`, { json: {}, headers: booking.bearer });
	assert.equal(cancelled.status, 200, cancelled.text);
	const [end] = await until('the cancellation', 5, async () => { const l = await letters(booking.id, 'cancelled'); return l.length && l; });
	assert.equal(event_of(end).getFirstPropertyValue('status'), 'CANCELLED');
	assert.equal(event_of(end).getFirstPropertyValue('sequence'), 3);
	assert.equal(jobs(booking.id, 'due', 'mail.reminder'), 0);
	await sleep(500);
	assert.equal((await letters(booking.id)).length, 3);
});

test('after a hint all who look at a day are told what is left of it; a hint made up before it is given misleads for seconds at most', async () => {
	const studio = makeStudio();
	const [first, second] = await starts(studio);
	const left = (hint) => ask('GET', `/s/${studio}/book/visit/starts?day=${first.slice(0, 10)}&v=${hint}`, { agent: agent(1),
		headers: { Cookie: '__Host-lang=pt', Origin: 'https://evil.example', 'Accept-Language': 'zh-TW' } });
	const has = async (hint, start) => (await left(hint)).json.includes(start.replace('+00:00', 'Z'));
	const page = listen(`studio.${studio}`);
	pages.push(page);
	await page.opened;

	// Somebody keeps an answer alive under a name that a hint may yet have.
	const forged = '9999999999:0';
	for (const end = Date.now() + 3000; Date.now() < end;)
		assert.ok(await has(forged, first));
	const booking = await booked(studio, first);
	await until('the page hears of it', 3, () => page.heard.length === 1);
	const at = Date.now();
	assert.match(page.heard[0].id, /^\d{1,12}:\d{1,6}$/);
	assert.equal(await has(page.heard[0].id, first), false);
	assert.equal(await has(page.heard[0].id, second), true);
	await until('the forged one is true again', 4, async () => !await has(forged, first));
	assert.ok(Date.now() - at < 3500, `after ${Date.now() - at} ms`);

	// Kept: what changes without a hint is not seen under that name for a moment.
	const { headers, text } = await left(page.heard[0].id);
	await ask('POST', `/api/v1/bookings/${booking.id}/cancel`, { json: {}, headers: booking.bearer });
	assert.equal((await left(page.heard[0].id)).text, text);
	assert.equal(headers['cache-control'], 'public, max-age=2');
	for (const name of ['vary', 'set-cookie', 'access-control-allow-origin'])
		assert.equal(headers[name], undefined);
	await until('the page hears of it', 3, () => page.heard.length === 2);
	assert.equal(await has(page.heard[1].id, first), true);
});

test('a reminder can be unsubscribed by one click, and subscribed again', async () => {
	const studio = makeStudio();
	const [start] = await starts(studio, 5).then((all) => all.slice(-1));
	const booking = await booked(studio, start);
	const remind = () => sql(`update job set due_at = now() where id = (select min(j.id) from job j join booking b on j.key like b.id || '/%'
		where b.public_id = ${quote(booking.id)} and j.kind = 'mail.reminder' and j.state = 'due')`);
	remind();
	const [letter] = await until('the reminder', 5, async () => { const l = await letters(booking.id, 'reminder'); return l.length && l; });
	const place = new URL(letter.headers.get('list').unsubscribe.url).pathname;
	const unwanted = () => sql(`select 1 from opt_out x join booking b on b.customer_id = x.customer_id where b.public_id = ${quote(booking.id)}`).length;

	// A machine that follows the link changes nothing.
	const asked = await ask('GET', place);
	assert.equal(asked.status, 200);
	assert.match(asked.text, /<form [^>]*method="post"/);
	assert.equal(unwanted(), 0);
	const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
	const done = await ask('POST', place, { body: 'List-Unsubscribe=One-Click', headers: form });
	assert.equal(done.status, 200);
	assert.equal(unwanted(), 1);
	assert.equal(sql(`select count(*) from audit.entry where object = 'opt_out'
		and studio_id = (select id from studio where slug = ${quote(studio)})`)[0][0], '1');
	remind();
	await until('the next is skipped', 5, () => sql(`select 1 from notice n join booking b on b.id = n.booking_id
		where b.public_id = ${quote(booking.id)} and n.kind = 'reminder' and n.state = 'skipped'`).length);
	assert.equal((await letters(booking.id, 'reminder')).length, 1);
	assert.equal((await ask('POST', place, { body: 'again=yes', headers: form })).status, 200);
	assert.equal(unwanted(), 0);
	// As RFC 8058 would rather have it sent.
	const parts = { 'Content-Type': 'multipart/form-data; boundary="--=_1"' };
	const field = '----=_1\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n----=_1--\r\n';
	assert.equal((await ask('POST', place, { body: field, headers: parts })).status, 200);
	assert.equal(unwanted(), 1);
	assert.equal((await ask('POST', '/unsubscribe/AAAAAAAAAAAAAAAAAAAAAA', { body: 'List-Unsubscribe=One-Click', headers: form })).status, 404);
});

test('what is held too long is given back, and pages hear of it', async () => {
	const studio = makeStudio();
	const [start] = await starts(studio, 5).then((all) => all.slice(-1));
	const booking = await booked(studio, start);
	const page = listen(`studio.${studio}`);
	pages.push(page);
	await page.opened;
	const begun = performance.now();
	sql(`begin; alter table booking disable trigger booking_state_guard;
		update booking set state = 'held', hold_until = now() where public_id = ${quote(booking.id)};
		update claim c set state = 'held', hold_until = now() from booking b where b.occasion_id = c.occasion_id and b.public_id = ${quote(booking.id)};
		alter table booking enable trigger booking_state_guard; commit`);
	await until('it expires', 5, () => sql(`select 1 from booking where public_id = ${quote(booking.id)} and state = 'expired'`).length);
	await until('the page hears of it', 3, () => page.heard.length > 0);
	assert.ok(performance.now() - begun < 5000);
	assert.ok((await starts(studio, 5)).includes(start));
	assert.deepEqual(sql(`select s.actor from booking_step s join booking b on b.id = s.booking_id
		where b.public_id = ${quote(booking.id)} and s.to_state = 'expired'`), [['job:expiry']]);
});

// The processes of a lane; each is a child of its supervisor.
const workers = (lane) => execFileSync('pgrep', ['-f', `hora-worker --config .*${path.basename(fs.readlinkSync(path.join(folder, 'run')))}.* ${lane}$`], { encoding: 'utf8' })
	.trim().split('\n').filter((pid) => !/multiwatch/.test(fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]));

test('a worker that is killed is missed by nobody; what is long over is completed', async () => {
	const studio = makeStudio();
	const [start] = await starts(studio, 5).then((all) => all.slice(-1));
	const booking = await booked(studio, start);
	sql(`update occasion o set starts = now() - interval '4 hours', ends = now() - interval '3 hours' from booking b where b.occasion_id = o.id and b.public_id = ${quote(booking.id)};
		update claim c set blocked = tstzrange(now() - interval '4 hours', now() - interval '3 hours') from booking b where b.occasion_id = c.occasion_id and b.public_id = ${quote(booking.id)}`);
	for (const lane of ['live', 'mail', 'batch'])
		for (const pid of workers(lane))
			process.kill(Number(pid), 'SIGKILL');
	await until('it is completed', 10, () => sql(`select 1 from booking where public_id = ${quote(booking.id)} and state = 'completed'`).length);
	const page = listen(`studio.${studio}`);
	pages.push(page);
	await page.opened;
	const [other] = await starts(studio, 5).then((all) => all.slice(-2));
	const next = await booked(studio, other);
	await until('the page hears of it', 3, () => page.heard.length > 0);
	await until('its confirmation', 10, async () => (await letters(next.id)).length);
});

test('the audit log is sealed within five seconds', async () => {
	makeStudio();
	const [[last]] = sql('select max(id) from audit.entry');
	const begun = Date.now();
	await until('it is sealed', 10, () => sql(`select 1 from audit.entry e join audit.seal s on s.studio_id = coalesce(e.studio_id, 0)
		and e.id between s.first_id and s.last_id and e.txid >= s.from_txid and e.txid < s.until_txid where e.id = ${last}`).length);
	assert.ok(Date.now() - begun < 5000, `after ${Date.now() - begun} ms`);
	assert.deepEqual(sql('select * from audit.faults(null)'), []);
});

test('every lane tells its figures on the private socket', async () => {
	const read = (place) => new Promise((resolve, reject) => http.get({ socketPath: path.join(folder, 'run/inside/status.sock'), path: place }, (answer) => {
		let text = '';
		answer.on('data', (part) => (text += part)).on('end', () => resolve(answer.statusCode === 200 ? text : ''));
	}).on('error', reject));
	for (const lane of ['live', 'now', 'mail', 'sms', 'line', 'pay', 'hooks', 'batch']) {
		const text = await until(`figures of ${lane}`, 10, () => read(`/worker/${lane}/metrics`));
		for (const name of ['jobs_due', 'jobs_leased', 'jobs_dead', 'jobs_oldest_seconds', 'jobs_done_total', 'jobs_failed_total', 'worker_seen_seconds'])
			assert.match(text, new RegExp(`^hora_${name}\\{lane="${lane}"\\} \\d+$`, 'm'));
		assert.ok(Math.abs(Number(text.match(/worker_seen_seconds\S* (\d+)/)[1]) - Date.now() / 1000) < 15, `${lane} was not seen lately`);
	}
	assert.match(await read('/booking/ready'), /^ready/);
	for (const [name, wanted] of [['booking', 6], ['auth', 6], ['admin', 2], ['payments', 2], ['line', 2]]) {
		assert.equal(await read(`/${name}/health`), `alive, ${wanted} of ${wanted} processes\n`);
		assert.match(await read(`/${name}/metrics`), new RegExp(`^hora_processes\\{program="hora-${name}"\\} ${wanted}\n# HELP hora_processes_wanted .*\n# TYPE hora_processes_wanted gauge\nhora_processes_wanted\\{program="hora-${name}"\\} ${wanted}$`, 'm'));
	}
	assert.equal((await ask('GET', '/worker/mail/metrics')).status, 404);
});

test('hora doctor finds what is amiss, and nothing where all is well', async () => {
	const file = path.join(folder, 'etc/hora.conf');
	const doctor = (config, ...words) => {
		const run = spawnSync(path.join(folder, 'app/bin/hora'), ['doctor', '--json', '--config', config, ...words], { encoding: 'utf8' });
		const answer = JSON.parse(run.stdout);
		return { status: run.status, ...answer, bad: answer.findings.filter((f) => f.health === 'bad') };
	};
	const well = await until('all is well', 20, () => { const d = doctor(file, '--mail', 'operator@example.pt'); return d.ok && d; });
	assert.equal(well.status, 0);
	assert.ok(well.findings.some((f) => f.what === 'test letter' && f.health === 'good'));
	assert.ok(fs.readdirSync(path.join(folder, 'mail')).some((f) => f.startsWith('test.')));

	assert.deepEqual(well.findings.filter((f) => f.detail.startsWith(url)).map((f) => [f.what, f.health]),
		[['site', 'odd'], ["LINE's webhook", 'odd'], ['payment callbacks', 'odd']]);

	// Somebody else's server there: it answers, with our certificate even, and is not us.
	const foreign = https.createServer({ key: fs.readFileSync(path.join(folder, 'secret/site.key')), cert: fs.readFileSync(path.join(folder, 'etc/site.pem')) },
		(question, answer) => answer.writeHead(question.url === '/' ? 200 : 404, { 'Hora-Proof': 'a'.repeat(64) }).end());
	await new Promise((ready) => foreign.listen(0, ready));
	const elsewhere = path.join(folder, 'etc/elsewhere.conf');
	fs.writeFileSync(elsewhere, fs.readFileSync(file, 'utf8').replace(/^site = .*$/m, `site = https://localhost:${foreign.address().port}`));
	const strange = await new Promise((done) => execFile(path.join(folder, 'app/bin/hora'), ['doctor', '--json', '--config', elsewhere], (error, stdout) => done(JSON.parse(stdout))));
	foreign.close();
	assert.deepEqual(strange.findings.filter((f) => f.health === 'bad').map((f) => [f.what, f.detail.replace(/^\S+ /, '')]),
		[['site', 'answers 200, but it is not our hora-booking that does'], ["LINE's webhook", 'answers 404, but it is not our hora-line that does'],
			['payment callbacks', 'answers 404, but it is not our hora-payments that does']]);

	// A zone that is none, a job that waits, no certificate, nobody at any door.
	const ill = path.join(folder, 'etc/ill.conf');
	fs.writeFileSync(ill, fs.readFileSync(file, 'utf8').replace(/^certificate = .*$/m, 'certificate = /dev/null').replace(/^run = .*$/m, 'run = /nowhere')
		.replace(/^site = .*$/m, 'site = https://localhost:1'));
	const studio = makeStudio();
	sql(`update studio set zone = 'Europe/Nowhere' where slug = ${quote(studio)};
		insert into job (lane, kind, key, due_at) values ('sms', 'sms.test', '${studio}', now() - interval '1 hour');
		update job set state = 'leased', leased_until = now() + interval '1 hour', leased_by = 'nobody' where key = '${studio}'`);
	sql(`insert into job (lane, kind, key, due_at, state, done_at) values ('sms', 'sms.test', '${studio}/2', now(), 'dead', now())`);
	const found = doctor(ill);
	assert.equal(found.status, 1);
	const lanes = ['live', 'now', 'mail', 'sms', 'line', 'pay', 'hooks', 'batch'].map((lane) => `hora-worker@${lane}`);
	const programs = ['booking', 'auth', 'admin', 'payments', 'line'].map((name) => `hora-${name}`);
	assert.deepEqual([...new Set(found.bad.map((f) => f.what))].sort(), ['certificate', 'site', "LINE's webhook", 'payment callbacks', 'time zones', ...lanes, ...programs].sort());
	assert.ok(found.findings.some((f) => f.what === 'queue' && f.health === 'odd' && f.detail.startsWith('sms: ')));
	sql(`delete from job where key like '${studio}%'; update studio set zone = 'UTC' where slug = ${quote(studio)}`);
});
