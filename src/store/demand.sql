-- name: list
-- Each role of members: how many there are, without a factor too, and whether the
-- studio wants one.
select r.role, coalesce(c.members, 0) as members, coalesce(c.bare, 0) as bare, r.role = any (s.factor_roles) as wanted
  from studio s
 cross join unnest(array['owner', 'manager', 'staff', 'reception']) with ordinality as r(role, place)
  left join factor_counts($1::bigint) c on c.role = r.role
 where s.id = $1::bigint
 order by r.place;

-- name: put
-- Who is asked from now on.
update studio set factor_roles = $2::text[] where id = $1::bigint;
