-- What the measurements need, made in a fresh database: `studios` small studios of
-- 1,000 claims each (day-1 is the one that is asked), a studio with many free
-- starts to book, and, with `months`, two of 20 staff and 5 rooms, one of them full.
--
-- The catalogue comes first, by ordinary statements with their triggers; then
-- occasions, claims and bookings come by COPY with triggers off, ordered by
-- time and then by resource, as the life of an installation would have written
-- them: the claims of one studio lie scattered over the whole table.
--
-- psql -v studios=N -v months=0|1 -f data.sql

\set ON_ERROR_STOP on
set search_path = hora, public;
begin;

create temporary table plan (studio_id bigint, slug text, staff int, rooms int, first_id bigint,
	duration int, step int, opens int, closes int);
insert into plan
select k, 'day-' || k, 5, 0, (k - 1) * 5 + 1, 60, 30, 540, 1080
  from generate_series(1, :studios) k
union all values (900001, 'book', 40, 0, 900101, 15, 15, 300, 1440);
insert into plan
select * from (values (900002, 'full', 20, 5, 900201, 60, 30, 540, 1080),
                      (900003, 'empty', 20, 5, 900301, 60, 30, 540, 1080)) v
 where :months = 1;

insert into studio (id, slug, name, zone, currency, language, calling_code, listed)
overriding system value
select studio_id, slug, slug, 'Europe/Lisbon', 'EUR', 'en', '351', studio_id = 1 from plan;
insert into studio_version (studio_id) select studio_id from plan on conflict do nothing;
insert into specialty (id, studio_id, name) overriding system value
select studio_id, studio_id, 'Everything' from plan;
insert into room_kind (id, studio_id, name) overriding system value
select studio_id, studio_id, 'Room' from plan where rooms > 0;

insert into resource (id, studio_id, kind, room_kind_id, slug, name, zone, position)
overriding system value
select first_id + i - 1, studio_id, case when i <= staff then 'staff' else 'room' end,
       case when i > staff then studio_id end, 'r' || i, 'Resource ' || i, 'Europe/Lisbon', i
  from plan, generate_series(1, staff + rooms) i;
insert into resource_version (resource_id, studio_id) select id, studio_id from resource on conflict do nothing;
insert into hours (studio_id, resource_id, weekday, from_min, to_min)
select studio_id, first_id + i - 1, d, opens, closes
  from plan, generate_series(1, staff) i, generate_series(1, 7) d;

insert into service (id, studio_id, specialty_id, slug, name, duration_min, interval_min, horizon_days, price_minor)
overriding system value
select studio_id, studio_id, studio_id, 'visit', 'Visit', duration, step, 365, 4000 from plan;
insert into service_staff (studio_id, service_id, resource_id)
select studio_id, studio_id, first_id + i - 1 from plan, generate_series(1, staff) i;
insert into service_room_kind (studio_id, service_id, room_kind_id)
select studio_id, studio_id, studio_id from plan where rooms > 0;
insert into customer (id, studio_id, name, email, email_key, language) overriding system value
select studio_id, studio_id, 'Regular', 'regular@example.com', 'regular@example.com', 'en' from plan;
select setval(pg_get_serial_sequence('customer', 'id'), max(id)) from customer \g /dev/null

-- The studio that is booked has customers and keys already: a table's plans are
-- made for what it held when it was last looked at.
insert into customer (studio_id, name, email, email_key, language)
select 900001, 'Regular', 'regular' || i || '@example.com', 'regular' || i || '@example.com', 'en'
  from generate_series(1, 2000) i;
insert into idempotency (scope, key, fingerprint, studio_id)
select 'bench', 'regular-' || i, sha256(i::text::bytea), 900001 from generate_series(1, 2000) i;
commit;

-- Five bookings per resource and day, for forty days (the small studios) or for
-- 62 (a whole month and its edges): one row each.
create unlogged table occupied as
select row_number() over (order by day, hour, first_id, i) as id, studio_id, first_id + i - 1 as resource_id,
       (current_date + day + make_interval(hours => 9 + 2 * hour)) at time zone 'Europe/Lisbon' as starts
  from plan, generate_series(1, staff + rooms) i, generate_series(1, case when rooms > 0 then 62 else 40 end) day,
       generate_series(0, 4) hour
 where slug like 'day-%' or slug = 'full';
