// A browser without a screen that goes through another's log-in.
import assert from 'node:assert/strict';
import { Browser } from '../people.mjs';

const decode = (text) => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

export class Visitor extends Browser {
	constructor(language = 'en') {
		super({ 'Accept-Language': language });
	}

	async ask(...asked) {
		this.answer = await super.ask(...asked);
		return this.answer;
	}

	get location() {
		return this.answer.headers.location;
	}

	// From another site: what a redirection from there looks like.
	come(place) {
		return this.get(place, { headers: { 'Sec-Fetch-Site': 'cross-site' } });
	}

	// Sends the page's form of this address, with its hidden fields.
	send(action, typed = {}) {
		const form = this.answer.text.split('<form').find((part) => part.includes(`action="${action}"`))?.split('</form')[0];
		assert.ok(form, `no form for ${action}: ${this.answer.status}\n${this.answer.text}`);
		const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [name, decode(value)]);
		return this.post(action, { ...Object.fromEntries(hidden), ...typed });
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

	// The provider's address that the page sends the browser to.
	get away() {
		const address = this.answer.text.match(/http-equiv="refresh" content="0;url=([^"]*)"/)?.[1];
		assert.ok(address, `not sent away: ${this.answer.status}\n${this.answer.text}`);
		return new URL(decode(address));
	}
}
