// What is offered can be booked, what is not is refused: random studios, whose
// staff live in zones of their own, around a change of the clock where there is
// one. Every fifth minute of some days is asked for by POST: anyone's, and each
// staff member's. A month is the sum of its days, and parts of a range join.
//
//	HORA_SEED     repeats a run
//	HORA_STUDIOS  how many studios (3, and of each studio no more than a hundred
//	              of the offered are booked)

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, makeStudio, quote, sql, wish } from '../site.mjs';

const seed = Number(process.env.HORA_SEED ?? Math.floor(Math.random() * 1e9));
const studios = Number(process.env.HORA_STUDIOS ?? 3);
const most = process.env.HORA_STUDIOS === undefined ? 100 : Infinity;
const zones = ['Europe/Lisbon', 'Atlantic/Azores', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Africa/Cairo',
	'Asia/Kathmandu', 'Pacific/Pago_Pago'];
const MINUTE = 60000, DAY = 86400000, STEP = 5 * MINUTE;

// xorshift: the same numbers for the same seed.
function dice(number) {
	let state = (number * 2654435761 + 88172645) >>> 0;
	const next = () => {
		state = (state ^ (state << 13)) >>> 0;
		state ^= state >>> 17;
		state = (state ^ (state << 5)) >>> 0;
		return state / 2 ** 32;
	};
	const below = (most) => Math.floor(next() * most);
	return { below, one: (list) => list[below(list.length)], chance: (share) => next() < share };
}

function offset(zone, at) {
	const text = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at)
		.find((part) => part.type === 'timeZoneName').value.slice(3);
	return text;
}

// The next day on which the zone's clock changes, or some day that soon comes.
function eventful(zone, r) {
	const first = Math.ceil(Date.now() / DAY + 3) * DAY;
	for (let at = first; at < first + 340 * DAY; at += DAY)
		if (offset(zone, at) !== offset(zone, at + DAY))
			return at;
	return first + r.below(40) * DAY;
}

const stamp = (at) => new Date(at).toISOString().replace('.000Z', 'Z');
const date = (at) => stamp(at).slice(0, 10);

