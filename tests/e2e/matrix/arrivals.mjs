// For each actor a way through another's log-in that waits for its button, and a
// link of their account; and those of a bystander.
import { randomBytes } from 'node:crypto';
import { quote, sql } from '../site.mjs';

const id = () => [...randomBytes(16)].map((byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte % 32]).join('');

export function makeArrivals(actors) {
	sql(`insert into identity_provider (slug, kind, name, issuer, audience, algorithm, trusted, keys, paths)
		values ('matrix', 'partner', 'Matrix', 'matrix', 'x', 'ES256', false, '{}', '{/account}'), ('matrix-2', 'partner', 'Matrix 2', 'matrix-2', 'x', 'ES256', false, '{}', '{/account}')
		on conflict do nothing`);
	const provider = (slug) => `(select id from identity_provider where slug = '${slug}')`;
	const arrivals = {}, links = {};
	for (const [name, { browser, address }] of [...Object.entries(actors), ['bystander', {}]]) {
		const mark = randomBytes(16).toString('base64url');
		arrivals[name] = id();
		sql(`insert into login_attempt (id, provider_id, browser_hash, next, phase, subject, created_at, expires_at)
			values ('${arrivals[name]}', ${provider('matrix')}, sha256('${mark}'), '/account', 'verified', '${mark}', now(), now() + interval '1 hour')`);
		browser?.jar.set('__Host-arrival', mark);
		if (!address && name !== 'bystander')
			continue;
		const account = address ? `(select id from account where email = ${quote(address)})` : `(select max(id) from account where email is null)`;
		if (!address)
			sql(`insert into account (first_name) values ('Bystander')`);
		links[name] = String(930000000000 + Math.floor(Math.random() * 9e9));
		sql(`insert into linked_identity (id, account_id, provider_id, subject, created_at, used_at) overriding system value
			values (${links[name]}, ${account}, ${provider('matrix-2')}, '${mark}', now(), now())`);
	}
	return { arrivals, links };
}
