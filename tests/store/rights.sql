-- What no program's role may do (trust.md's R36), and which tables change without
-- an entry in the audit log (R40). Finds nothing where all is well.
with program(name) as (
	values ('hora_booking'), ('hora_auth'), ('hora_admin'), ('hora_payments'), ('hora_line'), ('hora_worker'), ('hora_reader')
),
-- Columns that few may read, and who.
secret(place, readers) as (
	values ('password.hash', '{}'::text[]), ('session.token_hash', '{}'), ('api_key.key_hash', '{}'),
	       ('totp.secret', '{hora_auth}'), ('recovery_code.code_hash', '{hora_auth}'), ('setup_link.token_hash', '{hora_auth}'),
	       ('identity_provider.secret', '{hora_worker}')
),
-- Tables that need no entries of their own.
unaudited(name, why) as (
	values ('account_link', 'spent once; what it leads to is audited'),
	       ('booking_step', 'a history itself, written by a trigger'),
	       ('booking_transition', 'the rules of states, changed by migrations alone'),
	       ('challenge', 'minutes old at most'),
	       ('claim', 'follows from its occasion'),
	       ('idempotency', 'kept for a day'),
	       ('job', 'tells its own fate'),
	       ('login_attempt', 'minutes old at most'),
	       ('manage_link', 'follows from its booking'),
	       ('notice', 'tells its own fate'),
	       ('provider_document', 'a copy of what others publish'),
	       ('quota', 'counters'),
	       ('resource_version', 'counters'),
	       ('session', 'touched by every request; log-ins are audited as events'),
	       ('studio_version', 'counters'),
	       ('used_token', 'kept until it would have expired')
),
ours as (
	select c.oid, c.relname, n.nspname, c.relowner
	  from pg_class c
	  join pg_namespace n on n.oid = c.relnamespace
	 where n.nspname in ('hora', 'audit') and c.relkind in ('r', 'p')
)
select p.name || ' reads ' || s.place as what
  from program p
 cross join secret s
  join ours o on o.nspname = 'hora' and o.relname = split_part(s.place, '.', 1)
  join pg_attribute a on a.attrelid = o.oid and a.attname = split_part(s.place, '.', 2)
 where p.name <> all (s.readers) and has_column_privilege(p.name, o.oid, a.attnum, 'select')
union all
select 'nobody knows ' || s.place
  from secret s
 where not exists (select from information_schema.columns c where c.table_schema = 'hora' and c.table_name || '.' || c.column_name = s.place)
union all
select r.rolname || ' is more than a program'
  from pg_roles r
  join program p on p.name = r.rolname
 where r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolbypassrls or r.rolreplication
    or exists (select from pg_auth_members m where m.member = r.oid)
union all
select p.name || ' may make things in ' || n.nspname
  from program p
 cross join pg_namespace n
 where n.nspname in ('hora', 'audit', 'public') and has_schema_privilege(p.name, n.oid, 'create')
union all
select p.name || ' may make schemas'
  from program p
 where has_database_privilege(p.name, current_database(), 'create')
union all
select 'public may call ' || f.proname || ', which runs by its owner''s rights'
  from pg_proc f
  join pg_namespace n on n.oid = f.pronamespace
 where n.nspname in ('hora', 'audit') and f.prosecdef and has_function_privilege('public', f.oid, 'execute')
union all
select f.proname || ' looks into temporary things first'
  from pg_proc f
  join pg_namespace n on n.oid = f.pronamespace
 cross join lateral (select string_agg(o, '') from unnest(f.proconfig) o where o like 'search\_path=%') as c(path)
 where n.nspname in ('hora', 'audit') and (f.prosecdef or c.path is not null)
   and coalesce(c.path, '') !~ ', pg_temp$'
union all
select p.name || ' owns ' || o.relname
  from program p
  join pg_roles r on r.rolname = p.name
  join ours o on o.relowner = r.oid
union all
select p.name || ' may empty or rule ' || o.relname
  from program p
 cross join ours o
 where has_table_privilege(p.name, o.oid, 'truncate, trigger, references')
union all
select 'hora_reader writes ' || o.relname
  from ours o
 where has_any_column_privilege('hora_reader', o.oid, 'insert, update') or has_table_privilege('hora_reader', o.oid, 'delete')
union all
select o.relname || ' is not audited'
  from ours o
 where o.nspname = 'hora' and o.relname not in (select name from unaudited)
   and not exists (select from pg_trigger t join pg_proc f on f.oid = t.tgfoid
                    where t.tgrelid = o.oid and f.oid = 'audit.note'::regproc and t.tgenabled = 'O'
                      and pg_get_userbyid(f.proowner) = 'hora_audit')
union all
select u.name || ' is no table, or audited after all'
  from unaudited u
 where not exists (select from ours o where o.nspname = 'hora' and o.relname = u.name
                      and not exists (select from pg_trigger t where t.tgrelid = o.oid and t.tgfoid = 'audit.note'::regproc));
