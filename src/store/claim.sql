-- name: busy
-- What occupies these resources in a period, from the covering index alone. A
-- claim lasts at most 24 hours, so what starts a day earlier is looked at too.
select resource_id, starts, ends, lead_sec, length_sec, hold_until, occasion_id
  from claim
 where studio_id = $1::bigint and resource_id = any($2::bigint[])
   and starts >= $3::timestamptz - interval '24 hours' and starts < $4::timestamptz
   and ends > $3::timestamptz
   and state in ('held', 'pending_payment', 'pending_approval', 'confirmed', 'checked_in',
                 'in_service', 'completed', 'overbook')
 order by resource_id, starts;

-- name: away
-- Absences and external busy of these resources in a period.
select resource_id, lower(away) as starts, upper(away) as ends, false as external
  from absence
 where studio_id = $1::bigint and resource_id = any($2::bigint[])
   and away && tstzrange($3::timestamptz, $4::timestamptz)
union all
select resource_id, lower(busy), upper(busy), true
  from external_busy
 where studio_id = $1::bigint and resource_id = any($2::bigint[])
   and busy && tstzrange($3::timestamptz, $4::timestamptz)
 order by 1, 2;

-- name: classes
-- Occasions of a class in a period, with the seats taken and who teaches.
select o.id, o.starts, o.ends, o.capacity, o.taken, c.resource_id
  from occasion o join claim c on c.occasion_id = o.id and c.studio_id = o.studio_id
 where o.studio_id = $1::bigint and o.service_id = $2::bigint and o.capacity > 1
   and o.starts >= $3::timestamptz and o.starts < $4::timestamptz
   and c.resource_id = any($5::bigint[])
   and c.state not in ('cancelled', 'declined', 'expired', 'no_show')
 order by o.starts, o.id;

-- name: version
-- How often the rules of a studio, and what occupies some of its resources, have
-- changed: counts that only grow, so the same two say that nothing has.
select v.rules,
       (select coalesce(sum(r.version), 0)::bigint from resource_version r
         where r.studio_id = $1::bigint and r.resource_id = any($2::bigint[])) as occupied
  from studio_version v
 where v.studio_id = $1::bigint;

-- name: versions
-- What has changed, and who was given a booking when.
select resource_id, version, assigned_at
  from resource_version
 where studio_id = $1::bigint and resource_id = any($2::bigint[])
 order by resource_id;
