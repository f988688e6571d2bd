-- Who else's word on a person counts: log-in providers (OpenID Connect, LINE) and
-- partner sites that hand their users over; and the log-ins that are under way.

set local search_path = hora, public;

create table identity_provider (
	id         bigint generated always as identity primary key,
	slug       text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
	studio_id  bigint references studio,
	kind       text not null check (kind in ('oidc', 'line', 'partner')),
	name       text not null check (length(name) between 1 and 60),
	issuer     text not null check (length(issuer) between 1 and 255),
	audience   text not null check (length(audience) between 1 and 255),
	algorithm  text not null check (algorithm in ('RS256', 'ES256', 'HS256')),
	trusted    boolean not null,
	active     boolean not null default true,
	scopes     text check (length(scopes) between 1 and 200),
	by_form    boolean,
	secret     bytea check (length(secret) between 49 and 4144),
	keys       text check (length(keys) <= 65536),
	keys_url   text check (keys_url ~ '^https://' and length(keys_url) <= 500),
	paths      text[] check (cardinality(paths) between 1 and 50),
	created_at timestamptz not null default now(),
	check ((kind = 'line') = (algorithm = 'HS256')),
	check (kind = 'partner' or (scopes is not null and by_form is not null and secret is not null
	                            and paths is null and keys is null and keys_url is null
	                            and issuer ~ '^https://')),
	check (kind <> 'partner' or (scopes is null and by_form is null and secret is null
	                             and paths is not null and (keys is null) <> (keys_url is null)))
);
create unique index identity_provider_issuer on identity_provider (issuer) where kind = 'partner';
comment on table identity_provider is 'Somebody whose signed word on who a person is counts here.';
comment on column identity_provider.id is 'Key.';
comment on column identity_provider.slug is 'Its name in addresses.';
comment on column identity_provider.studio_id is 'The studio whose customers it is offered to, and whose it is; null: everybody''s.';
comment on column identity_provider.kind is 'oidc: OpenID Connect; line: LINE Login; partner: a site that hands its users over by a signed redirect.';
comment on column identity_provider.name is 'As shown: "Continue with …".';
comment on column identity_provider.issuer is 'What its tokens call it, exactly; for oidc and line also where its configuration is found.';
comment on column identity_provider.audience is 'What its tokens call us: the client id it gave us; for a partner, our origin.';
comment on column identity_provider.algorithm is 'The one way it signs; never taken from a token.';
comment on column identity_provider.trusted is 'When it says that an address is verified, it is: a new account gets the address as proved.';
comment on column identity_provider.active is 'Only then is it asked or believed.';
comment on column identity_provider.scopes is 'oidc, line: what is asked for, parted by blanks.';
comment on column identity_provider.by_form is 'oidc, line: the secret goes into the form (client_secret_post), else into the header (client_secret_basic).';
comment on column identity_provider.secret is 'oidc, line: the client''s secret, sealed for the worker.';
comment on column identity_provider.keys is 'partner: its public keys, a JSON Web Key Set; null: they are at keys_url.';
comment on column identity_provider.keys_url is 'partner: where it publishes them.';
comment on column identity_provider.paths is 'partner: what a path it sends people on to must be, or start with when written with a stroke at its end.';
comment on column identity_provider.created_at is 'Since when.';

create table provider_document (
	provider_id bigint primary key references identity_provider,
	authorize_url text check (length(authorize_url) <= 500),
	token_url   text check (length(token_url) <= 500),
	keys_url    text check (length(keys_url) <= 500),
	names_itself boolean not null default false,
	read_at     timestamptz,
	keys        text check (length(keys) <= 65536),
	tag         text check (length(tag) <= 200),
	keys_at     timestamptz,
	tried_at    timestamptz,
	failure     text check (length(failure) <= 300)
);
comment on table provider_document is 'What a provider publishes of itself, as the worker has last read it.';
comment on column provider_document.provider_id is 'Whose.';
comment on column provider_document.authorize_url is 'Where people log in there.';
comment on column provider_document.token_url is 'Where the worker exchanges a code.';
comment on column provider_document.keys_url is 'Where its keys are.';
comment on column provider_document.names_itself is 'Its answers say whose they are (RFC 9207), so one that does not is not its.';
comment on column provider_document.read_at is 'When these addresses were read.';
comment on column provider_document.keys is 'Its keys, a JSON Web Key Set.';
comment on column provider_document.tag is 'The keys'' ETag.';
comment on column provider_document.keys_at is 'When the keys were last as they are here.';
comment on column provider_document.tried_at is 'When the keys were last asked for, in vain or not.';
comment on column provider_document.failure is 'What was wrong the last time; null: nothing.';

