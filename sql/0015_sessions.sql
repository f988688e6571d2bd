-- What proves who asks: sessions of browsers and keys of programs; and the rows
-- that only their own account or studio can touch.

set local search_path = hora, public;

create table session (
	id         bigint generated always as identity primary key,
	account_id bigint not null references account,
	token_hash bytea not null unique check (length(token_hash) = 32),
	strength   text not null check (strength in ('password', 'factor', 'passkey', 'oidc', 'line', 'handoff')),
	proved_at  timestamptz not null,
	created_at timestamptz not null,
	seen_at    timestamptz not null,
	idle       integer not null check (idle > 0),
	expires_at timestamptz not null,
	revoked_at timestamptz,
	address    text not null default '' check (length(address) <= 64),
	agent      text not null default '' check (length(agent) <= 300)
);
create index session_account on session (account_id) where revoked_at is null;
create index session_end on session (expires_at);
comment on table session is 'A browser that is logged in.';
comment on column session.id is 'Key.';
comment on column session.account_id is 'Who.';
comment on column session.token_hash is 'SHA-256 of the session''s name, which the browser''s signed token holds.';
comment on column session.strength is 'What proved who it is: a password alone, with a second factor, a passkey, another''s word (oidc, line, handoff).';
comment on column session.proved_at is 'When that was last proved: what is sensitive asks for it anew.';
comment on column session.created_at is 'When it began.';
comment on column session.seen_at is 'When it was last used, to the minute.';
comment on column session.idle is 'It ends when unused for so many seconds.';
comment on column session.expires_at is 'It ends then, however much it is used.';
comment on column session.revoked_at is 'When it was ended: logged out, password changed, account closed; null: it was not.';
comment on column session.address is 'Network address it began from.';
comment on column session.agent is 'The browser, as it calls itself.';

create table api_key (
	id         bigint generated always as identity primary key,
	studio_id  bigint not null references studio,
	name       text not null check (length(name) between 1 and 80),
	hint       text not null check (length(hint) between 1 and 12),
	key_hash   bytea not null unique check (length(key_hash) = 32),
	scopes     text[] not null check (cardinality(scopes) > 0),
	account_id bigint references account,
	created_at timestamptz not null,
	used_at    timestamptz,
	revoked_at timestamptz,
	unique (studio_id, id)
);
create index api_key_studio on api_key (studio_id);
comment on table api_key is 'A program that may call the API for a studio.';
comment on column api_key.id is 'Key.';
comment on column api_key.studio_id is 'Studio.';
comment on column api_key.name is 'What it is for, as the studio calls it.';
comment on column api_key.hint is 'Its first characters, to tell it from others.';
comment on column api_key.key_hash is 'SHA-256 of the secret: 256 random bits.';
comment on column api_key.scopes is 'What it may do: src/domain/scope.c.';
comment on column api_key.account_id is 'Who made it.';
comment on column api_key.created_at is 'When.';
comment on column api_key.used_at is 'When it was last used, to the minute; null: never.';
comment on column api_key.revoked_at is 'No longer valid from then on.';

insert into audit.personal (object, name) values ('api_key', 'key_hash'), ('api_key', 'used_at');
create trigger zz_audit after insert or delete or update of name, scopes, revoked_at on api_key
	for each row execute function audit.note();

-- Who acts, for the rest of the transaction; rows of secrets show themselves to
-- their account or studio alone.
create function act_as(actor text, request text, reason text, account bigint, studio bigint) returns void
	language sql volatile as $$
	select set_config('hora.actor', actor, true),
	       set_config('hora.request', request, true),
	       set_config('hora.reason', reason, true),
	       set_config('hora.account', account::text, true),
	       set_config('hora.studio', studio::text, true)
$$;
comment on function act_as(text, text, text, bigint, bigint) is 'Names the actor, the request and the reason of this transaction, and whose secrets it may touch.';

create function acting_account() returns bigint
	language sql stable as $$
	select nullif(current_setting('hora.account', true), '')::bigint
