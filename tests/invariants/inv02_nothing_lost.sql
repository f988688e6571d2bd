-- INV2: what a client was told (its last acknowledged entry about a booking) is
-- not what the database holds: no such booking, or another studio, start, end,
-- price, staff or state. A hold may have run out by itself since.
with told as (
	select distinct on (id) * from journal where outcome = 'ok' and id is not null order by id, at desc
)
select t.id, t.starts, t.state, b.state as found, o.starts as found_starts
  from told t
  left join booking b on b.public_id = t.id
  left join occasion o on o.id = b.occasion_id
  left join studio s on s.id = b.studio_id
 where b.id is null
    or t.studio is distinct from s.slug
    or coalesce(t.starts, o.starts) <> o.starts
    or coalesce(t.ends, o.ends) <> o.ends
    or coalesce(t.price, b.price_minor) <> b.price_minor
    or coalesce(t.state, b.state::text) <> b.state::text and not (t.state = 'held' and b.state = 'expired')
    or t.staff is not null and not exists (
       select from claim c join resource r on r.id = c.resource_id where c.occasion_id = o.id and r.slug = t.staff)
