// A browser without a screen: keeps cookies, sends forms as the page has them.
import assert from 'node:assert/strict';
import { ask, url } from '../site.mjs';

const origin = url.replace(/\/$/, '');
const decode = (text) => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&#x27;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

export class Visitor {
	constructor(language = 'en') {
		this.cookies = new Map();
		this.language = language;
	}

	async ask(method, place, { form, headers = {} } = {}) {
		const all = {
			'Accept-Language': this.language, 'Sec-Fetch-Site': 'same-origin', Origin: origin,
			...(this.cookies.size ? { Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
			...(form ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}), ...headers,
		};
		const answer = await ask(method, place, {
			headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
			...(form ? { body: new URLSearchParams(form).toString() } : {}),
		});
		for (const cookie of answer.headers['set-cookie'] ?? []) {
			const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/);
			if (/Max-Age=0/i.test(cookie)) this.cookies.delete(name);
			else this.cookies.set(name, value);
		}
		this.place = place;
		this.answer = answer;
		return answer;
	}

	get(place, more) {
		return this.ask('GET', place, more);
	}

	// The fields of the page's form that goes to this address.
	fields(action) {
		const form = this.answer.text.split('<form').find((part) => part.includes(`action="${action}"`));
		assert.ok(form, `no form for ${action} on ${this.place}: ${this.answer.status}\n${this.answer.text}`);
		const fields = {};
		for (const [, input] of form.split('</form')[0].matchAll(/<input([^>]*)>/g)) {
			const name = input.match(/name="([^"]*)"/)?.[1];
			if (name && /type="hidden"/.test(input)) fields[name] = decode(input.match(/value="([^"]*)"/)?.[1] ?? '');
		}
		return fields;
	}

	// Sends the page's form with more typed in; does not follow.
	send(action, typed = {}) {
		return this.ask('POST', action, { form: { ...this.fields(action), ...typed } });
	}

	get location() {
		return this.answer.headers.location;
	}

	// Sets out with a provider; the way's address.
	async setOut(slug, next) {
		await this.get(`/auth/login${next === undefined ? '' : `?next=${encodeURIComponent(next)}`}`);
		await this.send(`/auth/oidc/${slug}/start`);
		assert.equal(this.answer.status, 303, this.answer.text);
		assert.match(this.location, /^\/auth\/arrival\/[a-z2-7]{16}$/);
		return this.location;
	}

	// Waits at a way's page until it does not wait any more.
	async stand(way, seconds = 20) {
		for (let tries = 0; tries < seconds * 20; tries++) {
			await this.get(way);
			if (!this.answer.text.includes('data-arrival="waiting"')) return this.answer;
			await new Promise((done) => setTimeout(done, 50));
		}
		throw new Error(`${way} still waits`);
	}

	// The provider's address that the page sends the browser to, and its parameters.
	get away() {
		const address = this.answer.text.match(/http-equiv="refresh" content="0;url=([^"]*)"/)?.[1];
		assert.ok(address, `not sent away: ${this.answer.status}\n${this.answer.text}`);
		return new URL(decode(address));
	}
}
