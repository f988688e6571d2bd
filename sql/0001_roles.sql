-- The database roles: one per program, each with only the rights it needs.
--
-- Roles belong to the cluster, not to the database, so a second database (a
-- test's) finds them made. They cannot log in with a password until the
-- operator gives them one or maps system users to them (pg_ident.conf).

do $$
declare
	wanted text;
begin
	foreach wanted in array array['hora_booking', 'hora_auth', 'hora_admin', 'hora_payments',
	                              'hora_line', 'hora_worker', 'hora_reader']
	loop
		if not exists (select from pg_roles where rolname = wanted) then
			execute format('create role %I login', wanted);
		end if;
	end loop;
	if not exists (select from pg_roles where rolname = 'hora_audit') then
		create role hora_audit nologin;
	end if;
	if not pg_has_role(current_user, 'hora_audit', 'member') then
		execute format('grant hora_audit to %I', current_user);
	end if;
end $$;

comment on role hora_booking is 'Public pages, catalogue, slots and bookings.';
comment on role hora_auth is 'Accounts, log-in and sessions.';
comment on role hora_admin is 'The panel, kiosks and screens.';
comment on role hora_payments is 'Payment pages and callbacks.';
comment on role hora_line is 'LINE webhook and LIFF pages.';
comment on role hora_worker is 'Jobs: messages, payments, publishing, expiry.';
comment on role hora_reader is 'Reads everything but secrets: reports, invariants, support.';
comment on role hora_audit is 'Owns the audit log and the trigger that writes it; nobody logs in as it.';

-- READ COMMITTED is what the booking transaction is written for; generic plans
-- save a third of its time; no lock wait, statement or forgotten transaction
-- may hold others up.
do $$
declare
	program text;
begin
	foreach program in array array['hora_booking', 'hora_auth', 'hora_admin', 'hora_payments',
	                               'hora_line', 'hora_worker']
	loop
		execute format('alter role %I set default_transaction_isolation = ''read committed''', program);
		execute format('alter role %I set plan_cache_mode = force_generic_plan', program);
		execute format('alter role %I set lock_timeout = ''800ms''', program);
		execute format('alter role %I set idle_in_transaction_session_timeout = ''5s''', program);
		execute format('alter role %I set statement_timeout = ''5s''', program);
		execute format('alter role %I set search_path = hora', program);
		execute format('alter role %I set timezone = ''UTC''', program);
		execute format('alter role %I set jit = off', program);
	end loop;
	-- The owner, who migrates and runs the operator's commands.
	execute format('alter role %I set search_path = hora, public', current_user);
	alter role hora_worker set statement_timeout = '30s';
	alter role hora_reader set default_transaction_read_only = on;
	alter role hora_reader set search_path = hora, audit;
end $$;
