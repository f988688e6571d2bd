// The whole way in a browser, with npm's oidc-provider as the other side; with and
// without scripts; and the pages, looked at in three languages.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import * as jose from 'jose';
import { judgeAccess, judgeLayout, judgeMarkup, languages, shoot, visitor as someone } from '../browser/site.mjs';
import { hora, makeAccount, origin, quote, sql } from '../people.mjs';
import { SECRET, file, honest, startHonest } from './peers.mjs';

let peer, keys;
before(async () => {
	peer = await startHonest();
	keys = await jose.generateKeyPair('RS256');
	hora('provider', 'add', 'house', 'House of Keys', '--issuer', honest, '--client', 'hora', '--secret-file', file(SECRET));
	hora('partner', 'add', 'spa', 'Spa do Rio', '--issuer', 'spa.example', '--studio', 'ribeira', '--paths', '/s/ribeira', '--trust-email', 'yes', '--keys-file',
		file(JSON.stringify({ keys: [{ ...await jose.exportJWK(keys.publicKey), kid: 'a', use: 'sig' }] })));
});
after(() => peer?.stop());

// Nothing but this machine is asked, whatever the provider's pages want.
async function visitor(look) {
	const v = await someone(look);
	await v.context.route((to) => to.hostname !== 'localhost', (route) => route.abort());
	return v;
}
const name = (kind) => `${kind}-${randomBytes(5).toString('hex')}`;

// At the provider: logs in as somebody, and consents.
async function logInThere(page, who) {
	await page.waitForURL(`${honest}/interaction/**`);
	await page.fill('[name=login]', who);
	await page.fill('[name=password]', 'any');
	await page.click('button[type=submit]');
	await page.waitForURL((to) => to.origin !== honest || /interaction/.test(to.pathname));
	if (page.url().startsWith(honest)) await page.click('button[type=submit]').catch(() => {});
}

// From the log-in page to the page that asks what to do.
async function setOut(page, who, next = '/s/ribeira') {
	await page.goto(`${origin}/auth/login?next=${encodeURIComponent(next)}`);
	await page.click('form[action="/auth/oidc/house/start"] button');
	await logInThere(page, who);
	await page.waitForURL(`${origin}/**`);
}

for (const script of [true, false]) {
	test(`somebody new comes in by a provider, ${script ? 'with' : 'without'} scripts, and is known the next time`, async () => {
		const who = name('maria'), v = await visitor({ script });
		await setOut(v.page, who);
		await v.page.waitForSelector('h1:has-text("Maria Duarte")', { timeout: 20_000 });
		await v.page.click('button.large');
		await v.page.waitForURL(`${origin}/s/ribeira`);
		assert.deepEqual(sql(`select a.email, a.verified_at is not null, a.first_name, a.last_name from account a join linked_identity i on i.account_id = a.id
			where i.subject = ${quote(who)}`), [[`${who}@example.org`, 't', 'Maria', 'Duarte']]);
		await v.close();
		const again = await visitor({ script });
		await setOut(again.page, who, '/account');
		if (!script) {
			await again.page.waitForSelector('h1:has-text("Welcome back")', { timeout: 20_000 });
			await again.page.click('button.large');
		}
		await again.page.waitForURL(`${origin}/account`, { timeout: 20_000 });
		await again.close();
	});
}

test('whoever has an account links it, and both open it', async () => {
	const owner = makeAccount(), v = await visitor();
	await v.page.goto(`${origin}/auth/login`);
	await v.page.fill('#email', owner.address);
	await v.page.fill('#password', owner.password);
	await v.page.click('button.large');
	await v.page.waitForURL(`${origin}/account`);
	await v.page.goto(`${origin}/account/links`);
	await v.page.click('form[action="/account/links/house/add"] button');
	const who = name('owner');
	await logInThere(v.page, who);
	await v.page.click('button.large:has-text("Link House of Keys")');
	await v.page.waitForURL(`${origin}/account/links`);
	assert.equal(sql(`select a.email from account a join linked_identity i on i.account_id = a.id where i.subject = ${quote(who)}`)[0][0], owner.address);
	await v.close();
});

test('keys that the provider has changed are read', async () => {
	await peer.stop();
	peer = await startHonest();
	sql(`update provider_document set tried_at = now() - interval '61 seconds'`);
	const v = await visitor();
	await setOut(v.page, name('unproved'));
	await v.page.waitForSelector('h1:has-text("Maria Duarte")', { timeout: 20_000 });
	assert.equal(await v.page.locator('text=@example.org').count(), 0, 'an address that is not proved is not taken');
	await v.close();
});

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
