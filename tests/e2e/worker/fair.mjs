#!/usr/bin/env node
// A studio with ten thousand letters does not hold up another with ten; jobs
// that are malformed, unknown, or that hang, are set aside while others go on;
// what is asked to stop ends after the job it is at.
//
//	fair.mjs [LETTERS]
import assert from 'node:assert/strict';
import { clear, configure, count, furnish, relay, rows, sql, start, until, write_jobs } from './bench.mjs';

const letters = Number(process.argv[2] ?? 3000);

try {
	furnish(2, letters);
	const config = configure({ log: 'warning' });

	// The large studio first; then the small one.
	write_jobs('studio_id = 1');
	let worker = start('mail', config);
	await until('the large studio is being served', 20, () => count("hora.job where state = 'done'") > 50);
	const begun = Date.now();
	write_jobs(`id in (select id from hora.booking where studio_id = 2 order by id limit 10)`);
	await until('the small studio is served', 10, () => count("hora.job where state = 'done' and studio_id = 2") === 10);
	const waited = (Date.now() - begun) / 1000;
	const left = count("hora.job where state = 'due' and studio_id = 1");
	assert.ok(left > letters / 10, `the large studio had only ${left} left: the test proves nothing`);

	// Asked to stop, it ends by itself and leaves nothing behind.
	const asked = Date.now();
	worker.kill('SIGTERM');
	assert.equal(await worker.ended, 0);
	assert.ok(Date.now() - asked < 2000);
	assert.equal(count("hora.job where state = 'leased'"), 0);
	assert.equal(count("hora.notice where state = 'sending'"), 0);
	console.log(`10 letters beside ${letters}: ${waited.toFixed(1)} s, ${left} left`);

	// Jobs nobody can do are dead at once, and say why.
	sql(`delete from hora.job where state = 'due';
		insert into hora.job (studio_id, lane, kind, key) values (1, 'mail', 'mail.unheard', '1/1'), (1, 'mail', 'mail.booked', 'nonsense'),
			(1, 'mail', 'mail.booked', '99999999/1'), (1, 'mail', 'mail.booked', '/'), (1, 'mail', 'mail.booked', '1/'),
			(1, 'sms', 'sms.booked', '1/1')`);
	worker = start('mail', config);
	const sms = start('sms', config);
	await until('they are set aside', 10, () => count("hora.job where state = 'dead'") === 6);
	assert.deepEqual(rows("select kind, key, last_error from hora.job where state = 'dead' order by kind, key"), [
		['mail.booked', '/', 'invalid'], ['mail.booked', '1/', 'invalid'], ['mail.booked', '99999999/1', 'not_found'],
		['mail.booked', 'nonsense', 'invalid'], ['mail.unheard', '1/1', 'nobody here knows how to do this'],
		['sms.booked', '1/1', 'nobody here knows how to do this']]);
	worker.kill();
	sms.kill();

	// One that hangs beyond its deadline takes its process with it. It is called
	// uncertain by the next, and the letters behind it go out.
	sql('delete from hora.job; delete from hora.manage_link; delete from hora.notice');
	const { took, options } = await relay((done) => (took.size === 1 ? null : done()));
	const short = configure({ ...options, lease: 6, log: 'warning' });
	write_jobs('id in (select id from hora.booking where studio_id = 1 order by id limit 5)');
	worker = start('mail', short);
	assert.equal(await worker.ended, 'SIGALRM');
	worker = start('mail', short);
	await until('all have an end', 30, () => count("hora.job where state = 'done'") === 5);
	assert.deepEqual(rows('select state, count(*) from hora.notice group by 1 order by 1'), [['sent', '4'], ['uncertain', '1']]);
	assert.equal(count('hora.job where crashes = 1'), 1);
	assert.equal(took.size, 5);
	worker.kill();

	// A relay that is not there: tried again later, no letter is lost.
	sql('delete from hora.job; delete from hora.manage_link; delete from hora.notice');
	write_jobs('id in (select id from hora.booking where studio_id = 1 order by id limit 2)');
	worker = start('mail', configure({ mail_relay: 'smtp://localhost:1', log: 'warning' }));
	await until('both have failed', 10, () => count("hora.job where state = 'due' and tries = 1 and due_at > now()") === 2);
	assert.deepEqual(rows('select distinct state from hora.notice'), [['waiting']]);
	worker.kill();
	await worker.ended;
	worker = start('mail', configure({ log: 'warning' }));
	await until('both went out', 30, () => count("hora.notice where state = 'sent'") === 2);
} finally {
	await clear();
}
process.exit(0);
