// The studio's zone is the truth and is named; the visitor's own time, when it
// differs, stands beside it in small print.

const offsetMinutes = (stamp) => {
	const match = /([+-])(\d\d):(\d\d)$/.exec(stamp);
	return match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : 0;
};
const wallDate = (stamp) => stamp.slice(0, 10);
const pad = (number) => String(number).padStart(2, '0');

// Adds the visitor's time to each [data-visitor="2026-11-24T10:30:00+00:00"]
// below root whose offset is not the visitor's.
export function showVisitorTimes(root) {
	const word = document.body.dataset.yourTime;
	const language = document.documentElement.lang;
	const day = new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', month: 'short' });

	for (const place of root.querySelectorAll('[data-visitor]')) {
		const stamp = place.dataset.visitor;
		const own = new Date(stamp);
		if (place.nextElementSibling?.matches('.own-time')) continue;
		if (Number.isNaN(own.getTime()) || offsetMinutes(stamp) === -own.getTimezoneOffset()) continue;
		const date = `${own.getFullYear()}-${pad(own.getMonth() + 1)}-${pad(own.getDate())}`;
		const time = `${pad(own.getHours())}:${pad(own.getMinutes())}`;
		const small = document.createElement('small');
		small.className = 'own-time';
		small.textContent = date === wallDate(stamp) ? time : `${day.format(own)}, ${time}`;
		const label = document.createElement('span');
		label.textContent = ` ${word}`;
		if (place.closest('.times')) label.className = 'hide';
		small.append(label);
		place.after(small);
	}
	for (const legend of root.querySelectorAll('[data-visitor-zone]')) {
		const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
		legend.hidden = !document.querySelector('.own-time');
		legend.textContent = `${legend.dataset.visitorZone} (${zone})`;
	}
}
