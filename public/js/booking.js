// Choosing staff, month and day without leaving the page: each link is fetched
// as it stands, and the parts that the server rendered are put in place of ours.
// Whatever goes wrong, the browser follows the link instead.
import { focusDay, makeGrid } from './days.js';
import { showVisitorTimes } from './zone.js';

const page = document.querySelector('[data-booking]');
const live = document.querySelector('[data-live]');
const narrow = matchMedia('(max-width: 44.99rem)');
let flight = null;
let seen = Date.now();

const grid = () => page.querySelector('table[data-days]');

const enhance = () => {
	makeGrid(grid(), (rel, which) => {
		const link = page.querySelector(`a[rel=${rel}]`);
		if (link) go(link.href, { focus: () => focusDay(grid(), which) });
	});
	showVisitorTimes(page);
};

const swap = (text) => {
	const next = new DOMParser().parseFromString(text, 'text/html');
	const parts = [...page.querySelectorAll('[data-swap]')];
	const fresh = parts.map((part) => next.querySelector(`[data-swap="${part.dataset.swap}"]`));
	if (fresh.includes(null)) throw new Error('another page');
	parts.forEach((part, i) => part.replaceWith(document.adoptNode(fresh[i])));
	document.title = next.title;
};

const load = async (url) => {
	flight?.abort();
	flight = new AbortController();
	page.setAttribute('aria-busy', 'true');
	const answer = await fetch(url, { signal: flight.signal, headers: { Accept: 'text/html' } });
	if (!answer.ok) throw new Error(String(answer.status));
	swap(await answer.text());
	page.removeAttribute('aria-busy');
	seen = Date.now();
	enhance();
};

async function go(url, { focus, push = true } = {}) {
	try {
		await load(url);
	} catch (error) {
		if (error.name !== 'AbortError') location.assign(url);
		return;
	}
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

// Somebody who comes back to an open page should not choose from old times.
document.addEventListener('visibilitychange', () => {
	if (!document.hidden && Date.now() - seen > 30_000) load(location.href).catch(() => {});
});

enhance();
