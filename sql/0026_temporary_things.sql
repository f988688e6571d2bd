-- A function that runs by its owner's rights looked into its caller's temporary
-- things before our own tables, since PostgreSQL does so unless told to look there
-- last. With a table called quota and a trigger on it, any program's role could
-- have had its code run as the owner of everything.

set local search_path = hora, public;

do $$
declare
	f record;
begin
	for f in
		select p.oid::regprocedure as name, c.path
		  from pg_proc p
		  join pg_namespace n on n.oid = p.pronamespace
		 cross join lateral (select split_part(o, '=', 2) from unnest(p.proconfig) o
		                      where o like 'search\_path=%') as c(path)
		 where n.nspname in ('hora', 'audit') and c.path !~ 'pg_temp$'
	loop
		execute format('alter function %s set search_path = %s, pg_temp', f.name, f.path);
	end loop;
	-- Nor does any of them need temporary things. That says it of this database alone:
	-- one that is restored from a dump has the rights of a new one.
	execute format('revoke temporary on database %I from public', current_database());
end $$;

-- On a table of one's own, the trigger would have written entries that nobody's
-- change stands behind.
revoke execute on function audit.note() from public;
