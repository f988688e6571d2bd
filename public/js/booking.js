// Choosing staff, month and day without leaving the page: each link is fetched
// as it stands, and the parts that the server rendered are put in place of ours.
// Whatever goes wrong, the browser follows the link instead. Starts that others
// take meanwhile go with a word.
import { focusDay, makeGrid } from './days.js';
import { alarm, GATHER, hinted, LAZY, listen, RETRY } from './live.js';
import { showVisitorTimes } from './zone.js';

const TAKEN_SHOWN = 1500; // milliseconds a start stays to say that it is taken

const page = document.querySelector('[data-booking]');
const live = document.querySelector('[data-live]');
const resources = new Set(page.dataset.resources.split(' ').map(Number));
const narrow = matchMedia('(max-width: 44.99rem)');
let flight = null;
let hint = ''; // the name of the last one

const grid = () => page.querySelector('table[data-days]');
const starts = (root) => [...root.querySelectorAll('.times a')];
const startOf = (link) => new URLSearchParams(link.search).get('start');

const enhance = () => {
	makeGrid(grid(), (rel, which) => {
		const link = page.querySelector(`a[rel=${rel}]`);
		if (link) go(link.href, { focus: () => focusDay(grid(), which) });
	});
	showVisitorTimes(page);
};

// The page at an address, as the server renders it now. A later wish ends an
// earlier one.
const read = async (url) => {
	flight?.abort();
	flight = new AbortController();
	const answer = await fetch(url, { signal: flight.signal, headers: { Accept: 'text/html' } });
	if (!answer.ok) throw new Error(String(answer.status));
	return new DOMParser().parseFromString(await answer.text(), 'text/html');
};

const swap = (next) => {
	const parts = [...page.querySelectorAll('[data-swap]')];
	const fresh = parts.map((part) => next.querySelector(`[data-swap="${part.dataset.swap}"]`));
	if (fresh.includes(null)) throw new Error('another page');
	parts.forEach((part, i) => part.replaceWith(document.adoptNode(fresh[i])));
	document.title = next.title;
	enhance();
};

async function go(url, { focus, push = true } = {}) {
	refreshing.stop();
	page.setAttribute('aria-busy', 'true');
	try {
		swap(await read(url));
	} catch (error) {
		if (error.name !== 'AbortError') location.assign(url);
		return;
	}
	page.removeAttribute('aria-busy');
	if (push) history.pushState(null, '', url);
	focus?.();
	live.textContent = page.querySelector('[data-say]').dataset.say;
}

// Where the focus goes after a part was replaced: to the same thing, made anew.
const finder = (link) => {
	const part = link.closest('[data-swap]').dataset.swap;
	const within = (selector) => page.querySelector(`[data-swap="${part}"] ${selector}`);
	if (part === 'starts') return () => page.querySelector('#starts').focus();
	if (link.rel) return () => (within(`a[rel=${link.rel}]`) ?? within('td > [tabindex="0"]')).focus();
	if (part === 'month')
		return () => {
			within('[aria-current]')?.focus({ preventScroll: narrow.matches });
			if (narrow.matches) page.querySelector('#starts').scrollIntoView();
		};
	return () => within('[aria-current]')?.focus();
};

page.addEventListener('click', (event) => {
	const link = event.target.closest('a[data-get]');
	if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
	event.preventDefault();
	const url = new URL(link.href);
	url.hash = '';
	go(url.href, { focus: finder(link) });
});

addEventListener('popstate', () => go(location.href, { push: false }));

// Marks a start that is gone; it stays for a moment to be read.
const markTaken = (link) => {
	const word = document.createElement('small');
	word.textContent = page.dataset.taken;
	link.tabIndex = -1; // whoever stands on it stays there
	link.removeAttribute('href');
	link.classList.add('taken');
	link.replaceChildren(link.querySelector('time'), word);
	return link.textContent;
};

// Marks the starts that are not left, and tells of them. Were there any?
const markGone = (left) => {
	const gone = starts(page).filter((link) => link.hasAttribute('href') && !left.has(startOf(link)));
	if (gone.length > 0) live.textContent = gone.map(markTaken).join(', ');
	return gone.length > 0;
};

// Reads the page at hand anew, in place; not while it is on its way to another.
async function refresh() {
	if (page.hasAttribute('aria-busy')) return refreshing.soon(RETRY);
	let next;
	try {
		next = await read(location.href);
	} catch (error) {
		if (error.name !== 'AbortError') refreshing.soon(RETRY);
		return;
	}
	const mine = flight;
	if (markGone(new Set(starts(next).map(startOf)))) await new Promise((done) => setTimeout(done, TAKEN_SHOWN));
	if (mine !== flight) return;
	const at = document.activeElement;
	const address = page.contains(at) && at.getAttribute('href');
	const restore = at.matches('td > *') ? [...grid().querySelectorAll('td > *')].indexOf(at) : -1;
	swap(next);
	if (restore >= 0) focusDay(grid(), restore);
	else if (address) (page.querySelector(`a[href="${CSS.escape(address)}"]`) ?? page.querySelector('#starts')).focus({ preventScroll: true });
	else if (at.matches('.taken')) page.querySelector('#starts').focus({ preventScroll: true });
}

// Asks what is left of the day and marks what is gone: little, and the same for
// all who look at it. What else there is to see, such as seats and other days,
// comes with the page itself, which is read when the crowd has gone by; sooner
// where nothing is left to choose. Who moves a booking sees starts of their own,
// and has no such answer. The visitor's cookies go with the request, since without
// them browsers open another connection; nginx passes them to nobody.
async function look() {
	const place = page.querySelector('#starts');
	if (!starts(page).some((link) => link.hasAttribute('href'))) return refreshing.soon(LAZY);
	if (!place.dataset.left) return refresh();
	try {
		const answer = await fetch(hinted(place.dataset.left, hint), { cache: 'no-store' });
		if (answer.status === 404) return refresh(); // the day is over
		if (!answer.ok) throw new Error(String(answer.status));
		const left = new Set(await answer.json());
		if (!place.isConnected) return looking.soon(GATHER);
		markGone(left);
		refreshing.soon(left.size > 0 ? LAZY : TAKEN_SHOWN);
	} catch {
		looking.soon(RETRY);
	}
}

const looking = alarm(look);
const refreshing = alarm(refresh);
for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, () => refreshing.sooner(TAKEN_SHOWN));

listen(
	page.dataset.channel,
	'resources',
	(news, name) => {
		if (!news.resources.some(({ id }) => resources.has(id))) return;
		hint = name;
		looking.soon(GATHER);
	},
	() => refreshing.soon(GATHER),
);
enhance();