$$;
comment on function acting_account() is 'The account that acts in this transaction.';
create function acting_studio() returns bigint
	language sql stable as $$
	select nullif(current_setting('hora.studio', true), '')::bigint
$$;
comment on function acting_studio() is 'The studio in which this transaction acts.';

alter table password enable row level security;
alter table session enable row level security;
alter table api_key enable row level security;
create policy own on session for all to hora_auth
	using (account_id = acting_account()) with check (account_id = acting_account());
create policy own on api_key for all to hora_admin
	using (studio_id = acting_studio()) with check (studio_id = acting_studio());
create policy everything on session for select to hora_reader using (true);
create policy everything on api_key for select to hora_reader using (true);
create policy over on session for delete to hora_worker using (true);
create policy over_seen on session for select to hora_worker using (true);

-- Sessions end with what they rest on.
create function sessions_ended() returns trigger
	language plpgsql security definer set search_path = hora, pg_catalog as $$
begin
	update session set revoked_at = clock_timestamp() where account_id = new.id and revoked_at is null;
	return null;
end $$;
comment on function sessions_ended() is 'Trigger: ends all sessions of an account.';
create trigger sessions_ended after update of disabled_at on account
	for each row when (new.disabled_at is not null) execute function sessions_ended();
create trigger sessions_ended after insert or update of changed_at on password
	for each row execute function sessions_ended();

-- The password of whoever has this address, for one try. No row: nobody has.
create function password_look(of_email_key text)
	returns table (account bigint, hash text)
	language sql stable security definer set search_path = hora, pg_catalog as $$
	select a.id, p.hash
	  from account a join password p on p.id = a.id
	 where a.email_key = of_email_key and a.disabled_at is null
$$;
comment on function password_look(text) is 'The account with this address and its password''s hash.';

create function password_put(of_account bigint, new_hash text, at timestamptz) returns void
	language sql volatile security definer set search_path = hora, pg_catalog as $$
	insert into password (id, hash, changed_at) values (of_account, new_hash, at)
	on conflict (id) do update set hash = excluded.hash, changed_at = excluded.changed_at
$$;
comment on function password_put(bigint, text, timestamptz) is 'Sets an account''s password; ends its sessions.';

-- The same password, hashed by today's rule: sessions stay.
create function password_refresh(of_account bigint, old_hash text, new_hash text) returns void
	language sql volatile security definer set search_path = hora, pg_catalog as $$
	update password set hash = new_hash where id = of_account and hash = old_hash
$$;
comment on function password_refresh(bigint, text, text) is 'Keeps a stronger hash of the same password.';

-- Does the account prove itself by more than a password? There is no second
-- factor yet: the migration that brings one replaces this.
create function account_has_factor(of_account bigint) returns boolean
	language sql stable security definer set search_path = hora, pg_catalog as $$
	select false
$$;
comment on function account_has_factor(bigint) is 'True when a password alone does not open a session of this account.';

-- Opens a session, unless the account is closed (0).
create function session_open(of_account bigint, of_token_hash bytea, of_strength text, at timestamptz,
	of_idle integer, of_life integer, of_address text, of_agent text) returns bigint
	language sql volatile security definer set search_path = hora, pg_catalog as $$
	with made as (
		insert into session (account_id, token_hash, strength, proved_at, created_at, seen_at, idle, expires_at,
		                     address, agent)
		select a.id, of_token_hash, of_strength, at, at, at, of_idle, at + make_interval(secs => of_life),
		       of_address, of_agent
		  from account a where a.id = of_account and a.disabled_at is null
		returning id)
	select coalesce((select id from made), 0)
$$;
comment on function session_open(bigint, bytea, text, timestamptz, integer, integer, text, text) is 'Opens a session; its id, or 0 when the account is closed.';

create function session_end(of_token_hash bytea, at timestamptz) returns void
	language sql volatile security definer set search_path = hora, pg_catalog as $$
	update session set revoked_at = at where token_hash = of_token_hash and revoked_at is null
