// The whole way in a browser, with npm's oidc-provider as the other side; with and
// without scripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeAccount, origin, quote, sql } from '../people.mjs';
import { logInThere, name, open, setOut, visitor } from './house.mjs';

let peer;
before(async () => {
	peer = await open();
});
after(() => peer?.stop());

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
	peer = await open();
	sql(`update provider_document set tried_at = now() - interval '61 seconds'`);
	const v = await visitor();
	await setOut(v.page, name('unproved'));
	await v.page.waitForSelector('h1:has-text("Maria Duarte")', { timeout: 20_000 });
	assert.equal(await v.page.locator('text=@example.org').count(), 0, 'an address that is not proved is not taken');
	await v.close();
});
