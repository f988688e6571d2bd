// What every page is better with: menus that close, buttons that are pressed
// once, links that are copied, errors that are read out, the visitor's own time.
import { listen } from './live.js';
import { showVisitorTimes } from './zone.js';

const say = (text) => {
	const live = document.querySelector('[data-live]');
	if (live) live.textContent = text;
};

// A menu closes by Escape and by a click elsewhere.
const closeMenus = (except) => {
	for (const menu of document.querySelectorAll('details[data-menu][open]'))
		if (!menu.contains(except)) menu.open = false;
};
document.addEventListener('click', (event) => closeMenus(event.target));
document.addEventListener('keydown', (event) => {
	const menu = event.key === 'Escape' && event.target.closest?.('details[data-menu][open]');
	if (!menu) return;
	menu.open = false;
	menu.querySelector('summary').focus();
});

// A form that is on its way is not sent twice, and says that it is.
const release = (form) => {
	delete form.dataset.sent;
	for (const button of form.querySelectorAll('button[aria-busy]')) {
		button.removeAttribute('aria-busy');
		button.removeAttribute('aria-disabled');
		if (button.dataset.word) button.textContent = button.dataset.word;
	}
};
document.addEventListener('submit', (event) => {
	const form = event.target;
	if (!form.matches('[data-once]')) return;
	if (form.dataset.sent) {
		event.preventDefault();
		return;
	}
	form.dataset.sent = 'yes';
	const button = event.submitter;
	if (!button) return;
	button.setAttribute('aria-busy', 'true');
	button.setAttribute('aria-disabled', 'true');
	if (button.dataset.busy) {
		button.dataset.word = button.textContent;
		button.textContent = button.dataset.busy;
	}
});
// Coming back by the browser's own button finds the form usable.
addEventListener('pageshow', (event) => {
	if (event.persisted) document.querySelectorAll('[data-once]').forEach(release);
});

for (const button of document.querySelectorAll('[data-copy]')) {
	if (!navigator.clipboard) break;
	button.hidden = false;
	button.addEventListener('click', async () => {
		const field = document.getElementById(button.dataset.copy);
		field.select();
		await navigator.clipboard.writeText(field.value);
		button.querySelector('span').textContent = button.dataset.done;
		say(button.dataset.done);
	});
}

// A booking whose version has moved on is shown anew; not while a form of ours that
// moves it is on its way, whose answer a reload would take the place of.
const card = document.querySelector('[data-version]');
if (card) {
	const isSending = () => document.querySelector('form[data-sent]') !== null;
	const reload = ({ version }) => version > Number(card.dataset.version) && !isSending() && location.reload();
	listen(card.dataset.channel, 'booking', reload, () => {});
}

document.querySelector('[data-focus]')?.focus();
showVisitorTimes(document);
