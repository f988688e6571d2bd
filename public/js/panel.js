// The list of bookings, kept fresh: a hint that something changed is followed by
// reading the page itself anew, in place, with the focus where it was.
import { listen } from './live.js';

const GATHER = 300; // milliseconds in which several hints count as one

const list = document.querySelector('[data-list]');
const part = () => list.querySelector('[data-swap]');

async function refresh() {
	const answer = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => null);
	if (!answer?.ok || answer.redirected) return;
	const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-swap]');
	if (!next || next.innerHTML === part().innerHTML) return;
	const at = part().contains(document.activeElement) && document.activeElement.getAttribute('href');
	part().replaceWith(document.adoptNode(next));
	if (at) part().querySelector(`a[href="${CSS.escape(at)}"]`)?.focus({ preventScroll: true });
}

let due = 0;
const refreshSoon = () => {
	clearTimeout(due);
	due = setTimeout(refresh, GATHER);
};

listen(list.dataset.list, 'resources', refreshSoon, refreshSoon);
