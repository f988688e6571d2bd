// usage: node tests/e2e/race.mjs [--rounds 50] [--clients 200] [--slowest 1000] [--full]
//
// Many clients want the same at the same moment, round after round, through
// nginx: exactly as many have it as there are places, all others are told so and
// shown alternatives, nobody gets an error, nobody waits long (milliseconds).
// Then the database is held against what was told. --full: 500 rounds.

import { parseArgs } from 'node:util';
import { agent, ask, broken, makeStudio, starts, wish } from './site.mjs';

const { values } = parseArgs({
	options: {
		rounds: { type: 'string', default: '50' }, clients: { type: 'string', default: '200' },
		slowest: { type: 'string', default: '1000' }, full: { type: 'boolean', default: false },
	},
});
const rounds = values.full ? 500 : Number(values.rounds), clients = Number(values.clients);
const sockets = agent(clients);
const journal = [], faults = [];
let answers = 0, lost = 0, slowest = 0;

// What is raced for: how many of the clients win, and which start each asks for.
const all = (times) => () => times[0];
const races = [
	{ name: 'one therapist', studio: { staff: 1, rooms: 1 }, share: 0.3, step: 1, winners: [1, 1], pick: all },
	{ name: 'any of three, two rooms', studio: { staff: 3, rooms: 2 }, share: 0.1, step: 1, winners: [2, 2], pick: all },
	{ name: 'any of ten', studio: { staff: 10, rooms: 10 }, share: 0.2, step: 1, winners: [10, 10], pick: all },
	{ name: 'starts that overlap', studio: { staff: 1, minutes: 60, interval: 15 }, share: 0.2, step: 8, winners: [1, 2],
		pick: (times) => (i) => times[i % 4] },
	{ name: 'a class of 8 seats', studio: { staff: 1, capacity: 8 }, share: 0.2, step: 1, winners: [8, 8], pick: all },
];

async function round(race, studio, times) {
	const pick = race.pick(times);
	const results = await Promise.all(Array.from({ length: clients }, async (_, i) => {
		const start = pick(i);
		try {
			return { start, ...await ask('POST', `/api/v1/studios/${studio}/bookings`, { json: wish(start), agent: sockets }) };
		} catch (error) {
			return { start, status: 0, text: error.message, ms: 0 };
		}
	}));
	const won = results.filter((result) => result.status === 201);
	const beaten = results.filter((result) => result.status === 409);
	if (won.length + beaten.length !== clients)
		faults.push(`${race.name}: ${results.find((result) => ![201, 409].includes(result.status)).status} answered: `
			+ results.find((result) => ![201, 409].includes(result.status)).text);
	if (won.length < race.winners[0] || won.length > race.winners[1])
		faults.push(`${race.name}: ${won.length} won`);
	for (const result of beaten)
		if (!(result.json.alternatives?.length > 0) || result.json.alternatives.some((slot) => slot.start === result.start))
			faults.push(`${race.name}: no good alternatives: ${result.text}`);
	for (const { json } of won)
		journal.push({ outcome: 'ok', studio, id: json.id, starts: json.start, ends: json.end, price: json.price_minor, state: json.state, staff: json.staff[0].slug });
	answers += results.length;
	lost += beaten.length;
	slowest = Math.max(slowest, ...results.map((result) => result.ms));
}

for (const race of races) {
	const studio = makeStudio(race.studio), times = await starts(studio, 30), number = Math.max(1, Math.round(rounds * race.share));
	for (let i = 0; i < number && faults.length === 0; i++) {
		if (i > 0 && i % 100 === 0)
			console.log(`${race.name}: ${i} of ${number}`);
		await round(race, studio, times.slice((i * race.step) % (times.length - race.step)));
	}
}
sockets.destroy();

faults.push(...broken(journal));
if (slowest > Number(values.slowest))
	faults.push(`the slowest answer took ${Math.round(slowest)} ms`);
faults.slice(0, 20).forEach((fault) => console.log(fault));
console.log(`${answers} answers, ${journal.length} won, ${lost} lost, slowest ${Math.round(slowest)} ms`);
process.exit(faults.length === 0 ? 0 : 1);
