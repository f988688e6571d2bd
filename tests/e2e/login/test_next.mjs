// R28: 300 forms of next=. Nobody leaves the site by any of them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hora, logIn, makeAccount, origin, sql } from '../people.mjs';
import { each } from '../site.mjs';
import { Made, file, made, SECRET } from './peers.mjs';
import { Visitor } from './visitor.mjs';

// Ways to write another site, and what may stand before and after it.
const starts = ['//', '///', '////', '/\\', '\\\\', '\\/', '/\t/', '/\n/', '/\r/', '\t//', ' //', '/ /', '/%09/', '/%0a/', '/%0d%0a/', '/%2f', '/%5c', '%2f%2f', '/./', '/../',
	'/..//', '/.//', '/;//', '/@', '/?//', '/#//', '/\u0000/', '/\u00a0/', '/\u2028/', '/\u3000/', '/\uff0f', '\uff0f\uff0f', '/\u2215', '/\u29f8', 'http:', 'https:', 'https:/', 'https://',
	'https:\\\\', 'HTTPS://', 'http://', 'ftp://', 'file:///', 'data:text/html,//', 'javascript:', 'javascript://', 'java\tscript:', 'vbscript:', 'blob:https://', 'about:blank#',
	'view-source:https://', 'https:///', 'https:////', '/https://', '/http:', ':', '://', '?', '#', '@', '.', '..', '', '&next=//', '/%252f', '/%00/', '/\u202e//', '/\ufeff//'];
const ends = ['evil.example', 'evil.example/%2f..', 'hora.example@evil.example', 'evil.example\r\nSet-Cookie: stolen=yes', 'localhost.evil.example'];
const forms = starts.flatMap((start) => ends.map((end) => start + end));

const liar = new Made();
before(async () => {
	await liar.start();
	await liar.issuer('next', {});
	hora('provider', 'add', 'next', 'Next', '--issuer', `${made}/next`, '--client', 'c', '--secret-file', file(SECRET));
});
after(() => liar.stop());

// Where a browser at this page would go.
const goes = (from, location) => new URL(location, `${origin}${from}`).origin;

test('there are 300 of them', () => assert.ok(forms.length >= 300, `${forms.length}`));

test('logging in leads to none of them', async () => {
	const browser = await logIn(makeAccount());
	await each(forms, 8, async (form) => {
		const answer = await browser.get(`/auth/login?next=${encodeURIComponent(form)}`);
		if (answer.status === 400) return;
		assert.equal(answer.status, 303, JSON.stringify(form));
		assert.equal(goes('/auth/login', answer.headers.location), origin, JSON.stringify(form));
		assert.equal(answer.headers['set-cookie'], undefined);
	});
});

test('neither does a provider\'s log-in', async () => {
	await each(forms, 4, async (form) => {
		const v = new Visitor();
		await v.get('/auth/login');
		await v.post('/auth/oidc/next/start', { next: form });
		assert.ok([303, 400, 422].includes(v.answer.status), JSON.stringify(form));
		if (v.answer.status === 303) assert.match(v.location, /^\/auth\/arrival\/[a-z2-7]{16}$/);
	});
	for (const [next] of sql(`select distinct next from login_attempt t join identity_provider p on p.id = t.provider_id where p.slug = 'next'`))
		assert.equal(goes('/auth/arrival/x', next), origin, next);
});
