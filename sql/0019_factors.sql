-- Second factors: authenticator apps, passkeys, recovery codes; and the studios
-- that demand one of their people.

set local search_path = hora, public;

create table totp (
	id         bigint primary key references account,
	secret     text not null check (length(secret) <= 200),
	step       bigint not null,
	created_at timestamptz not null,
	used_at    timestamptz not null
);
comment on table totp is 'An account''s authenticator app.';
comment on column totp.id is 'The account.';
comment on column totp.secret is 'What the app shares with us, encrypted by a key that hora-auth alone has.';
comment on column totp.step is 'Step of 30 seconds of the last code taken; only later ones count.';
comment on column totp.created_at is 'When it was set up.';
comment on column totp.used_at is 'When a code was last taken.';

create table passkey (
	id         bigint generated always as identity primary key,
	account_id bigint not null references account,
	credential text not null unique check (length(credential) between 1 and 1364),
	public_key text not null check (length(public_key) <= 512),
	algorithm  integer not null check (algorithm in (-8, -7, -257)),
	uses       bigint not null check (uses between 0 and 4294967295),
	portable   boolean not null,
	copied     boolean not null,
	name       text not null check (length(name) between 1 and 60),
	created_at timestamptz not null,
	used_at    timestamptz,
	check (portable or not copied)
);
create index passkey_account on passkey (account_id);
comment on table passkey is 'A passkey of an account (Web Authentication).';
comment on column passkey.id is 'Key.';
comment on column passkey.account_id is 'Whose.';
comment on column passkey.credential is 'Its id, as the device made it; base64url.';
comment on column passkey.public_key is 'SubjectPublicKeyInfo; base64url.';
comment on column passkey.algorithm is 'COSE number of its signatures: EdDSA, ES256 or RS256.';
comment on column passkey.uses is 'The device''s counter at the last log-in; 0: it has none.';
comment on column passkey.portable is 'May be copied to other devices.';
comment on column passkey.copied is 'Was, as of its last use.';
comment on column passkey.name is 'What its holder calls it.';
comment on column passkey.created_at is 'When it was added.';
comment on column passkey.used_at is 'When it was last used; null: never.';

create table recovery_code (
	id         bigint generated always as identity primary key,
	account_id bigint not null references account,
	code_hash  bytea not null unique check (length(code_hash) = 32),
	created_at timestamptz not null,
	used_at    timestamptz
);
create index recovery_code_account on recovery_code (account_id);
comment on table recovery_code is 'Codes that stand in for a second factor, each once.';
comment on column recovery_code.id is 'Key.';
comment on column recovery_code.account_id is 'Whose.';
comment on column recovery_code.code_hash is 'SHA-256 of the code, which is 120 random bits.';
comment on column recovery_code.created_at is 'When it was made.';
comment on column recovery_code.used_at is 'When it was used; null: not yet.';

create table challenge (
	hash       bytea primary key check (length(hash) = 32),
	expires_at timestamptz not null
);
create index challenge_end on challenge (expires_at);
comment on table challenge is 'Challenges of passkeys that were answered: none is answered twice.';
comment on column challenge.hash is 'SHA-256 of the challenge.';
comment on column challenge.expires_at is 'It would not be taken after that anyway.';

alter table studio add column factor_roles text[] not null default '{}'
	check (factor_roles <@ array['owner', 'manager', 'staff', 'reception']);
comment on column studio.factor_roles is 'Roles whose members must prove themselves by a second factor before they work here.';

insert into audit.personal (object, name) values
	('totp', 'secret'), ('totp', 'step'), ('totp', 'used_at'),
	('passkey', 'credential'), ('passkey', 'public_key'), ('passkey', 'uses'), ('passkey', 'name'),
	('recovery_code', 'code_hash');
create trigger zz_audit after insert or delete on totp
	for each row execute function audit.note();
create trigger zz_audit after insert or delete or update of name on passkey
	for each row execute function audit.note();
create trigger zz_audit after insert or delete or update of used_at on recovery_code
	for each row execute function audit.note();

alter table totp enable row level security;
alter table passkey enable row level security;
alter table recovery_code enable row level security;
create policy own on totp for all to hora_auth
	using (id = acting_account()) with check (id = acting_account());
create policy own on passkey for all to hora_auth
	using (account_id = acting_account()) with check (account_id = acting_account());
create policy own on recovery_code for all to hora_auth
	using (account_id = acting_account()) with check (account_id = acting_account());
create policy everything on totp for select to hora_reader using (true);
create policy everything on passkey for select to hora_reader using (true);
create policy everything on recovery_code for select to hora_reader using (true);

create or replace function account_has_factor(of_account bigint) returns boolean
	language sql stable security definer set search_path = hora, pg_catalog as $$
	select exists (select from totp t where t.id = of_account)
	       or exists (select from passkey p where p.account_id = of_account)
$$;

