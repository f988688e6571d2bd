// Hints from the server that something changed. A hint carries ids and versions
// only; what changed is read from the page itself. While nobody looks at the
// page, nobody listens.

// Calls heard(data) for each event of that name on the channel, and missed()
// when the connection was lost and is there again.
export function listen(channel, name, heard, missed) {
	let source = null;
	let lost = false;

	const open = () => {
		if (source || document.hidden) return;
		source = new EventSource(`/live/p/${channel}`);
		source.addEventListener(name, (event) => heard(JSON.parse(event.data)));
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
