// What browser tests of accounts share: logging in, and what an authenticator app
// and a device of passkeys do.
import { createHmac } from 'node:crypto';
import { url } from './site.mjs';

export async function logIn(page, { address, password }) {
	await page.goto(`${url}/auth/login`);
	await page.fill('#email', address);
	await page.fill('#password', password);
	await page.click('form[action="/auth/login"] button');
}

// The six digits an app shows for a key (base32), so many steps from now.
export function appCode(key, steps = 0) {
	const bits = [...key.replace(/\s/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
	const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
	const mac = createHmac('sha1', secret).update(counter).digest();
	return String((mac.readUInt32BE(mac.at(-1) & 15) & 0x7fffffff) % 1e6).padStart(6, '0');
}

export async function logOut(page) {
	await page.goto(`${url}/account`);
	await page.click('main form[action="/auth/logout"] button');
	await page.waitForURL(/login/);
}

// Sets an app up with the code of this step, so that the next one's still counts.
// Returns its key; the page then offers recovery codes.
export async function setAppUp(page) {
	await page.goto(`${url}/account/factors/app`);
	const key = await page.locator('main details code').textContent();
	await page.fill('#code', appCode(key));
	await page.click('form[action="/account/factors/app"] button');
	await page.waitForURL(/codes/);
	return key;
}

// A phone: keeps passkeys, and its owner is always there, verified by a finger.
export async function attachDevice(page) {
	const session = await page.context().newCDPSession(page);
	await session.send('WebAuthn.enable');
	const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
			isUserVerified: true, automaticPresenceSimulation: true,
		},
	});
	return {
		async recognize(isUserVerified) {
			await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
		},
		async credentials() {
			return (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
		},
	};
}
