// Hints from the server that something changed. A hint carries ids and versions
// only; what changed is read from the page itself. While nobody looks at the
// page, nobody listens.

export const GATHER = 100; // milliseconds in which several hints count as one
export const RETRY = 1000; // after which a busy server is asked again
export const LAZY = 3000; // after which what nobody waits for is read

// At least so many milliseconds and at most twice as many, by chance, so that a
// crowd of pages comes one after the other.
const spread = (wait) => wait + Math.random() * wait;

// Work to be done once at the soonest of the moments wished for. soon: about so
// many milliseconds from now; sooner: the same, if it is to be done at all.
export function alarm(work) {
	let at = Infinity;
	let timer = 0;

	const stop = () => {
		clearTimeout(timer);
		at = Infinity;
	};
	const soon = (about) => {
		const wait = spread(about);
		if (performance.now() + wait >= at) return;
		stop();
		at = performance.now() + wait;
		timer = setTimeout(() => {
			at = Infinity;
			work();
		}, wait);
	};
	return { soon, stop, sooner: (about) => at < Infinity && soon(about) };
}

// The address of an answer by the name of the hint that it is asked for after:
// the same for all who look at the same, so that nginx keeps it for them.
export const hinted = (address, hint) => `${address}&v=${hint}`;

// Calls heard(data, hint) for each event of that name on the channel, with the
// name that the hint has for all; and missed() when the connection was lost and
// is there again.
export function listen(channel, name, heard, missed) {
	let source = null;
	let lost = false;

	const open = () => {
		if (source || document.hidden) return;
		source = new EventSource(`/live/p/${channel}`);
		source.addEventListener(name, (event) => heard(JSON.parse(event.data), event.lastEventId));
		source.onerror = () => {
			lost = true;
		};
		source.onopen = () => {
			if (lost) missed();
			lost = false;
		};
	};
	const close = () => {
		source?.close();
		source = null;
		lost = true;
	};
	document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
	addEventListener('pagehide', close);
	addEventListener('pageshow', open);
	open();
}
