// What a soak's figures say: the first window after the warm-up held against the
// last (trust.md's R22). Nothing here looks at a machine: figures in, rows and
// breaches out, so that test_verdict.mjs can show that each rule is able to fail.

const most = { growth: 1.02, drift: 1.1, idle: 5, late: 60, bloat: 1.25 };

const middle = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const share = (list, part) => list[Math.min(list.length - 1, Math.floor(list.length * part))];
const within = (window) => ({ at }) => at >= window.from && at < window.to;

// --- processes ------------------------------------------------------------------

// Who is judged how: each process of a pool by itself, as none is replaced but by a
// fault; nginx's workers together, since each reload has others begin. slack, in KiB,
// is what a few pages of libraries come to, or what a backend reads of the catalogue
// when it first plans a statement. nginx holds its clients' connections, which come and
// go; a backend has open the files it has read, so one more table is some more.
function rule_of(name) {
	if (/^(hora-|multiwatch)/.test(name))
		return { each: true, weighs: ['private', 'rss'], slack: 64, fds: 0 };
	if (/^backend/.test(name))
		return { each: true, weighs: ['private'], slack: 256, fds: 64 };
	if (/^nginx (worker|master)/.test(name))
		return { each: false, weighs: ['private'], slack: 256, fds: 24 };
	return null;
}

// Per process, or per name: its figures of a window, the median of each.
function weights(samples, window) {
	const found = new Map();
	for (const { rows } of samples.filter(within(window))) {
		const sums = new Map();
		for (const row of rows) {
			const key = rule_of(row.name)?.each ? `${row.name} ${row.pid}` : row.name, sum = sums.get(key) ?? { name: row.name, key, private: 0, rss: 0, fds: 0, cpu: 0 };
			for (const what of ['private', 'rss', 'fds', 'cpu'])
				sum[what] += row[what];
			sums.set(key, sum);
		}
		for (const [key, sum] of sums)
			found.set(key, [...found.get(key) ?? [], sum]);
	}
	return new Map([...found].map(([key, list]) => [key, { name: list[0].name, key,
		cpu: list.at(-1).cpu, ...Object.fromEntries(['private', 'rss', 'fds'].map((what) => [what, middle(list.map((one) => one[what]))])) }]));
}

// A pool's least busy process is young for hours: the kernel wakes the same one
// first. So a process may become what the largest of its name was in the first window,
// and no more than that; the busiest is that one.
export function judgeProcesses(samples, first, last) {
	const before = weights(samples, first), after = weights(samples, last), rows = [], breaches = [];
	const largest = (name, what) => Math.max(...[...before.values()].filter((one) => one.name === name).map((one) => one[what]));
	for (const [key, was] of before) {
		const is = after.get(key), rule = rule_of(was.name);
		if (is === undefined) {
			if (rule?.each)
				breaches.push(`${key} has ended: nothing replaces it on purpose`);
			continue;
		}
		rows.push({ key, private: [was.private, is.private], rss: [was.rss, is.rss], fds: [was.fds, is.fds], cpu: is.cpu });
		for (const what of rule?.weighs ?? [])
			if (is[what] > largest(was.name, what) * most.growth && is[what] > largest(was.name, what) + rule.slack)
				breaches.push(`${key}: ${what} grew from ${was[what]} to ${is[what]} KiB`);
		if (rule !== null && is.fds > largest(was.name, 'fds') + rule.fds)
			breaches.push(`${key}: from ${was.fds} to ${is.fds} descriptors`);
	}
	for (const [key, { name }] of after)
		if (!before.has(key) && /^hora-/.test(name))
			breaches.push(`${key} is new: another has ended`);
	return { rows, breaches };
}

// --- times ----------------------------------------------------------------------

const slices = 12;

function slice(list, window) {
	const out = Array.from({ length: slices }, () => []), long = (window.to - window.from) / slices;
	for (const { at, ms } of list)
		if (at >= window.from && at < window.to)
			out[Math.min(slices - 1, Math.floor((at - window.from) / long))].push(ms);
	return out;
}

const p95 = (parts) => share(parts.flat().sort((a, b) => a - b), 0.95);

