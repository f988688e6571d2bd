// Choosing staff, month and day without leaving the page: each link is fetched
// as it stands, and the parts that the server rendered are put in place of ours.
// Whatever goes wrong, the browser follows the link instead. Starts that others
// take meanwhile go with a word.
import { focusDay, makeGrid } from './days.js';
import { listen } from './live.js';
import { showVisitorTimes } from './zone.js';

const TAKEN_SHOWN = 1500; // milliseconds a start stays to say that it is taken
const GATHER = 150; // milliseconds in which several hints count as one
const RETRY = 1000; // milliseconds after which a busy server is asked again

const page = document.querySelector('[data-booking]');
const live = document.querySelector('[data-live]');
const resources = new Set(page.dataset.resources.split(' ').map(Number));
const narrow = matchMedia('(max-width: 44.99rem)');
let flight = null;

const grid = () => page.querySelector('table[data-days]');
const starts = (root) => [...root.querySelectorAll('.times a')];

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
	link.removeAttribute('href');
	link.classList.add('taken');
	link.replaceChildren(link.querySelector('time'), word);
	return link.textContent;
};

// Reads the page at hand anew, in place.
async function refresh() {
	let next;
	try {
		next = await read(location.href);
	} catch (error) {
		if (error.name !== 'AbortError') refreshSoon(RETRY);
		return;
	}
	const mine = flight;
	const left = new Set(starts(next).map((link) => link.getAttribute('href')));
	const gone = starts(page).filter((link) => link.hasAttribute('href') && !left.has(link.getAttribute('href')));
	if (gone.length > 0) {
		live.textContent = gone.map(markTaken).join(', ');
		await new Promise((done) => setTimeout(done, TAKEN_SHOWN));
	}
	if (mine !== flight) return;
	const at = document.activeElement;
	const address = page.contains(at) && at.getAttribute('href');
	const restore = at.matches('td > *') ? [...grid().querySelectorAll('td > *')].indexOf(at) : -1;
	swap(next);
	if (restore >= 0) focusDay(grid(), restore);
	else if (address) (page.querySelector(`a[href="${CSS.escape(address)}"]`) ?? page.querySelector('#starts')).focus({ preventScroll: true });
	else if (at.matches('.taken')) page.querySelector('#starts').focus({ preventScroll: true });
}

let due = 0;
const refreshSoon = (wait) => {
	clearTimeout(due);
	due = setTimeout(refresh, wait + Math.random() * wait);
};

listen(
	page.dataset.channel,
	'resources',
	(news) => {
		if (news.resources.some(({ id }) => resources.has(id))) refreshSoon(GATHER);
	},
	() => refreshSoon(GATHER),
);
enhance();
