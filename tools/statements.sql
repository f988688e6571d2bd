-- What tools/check-statements asks the server about each statement. All of it
-- lives in the session's temporary schema.
--
-- Whether a statement binds the studio is read from its plan, where PostgreSQL
-- has already carried `a.studio_id = b.studio_id and b.studio_id = $1` to both
-- tables: each scan of a table with a studio_id must have it equal to a
-- parameter, or to that of another table which has, in a condition that is no
-- part of an `or`. A studio's own row is bound by its id or its name in
-- addresses.

set search_path = hora, pg_temp, public;
set plan_cache_mode = force_generic_plan;
set jit = off;
set client_min_messages = warning;

create temporary table excepted (
	name  text,
	place text,
	used  boolean not null default false,
	primary key (name, place)
);

create temporary view tenant as
select c.relname::text as name
  from pg_class c join pg_attribute a on a.attrelid = c.oid
 where c.relnamespace = 'hora'::regnamespace and c.relkind in ('r', 'p')
   and a.attname = 'studio_id' and not a.attisdropped;

-- The parts of "(a AND (b OR c) AND d)" that all must hold: a, (b OR c), d.
create function pg_temp.conjuncts(condition text) returns setof text language plpgsql as $$
declare
	body  text := condition;
	depth int := 0;
	first int := 1;
	quoted boolean := false;
	c char;
begin
	if body ~ '^\(.*\)$' then
		body := substr(body, 2, length(body) - 2);
	end if;
	for i in 1 .. length(body) loop
		c := substr(body, i, 1);
		if c = '''' then
			quoted := not quoted;
		elsif not quoted and c = '(' then
			depth := depth + 1;
		elsif not quoted and c = ')' then
			depth := depth - 1;
		elsif not quoted and depth = 0 and substr(body, i, 5) = ' AND ' then
			return next substr(body, first, i - first);
			first := i + 5;
		end if;
	end loop;
	return next substr(body, first);
end $$;

create function pg_temp.nodes(plan jsonb) returns setof jsonb language sql as $$
	with recursive node(n) as (
		select plan
		union all
		select child from node, jsonb_array_elements(n -> 'Plans') child)
	select n from node
$$;

-- Which column that says a studio is equal to which, or to a parameter ("$"). Of
-- a studio's own row its name in addresses is as good as its id.
create function pg_temp.equals(plan jsonb) returns table (one text, other text) language sql as $$
	with conjunct as (
		select regexp_replace(p, '^\((.*)\)$', '\1') as said
		  from pg_temp.nodes(plan) n, jsonb_each_text(n) as e(key, value), pg_temp.conjuncts(value) p
		 where key like '%Cond' or key like '%Filter'
	), found as (
		select m[1] as one, '$' as other
		  from conjunct, regexp_match(said, '^(\w+\.(?:studio_id|id|slug)) = (?:ANY \()?\$\d+\)?$') m
		union all
		select m[1], '$' from conjunct, regexp_match(said, '^\$\d+ = (\w+\.(?:studio_id|id|slug))$') m
		union all
		select m[x.a], m[x.b]
		  from conjunct, (values (1, 2), (2, 1)) x(a, b),
		       regexp_match(said, '^(\w+\.(?:studio_id|id)) = (\w+\.(?:studio_id|id))$') m)
	select distinct regexp_replace(f.one, '\.slug$', '.id'), f.other from found f where f.one is not null
$$;

-- The scans of tables that tell of studios, each with the column that says which.
create function pg_temp.scans(plan jsonb) returns table (name text, mark text) language sql as $$
	select distinct n ->> 'Relation Name',
	       (n ->> 'Alias') || case when n ->> 'Relation Name' = 'studio' then '.id' else '.studio_id' end
	  from pg_temp.nodes(plan) n
	 where n ->> 'Schema' = 'hora' and n ->> 'Node Type' <> 'ModifyTable'
	   and n ->> 'Relation Name' in (select t.name from tenant t union all select 'studio')
$$;

-- The tables whose studio nothing binds. Those the statement is excepted for bind
-- others all the same.
create function pg_temp.unbound(plan jsonb, except_for text[]) returns setof text language sql as $$
	with recursive scan as (
		select * from pg_temp.scans(plan)
	), equal as (
		select * from pg_temp.equals(plan)
	), bound(mark) as (
		select mark from scan where name = any(except_for)
		union all
		select s.mark from scan s join equal e on e.one = s.mark and e.other = '$'
		union
		select s.mark from bound b join equal e on e.other = b.mark join scan s on s.mark = e.one
	)
	select distinct name from scan where name <> 'studio' and mark not in (select mark from bound)
$$;

-- New rows of a tenant table whose statement does not say their studio.
create function pg_temp.unsaid(plan jsonb, body text) returns setof text language sql as $$
	select distinct n ->> 'Relation Name'
	  from pg_temp.nodes(plan) n
	 where n ->> 'Operation' = 'Insert' and n ->> 'Relation Name' in (select t.name from tenant t)
	   and body !~ ('insert into (hora\.)?' || (n ->> 'Relation Name')
	                || '(\s+as\s+\w+)?\s*\([^)]*\mstudio_id\M')
$$;

create function pg_temp.check_statement(place text, name text, parameters int, body text)
	returns setof text language plpgsql as $$
declare
	arguments constant text := case when parameters > 0
		then '(' || rtrim(repeat('null,', parameters), ',') || ')' else '' end;
	plan jsonb;
	excuses text[];
begin
	begin
		execute 'prepare examined as ' || body;
		execute 'explain (verbose, costs off, format json) execute examined' || arguments into plan;
		plan := plan -> 0 -> 'Plan';
		deallocate examined;
	exception when others then
		return next format('%s: %s: %s', place, name, sqlerrm);
		return;
	end;
	excuses := array(select e.place from excepted e where check_statement.name ~ ('^' || e.name || '$'));
	update excepted e set used = true
	 where check_statement.name ~ ('^' || e.name || '$')
	   and e.place in (select pg_temp.unbound(plan, '{}') union all select pg_temp.unsaid(plan, body));
	return query
	select format('%s: %s: reads %s without binding its studio', place, name, t)
	  from pg_temp.unbound(plan, excuses) t
	union all
	select format('%s: %s: adds to %s without saying its studio', place, name, t)
	  from pg_temp.unsaid(plan, body) t where t <> all(excuses);
end $$;

-- A function that works on tenant tables is told the studio.
create function pg_temp.check_functions() returns setof text language plpgsql as $$
declare
	one record;
begin
	for one in
		select p.proname::text as name, string_agg(distinct t.name, ', ') as tables
		  from pg_proc p join tenant t on p.prosrc ~ ('\m' || t.name || '\M')
		 where p.pronamespace = 'hora'::regnamespace and p.prorettype <> 'trigger'::regtype
		   and not ('of_studio' = any(coalesce(p.proargnames, '{}')) and p.prosrc ~ '\mof_studio\M')
		 group by p.proname order by p.proname
	loop
		update excepted e set used = true where e.name = 'function' and e.place = one.name;
		if not found then
			return next format('function %s: works on %s without an argument of_studio', one.name, one.tables);
		end if;
	end loop;
end $$;

create function pg_temp.check_exceptions() returns setof text language sql as $$
	select format('tools/tenants: nothing needs the exception of %s for %s', name, place)
	  from excepted where not used
$$;
