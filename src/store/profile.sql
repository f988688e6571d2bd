-- name: find
-- What an account says of its holder.
select email, first_name, last_name, phone, language, zone, tax_number, created_at as created,
       verified_at as verified, account_has_password(id) as password
  from account where id = $1::bigint and erased_at is null;

-- name: save
-- What its holder wants said.
update account set first_name = $2::text, last_name = $3::text, phone = $4::text, language = $5::text,
       zone = $6::text, tax_number = $7::text
 where id = $1::bigint and erased_at is null;

-- name: ahead
-- An account's bookings to come, at any studio, the soonest first.
select b.public_id, b.state, b.seats, b.name, b.price_minor, b.currency, o.starts, o.ends, b.version,
       true as open, sv.name as service, s.slug, s.name as studio, s.zone, s.language, b.id
  from customer c
  join booking b on b.customer_id = c.id and b.studio_id = c.studio_id
  join occasion o on o.id = b.occasion_id and o.studio_id = b.studio_id
  join service sv on sv.id = o.service_id and sv.studio_id = o.studio_id
  join studio s on s.id = b.studio_id
 where c.account_id = $1::bigint and o.ends > $2::timestamptz
   and b.state not in ('cancelled', 'declined', 'expired', 'no_show')
 order by o.starts, b.id
 limit 200;

-- name: behind
-- Those that are over or given up, the latest first, before a place in that order.
select b.public_id, b.state, b.seats, b.name, b.price_minor, b.currency, o.starts, o.ends, b.version,
       b.manage_until > $2::timestamptz as open, sv.name as service, s.slug, s.name as studio, s.zone,
       s.language, b.id
  from customer c
  join booking b on b.customer_id = c.id and b.studio_id = c.studio_id
  join occasion o on o.id = b.occasion_id and o.studio_id = b.studio_id
  join service sv on sv.id = o.service_id and sv.studio_id = o.studio_id
  join studio s on s.id = b.studio_id
 where c.account_id = $1::bigint
   and (o.ends <= $2::timestamptz or b.state in ('cancelled', 'declined', 'expired', 'no_show'))
   and (o.starts, b.id) < ($3::timestamptz, $4::bigint)
 order by o.starts desc, b.id desc
 limit $5::bigint;

-- name: record
-- All that studios hold of an account's bookings, the latest first.
select b.public_id, s.name as studio, sv.name as service, b.state, o.starts, o.ends, s.zone, b.seats, b.name,
       b.email, b.phone, b.note, b.answers::text as answers, b.language, b.price_minor, b.currency,
       b.created_at as created
  from customer c
  join booking b on b.customer_id = c.id and b.studio_id = c.studio_id
  join occasion o on o.id = b.occasion_id and o.studio_id = b.studio_id
  join service sv on sv.id = o.service_id and sv.studio_id = o.studio_id
  join studio s on s.id = b.studio_id
 where c.account_id = $1::bigint
 order by o.starts desc, b.id desc
 limit 2000;

-- name: messages
-- What was written to them about these.
select s.name as studio, b.public_id, n.kind, n.channel, n.recipient, n.state, n.ended_at as at
  from customer c
  join booking b on b.customer_id = c.id and b.studio_id = c.studio_id
  join notice n on n.booking_id = b.id and n.studio_id = b.studio_id
  join studio s on s.id = b.studio_id
 where c.account_id = $1::bigint
 order by n.id desc
 limit 2000;

-- name: erase
-- Removes what there is of an account.
select account_erase($1::bigint, $2::timestamptz);
