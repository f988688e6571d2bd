-- Letters about accounts: each is written together with what it tells of. Whether
-- an address has an account is found out when the letter is written, so that who
-- asks cannot tell by answer or time.

set local search_path = hora, public;

-- A one-time link, and the letter that carries it.
create function account_link_put(of_kind text, of_account bigint, of_email text, of_email_key text,
	of_language text, going_to text, at timestamptz, life integer) returns void
	language plpgsql volatile security definer set search_path = hora, pg_catalog as $$
declare
	made bigint;
begin
	insert into account_link (kind, account_id, email, email_key, language, next, created_at, expires_at)
	values (of_kind, of_account, of_email, of_email_key, of_language, going_to, at, at + make_interval(secs => life))
	returning id into made;
	insert into job (lane, kind, key) values ('mail', 'mail.account', made::text);
end $$;
comment on function account_link_put(text, bigint, text, text, text, text, timestamptz, integer) is 'Writes a one-time link of an account, and its letter''s job.';

-- Tells an account's holder that something about it has changed.
create function account_told(of_account bigint, what text, at timestamptz) returns void
	language sql volatile security definer set search_path = hora, pg_catalog as $$
	insert into job (lane, kind, key, payload)
	values ('mail', 'mail.changed', of_account || '/' || what || '/' || extract(epoch from at)::bigint,
	        jsonb_build_object('account', of_account, 'what', what))
	on conflict (kind, key) do nothing
$$;
comment on function account_told(bigint, text, timestamptz) is 'Writes the job of a letter that says what was changed.';

-- An invitation in place of an open one to the same address, and its letter.
create function invitation_put(of_studio bigint, of_email text, of_email_key text, of_role text,
	of_resource bigint, of_language text, by_account bigint, at timestamptz, life integer) returns bigint
	language plpgsql volatile security definer set search_path = hora, pg_catalog as $$
declare
	made bigint;
begin
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
comment on function invitation_put(bigint, text, text, text, bigint, text, bigint, timestamptz, integer) is 'Writes an invitation and its letter''s job.';

create index invitation_end on invitation (expires_at) where accepted_at is null;

revoke all on function account_link_put(text, bigint, text, text, text, text, timestamptz, integer),
	account_told(bigint, text, timestamptz),
	invitation_put(bigint, text, text, text, bigint, text, bigint, timestamptz, integer) from public;
grant execute on function account_link_put(text, bigint, text, text, text, text, timestamptz, integer),
	account_told(bigint, text, timestamptz) to hora_auth;
grant execute on function invitation_put(bigint, text, text, text, bigint, text, bigint, timestamptz, integer) to hora_admin;
