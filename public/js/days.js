// The month as a grid for the keyboard, after the ARIA practice for date grids:
// arrows move by day and week, Home and End within the week, Page Up and Page
// Down by month; one stop of the Tab key for all of it.

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

const daysOf = (table) => [...table.querySelectorAll('td > a, td > span')];

const settle = (days, chosen) => {
	for (const day of days) day.tabIndex = day === chosen ? 0 : -1;
};

const weekday = (day) => day.parentElement.cellIndex;

// Makes the table a grid. turn(rel, edge) is asked for the month before ('prev')
// or after ('next'), with the day to stand on: 'first', 'last' or a number.
export function makeGrid(table, turn) {
	const days = daysOf(table);
	if (days.length === 0) return;
	table.setAttribute('role', 'grid');
	for (const day of days)
		if (day.tagName === 'SPAN') {
			day.setAttribute('role', 'link');
			day.setAttribute('aria-disabled', 'true');
		}
	settle(days, days.find((day) => day.ariaCurrent) ?? days.find((day) => day.tagName === 'A') ?? days[0]);

	table.addEventListener('keydown', (event) => {
		const from = days.indexOf(event.target.closest('td > *'));
		if (from < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
		let to;
		if (event.key in STEPS) to = from + STEPS[event.key];
		else if (event.key === 'Home') to = Math.max(0, from - weekday(days[from]));
		else if (event.key === 'End') to = Math.min(days.length - 1, from + 6 - weekday(days[from]));
		else if (event.key === 'PageUp') return void (event.preventDefault(), turn('prev', from));
		else if (event.key === 'PageDown') return void (event.preventDefault(), turn('next', from));
		else return;
		event.preventDefault();
		if (to < 0) return turn('prev', 'last');
		if (to >= days.length) return turn('next', 'first');
		settle(days, days[to]);
		days[to].focus();
	});
}

// Puts the focus on a day: 'first', 'last', or by number from 0.
export function focusDay(table, which) {
	const days = daysOf(table);
	const at = which === 'first' ? 0 : which === 'last' ? days.length - 1 : Math.min(which, days.length - 1);
	if (at < 0) return;
	settle(days, days[at]);
	days[at].focus();
}