-- Whose passkey this is, for one log-in that nobody has named themselves for.
create function passkey_owner(of_credential text) returns bigint
	language sql stable security definer set search_path = hora, pg_catalog as $$
	select coalesce((select p.account_id from passkey p join account a on a.id = p.account_id
	                  where p.credential = of_credential and a.disabled_at is null), 0)
$$;
comment on function passkey_owner(text) is 'The account in use with this passkey; 0: none.';

-- Answers a challenge: once. Those that are over are swept out on the way.
create function challenge_answer(of_hash bytea, expires timestamptz, at timestamptz) returns boolean
	language plpgsql volatile security definer set search_path = hora, pg_catalog as $$
begin
	delete from challenge c where c.expires_at < at;
	insert into challenge (hash, expires_at) values (of_hash, expires) on conflict do nothing;
	return found;
end $$;
comment on function challenge_answer(bytea, timestamptz, timestamptz) is 'False: it was answered before.';

-- A letter to whoever holds the account, in the transaction of the change.
create function account_tell(of_account bigint, what text, at timestamptz) returns void
	language sql volatile security definer set search_path = hora, pg_catalog as $$
	insert into job (lane, kind, key, payload)
	select 'mail', 'mail.factor', of_account || '/' || gen_random_uuid(),
	       jsonb_build_object('account', a.id, 'what', what, 'at', extract(epoch from at)::bigint)
	  from account a where a.id = of_account and a.verified_at is not null
$$;
comment on function account_tell(bigint, text, timestamptz) is 'Has an account''s holder told by letter what changed.';

create function factors_erased() returns trigger
	language plpgsql security definer set search_path = hora, pg_catalog as $$
begin
	delete from totp where id = new.id;
	delete from passkey where account_id = new.id;
	delete from recovery_code where account_id = new.id;
	return null;
end $$;
comment on function factors_erased() is 'Trigger: an erased account keeps no factor.';
create trigger factors_erased after update of erased_at on account
	for each row when (new.erased_at is not null) execute function factors_erased();

-- As before; but to a studio that wants a better proof than this session has they
-- are nobody, and weak says why.
drop function session_look(bytea, timestamptz, text, text);
create function session_look(of_token_hash bytea, at timestamptz, studio_slug text, booking_name text)
	returns table (session bigint, account bigint, strength text, proved_at timestamptz, studio bigint,
	               role text, resource bigint, platform boolean, owns boolean, verified boolean, email text,
	               first_name text, last_name text, phone text, language text, zone text, weak boolean)
	language plpgsql volatile security definer set search_path = hora, pg_catalog as $$
declare
	s hora.session;
begin
	select x.* into s from session x
	 where x.token_hash = of_token_hash and x.revoked_at is null and x.expires_at > at
	   and x.seen_at + make_interval(secs => x.idle) > at;
	if not found then
		return;
	end if;
	if s.seen_at < at - interval '1 minute' then
		update session x set seen_at = at where x.id = s.id and x.seen_at < at;
	end if;
	return query
	select s.id, a.id, s.strength, s.proved_at, coalesce(m.studio_id, 0), coalesce(m.role, ''),
	       coalesce(m.resource_id, 0), exists (select from platform_admin p where p.id = a.id),
	       booking_name is not null and exists (
	               select from booking b
	                 join customer c on c.id = b.customer_id and c.studio_id = b.studio_id
	                where b.public_id = booking_name and c.account_id = a.id),
	       a.verified_at is not null, coalesce(a.email, ''), a.first_name, a.last_name, coalesce(a.phone, ''),
	       a.language, coalesce(a.zone, ''),
	       demanded.id is not null
	  from account a
	  left join studio st on st.slug = studio_slug and st.erased_at is null
	  left join membership demanded on demanded.account_id = a.id and demanded.studio_id = st.id
	       and demanded.role = any (st.factor_roles) and s.strength not in ('factor', 'passkey')
	  left join membership m on m.account_id = a.id and m.studio_id = st.id and demanded.id is null
	 where a.id = s.account_id and a.disabled_at is null;
end $$;
comment on function session_look(bytea, timestamptz, text, text) is 'Who asks by this session, and what they may be here.';

revoke all on function account_tell(bigint, text, timestamptz), passkey_owner(text), challenge_answer(bytea, timestamptz, timestamptz),
	factors_erased(), session_look(bytea, timestamptz, text, text) from public;
grant execute on function session_look(bytea, timestamptz, text, text)
	to hora_booking, hora_auth, hora_admin, hora_payments, hora_line;
grant execute on function account_tell(bigint, text, timestamptz), passkey_owner(text), challenge_answer(bytea, timestamptz, timestamptz) to hora_auth;
grant select, insert, delete, update (step, used_at) on totp to hora_auth;
grant select, insert, delete, update (uses, copied, used_at, name) on passkey to hora_auth;
grant select, insert, delete, update (used_at) on recovery_code to hora_auth;
grant select (id, created_at, used_at) on totp to hora_reader;
grant select (id, account_id, algorithm, uses, portable, copied, created_at, used_at) on passkey to hora_reader;
grant select (id, account_id, created_at, used_at) on recovery_code to hora_reader;
