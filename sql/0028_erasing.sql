-- Whoever leaves takes their address along from wherever accounts keep it.

set local search_path = hora, public;

create or replace function account_erase(of_account bigint, at timestamptz) returns void
	language plpgsql volatile security definer set search_path = hora, pg_catalog, pg_temp as $$
begin
	delete from membership where account_id = of_account;
	delete from platform_admin where id = of_account;
	delete from password where id = of_account;
	delete from linked_identity where account_id = of_account;
	delete from login_attempt where account_id = of_account;
	delete from account_link l using account a
	 where a.id = of_account and (l.account_id = a.id or l.email_key = a.email_key);
	update invitation i
	   set email = '', email_key = '', revoked_at = case when i.accepted_at is null then coalesce(i.revoked_at, at) end
	  from account a
	 where a.id = of_account and i.email_key = a.email_key;
	update job set payload = payload - 'to'
	 where kind = 'mail.changed' and payload ->> 'account' = of_account::text and state in ('done', 'dead', 'dropped');
	update customer set account_id = null where account_id = of_account;
	update session set revoked_at = coalesce(revoked_at, at), address = '', agent = ''
	 where account_id = of_account;
	update account
	   set email = null, email_key = null, verified_at = null, phone = null, first_name = '', last_name = '',
	       zone = null, tax_number = null, disabled_at = at, erased_at = at
	 where id = of_account;
end $$;
