// Whose word is tested: npm's oidc-provider, and a provider whose answers the
// tests write themselves. Both over HTTPS on ports that the worker may ask.
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import * as jose from 'jose';
import { Provider } from 'oidc-provider';
import { origin } from '../people.mjs';

const peers = process.env.HORA_PEERS;
const [honestPort, madePort] = readFileSync(`${peers}/ports`, 'utf8').split('\n').map(Number);
const credentials = { key: readFileSync(`${peers}/key`), cert: readFileSync(`${peers}/cert`) };
export const honest = `https://localhost:${honestPort}`;
export const made = `https://localhost:${madePort}`;
export const SECRET = 'a secret with "marks", + & %41';
export const back = `${origin}/auth/oidc/callback`;
const listening = (server, port) => new Promise((ready) => server.listen(port, '127.0.0.1', ready));

// A file that only we read, for --secret-file and --keys-file.
export function file(text) {
	const name = `${peers}/${randomBytes(6).toString('hex')}`;
	writeFileSync(name, text, { mode: 0o600 });
	return name;
}

// --- the real one ---

const person = (id) => ({
	sub: id, email: `${id}@example.org`, email_verified: !id.startsWith('unproved'), name: 'Maria Duarte', given_name: 'Maria', family_name: 'Duarte',
});
export async function startHonest(more = {}) {
	const { privateKey } = await jose.generateKeyPair('RS256', { extractable: true });
	const provider = new Provider(honest, {
		clients: [{ client_id: 'hora', client_secret: SECRET, redirect_uris: [back], grant_types: ['authorization_code'], response_types: ['code'] }],
		jwks: { keys: [{ ...await jose.exportJWK(privateKey), kid: randomBytes(4).toString('hex'), use: 'sig', alg: 'RS256' }] },
		pkce: { required: () => true },
		claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'given_name', 'family_name'] },
		findAccount: (ctx, id) => ({ accountId: id, claims: () => person(id) }),
		cookies: { keys: ['test'] },
		...more,
	});
	provider.proxy = false;
	const server = createServer(credentials, provider.callback());
	await listening(server, honestPort);
	return { provider, stop: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }) };
}

// --- the one that says what it is told to ---

// Issuers below `made`, each a path of its own. tokens: what a code is exchanged for.
export class Made {
	constructor() {
		this.tokens = new Map();
		this.issuers = new Map();
		this.asked = [];
	}

	async start() {
		this.keys = { rsa: await jose.generateKeyPair('RS256'), ec: await jose.generateKeyPair('ES256'), other: await jose.generateKeyPair('RS256') };
		this.server = createServer(credentials, (rq, rs) => this.answer(rq, rs));
		this.server.on('tlsClientError', () => {});
		await listening(this.server, madePort);
		return this;
	}

	stop() {
		this.server.closeAllConnections();
		return new Promise((done) => { this.server.close(done); });
	}

	// An issuer with these keys published (kid: key), its documents as changed by `with`.
	async issuer(name, keys, change = {}) {
		const at = `${made}/${name}`;
		this.issuers.set(name, {
			document: { issuer: at, authorization_endpoint: `${at}/authorize`, token_endpoint: `${at}/token`, jwks_uri: `${at}/keys`, ...change },
			keys: await Promise.all(Object.entries(keys).map(async ([kid, key]) => ({ ...await jose.exportJWK(key), kid, use: 'sig' }))),
		});
		return at;
	}

	async answer(rq, rs) {
		const chunks = [];
		for await (const chunk of rq) chunks.push(chunk);
		const [, name, ...rest] = new URL(rq.url, made).pathname.split('/');
		const issuer = this.issuers.get(name);
		const what = rest.join('/');
		const form = new URLSearchParams(Buffer.concat(chunks).toString());
		this.asked.push({ name, what, form, headers: rq.headers });
		const json = (status, value) => rs.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
		if (!issuer) return json(404, {});
		if (issuer.slow) await new Promise((done) => setTimeout(done, issuer.slow));
		if (issuer.away) return json(503, { error: 'away' });
		if (what === '.well-known/openid-configuration') return json(200, issuer.document);
		if (what === 'keys') return json(200, { keys: issuer.keys });
		if (what !== 'token') return json(404, {});
		const token = this.tokens.get(form.get('code'));
		if (token === undefined) return json(400, { error: 'invalid_grant' });
		this.tokens.delete(form.get('code'));
		return json(200, { access_token: 'x', token_type: 'Bearer', expires_in: 60, id_token: token });
	}
}

export const challenge = (verifier) => createHash('sha256').update(verifier).digest('base64url');

// A token of a made issuer's: claims over the usual ones, signed as said.
export function sign(key, { alg = 'RS256', kid, header = {}, ...claims }) {
	const now = Math.floor(Date.now() / 1000);
	return new jose.SignJWT({ iat: now, exp: now + 300, ...claims }).setProtectedHeader({ alg, ...(kid ? { kid } : {}), ...header }).sign(key);
}
