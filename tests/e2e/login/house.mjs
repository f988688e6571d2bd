// The real provider as people meet it: npm's oidc-provider, and the way through its
// pages in a browser.
import { randomBytes } from 'node:crypto';
import { visitor as someone } from '../browser/site.mjs';
import { hora, origin } from '../people.mjs';
import { SECRET, file, honest, startHonest } from './peers.mjs';

// Starts it, and tells Hora of it; under one name, whoever does so first.
export async function open() {
	const peer = await startHonest();
	if (!hora('provider').includes('house '))
		hora('provider', 'add', 'house', 'House of Keys', '--issuer', honest, '--client', 'hora', '--secret-file', file(SECRET));
	return peer;
}

// Nothing but this machine is asked, whatever the provider's pages want.
export async function visitor(look) {
	const v = await someone(look);
	await v.context.route((to) => to.hostname !== 'localhost', (route) => route.abort());
	return v;
}
export const name = (kind) => `${kind}-${randomBytes(5).toString('hex')}`;

// At the provider: logs in as somebody, and consents.
export async function logInThere(page, who) {
	await page.waitForURL(`${honest}/interaction/**`);
	await page.fill('[name=login]', who);
	await page.fill('[name=password]', 'any');
	await page.click('button[type=submit]');
	await page.waitForURL((to) => to.origin !== honest || /interaction/.test(to.pathname));
	if (page.url().startsWith(honest)) await page.click('button[type=submit]').catch(() => {});
}

// From the log-in page to the page that asks what to do.
export async function setOut(page, who, next = '/s/ribeira') {
	await page.goto(`${origin}/auth/login?next=${encodeURIComponent(next)}`);
	await page.click('form[action="/auth/oidc/house/start"] button');
	await logInThere(page, who);
	await page.waitForURL(`${origin}/**`);
}