// A studio that everything may be set in; answers what the trial needs of it.
function randomStudio(r) {
	const zone = r.one(zones), staff = 1 + r.below(3), minutes = r.one([20, 30, 45, 50, 60, 90]);
	const from = eventful(zone, r) - r.below(12) * 60 * MINUTE, to = from + 44 * 60 * MINUTE;
	const rooms = r.below(3), capacity = r.chance(0.3) ? 2 + r.below(2) : 1, mode = staff > 1 && r.chance(0.3) ? 'all' : 'any';
	const studio = makeStudio({ staff, rooms, zone, minutes, capacity, interval: r.one([minutes, 15, 20, 30, 55]) });
	const id = sql(`select id from studio where slug = ${quote(studio)}`)[0][0];
	const member = (n) => `(select id from resource where studio_id = ${id} and slug = 's${n}')`;
	const around = (length) => {
		const start = from + r.below(528) * STEP;
		return `'[${stamp(start)}, ${stamp(start + length * MINUTE)})'`;
	};
	const set = [`update studio set cancel_until = 0 where id = ${id}`];
	for (let n = 1; n <= staff; n++) {
		set.push(`update resource set zone = ${quote(r.chance(0.5) ? zone : r.one(zones))}, before_min = ${r.one([0, 0, 0, 10])},
			after_min = ${r.one([0, 0, 0, 5])}, per_day = ${r.one(['null', 'null', 3])}, per_week = ${r.one(['null', 'null', 5])},
			minutes_per_day = ${r.one(['null', 'null', 240])} where id = ${member(n)}`);
		if (r.chance(0.8)) {
			set.push(`delete from hours where resource_id = ${member(n)}`);
			for (let day = 1; day <= 7; day++)
				for (let windows = r.below(3); windows >= 0; windows--) {
					const begins = r.below(280) * 5;
					set.push(`insert into hours (studio_id, resource_id, weekday, from_min, to_min) values
						(${id}, ${member(n)}, ${day}, ${begins}, ${Math.min(1440, begins + 60 + r.below(120) * 5)})`);
				}
		}
		if (r.chance(0.4))
			set.push(`insert into absence (studio_id, resource_id, away) values (${id}, ${member(n)}, ${around(5 + r.below(300))})`);
		if (r.chance(0.3))
			set.push(`insert into external_busy (studio_id, resource_id, busy, source) values (${id}, ${member(n)}, ${around(45)}, 'x')`);
		if (r.chance(0.3))
			set.push(`insert into exception (studio_id, resource_id, day, closed, windows) values (${id}, ${member(n)}, '${date(from + DAY)}',
				${r.one(["true, '{}'", "false, '{545,1000}'", "false, '{}'"])})`);
	}
	const notice = r.chance(0.3) ? Math.round((from - Date.now()) / MINUTE) + r.below(2000) : r.one([0, 60]);
	set.push(`update service set notice_min = ${notice}, before_min = ${r.one([0, 0, 5, 15])}, after_min = ${r.one([0, 0, 10])},
		horizon_days = ${r.chance(0.2) ? Math.round((from - Date.now()) / DAY) + r.below(3) : 730}, staff_mode = '${mode}' where studio_id = ${id}`);
	if (rooms > 0 && r.chance(0.4))
		set.push(`insert into absence (studio_id, resource_id, away) select ${id}, id, ${around(200)} from resource
			where studio_id = ${id} and slug = 'r1'`);
	if (capacity > 1 && r.chance(0.5)) {
		set.push(`update service set timetabled = true where studio_id = ${id}`);
		for (let day = 1; day <= 7; day++)
			set.push(`insert into timetable (studio_id, service_id, resource_id, weekday, start_min)
				select ${id}, id, ${member(1 + r.below(staff))}, ${day}, ${r.below(288) * 5} from service where studio_id = ${id}`);
	}
	sql(`begin; ${set.join(';\n')}; commit;`);
	return { slug: studio, zone, from, to, staff: mode === 'all' ? [] : Array.from({ length: staff }, (_, n) => `s${n + 1}`), notice,
		words: `${zone}, ${staff} staff (${mode}), ${rooms} rooms, ${capacity} seats, notice ${notice}` };
}

async function listed(studio, from, to) {
	const query = new URLSearchParams({ service: 'visit', from, to });
	const answer = await ask('GET', `/api/v1/studios/${studio.slug}/slots?${query}`);
	assert.equal(answer.status, 200, answer.text);
	return answer.json.slots;
}

const post = (studio, start, staff) => ask('POST', `/api/v1/studios/${studio.slug}/bookings`,
	{ json: wish(stamp(start), staff === undefined ? {} : { staff }) });

// Some bookings stay, so that there is something in the way.
async function fill(studio, r) {
	for (let i = r.below(4); i > 0; i--) {
		const slots = await listed(studio, stamp(studio.from), stamp(studio.to));
		if (slots.length === 0)
			return;
		const made = await post(studio, new Date(r.one(slots).start).getTime());
		assert.equal(made.status, 201, made.text);
	}
}

// Asks for a start nobody is offered; the time that the notice runs over is let be.
async function tryRefused(studio, asked, begun) {
	const answer = await post(studio, asked.start, asked.staff);
	const limit = studio.notice * MINUTE;
	if (asked.start >= begun + limit - MINUTE && asked.start <= Date.now() + limit + MINUTE)
		return 0;
	assert.ok(answer.status === 409 || answer.status === 422,
		`${studio.words}: ${stamp(asked.start)} of ${asked.staff ?? 'anyone'} is not offered, and yet ${answer.status} ${answer.text}`);
	return 1;
}