$$;
comment on function session_end(bytea, timestamptz) is 'Ends one session: who has its name may.';

-- Who asks by this session, and what they are in the studio that the address
-- names (its slug) and to the booking it names (its public id). No row: the
-- session is over.
create function session_look(of_token_hash bytea, at timestamptz, studio_slug text, booking_name text)
	returns table (session bigint, account bigint, strength text, proved_at timestamptz, studio bigint,
	               role text, resource bigint, platform boolean, owns boolean, verified boolean, email text,
	               first_name text, last_name text, phone text, language text, zone text)
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
	       a.language, coalesce(a.zone, '')
	  from account a
	  left join studio st on st.slug = studio_slug and st.erased_at is null
	  left join membership m on m.account_id = a.id and m.studio_id = st.id
	 where a.id = s.account_id and a.disabled_at is null;
end $$;
comment on function session_look(bytea, timestamptz, text, text) is 'Who asks by this session, and what they may be here.';

-- The program that asks by this key. No row: it is not valid.
create function api_key_look(of_key_hash bytea, at timestamptz)
	returns table (key bigint, studio bigint, slug text, scopes text[])
	language plpgsql volatile security definer set search_path = hora, pg_catalog as $$
begin
	update api_key k set used_at = at
	 where k.key_hash = of_key_hash and k.revoked_at is null
	   and (k.used_at is null or k.used_at < at - interval '1 minute');
	return query
	select k.id, k.studio_id, s.slug, k.scopes
	  from api_key k join studio s on s.id = k.studio_id
	 where k.key_hash = of_key_hash and k.revoked_at is null and s.erased_at is null;
end $$;
comment on function api_key_look(bytea, timestamptz) is 'The key of this secret: whose, and what it may.';

-- Gives back what quota_take took: a try that was right does not count.
create function quota_return(subject text) returns void
	language sql volatile security definer set search_path = hora, pg_catalog as $$
	update quota set used = used - 1 where key = subject and used > 0
$$;
comment on function quota_return(text) is 'Gives back one that quota_take took.';

revoke all on function act_as(text, text, text, bigint, bigint), acting_account(), acting_studio(),
	sessions_ended(), password_look(text), password_put(bigint, text, timestamptz),
	password_refresh(bigint, text, text), account_has_factor(bigint), session_open(bigint, bytea, text, timestamptz, integer, integer, text, text),
	session_end(bytea, timestamptz), session_look(bytea, timestamptz, text, text),
	api_key_look(bytea, timestamptz), quota_return(text) from public;
grant execute on function act_as(text, text, text, bigint, bigint), acting_account(), acting_studio()
	to hora_booking, hora_auth, hora_admin, hora_payments, hora_line, hora_worker;
grant execute on function session_look(bytea, timestamptz, text, text), api_key_look(bytea, timestamptz)
	to hora_booking, hora_auth, hora_admin, hora_payments, hora_line;
grant execute on function password_look(text), password_put(bigint, text, timestamptz),
	password_refresh(bigint, text, text), account_has_factor(bigint), session_open(bigint, bytea, text, timestamptz, integer, integer, text, text),
	session_end(bytea, timestamptz), quota_return(text) to hora_auth;
grant select (id, account_id, strength, proved_at, created_at, seen_at, idle, expires_at, revoked_at, address, agent),
	update (revoked_at, proved_at) on session to hora_auth;
grant select (id, account_id, expires_at), delete on session to hora_worker;
grant select (id, account_id, strength, proved_at, created_at, seen_at, idle, expires_at, revoked_at)
	on session to hora_reader;
grant select (id, studio_id, name, hint, scopes, account_id, created_at, used_at, revoked_at), insert,
	update (name, revoked_at) on api_key to hora_admin;
grant select (id, studio_id, name, hint, scopes, account_id, created_at, used_at, revoked_at)
	on api_key to hora_reader;
