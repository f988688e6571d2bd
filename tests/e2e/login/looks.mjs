// The pages of coming in by another's word, looked at in three languages, wide and
// narrow.
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import * as jose from 'jose';
import { judgeAccess, judgeLayout, judgeMarkup, languages, shoot } from '../browser/site.mjs';
import { hora, makeAccount, origin, quote, sql } from '../people.mjs';
import { name, open, setOut, visitor } from './house.mjs';
import { file, honest } from './peers.mjs';

let peer, keys;
before(async () => {
	peer = await open();
	keys = await jose.generateKeyPair('RS256');
	hora('partner', 'add', 'spa', 'Spa do Rio', '--issuer', 'spa.example', '--studio', 'ribeira', '--paths', '/s/ribeira', '--trust-email', 'yes', '--keys-file',
		file(JSON.stringify({ keys: [{ ...await jose.exportJWK(keys.publicKey), kid: 'a', use: 'sig' }] })));
});
after(() => peer?.stop());

const token = (claims) => {
	const now = Math.floor(Date.now() / 1000);
	return new jose.SignJWT({ iss: 'spa.example', aud: origin, sub: name('m'), jti: randomBytes(16).toString('hex'), iat: now, exp: now + 120, ...claims })
		.setProtectedHeader({ alg: 'RS256', kid: 'a' }).sign(keys.privateKey);
};

async function judge(page, what) {
	await judgeAccess(page, what);
	await judgeLayout(page, what);
	await shoot(page, what);
}

for (const language of languages)
	for (const [shape, look] of [['wide', { width: 1280 }], ['narrow', { width: 360, scheme: 'dark' }]])
		test(`the pages are in order: ${language}, ${shape}`, async () => {
			const v = await visitor({ language, ...look }), { page } = v, tag = `login-${language}-${shape}`;
			await page.goto(`${origin}/auth/login?next=/s/ribeira`);
			await judge(page, `${tag}-1-ways`);
			await page.goto(`${origin}/auth/handoff?token=${await token({ name: '王小明 Mariana de Vasconcelos e Albuquerque', email: `${name('x')}@example.org`, email_verified: true })}`);
			await judgeMarkup(page, 'hand-off');
			await judge(page, `${tag}-2-handoff`);
			await page.goto(`${origin}/auth/handoff?token=x`);
			await judge(page, `${tag}-3-refused`);
			await setOut(page, name('maria'));
			await page.waitForSelector('form[action$="/finish"] button', { timeout: 20_000 });
			await judgeMarkup(page, 'new');
			await judge(page, `${tag}-4-new`);
			await page.click('form[action$="/finish"] button');
			await page.waitForURL(`${origin}/s/ribeira`);
			await page.goto(`${origin}/account/links`);
			await judgeMarkup(page, 'links');
			await judge(page, `${tag}-5-links`);
			await page.click('form[action$="/remove"] button');
			await page.waitForURL(`${origin}/account/links`);
			await page.click('form[action$="/add"] button');
			await page.waitForURL(/\/auth\/arrival\/|interaction/);
			await v.close();
			const taken = makeAccount(), w = await visitor({ language, ...look });
			await w.page.goto(`${origin}/auth/handoff?token=${await token({ email: taken.address, email_verified: true })}`);
			await judge(w.page, `${tag}-6-taken`);
			// A log-in that waits, and one that has failed, as the worker would leave them.
			await w.page.goto(`${origin}/auth/login`);
			await w.page.route(`${honest}/**`, (route) => route.fulfill({ body: 'there' }));
			await w.page.click('form[action="/auth/oidc/house/start"] button');
			await w.page.waitForURL(`${honest}/**`);
			const [[id]] = sql('select id from login_attempt order by created_at desc limit 1');
			sql(`update login_attempt set phase = 'failed', reason = 'away' where id = ${quote(id)}`);
			await w.page.goto(`${origin}/auth/arrival/${id}`);
			await judgeMarkup(w.page, 'failed');
			await judge(w.page, `${tag}-7-failed`);
			sql(`update login_attempt set phase = 'begun', reason = null where id = ${quote(id)}`);
			await w.page.goto(`${origin}/auth/arrival/${id}`);
			await judgeMarkup(w.page, 'waiting');
			await judge(w.page, `${tag}-8-waiting`);
			sql(`update login_attempt set phase = 'asked' where id = ${quote(id)}`);
			await w.page.waitForURL(`${honest}/**`);
			await w.close();
		});
