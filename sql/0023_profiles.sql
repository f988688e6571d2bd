-- What an account's holder sees of themselves, and how an account ends.

set local search_path = hora, public;

create function account_has_password(of_account bigint) returns boolean
	language sql stable security definer set search_path = hora, pg_catalog as $$
	select exists (select from password where id = of_account)
$$;
comment on function account_has_password(bigint) is 'False where somebody logs in by passkey or another''s word alone.';

-- The row stays, without anything of the person, since records name it. What
-- studios keep of their customers is theirs to erase.
create function account_erase(of_account bigint, at timestamptz) returns void
	language plpgsql volatile security definer set search_path = hora, pg_catalog as $$
begin
	delete from membership where account_id = of_account;
	delete from platform_admin where id = of_account;
	delete from password where id = of_account;
	delete from linked_identity where account_id = of_account;
	delete from login_attempt where account_id = of_account;
	delete from account_link where account_id = of_account;
	update customer set account_id = null where account_id = of_account;
	update session set revoked_at = coalesce(revoked_at, at), address = '', agent = ''
	 where account_id = of_account;
	update account
	   set email = null, email_key = null, verified_at = null, phone = null, first_name = '', last_name = '',
	       zone = null, tax_number = null, disabled_at = at, erased_at = at
	 where id = of_account;
end $$;
comment on function account_erase(bigint, timestamptz) is 'Removes what there is of a person in their account; nobody logs in by it again.';

revoke all on function account_has_password(bigint), account_erase(bigint, timestamptz) from public;
grant execute on function account_has_password(bigint), account_erase(bigint, timestamptz) to hora_auth;
grant select (id, studio_id, name) on service to hora_auth;
grant select (id, studio_id, account_id) on customer to hora_auth;
grant select (id, studio_id, service_id, starts, ends) on occasion to hora_auth;
grant select (id, public_id, studio_id, occasion_id, customer_id, state, seats, name, email, phone, note, answers,
	language, price_minor, currency, manage_until, version, created_at) on booking to hora_auth;
grant select (id, studio_id, booking_id, kind, channel, recipient, state, ended_at) on notice to hora_auth;