// How much longer a kind of request takes in the last window than in the first, and
// how sure that is. Other programs share the machine, so a rise counts only when
// it is one by the clock and also in units of the yardstick's rise between the
// same windows (see yardstick.mjs). Both are drawn anew from each window's twelve
// parts, 400 times (the bootstrap): beyond 1.10 is what is in 99 of a hundred draws.
// What is asked too seldom for a p95 is told only.
export function judgeTimes(answers, first, last, random = Math.random) {
	const rows = [], breaches = [], cut = (kind, window) => slice(answers.get(kind) ?? [], window);
	const drawn = () => Array.from({ length: slices }, () => Math.floor(random() * slices));
	for (const kind of [...answers.keys()].filter((name) => !name.includes('yardstick')).sort()) {
		const yard = kind === 'log-in' ? 'nice yardstick' : 'yardstick';
		const [a, b, ya, yb] = [cut(kind, first), cut(kind, last), cut(yard, first), cut(yard, last)];
		const fewest = Math.min(a.flat().length, b.flat().length);
		const row = { kind, asked: fewest, first: p95(a), last: p95(b), drift: p95(b) / p95(a), own: p95(b) / p95(a) / (p95(yb) / p95(ya)) };
		rows.push(row);
		if (fewest < 100)
			continue;
		const draws = { drift: [], own: [] };
		for (let n = 0; n < 400; n++) {
			const [i, j] = [drawn(), drawn()], of = (parts, which) => p95(which.map((at) => parts[at]));
			const drift = of(b, j) / of(a, i);
			draws.drift.push(drift);
			draws.own.push(drift / (of(yb, j) / of(ya, i)));
		}
		row.least = Math.min(...Object.values(draws).map((list) => share(list.sort((x, y) => x - y), 0.01)));
		if (row.least > most.drift)
			breaches.push(`${kind}: p95 from ${row.first.toFixed(1)} to ${row.last.toFixed(1)} ms, × ${row.own.toFixed(2)} of the yardstick's, at least ${row.least.toFixed(2)}`);
	}
	return { rows, breaches };
}

// --- the database -----------------------------------------------------------------

// Dead rows: autovacuum looks each minute and leaves what is below its threshold, so
// a table may be above that for some minutes, but not all the while. Where rows stay
// as many, their table and indexes may not grow.
export function judgeDatabase(databases, first, last) {
	const [was, is] = [first, last].map((window) => databases.filter(within(window))), rows = [], breaches = [];
	for (const one of was[0]?.tables ?? []) {
		const mine = (list) => list.map(({ tables }) => tables.find(({ name }) => name === one.name)).filter(Boolean);
		const [before, after] = [mine(was), mine(is)], all = (t) => t.bytes + t.indexes;
		if (after.length === 0)
			continue;
		const [a, b] = [before[0], after.at(-1)], fewest = Math.min(...after.map(({ dead, most: limit }) => dead - limit));
		if (all(b) > all(a) || b.vacuums > 0)
			rows.push({ table: one.name, live: [a.live, b.live], dead: [Math.max(...before.map((t) => t.dead)), Math.max(...after.map((t) => t.dead))],
				bytes: [a.bytes, b.bytes], indexes: [a.indexes, b.indexes], vacuums: b.vacuums });
		if (fewest > 0 && last.to - last.from >= 180000)
			breaches.push(`${one.name}: ${after.at(-1).dead} dead rows, and autovacuum does not keep up`);
		if (b.live <= a.live * 1.1 && all(b) > all(a) * most.bloat && all(b) - all(a) > 1 << 20)
			breaches.push(`${one.name}: ${all(a)} bytes became ${all(b)} with no more rows`);
	}
	const late = Math.max(0, ...databases.map(({ jobs }) => jobs.late)), dead = databases.at(-1)?.jobs.dead ?? 0;
	if (late > most.late)
		breaches.push(`a job waited for ${late.toFixed(0)} s`);
	if (dead > (databases[0]?.jobs.dead ?? 0))
		breaches.push(`${dead} jobs were given up`);
	if (is.length > 1 && is.at(-1).jobs.done <= is[0].jobs.done)
		breaches.push('no job was done in the last window');
	return { rows, late, dead, breaches };
}

// --- all of it --------------------------------------------------------------------

export function judge({ windows, samples, answers, databases, watches, wrong }) {
	const [first, last] = [windows[0], windows.at(-1)];
	const processes = judgeProcesses(samples, first, last), times = judgeTimes(answers, first, last), database = judgeDatabase(databases, first, last);
	const idle = Math.max(0, ...watches.map((one) => one.idle)), zombies = Math.max(0, ...watches.map((one) => one.zombies));
	const longest = Math.max(0, ...watches.map((one) => one.longest));
	const breaches = [...processes.breaches, ...times.breaches, ...database.breaches];
	if (samples.filter(within(first)).length < 5 || samples.filter(within(last)).length < 5 || watches.length === 0 || databases.length === 0)
		breaches.push('too little was seen to say anything');
	if (idle > most.idle)
		breaches.push(`a transaction did nothing for ${idle.toFixed(1)} s`);
	if (zombies > 0)
		breaches.push(`${zombies} processes ended and nobody took note`);
	breaches.push(...wrong);
	return { processes: processes.rows, times: times.rows, tables: database.rows, idle, longest, zombies, late: database.late, breaches };
}
