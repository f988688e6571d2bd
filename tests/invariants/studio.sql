-- A studio with a booking of each kind, made as the programs make them: what the
-- breaches beside this file break. Booking 1 is confirmed (staff 1, room 3), 2 a
-- hold that lasts, 3 cancelled, 4 and 5 sit in one class, 6 awaits its payment.
set search_path = hora, public;
insert into studio (slug, name, zone, currency, language, calling_code)
values ('casa', 'Casa', 'Europe/Lisbon', 'EUR', 'pt', '351');
insert into specialty (studio_id, name) values (1, 'All');
insert into room_kind (studio_id, name) values (1, 'Room');
insert into resource (studio_id, kind, slug, name, zone, room_kind_id) values
	(1, 'staff', 'ana', 'Ana', 'Europe/Lisbon', null), (1, 'staff', 'rui', 'Rui', 'Europe/Lisbon', null),
	(1, 'room', 'one', 'One', 'Europe/Lisbon', 1);
insert into service (studio_id, specialty_id, slug, name, duration_min, capacity) values
	(1, 1, 'massage', 'Massage', 60, 1), (1, 1, 'talk', 'Talk', 60, 1), (1, 1, 'yoga', 'Yoga', 60, 2);
insert into service_room_kind (studio_id, service_id, room_kind_id) values (1, 1, 1);

-- made(n, service, occasion, day, resources, state, hold, key): booking n, at noon of a day.
create function pg_temp.made(n integer, service bigint, occasion bigint, day date, resources bigint[], state text,
                             hold timestamptz, key text) returns bigint language sql as $$
	select idempotency_take('test', key, sha256(key::bytea), 1);
	select booking_put(1, service, occasion, day + time '12:00' at time zone 'UTC',
		day + time '13:00' at time zone 'UTC', case service when 3 then 2 else 1 end, 1, resources,
		array(select day + time '12:00' at time zone 'UTC' from unnest(resources)),
		array(select day + time '13:15' at time zone 'UTC' from unnest(resources)),
		state, hold, 'public-id-00000' || n, sha256(n::text::bytea), 'Maria', n || '@example.pt',
		n || '@example.pt', null, '', '[]', 'pt', 4500, 'EUR', 230, null, 'web', 'test', key, '[]', state, null)
$$;
select pg_temp.made(1, 1, null, '2030-01-07', '{1,3}', 'confirmed', null, 'first');
select pg_temp.made(2, 2, null, '2030-01-08', '{2}', 'held', now() + interval '10 minutes', '');
select pg_temp.made(3, 2, null, '2030-01-09', '{1}', 'confirmed', null, '');
select booking_step_to(1, 3, 1, 'cancelled');
select pg_temp.made(4, 3, null, '2030-01-10', '{2}', 'confirmed', null, 'fourth');
select pg_temp.made(5, 3, (select occasion_id from booking where id = 4), '2030-01-10', '{2}', 'confirmed', null, '');
select pg_temp.made(6, 2, null, '2030-01-11', '{2}', 'pending_payment', now() + interval '10 minutes', '');
