// A browser without a window, as far as accounts are concerned: cookies, forms
// with their tokens, and the letters that were sent.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { agent, ask, folder, url } from '../site.mjs';

const site = url.replace(/\/$/, '');

// Somebody at this network address of their own (127.0.0.0/8).
export function person(address = '127.0.0.1', more = {}) {
	const own = agent(4, { localAddress: address, ...more });
	const cookies = new Map();
	const keep = (answer) => {
		for (const line of answer.headers['set-cookie'] ?? []) {
			const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
			if (/Max-Age=0|expires=Thu, 01 Jan 1970/i.test(line))
				cookies.delete(name);
			else
				cookies.set(name, value);
		}
		return answer;
	};
	const head = (headers) => ({ Cookie: [...cookies].map(([n, v]) => `${n}=${v}`).join('; '), ...headers });
	const self = {
		cookies,
		get: async (place, headers) => keep(await ask('GET', place, { agent: own, headers: head(headers) })),
		// What a page of ours would send: its token, its origin.
		async post(place, fields = {}, from = '/auth/login') {
			const token = (await self.get(from)).text.match(/name="_csrf" value="([^"]+)"/)?.[1] ?? '';
			return self.send(place, { _csrf: token, ...fields });
		},
		send: async (place, fields, headers) => keep(await ask('POST', place, {
			agent: own,
			headers: head({ 'Content-Type': 'application/x-www-form-urlencoded', Origin: site, ...headers }),
			body: new URLSearchParams(fields).toString(),
		})),
		logIn: (email, password, fields = {}) => self.post('/auth/login', { email, password, ...fields }, '/auth/login?again=1'),
		close: () => own.destroy(),
	};
	return self;
}

// An account made by the operator's hand; answers its password.
export function account(email, ...options) {
	const said = execFileSync(path.join(folder, 'app/bin/hora'), ['account', 'add', email, ...options, '--json', '--config', path.join(folder, 'etc/hora.conf')]);
	return JSON.parse(said).password;
}

export const hora = (...words) => execFileSync(path.join(folder, 'app/bin/hora'), [...words, '--config', path.join(folder, 'etc/hora.conf')]).toString();

// The newest letter to that address whose subject fits, once it is there: its text
// decoded, and the link in it.
export async function letter(to, subject, after = 0) {
	for (let tries = 0; tries < 100; tries++) {
		for (const name of fs.readdirSync(path.join(folder, 'mail'))) {
			const file = path.join(folder, 'mail', name);
			const raw = fs.readFileSync(file, 'utf8');
			if (fs.statSync(file).mtimeMs < after || !raw.includes(`<${to}>`) || !name.startsWith(`${subject}.`))
				continue;
			const part = raw.split(/\r\n--=_[a-z_]+/)[1].split('\r\n\r\n').slice(1).join('\r\n\r\n');
			const bytes = part.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
			const text = Buffer.from(bytes, 'latin1').toString();
			return { raw, text, link: new URL((text.match(/https:\/\/\S+/) ?? [url])[0]).pathname };
		}
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error(`no letter ${subject} to ${to}`);
}
