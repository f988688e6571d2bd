// People of each kind on a running site: accounts made by the operator's command,
// logged in by the page, so that each is a browser of its own.

import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { ask, folder, makeStudio, quote, sql, starts, url, wish } from './site.mjs';

export const origin = new URL(url).origin;
const program = path.join(folder, 'app/bin/hora');

// Runs the operator's command; what it printed.
export function hora(...words) {
	return execFileSync(program, [...words, '--config', path.join(folder, 'etc/hora.conf')], { encoding: 'utf8', stdio: 'pipe' });
}

// Makes an account; options: role, studio, staff, name. Its address and password.
export function makeAccount(options = {}) {
	const address = `p-${randomBytes(6).toString('hex')}@example.org`;
	const words = Object.entries({ name: 'Test Person', ...options }).flatMap(([name, value]) => [`--${name}`, value]);
	const said = JSON.parse(hora('account', 'add', address, '--json', ...words));
	return { address, password: said.password };
}

// A browser: keeps cookies, and the form token of the last page that had one.
export class Browser {
	constructor(headers = {}) {
		this.headers = headers;
		this.jar = new Map();
		this.token = '';
	}

	get cookie() {
		return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
	}

	copy() {
		const other = new Browser({ ...this.headers });
		other.jar = new Map(this.jar);
		other.token = this.token;
		return other;
	}

	async ask(method, place, options = {}) {
		const headers = { Accept: 'text/html', 'Sec-Fetch-Site': 'same-origin', ...this.headers, ...options.headers };
		if (this.jar.size > 0)
			headers.Cookie = this.cookie;
		const answer = await ask(method, place, { ...options, headers });
		for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
			const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
			if (/Max-Age=0/i.test(line))
				this.jar.delete(name);
			else
				this.jar.set(name, value);
		}
		this.token = /name="_csrf" value="([^"]+)"/.exec(answer.text)?.[1] ?? this.token;
		return answer;
	}

	get(place, options) {
		return this.ask('GET', place, options);
	}

	// Sends a form; fields as an object. options: as ask, and method.
	post(place, fields = {}, options = {}) {
		const body = new URLSearchParams({ ...fields, _csrf: this.token }).toString();
		return this.ask(options.method ?? 'POST', place, { ...options, body,
			headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: origin, ...options.headers } });
	}
}

// A browser that is logged in.
export async function logIn({ address, password }) {
	const browser = new Browser();
	let answer;
	// One password is hashed at a time: who comes with many others comes again.
	for (let tries = 0; tries < 20; tries++) {
		await browser.get('/auth/login');
		answer = await browser.post('/auth/login', { email: address, password });
		if (answer.status !== 503)
			break;
		await new Promise((done) => setTimeout(done, 200 + Math.random() * 800));
	}
	if (answer.status !== 303 || !browser.jar.has('__Host-session'))
		throw new Error(`log-in answers ${answer.status}`);
	// A page with a form, so that there is a token of this session.
	await browser.get('/account');
	return browser;
}

// Somebody who has the manage link of a booking made by them as a guest.
export async function makeGuest(studio, start) {
	const answer = await ask('POST', `/api/v1/studios/${studio}/bookings`, {
		json: wish(start, { customer: { name: 'Guest Holder', email: `g-${randomBytes(6).toString('hex')}@example.org` } }) });
	if (answer.status !== 201)
		throw new Error(`booking answers ${answer.status}: ${answer.text}`);
	const browser = new Browser();
	await browser.get(new URL(answer.json.manage_url).pathname);
	await browser.get(`/s/${studio}/book/visit/details?start=${start}`);
	return { browser, booking: answer.json.id, token: answer.json.manage_token };
}

export { ask, makeStudio, quote, sql, starts, url, wish };