create table login_attempt (
	id           text primary key check (id ~ '^[a-z2-7]{16}$'),
	provider_id  bigint not null references identity_provider,
	account_id   bigint references account,
	browser_hash bytea not null check (length(browser_hash) = 32),
	state        text unique check (length(state) = 22),
	nonce        text check (length(nonce) = 22),
	verifier     text check (length(verifier) = 43),
	next         text not null check (next ~ '^/' and length(next) <= 500),
	phase        text not null check (phase in ('begun', 'asked', 'returned', 'verified', 'failed', 'finished')),
	code         text check (length(code) <= 16384),
	reason       text check (length(reason) <= 200),
	subject      text check (length(subject) between 1 and 255),
	email        text check (length(email) <= 254),
	proved       boolean not null default false,
	first_name   text not null default '' check (length(first_name) <= 80),
	last_name    text not null default '' check (length(last_name) <= 80),
	created_at   timestamptz not null,
	expires_at   timestamptz not null,
	check (phase <> 'verified' or subject is not null),
	check (phase <> 'failed' or reason is not null),
	check (code is null or phase = 'returned'),
	check (not proved or email is not null)
);
create index login_attempt_end on login_attempt (expires_at);
comment on table login_attempt is 'A person on the way through another''s log-in, for some minutes.';
comment on column login_attempt.id is 'Key, in addresses; no secret.';
comment on column login_attempt.provider_id is 'Whose.';
comment on column login_attempt.account_id is 'Who is logged in and wants this link; null: somebody logs in.';
comment on column login_attempt.browser_hash is 'SHA-256 of the cookie of the browser it belongs to.';
comment on column login_attempt.state is 'What the provider has to give back; null for a partner.';
comment on column login_attempt.nonce is 'What the token has to repeat.';
comment on column login_attempt.verifier is 'Shows, with the code, that we are who asked for it (PKCE).';
comment on column login_attempt.next is 'Where the person was going.';
comment on column login_attempt.phase is 'begun: the provider''s addresses are being read; asked: the person is there; returned: the worker checks what came back; verified; failed; finished: used.';
comment on column login_attempt.code is 'What came back: a code to exchange, or a partner''s token; gone when checked.';
comment on column login_attempt.reason is 'failed: which failure, a word of src/domain/arrival.c.';
comment on column login_attempt.subject is 'verified: who it is there.';
comment on column login_attempt.email is 'verified: the address it tells; null: none.';
comment on column login_attempt.proved is 'verified: a trusted provider says that the address is theirs.';
comment on column login_attempt.first_name is 'verified: first name.';
comment on column login_attempt.last_name is 'verified: last name.';
comment on column login_attempt.created_at is 'When it began.';
comment on column login_attempt.expires_at is 'It is over then.';

create table linked_identity (
	id          bigint generated always as identity primary key,
	account_id  bigint not null references account,
	provider_id bigint not null references identity_provider,
	subject     text not null check (length(subject) between 1 and 255),
	created_at  timestamptz not null,
	used_at     timestamptz not null,
	unique (provider_id, subject),
	unique (account_id, provider_id)
);
comment on table linked_identity is 'Who somebody at a provider is here.';
comment on column linked_identity.id is 'Key.';
comment on column linked_identity.account_id is 'The account here.';
comment on column linked_identity.provider_id is 'The provider.';
comment on column linked_identity.subject is 'Who it is there; never an address.';
comment on column linked_identity.created_at is 'Since when.';
comment on column linked_identity.used_at is 'Last log-in by it.';

create table used_token (
	provider_id bigint not null references identity_provider,
	token_hash  bytea not null check (length(token_hash) = 32),
	expires_at  timestamptz not null,
	primary key (provider_id, token_hash)
);
create index used_token_end on used_token (expires_at);
comment on table used_token is 'Partners'' one-time tokens that have been used, until they would have ended anyway.';
comment on column used_token.provider_id is 'Whose.';
comment on column used_token.token_hash is 'SHA-256 of the token''s id.';
comment on column used_token.expires_at is 'No longer needed then.';

insert into audit.personal (object, name) values
	('identity_provider', 'secret'), ('identity_provider', 'keys'), ('linked_identity', 'subject');

-- Not audited: documents, attempts and used tokens are bookkeeping; the log-in
-- they lead to is recorded.
do $$
declare
	audited text;
begin
	foreach audited in array array['identity_provider'] loop
		execute format('create trigger zz_audit after insert or update or delete on %I '
			'for each row execute function audit.note()', audited);
	end loop;
end $$;
create trigger zz_audit after insert or delete or update of account_id, provider_id, subject on linked_identity
	for each row execute function audit.note();

-- Who is erased here is nobody there either.
create function identities_ended() returns trigger
	language plpgsql security definer set search_path = hora, pg_catalog as $$
begin
	delete from linked_identity where account_id = new.id;
	delete from login_attempt where account_id = new.id;
	return null;
end $$;
comment on function identities_ended() is 'Trigger: an erased account keeps no links to providers.';
create trigger identities_ended after update of erased_at on account
	for each row when (new.erased_at is not null) execute function identities_ended();

-- Has the worker see to an attempt's next step.
create function login_job(attempt text, of_phase text) returns void
	language sql volatile security definer set search_path = hora, pg_catalog as $$
	insert into job (lane, kind, key) values ('now', 'now.login', attempt || '/' || of_phase)
	on conflict (kind, key) do nothing
$$;
comment on function login_job(text, text) is 'Writes the job of an attempt''s next step.';

revoke all on function identities_ended(), login_job(text, text) from public;
grant execute on function login_job(text, text) to hora_auth;
grant select (id, slug, studio_id, kind, name, issuer, audience, algorithm, trusted, active, scopes, by_form, keys, keys_url, paths)
	on identity_provider to hora_auth;
grant select on identity_provider to hora_worker;
grant select (id, slug, studio_id, kind, name, issuer, audience, algorithm, trusted, active, scopes, by_form, keys_url, paths, created_at)
	on identity_provider to hora_admin, hora_reader;
grant select on provider_document to hora_auth, hora_admin, hora_reader;
grant select, insert, update on provider_document to hora_worker;
grant select, insert, update on login_attempt to hora_auth;
grant select, update, delete on login_attempt to hora_worker;
grant select (id, provider_id, account_id, phase, reason, created_at, expires_at) on login_attempt to hora_reader;
grant select, insert, delete, update (used_at) on linked_identity to hora_auth;
grant select (id, account_id, provider_id, created_at, used_at) on linked_identity to hora_reader;
grant select, insert on used_token to hora_auth;
grant select, insert, delete on used_token to hora_worker;
grant select on used_token to hora_reader;