async function tryOffered(studio, asked, begun) {
	const limit = studio.notice * MINUTE;
	if (asked.start >= begun + limit - MINUTE && asked.start <= Date.now() + limit + 2 * MINUTE)
		return 0;
	const made = await post(studio, asked.start, asked.staff);
	assert.equal(made.status, 201, `${studio.words}: ${stamp(asked.start)} of ${asked.staff ?? 'anyone'} is offered, and yet ${made.text}`);
	assert.equal(new Date(made.json.start).getTime(), asked.start);
	const gone = await ask('POST', `${made.headers.location}/cancel`,
		{ json: {}, headers: { Authorization: `Bearer ${made.json.manage_token}` } });
	assert.equal(gone.status, 200, gone.text);
	return 1;
}

async function trial(studio, r) {
	const begun = Date.now(), slots = await listed(studio, stamp(studio.from), stamp(studio.to));
	const offered = new Map(slots.map((slot) => [new Date(slot.start).getTime(), slot.staff]));
	const instants = [...offered.keys()];
	for (let at = studio.from; at < studio.to; at += STEP)
		if (!offered.has(at))
			instants.push(at);
	instants.push(...[...offered.keys()].map((at) => at + 1000)); // a second beside
	const wishes = instants.flatMap((start) => [undefined, ...(start % STEP === 0 ? studio.staff : [])].map((staff) => ({ start, staff })));
	const is = (asked) => offered.has(asked.start) && (asked.staff === undefined || offered.get(asked.start).includes(asked.staff));
	let accepted = 0, refused = 0;
	const others = wishes.filter((asked) => !is(asked));
	for (let i = 0; i < others.length; i += 8)
		for (const count of await Promise.all(others.slice(i, i + 8).map((asked) => tryRefused(studio, asked, begun))))
			refused += count;
	const chosen = wishes.filter(is);
	while (chosen.length > most)
		chosen.splice(r.below(chosen.length), 1);
	for (const asked of chosen)
		accepted += await tryOffered(studio, asked, begun);
	assert.deepEqual((await listed(studio, stamp(studio.from), stamp(studio.to))).filter((slot) => new Date(slot.start) > Date.now() + (studio.notice + 2) * MINUTE),
		slots.filter((slot) => new Date(slot.start) > Date.now() + (studio.notice + 2) * MINUTE), 'cancelled bookings left something behind');
	return { accepted, refused };
}

// The month of the trial by /days, by /slots at once, and in random parts.
async function month(studio, r) {
	const name = date(studio.from).slice(0, 7), next = new Date(`${name}-01T00:00:00Z`);
	next.setUTCMonth(next.getUTCMonth() + 1);
	const whole = await listed(studio, `${name}-01`, date(next)), days = (await ask('GET', `/api/v1/studios/${studio.slug}/days?service=visit&month=${name}`)).json.days;
	const counts = Object.fromEntries(Object.keys(days).map((day) => [day, 0]));
	for (const slot of whole)
		counts[slot.start.slice(0, 10)]++;
	for (const [day, mark] of Object.entries(days))
		assert.equal(mark === 'none', counts[day] === 0, `${studio.words}: ${day} is ${mark} with ${counts[day]} starts`);
	const parts = [], cuts = [studio.from, ...Array.from({ length: 4 }, () => studio.from + r.below((studio.to - studio.from) / 1000) * 1000), studio.to].sort((a, b) => a - b);
	for (let i = 0; i + 1 < cuts.length; i++)
		if (cuts[i] < cuts[i + 1])
			parts.push(...await listed(studio, stamp(cuts[i]), stamp(cuts[i + 1])));
	assert.deepEqual(parts, await listed(studio, stamp(studio.from), stamp(studio.to)), `${studio.words}: parts do not join`);
}

for (let n = 0; n < studios; n++) {
	test(`each offered start can be booked, each other is refused (HORA_SEED=${seed + n})`, async () => {
		const r = dice(seed + n);
		let studio = randomStudio(r);
		for (let tries = 0; tries < 8 && (await listed(studio, stamp(studio.from), stamp(studio.to))).length < 5; tries++)
			studio = randomStudio(r); // one that offers next to nothing proves little
		await fill(studio, r);
		await month(studio, r);
		const { accepted, refused } = await trial(studio, r);
		console.log(`${studio.words}: ${accepted} booked, ${refused} refused`);
	});
}
