// Each rule of a soak's verdict lets pass what it should, and is able to fail.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from './verdict.mjs';

const windows = [{ from: 0, to: 600000 }, { from: 600000, to: 1200000 }];
const moments = (every) => Array.from({ length: 1200000 / every }, (_, n) => n * every);

// Numbers of chance that are the same each time.
function chance(seed) {
	return () => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed / 2147483648; };
}

// A quiet site; change is told what it is about and when, and answers a figure more.
function site(change = () => 0) {
	const random = chance(7), noise = () => -Math.log(1 - random());
	const process = (name, pid, kb, at) => ({ name, pid, private: kb + Math.floor(random() * 40) + change(`${name} memory`, at), rss: 2 * kb + change(`${name} rss`, at), fds: 6 + change(`${name} fds`, at), cpu: at / 1e6 });
	const answers = (what, ms) => moments(1000).map((at) => ({ at, ms: (ms + noise()) * (1 + change(what, at)) }));
	return {
		windows, wrong: [],
		samples: moments(10000).map((at) => ({ at, rows: [process('hora-booking', 10 + change('pid', at), 9000, at), process('hora-booking', 9, 8000 + change('young', at), at), process('nginx worker', at > 600000 ? 21 : 20, 8000, at), process('backend of booking', 30, 9000, at)] })),
		answers: new Map([['page', answers('page', 5)], ['yardstick', answers('yardstick', 2)], ['nice yardstick', answers('yardstick', 2)]]),
		watches: moments(1000).map((at) => ({ at, zombies: change('zombies', at), idle: change('idle', at), longest: 0 })),
		databases: moments(20000).map((at) => ({ at, jobs: { done: at / 100, dead: change('dead jobs', at), late: change('late', at) },
			tables: [{ name: 'job', live: 1000, dead: at / 1000 % 200 + change('dead rows', at), bytes: 4e6 + change('bytes', at), indexes: 4e6, vacuums: 3, most: 250 }] })),
	};
}

// From the middle on, or by and by.
const later = (what, more) => (about, at) => (about === what && at >= 600000 ? more : 0);
const growing = (what, more) => (about, at) => (about === what ? Math.round(more * at / 1200000) : 0);
const both = (...changes) => (about, at) => changes.reduce((n, one) => n + one(about, at), 0);

for (const [what, change] of [
	['a quiet site', undefined],
	['one that grew by 1 %', growing('hora-booking memory', 90)],
	['one beside another program that takes half of the machine', both(later('page', 1), later('yardstick', 1))],
	['a young process that becomes as large as another', later('young', 1000)],
	['clients that come and go', later('nginx worker fds', 10)],
	['a transaction that takes a breath', later('idle', 4)],
])
	test(`${what} is in order`, () => assert.deepEqual(judge(site(change)).breaches, []));

for (const [what, change, says] of [
	['a leak', growing('hora-booking memory', 600), /hora-booking 10: private grew/],
	['a leak of the youngest', later('young', 1400), /hora-booking 9: private grew/],
	['a leak that only RSS shows', growing('hora-booking rss', 1200), /hora-booking 10: rss grew/],
	['a leak of nginx', growing('nginx worker memory', 800), /nginx worker: private grew/],
	['a leak of a backend', growing('backend of booking memory', 800), /backend of booking 30: private grew/],
	['one descriptor', later('hora-booking fds', 1), /hora-booking 10: from 6 to 7 descriptors/],
	['a process that was replaced', later('pid', 1), /hora-booking 10 has ended/],
	['a slower page', later('page', 0.3), /page: p95/],
	['a slower page on a machine that is slower too', both(later('page', 1), later('yardstick', 0.3)), /page: p95/],
	['a zombie', later('zombies', 1), /nobody took note/],
	['a transaction that does nothing', later('idle', 6), /did nothing for 6.0 s/],
	['a job that waits', later('late', 90), /waited for 90 s/],
	['a job that was given up', later('dead jobs', 1), /1 jobs were given up/],
	['an autovacuum that does not keep up', later('dead rows', 400), /does not keep up/],
	['a table that swells', later('bytes', 4e6), /with no more rows/],
])
	test(`${what} is found`, () => {
		const { breaches } = judge(site(change));
		assert.ok(breaches.length > 0 && breaches.some((line) => says.test(line)), breaches.join('; '));
	});

test('what was not seen is not in order', () => {
	assert.match(judge({ ...site(), samples: [] }).breaches.join(), /too little was seen/);
});
