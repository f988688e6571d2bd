// Open pages of the soak: each listens to its studio's events as EventSource does,
// comes again with the last event's id when it was ended, and keeps what it heard.
// nginx ends them when it reloads, with an end and not a break; whoever comes again
// hears what was said meanwhile.

import https from 'node:https';
import { url } from '../site.mjs';

const wait = 3000; // as browsers do

class Stream {
	constructor(channel, ca, tally, wrong) {
		Object.assign(this, { channel, ca, tally, wrong, heard: new Map(), last: '', going: true });
		this.opened = new Promise((done) => { this.done = done; });
		this.open();
	}

	open() {
		const headers = { Accept: 'text/event-stream', ...(this.last !== '' && { 'Last-Event-ID': this.last }) };
		this.request = https.get(new URL(`/live/p/${this.channel}`, url), { ca: this.ca, agent: false, headers }, (answer) => {
			if (answer.statusCode !== 200)
				this.wrong(`a stream was answered ${answer.statusCode}`);
			let text = '';
			answer.setEncoding('utf8').on('data', (part) => {
				this.done();
				text += part;
				for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2))
					this.hear(text.slice(0, end));
			});
			answer.on('end', () => this.again('ended'));
			answer.on('error', () => this.again('broken'));
		});
		this.request.on('error', () => this.again('refused'));
	}

	hear(event) {
		this.last = /^id: (.*)$/m.exec(event)?.[1] ?? this.last;
		const data = /^data: (.*)$/m.exec(event)?.[1];
		if (data === undefined)
			return;
		this.heard.set(data, Date.now());
		this.tally.heard++;
	}

	again(how) {
		if (!this.going)
			return;
		this.tally[how]++;
		if (how !== 'ended')
			this.wrong(`a stream was ${how}`);
		setTimeout(() => this.going && this.open(), wait);
	}
}

export function openStreams(wanted, ca, wrong) {
	const tally = { heard: 0, ended: 0, broken: 0, refused: 0, missed: 0 };
	const groups = wanted.map(([channel, many]) => Array.from({ length: many }, () => new Stream(channel, ca, tally, wrong)));
	const all = groups.flat();
	return {
		tally,
		opened: Promise.all(all.map((one) => one.opened)),
		close: () => all.forEach((one) => { one.going = false; one.request.destroy(); }),
		// What some page of a studio heard and another did not; what is older than ten
		// seconds has been heard or is missed, and is counted once.
		missed() {
			const now = Date.now();
			for (const group of groups) {
				const said = new Map(group.flatMap((one) => [...one.heard]));
				for (const [data, at] of said) {
					if (at > now - 10000)
						continue;
					tally.missed += group.filter((one) => !one.heard.has(data)).length;
					group.forEach((one) => one.heard.delete(data));
				}
			}
			return tally.missed;
		},
	};
}
