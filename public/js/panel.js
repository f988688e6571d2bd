// The list of bookings, kept fresh: a hint that something changed is followed by
// reading the page itself anew, in place, with the focus where it was.
import { alarm, GATHER, listen } from './live.js';

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

const refreshing = alarm(refresh);
const hear = () => refreshing.soon(GATHER);
listen(list.dataset.list, 'resources', hear, hear);
