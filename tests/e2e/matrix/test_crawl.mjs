// Everybody who is logged in follows every link they are shown, by GET and HEAD:
// none leads to an error, and reading changes no row of any table (trust.md's R33).

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { state, world } from './fixture.mjs';

const pagesMost = 60;
// What changes nothing but the page's look, or leaves the site's own pages.
const passed = /[?&]lang=|^\/static\/|^\/s\/(?!t-)/;

let it;
before(async () => {
	it = await world();
});

function links(body) {
	return [...body.matchAll(/(?:href|src)="([^"#]+)/g)].map(([, address]) => address.replaceAll('&amp;', '&'))
		.filter((address) => address.startsWith('/') && !address.startsWith('//') && !passed.test(address));
}

async function crawl(browser, from) {
	const queue = [...from], seen = new Map();
	while (queue.length > 0 && seen.size < pagesMost) {
		const address = queue.shift();
		if (seen.has(address))
			continue;
		const answer = await browser.get(address);
		const head = await browser.ask('HEAD', address);
		assert.equal(head.status, answer.status, `HEAD ${address}`);
		seen.set(address, answer.status);
		queue.push(...links(answer.text));
		if (answer.headers.location?.startsWith('/'))
			queue.push(answer.headers.location);
	}
	return seen;
}

test('reading as anybody leads nowhere wrong and changes nothing', async () => {
	const was = state();
	const home = `/admin/${it.home}`;
	const counts = {};
	for (const name of ['owner', 'manager', 'reception', 'staff', 'customer A', 'platform', 'link holder']) {
		const own = it.objects.booking.own[name];
		const from = ['/account', '/admin', ...(['customer A', 'link holder'].includes(name) ? [`/b/${own}`] : []),
			...(['owner', 'manager', 'reception', 'staff'].includes(name) ? [home, `${home}/bookings?when=all`, `${home}/bookings/${own}`] : [])];
		const seen = await crawl(it.actors[name].browser.copy(), from);
		for (const [address, status] of seen)
			assert.ok(status < 400, `${name}: ${address} answers ${status}`);
		counts[name] = seen.size;
	}
	assert.ok(counts.owner >= 25, `${counts.owner} pages`);
	assert.deepEqual(state(), was);
	console.log(`# pages read: ${JSON.stringify(counts)}`);
});
