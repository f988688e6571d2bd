-- name: listed
-- The studios shown to visitors.
select s.id, s.slug, s.name, s.about, s.zone, s.currency, s.language, s.calling_code, s.address,
       s.map_url, s.email, s.phone, s.accent, s.cancel_until::bigint, s.open_limit::bigint, v.rules
  from studio s join studio_version v on v.studio_id = s.id
 where s.listed and s.erased_at is null
 order by s.name, s.id;

-- name: page_after
-- The listed studios after a place in their order.
select s.id, s.slug, s.name, s.about, s.zone, s.currency, s.language, s.calling_code, s.address,
       s.map_url, s.email, s.phone, s.accent, s.cancel_until::bigint, s.open_limit::bigint, v.rules
  from studio s join studio_version v on v.studio_id = s.id
 where s.listed and s.erased_at is null and (s.name, s.id) > ($1::text, $2::bigint)
 order by s.name, s.id
 limit $3::bigint;

-- name: page_before
-- The last of those before it, in the same order.
select p.id, p.slug, p.name, p.about, p.zone, p.currency, p.language, p.calling_code, p.address,
       p.map_url, p.email, p.phone, p.accent, p.cancel_until, p.open_limit, p.rules
  from (select s.id, s.slug, s.name, s.about, s.zone, s.currency, s.language, s.calling_code, s.address,
               s.map_url, s.email, s.phone, s.accent, s.cancel_until::bigint, s.open_limit::bigint, v.rules
          from studio s join studio_version v on v.studio_id = s.id
         where s.listed and s.erased_at is null and (s.name, s.id) < ($1::text, $2::bigint)
         order by s.name desc, s.id desc
         limit $3::bigint) p
 order by p.name, p.id;

-- name: rules
-- The version of a studio's rules, by its name in addresses.
select s.id, v.rules
  from studio s join studio_version v on v.studio_id = s.id
 where s.slug = $1::text and s.erased_at is null;

-- name: rules_id
-- The same by key.
select s.id, v.rules
  from studio s join studio_version v on v.studio_id = s.id
 where s.id = $1::bigint and s.erased_at is null;

-- name: find
-- A studio whole.
select s.id, s.slug, s.name, s.about, s.zone, s.currency, s.language, s.calling_code, s.address,
       s.map_url, s.email, s.phone, s.accent, s.cancel_until::bigint, s.open_limit::bigint, v.rules
  from studio s join studio_version v on v.studio_id = s.id
 where s.id = $1::bigint and s.erased_at is null;

-- name: specialties
select id, name
  from specialty
 where studio_id = $1::bigint
 order by position, name, id;

-- name: services
-- What can be booked; hidden services too, for those who book them by hand.
select v.id, v.specialty_id, v.slug, v.name, v.about, v.duration_min,
       coalesce(v.interval_min, v.duration_min) as interval_min, v.before_min, v.after_min,
       v.notice_min, v.horizon_days, v.price_minor, v.tax_permille, v.capacity, v.staff_mode,
       v.approval, v.timetabled, v.visible
  from service v join specialty p on p.id = v.specialty_id and p.studio_id = v.studio_id
 where v.studio_id = $1::bigint and v.active
 order by p.position, p.name, v.position, v.name, v.id;

-- name: resources
select id, kind, coalesce(room_kind_id, 0) as room_kind_id, slug, name, title, about, zone,
       before_min, after_min, coalesce(per_day, 0) as per_day, coalesce(per_week, 0) as per_week,
       coalesce(minutes_per_day, 0) as minutes_per_day
  from resource
 where studio_id = $1::bigint and active
 order by kind desc, position, name, id;

-- name: offers
select service_id, resource_id
  from service_staff
 where studio_id = $1::bigint
 order by service_id, resource_id;

-- name: needs
select service_id, room_kind_id
  from service_room_kind
 where studio_id = $1::bigint
 order by service_id, room_kind_id;

-- name: questions
select id, service_id, label, kind, nullif(array_to_string(choices, e'\n'), '') as choices, required
  from question
 where studio_id = $1::bigint and active
 order by service_id, position, id;

-- name: hours
select resource_id, weekday, from_min, to_min
  from hours
 where studio_id = $1::bigint
 order by resource_id, weekday, from_min;

-- name: exceptions
-- Dated changes from yesterday on; windows as "from-to from-to".
select e.resource_id, e.day, e.closed,
       coalesce((select string_agg(e.windows[i] || '-' || e.windows[i + 1], ' ' order by i)
                   from generate_series(1, cardinality(e.windows), 2) i), '') as windows
  from exception e
 where e.studio_id = $1::bigint and e.day >= current_date - 2
 order by e.resource_id, e.day;

-- name: holidays
select day, name
  from holiday
 where studio_id = $1::bigint and day >= current_date - 2
 order by day;

-- name: lessons
select service_id, resource_id, weekday, start_min, first_day, last_day
  from timetable
 where studio_id = $1::bigint and last_day >= current_date - 2
 order by service_id, weekday, start_min, resource_id;

-- name: terms
-- The terms in force.
select version, body
  from terms
 where studio_id = $1::bigint
 order by version desc
 limit 1;

-- name: origins
-- Sites whose pages may call the API for a studio.
select o.origin
  from studio s cross join unnest(s.api_origins) as o(origin)
 where s.id = $1::bigint
 order by o.origin;

-- name: trusts
-- Does any open studio name this origin?
select exists (select from studio s where s.erased_at is null and $1::text = any(s.api_origins)) as trusted;

-- name: trusts_booking
-- Does the studio of this booking? Of one that is not there, any may.
select exists (select from studio s
                where s.erased_at is null and $1::text = any(s.api_origins)
                  and s.id = coalesce((select b.studio_id from booking b where b.public_id = $2::text), s.id)) as trusted;

-- name: add
-- A new studio.
insert into studio (slug, name, zone, currency, language, calling_code, email)
values ($1::text, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text)
returning id;

-- name: add_setup_link
-- A one-time link for its first owner; usable for three days.
insert into setup_link (studio_id, token_hash, email, expires_at)
values ($1::bigint, sha256($2::bytea), $3::text, now() + interval '72 hours');
