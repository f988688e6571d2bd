-- What somebody began who had got into an account or a studio ends when they are
-- thrown out, and whoever has an account hears of its new address at the old one.

set local search_path = hora, public;

-- A place somebody was going to may be as long as anywhere else.
alter table account_link drop constraint account_link_next_check,
	add check (length(next) <= 2000);

-- A new address that was asked for before the password was changed would still
-- have come into force when its letter was read, a day later.
create or replace function sessions_ended() returns trigger
	language plpgsql security definer set search_path = hora, pg_catalog, pg_temp as $$
begin
	update session set revoked_at = clock_timestamp() where account_id = new.id and revoked_at is null;
	update account_link set used_at = clock_timestamp()
	 where account_id = new.id and kind = 'change' and used_at is null;
	return null;
end $$;
comment on function sessions_ended() is 'Trigger: ends all sessions of an account, and a change of its address that was not confirmed.';

-- Who is told of a new address is who reads the old one.
create or replace function account_told(of_account bigint, what text, at timestamptz) returns void
	language sql volatile security definer set search_path = hora, pg_catalog, pg_temp as $$
	insert into job (lane, kind, key, payload)
	select 'mail', 'mail.changed', of_account || '/' || what || '/' || extract(epoch from at)::bigint,
	       jsonb_build_object('account', of_account, 'what', what)
	       || case when what = 'email' then jsonb_build_object('to', a.email) else '{}' end
	  from account a where a.id = of_account and a.email is not null
	on conflict (kind, key) do nothing
$$;
comment on function account_told(bigint, text, timestamptz) is 'Writes the job of a letter that says what was changed; called before an address is.';

-- An invitation is its sender's word, so it does not outlive their say: who works in
-- the studio no more, or is no owner any longer, has invited nobody.
create function invitations_ended() returns trigger
	language plpgsql security definer set search_path = hora, pg_catalog, pg_temp as $$
begin
	update invitation set revoked_at = clock_timestamp()
	 where studio_id = old.studio_id and account_id = old.account_id
	   and accepted_at is null and revoked_at is null;
	return null;
end $$;
comment on function invitations_ended() is 'Trigger: takes back what a member has invited who may not any longer.';
create trigger invitations_ended after delete on membership
	for each row execute function invitations_ended();
create trigger invitations_ended_below after update of role on membership
	for each row when (old.role <> new.role and new.role <> 'owner')
	execute function invitations_ended();

-- As before, but of so many an hour: each is a letter to whomever they like.
create or replace function invitation_put(of_studio bigint, of_email text, of_email_key text, of_role text,
	of_resource bigint, of_language text, by_account bigint, at timestamptz, life integer) returns bigint
	language plpgsql volatile security definer set search_path = hora, pg_catalog, pg_temp as $$
declare
	made bigint;
begin
	if quota_take('invitations of studio ' || of_studio, 50, 3600) > 0 then
		raise exception 'too many invitations of late' using errcode = 'HO020';
	end if;
	update invitation set revoked_at = at
	 where studio_id = of_studio and email_key = of_email_key and accepted_at is null and revoked_at is null;
	insert into invitation (studio_id, email, email_key, role, resource_id, language, account_id, created_at,
	                        expires_at)
	values (of_studio, of_email, of_email_key, of_role, of_resource, of_language, by_account, at,
	        at + make_interval(secs => life))
	returning id into made;
	insert into job (studio_id, lane, kind, key) values (of_studio, 'mail', 'mail.invitation', made::text);
	return made;
end $$;

revoke all on function invitations_ended() from public;

-- Nobody becomes somebody else.
revoke update on membership from hora_admin;
grant update (role) on membership to hora_admin;
