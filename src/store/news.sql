-- name: resources
-- The calendars that these bookings stand in, or have left, and the address of
-- their studio: what open pages need to know they are out of date.
select s.slug, v.resource_id as id, v.version
  from resource_version v
  join studio s on s.id = v.studio_id
 where v.resource_id in (
	select c.resource_id
	  from booking b
	  join claim c on c.occasion_id = b.occasion_id and c.studio_id = b.studio_id
	 where b.id = any($1::bigint[])
	union
	select unnest($2::bigint[]))
 order by s.slug, v.resource_id;

-- name: bookings
-- The bookings themselves, for the pages of their holders.
select public_id, version
  from booking
 where id = any($1::bigint[])
 order by id;

-- name: overdue
-- Holds, and payments and approvals awaited, whose time is over.
select public_id
  from booking
 where state in ('held', 'pending_payment', 'pending_approval') and hold_until <= $1::timestamptz
 order by hold_until
 limit 100;

-- name: unfinished
-- Confirmed bookings that ended before, but not long ago, and that nobody has
-- said anything of: found by the calendars of all resources, over the index of
-- claims.
select b.public_id
  from resource r
 cross join lateral (
	select c.occasion_id
	  from claim c
	 where c.resource_id = r.id and c.studio_id = r.studio_id and c.state = 'confirmed'
	   and c.starts > $2::timestamptz and c.starts < $1::timestamptz) c
  join occasion o on o.id = c.occasion_id and o.studio_id = r.studio_id and o.ends <= $1::timestamptz
  join booking b on b.occasion_id = o.id and b.studio_id = o.studio_id and b.state = 'confirmed'
 group by b.public_id, o.ends
 order by o.ends, b.public_id
 limit 500;
