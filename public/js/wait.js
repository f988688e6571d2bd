// A page that waits for somebody else's answer: asks where it stands a few times
// a second, and goes on when it does. What needs no decision goes on by itself.
const waiting = () => document.querySelector('[data-arrival="waiting"]');

const look = async () => {
	try {
		const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
		if (!(await answer.text()).includes('data-arrival="waiting"')) return location.replace(location.href);
	} catch {
		// No answer this time; the next one may come.
	}
	setTimeout(look, 300);
};

if (waiting()) setTimeout(look, 150);
document.querySelector('form[data-go]')?.requestSubmit();
