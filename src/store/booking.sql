-- name: lock
-- Locks the resources (and the customer) and expires their stale holds.
select booking_lock($1::bigint, $2::bigint[], $3::text);

-- name: idempotency
-- Takes an idempotency key, or tells what was made under it.
select coalesce(made, 0) as made, same
  from idempotency_take($1::text, $2::text, sha256($3::bytea), $4::bigint);

-- name: put
select booking_put($1::bigint, $2::bigint, $3::bigint, $4::timestamptz, $5::timestamptz,
	$6::integer, $7::integer, $8::bigint[], $9::timestamptz[], $10::timestamptz[], $11::text,
	$12::timestamptz, $13::text, sha256($14::bytea), $15::text, $16::text, $17::text, $18::text,
	$19::text, $20::text, $21::text, $22::bigint, $23::text, $24::integer, $25::integer,
	$26::text, $27::text, $28::text, $29::text, $30::text, $31::text) as id;

-- name: step
-- To another state, as decided on the version seen.
select booking_step_to($1::bigint, $2::bigint, $3::bigint, $4::text) as version;

-- name: relocate
-- To another occasion, as decided on the version seen.
select booking_relocate($1::bigint, $2::bigint, $3::bigint, $4::bigint, $5::bigint, $6::timestamptz,
	$7::timestamptz, $8::integer, $9::bigint[], $10::timestamptz[], $11::timestamptz[], $12::boolean)
	as version;

-- name: held
-- What bookings occupy.
select c.occasion_id, c.resource_id, c.starts, c.ends
  from booking b join claim c on c.occasion_id = b.occasion_id and c.studio_id = b.studio_id
 where b.studio_id = $1::bigint and b.id = any($2::bigint[])
 order by c.resource_id;

-- name: open_count
-- Open future bookings of the customer with this e-mail address or phone.
select customer_open($1::bigint, $2::text, $3::text, $4::timestamptz) as open;

-- name: by_token
-- The booking a manage link opens.
select public_id
  from booking
 where manage_hash = sha256($1::bytea) and manage_until > $2::timestamptz
union all
select b.public_id
  from manage_link l join booking b on b.id = l.booking_id and b.studio_id = l.studio_id
 where l.token_hash = sha256($1::bytea) and l.until > $2::timestamptz;

-- name: card
-- Bookings as their holder sees them, by start; staff and rooms as lines of a slug
-- and a name; with all that belong to the same visit.
select b.id, b.studio_id, b.occasion_id, o.service_id, b.public_id, b.state, b.seats, o.taken, o.starts, o.ends, b.name,
       b.email, b.phone, b.note, b.answers::text as answers, b.language, b.price_minor, b.currency,
       b.version, b.created_at, b.manage_until,
       coalesce((select string_agg(r.slug || ' ' || r.name, e'\n' order by r.position, r.name)
                   from claim c join resource r on r.id = c.resource_id and r.studio_id = c.studio_id
                  where c.occasion_id = o.id and c.studio_id = b.studio_id and r.kind = 'staff'), '') as staff,
       coalesce((select string_agg(r.slug || ' ' || r.name, e'\n' order by r.position, r.name)
                   from claim c join resource r on r.id = c.resource_id and r.studio_id = c.studio_id
                  where c.occasion_id = o.id and c.studio_id = b.studio_id and r.kind = 'room'), '') as rooms,
       coalesce((select string_agg(x.public_id, ' ') from booking x
                  where x.visit_id = b.visit_id and x.studio_id = b.studio_id), '') as companions
  from booking b join occasion o on o.id = b.occasion_id and o.studio_id = b.studio_id
 where b.public_id = any($1::text[]) and b.manage_until > $2::timestamptz
 order by o.starts, b.id;

-- name: public_of
-- The public id of a booking made under an idempotency key, and of its visit.
select b.public_id, v.public_id as visit, b.version
  from booking b
  left join visit v on v.id = b.visit_id and v.studio_id = b.studio_id
 where b.studio_id = $1::bigint and b.id = $2::bigint;
