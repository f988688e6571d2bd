-- name: soonest
-- The bookings of a studio that start in a time, earliest first; after the one
-- that the page before ended with.
select b.id
  from occasion o join booking b on b.occasion_id = o.id and b.studio_id = o.studio_id
 where o.studio_id = $1::bigint and o.starts >= $2::timestamptz and o.starts < $3::timestamptz
   and ($4::text is null or o.starts > $2::timestamptz
        or b.id > (select k.id from booking k where k.studio_id = $1::bigint and k.public_id = $4::text))
   and ($5::text is null or b.state = $5::text::booking_state)
   and ($6::bigint is null or o.service_id = $6::bigint)
   and ($7::bigint is null or $7::bigint = any(array(
        select c.resource_id from claim c where c.occasion_id = o.id and c.studio_id = $1::bigint)))
   and booking_says(b, $8::text, (select folded($9::text)), $10::text)
 order by o.starts, b.id
 limit $11::bigint;

-- name: latest
-- The same, latest first.
select b.id
  from occasion o join booking b on b.occasion_id = o.id and b.studio_id = o.studio_id
 where o.studio_id = $1::bigint and o.starts >= $2::timestamptz and o.starts < $3::timestamptz
   and ($4::text is null or o.starts < $3::timestamptz - interval '1 second'
        or b.id < (select k.id from booking k where k.studio_id = $1::bigint and k.public_id = $4::text))
   and ($5::text is null or b.state = $5::text::booking_state)
   and ($6::bigint is null or o.service_id = $6::bigint)
   and ($7::bigint is null or $7::bigint = any(array(
        select c.resource_id from claim c where c.occasion_id = o.id and c.studio_id = $1::bigint)))
   and booking_says(b, $8::text, (select folded($9::text)), $10::text)
 order by o.starts desc, b.id desc
 limit $11::bigint;

-- name: newest
-- The bookings of a studio, last made first, whenever they are.
select b.id
  from booking b join occasion o on o.id = b.occasion_id and o.studio_id = b.studio_id
 where b.studio_id = $1::bigint
   and ($2::text is null
        or b.id < (select k.id from booking k where k.studio_id = $1::bigint and k.public_id = $2::text))
   and ($3::text is null or b.state = $3::text::booking_state)
   and ($4::bigint is null or o.service_id = $4::bigint)
   and ($5::bigint is null or $5::bigint = any(array(
        select c.resource_id from claim c where c.occasion_id = o.id and c.studio_id = $1::bigint)))
   and booking_says(b, $6::text, (select folded($7::text)), $8::text)
 order by b.id desc
 limit $9::bigint;

-- name: lines
-- Bookings as a list shows them, in the order of the ids.
select b.public_id, b.state, b.seats, b.name, b.email, b.phone, b.note <> '' as noted, b.price_minor,
       b.currency, b.version, b.created_at, o.starts, o.ends, v.name as service,
       coalesce((select string_agg(r.name, ', ' order by r.position, r.name)
                   from claim c join resource r on r.id = c.resource_id and r.studio_id = c.studio_id
                  where c.occasion_id = o.id and c.studio_id = b.studio_id and r.kind = 'staff'), '') as staff,
       coalesce((select string_agg(r.name, ', ' order by r.position, r.name)
                   from claim c join resource r on r.id = c.resource_id and r.studio_id = c.studio_id
                  where c.occasion_id = o.id and c.studio_id = b.studio_id and r.kind = 'room'), '') as rooms
  from unnest($2::bigint[]) with ordinality w(id, place)
  join booking b on b.id = w.id and b.studio_id = $1::bigint
  join occasion o on o.id = b.occasion_id and o.studio_id = b.studio_id
  join service v on v.id = o.service_id and v.studio_id = b.studio_id
 order by w.place;

-- name: waiting
-- How many wait for the studio's word.
select count(*) as count
  from occasion o join booking b on b.occasion_id = o.id and b.studio_id = o.studio_id
 where o.studio_id = $1::bigint and o.starts >= $2::timestamptz and b.state = 'pending_approval'
   and ($3::bigint is null or $3::bigint = any(array(
        select c.resource_id from claim c where c.occasion_id = o.id and c.studio_id = $1::bigint)));

-- name: booking
-- A booking as the studio's people see it; of those that a resource serves, if
-- one is named. Staff and rooms are lines of slug and name.
select b.id, b.studio_id, b.occasion_id, o.service_id, b.public_id, b.state, b.seats, o.taken, o.starts, o.ends, b.name,
       b.email, b.phone, b.note, b.answers::text as answers, b.language, b.price_minor, b.currency,
       b.version, b.created_at, b.manage_until, b.tax_permille, b.source, coalesce(b.terms_version, 0) as terms_version, v.name as service,
       coalesce((select string_agg(r.slug || ' ' || r.name, e'\n' order by r.position, r.name)
                   from claim c join resource r on r.id = c.resource_id and r.studio_id = c.studio_id
                  where c.occasion_id = o.id and c.studio_id = b.studio_id and r.kind = 'staff'), '') as staff,
       coalesce((select string_agg(r.slug || ' ' || r.name, e'\n' order by r.position, r.name)
                   from claim c join resource r on r.id = c.resource_id and r.studio_id = c.studio_id
                  where c.occasion_id = o.id and c.studio_id = b.studio_id and r.kind = 'room'), '') as rooms
  from booking b
  join occasion o on o.id = b.occasion_id and o.studio_id = b.studio_id
  join service v on v.id = o.service_id and v.studio_id = b.studio_id
 where b.studio_id = $1::bigint and b.public_id = $2::text
   and ($3::bigint is null or $3::bigint = any(array(
        select c.resource_id from claim c where c.occasion_id = o.id and c.studio_id = $1::bigint)));

-- name: history
-- The steps a booking took; members of the studio by name.
select t.at, coalesce(t.from_state::text, 'new') as from_state, t.to_state, t.moved_from, t.actor, t.reason,
       coalesce((select trim(a.first_name || ' ' || a.last_name)
                   from membership m join account a on a.id = m.account_id
                  where m.studio_id = $1::bigint
                    and m.account_id = substring(t.actor from '^account:([0-9]{1,18})$')::bigint), '') as member
  from booking_step t join booking b on b.id = t.booking_id and b.studio_id = t.studio_id
 where t.studio_id = $1::bigint and b.public_id = $2::text
 order by t.id
 limit 200;
