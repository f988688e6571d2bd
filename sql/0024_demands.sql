-- Owners say whom their studio asks for a second factor.

set local search_path = hora, public;

-- By role: who works there, and who of them has no factor yet. Nothing is told of
-- anybody by name.
create function factor_counts(of_studio bigint) returns table (role text, members bigint, bare bigint)
	language sql stable security definer set search_path = hora, pg_catalog as $$
	select m.role, count(*), count(*) filter (where not account_has_factor(m.account_id))
	  from membership m join account a on a.id = m.account_id
	 where m.studio_id = of_studio and a.disabled_at is null
	 group by m.role
$$;
comment on function factor_counts(bigint) is 'How many members a studio has in each role, and how many of them have no second factor.';

revoke all on function factor_counts(bigint) from public;
grant execute on function factor_counts(bigint) to hora_admin;
grant update (factor_roles) on studio to hora_admin;

-- account_told() writes all letters of that kind.
drop function account_tell(bigint, text, timestamptz);
