-- The booking transaction's steps that must run close to the data. The rules
-- are the domain's: these functions lock, write and count.
--
-- Everyone takes locks in one order: advisory locks ascending, then booking
-- rows, then claims; so nobody waits in a circle. Resources are locked by their
-- id, customers by a negative hash.

set local search_path = hora, public;

-- A claim blocks as long as any booking of its occasion does, and runs out only
-- when all of them do: the last of them to end says how it ends.
create function claims_follow(of_studio bigint, of_occasion bigint, without bigint, ended text) returns void
	language plpgsql volatile set search_path = hora, pg_catalog as $$
declare
	longest booking;
begin
	select * into longest from booking
	 where occasion_id = of_occasion and studio_id = of_studio
	   and state in ('held', 'pending_payment', 'pending_approval', 'confirmed', 'checked_in',
	                 'in_service', 'completed')
	   and id is distinct from without
	 order by state = 'held', hold_until desc, id limit 1;
	update claim set
	       state = case when longest.id is null then ended::claim_state
	                    when state = 'overbook' then state
	                    else longest.state::text::claim_state end,
	       hold_until = case when longest.state = 'held' then longest.hold_until end
	 where occasion_id = of_occasion and studio_id = of_studio;
end $$;
comment on function claims_follow(bigint, bigint, bigint, text) is 'Sets an occasion''s claims by its bookings but one (which leaves; or null); ended: their state when there are none.';

-- Locks what a booking touches, and ends holds whose time has passed. A volatile
-- function, so the statement after it sees what was committed before the lock.
create function booking_lock(of_studio bigint, resources bigint[], customer text) returns void
	language plpgsql volatile security definer set search_path = hora, pg_catalog as $$
declare
	lock_key bigint;
	stale record;
begin
	if customer <> '' then
		perform pg_advisory_xact_lock(-1 - (hashtextextended(of_studio || '/' || customer, 0) & x'3fffffffffffffff'::bigint));
	end if;
	for lock_key in select r.id from resource r where r.studio_id = of_studio and r.id = any(resources) order by r.id loop
		perform pg_advisory_xact_lock(lock_key);
	end loop;
	for stale in
		select distinct c.occasion_id from claim c
		 where c.studio_id = of_studio and c.resource_id = any(resources)
		   and c.state = 'held' and c.hold_until <= now()
	loop
		update booking set state = 'expired', version = version + 1, updated_at = now()
		 where occasion_id = stale.occasion_id and studio_id = of_studio
		   and state = 'held' and hold_until <= now();
		update occasion o set taken = (select coalesce(sum(b.seats), 0) from booking b
			 where b.occasion_id = o.id and b.state not in ('cancelled', 'declined', 'expired', 'no_show'))
		 where o.id = stale.occasion_id and o.studio_id = of_studio;
		perform claims_follow(of_studio, stale.occasion_id, null, 'expired');
	end loop;
end $$;
comment on function booking_lock(bigint, bigint[], text) is 'Locks resources (and a customer, by key) in order; expires their stale holds.';

-- Takes an idempotency key. A twin still running is waited for (lock_timeout).
-- Answers the booking made under the same key before, or null for the first.
create function idempotency_take(of_scope text, of_key text, print bytea, of_studio bigint,
                                 out made bigint, out same boolean)
	language plpgsql volatile security definer set search_path = hora, pg_catalog as $$
begin
	same := true;
	if of_key = '' then
		return;
	end if;
	delete from idempotency where scope = of_scope and key = of_key
	   and created_at < now() - interval '24 hours';
	insert into idempotency (scope, key, fingerprint, studio_id)
	values (of_scope, of_key, print, of_studio) on conflict do nothing;
	if not found then
		select booking_id, fingerprint = print into made, same
		  from idempotency where scope = of_scope and key = of_key;
	end if;
end $$;
comment on function idempotency_take(text, text, bytea, bigint) is 'Takes an idempotency key, or answers what was made under it.';

-- Finds the customer by e-mail, then phone, or makes one. What a guest types
-- never changes the record.
create function customer_find(of_studio bigint, of_name text, of_email text, of_email_key text,
                              of_phone text, of_language text) returns bigint
	language plpgsql volatile security definer set search_path = hora, pg_catalog as $$
declare
	found_id bigint;
begin
	select id into found_id from customer
	 where studio_id = of_studio and email_key = of_email_key;
	if found_id is null and of_email_key is null then
		select id into found_id from customer
		 where studio_id = of_studio and phone = of_phone order by id limit 1;
	end if;
	if found_id is not null then
		return found_id;
	end if;
	insert into customer (studio_id, name, email, email_key, phone, language)
	values (of_studio, of_name, of_email, of_email_key, of_phone, of_language)
	on conflict (studio_id, email_key) do nothing
	returning id into found_id;
	if found_id is null then
		select id into found_id from customer
		 where studio_id = of_studio and email_key = of_email_key;
	end if;
	return found_id;
end $$;
comment on function customer_find(bigint, text, text, text, text, text) is 'The customer of a studio with this e-mail address or phone number; made when there is none.';

-- The visit of this name; made by the first of its bookings.
create function visit_find(of_studio bigint, of_public text) returns bigint
	language plpgsql volatile set search_path = hora, pg_catalog as $$
declare
	visit_key bigint;
begin
	if of_public is null then
		return null;
	end if;
	insert into visit (studio_id, public_id) values (of_studio, of_public)
	on conflict (public_id) do nothing returning id into visit_key;
	if visit_key is null then
		select id into visit_key from visit where public_id = of_public and studio_id = of_studio;
	end if;
	return visit_key;
end $$;
comment on function visit_find(bigint, text) is 'The visit of this public id, made when there is none; null for null.';

-- A new occasion with its claims.
create function occasion_put(
	of_studio bigint, of_service bigint, from_at timestamptz, to_at timestamptz, of_capacity integer,
	of_seats integer, resources bigint[], blocked_from timestamptz[], blocked_to timestamptz[],
	claims_as text, held_until timestamptz) returns bigint
	language plpgsql volatile set search_path = hora, public, pg_catalog as $$
declare
	occasion_key bigint;
begin
	insert into occasion (studio_id, service_id, starts, ends, capacity, taken)
	values (of_studio, of_service, from_at, to_at, of_capacity, of_seats)
	returning id into occasion_key;
	insert into claim (studio_id, occasion_id, resource_id, blocked, lead_sec, length_sec, state, hold_until)
	select of_studio, occasion_key, r.id, tstzrange(r.f, r.t),
	       extract(epoch from from_at - r.f)::integer, extract(epoch from to_at - from_at)::integer,
	       claims_as::claim_state, held_until
	  from unnest(resources, blocked_from, blocked_to) as r(id, f, t);
	return occasion_key;
end $$;
comment on function occasion_put(bigint, bigint, timestamptz, timestamptz, integer, integer, bigint[],
	timestamptz[], timestamptz[], text, timestamptz) is 'Makes an occasion with its claims.';

-- Seats of an occasion that is there already.
create function seats_take(of_studio bigint, of_occasion bigint, seats integer) returns void
	language plpgsql volatile set search_path = hora, pg_catalog as $$
begin
	update occasion set taken = taken + seats
	 where id = of_occasion and studio_id = of_studio and taken + seats <= capacity;
	if not found then
		raise exception 'not enough seats left' using errcode = 'HO002';
	end if;
end $$;
comment on function seats_take(bigint, bigint, integer) is 'Takes seats of an occasion.';

-- Writes a booking that the domain has decided on: occasion or seats, claims,
-- booking, jobs, idempotency result; resource versions last, in order.
create function booking_put(
	of_studio bigint, of_service bigint, of_occasion bigint, from_at timestamptz, to_at timestamptz,
	of_capacity integer, of_seats integer, resources bigint[], blocked_from timestamptz[],
	blocked_to timestamptz[], of_state text, held_until timestamptz, of_public text, manage bytea,
	of_name text, of_email text, of_email_key text, of_phone text, of_note text, of_answers text,
	of_language text, of_price bigint, of_currency text, of_tax integer, of_terms integer,
	of_source text, idem_scope text, idem_key text, jobs text, claims_as text, of_visit text)
	returns bigint
	language plpgsql volatile security definer set search_path = hora, public, pg_catalog as $$
declare
	occasion_key bigint := of_occasion;
	booking_key  bigint;
begin
	if occasion_key is null then
		occasion_key := occasion_put(of_studio, of_service, from_at, to_at, of_capacity, of_seats,
			resources, blocked_from, blocked_to, claims_as, held_until);
	else
		perform seats_take(of_studio, occasion_key, of_seats);
	end if;
	insert into booking (public_id, studio_id, occasion_id, customer_id, state, seats, name, email,
		phone, note, answers, language, price_minor, currency, tax_permille, terms_version, source,
		manage_hash, manage_until, hold_until, visit_id)
	values (of_public, of_studio, occasion_key,
		customer_find(of_studio, of_name, of_email, of_email_key, of_phone, of_language),
		of_state::booking_state, of_seats, of_name, of_email, of_phone, of_note, of_answers::jsonb,
		of_language, of_price, of_currency, of_tax, of_terms, of_source, manage,
		to_at + interval '30 days', held_until, visit_find(of_studio, of_visit))
	returning id into booking_key;
	if of_occasion is not null then
		perform claims_follow(of_studio, of_occasion, null, of_state);
	end if;
	if jobs <> '[]' then
		insert into job (studio_id, lane, kind, key, payload, due_at)
		select of_studio, j.lane, j.kind, booking_key || '/' || coalesce(j.key, ''),
		       jsonb_build_object('booking', booking_key), coalesce(j.due_at, now())
		  from jsonb_to_recordset(jobs::jsonb) as j(lane text, kind text, key text, due_at timestamptz);
	end if;
	if idem_key <> '' then
		update idempotency set booking_id = booking_key, version = 1
		 where scope = idem_scope and key = idem_key and studio_id = of_studio;
	end if;
	perform resources_changed(of_studio, resources, true);
	return booking_key;
end $$;
comment on function booking_put(bigint, bigint, bigint, timestamptz, timestamptz, integer, integer,
	bigint[], timestamptz[], timestamptz[], text, timestamptz, text, bytea, text, text, text, text,
	text, text, text, bigint, text, integer, integer, text, text, text, text, text, text)
	is 'Writes a decided booking with its occasion, claims and jobs.';

-- Bumps the versions of resources; callers hold their locks. assigned: they
-- were given a booking (for choosing the least recently assigned).
create function resources_changed(of_studio bigint, resources bigint[], assigned boolean) returns void
	language plpgsql volatile security definer set search_path = hora, pg_catalog as $$
begin
	update resource_version
	   set version = version + 1,
	       assigned_at = case when assigned then clock_timestamp() else assigned_at end
	 where studio_id = of_studio and resource_id = any(resources);
end $$;
comment on function resources_changed(bigint, bigint[], boolean) is 'Bumps resource versions under the callers'' locks.';

-- A step of a booking, decided by the domain on version `seen`. Locks in order,
-- then moves booking, seats and claims together. HO003: somebody was faster.
create function booking_step_to(of_studio bigint, of_booking bigint, seen bigint, to_state text)
	returns bigint
	language plpgsql volatile security definer set search_path = hora, pg_catalog as $$
declare
	b booking;
	resources bigint[];
	lock_key bigint;
	blocking constant text[] := array['held', 'pending_payment', 'pending_approval', 'confirmed',
	                                  'checked_in', 'in_service', 'completed'];
	was_blocking boolean;
	is_blocking boolean := to_state = any(blocking);
begin
	select coalesce(array_agg(c.resource_id order by c.resource_id), '{}') into resources
	  from claim c join booking k on k.occasion_id = c.occasion_id
	 where k.id = of_booking and k.studio_id = of_studio and c.studio_id = of_studio;
	foreach lock_key in array resources loop
		perform pg_advisory_xact_lock(lock_key);
	end loop;
	select * into b from booking where id = of_booking and studio_id = of_studio for update;
	if not found or b.version <> seen then
		raise exception 'the booking has changed meanwhile' using errcode = 'HO003';
	end if;
	was_blocking := b.state::text = any(blocking);
	update booking set state = to_state::booking_state, version = version + 1, updated_at = now(),
	       hold_until = null
	 where id = of_booking and studio_id = of_studio;
	if was_blocking <> is_blocking then
		update occasion set taken = taken + case when is_blocking then b.seats else -b.seats end
		 where id = b.occasion_id and studio_id = of_studio;
	end if;
	perform claims_follow(of_studio, b.occasion_id, null, to_state);
	perform resources_changed(of_studio, resources, false);
	return b.version + 1;
end $$;
comment on function booking_step_to(bigint, bigint, bigint, text) is 'Takes a booking to another state, with its seats and claims; answers the new version.';

-- Open future bookings of one customer: a limit the studio may set. A function,
-- because public programs may not read customers.
create function customer_open(of_studio bigint, of_email_key text, of_phone text, after timestamptz)
	returns bigint
	language sql stable security definer set search_path = hora, pg_catalog as $$
	select count(*)
	  from customer c
	  join booking b on b.customer_id = c.id and b.studio_id = c.studio_id
	  join occasion o on o.id = b.occasion_id and o.studio_id = b.studio_id
	 where c.studio_id = of_studio and (c.email_key = of_email_key or c.phone = of_phone)
	   and o.starts > after
	   and b.state in ('held', 'pending_payment', 'pending_approval', 'confirmed')
$$;
comment on function customer_open(bigint, text, text, timestamptz) is 'Open future bookings of the customer with this e-mail address or phone number.';

-- A booking to another occasion, decided by the domain on version `seen`. The
-- caller holds the locks of all resources, old and new. What it leaves is given
-- up first, so that it can move within its own time.
create function booking_relocate(
	of_studio bigint, of_booking bigint, seen bigint, of_service bigint, to_occasion bigint,
	from_at timestamptz, to_at timestamptz, of_capacity integer, resources bigint[],
	blocked_from timestamptz[], blocked_to timestamptz[], overbook boolean) returns bigint
	language plpgsql volatile security definer set search_path = hora, public, pg_catalog as $$
declare
	b booking;
	occasion_key bigint := to_occasion;
	left_resources bigint[];
	left_start timestamptz;
begin
	select * into b from booking where id = of_booking and studio_id = of_studio for update;
	if not found or b.version <> seen then
		raise exception 'the booking has changed meanwhile' using errcode = 'HO003';
	end if;
	update occasion set taken = taken - b.seats
	 where id = b.occasion_id and studio_id = of_studio
	returning starts into left_start;
	select coalesce(array_agg(c.resource_id), '{}') into left_resources
	  from claim c where c.occasion_id = b.occasion_id and c.studio_id = of_studio;
	perform claims_follow(of_studio, b.occasion_id, of_booking, 'cancelled');
	if occasion_key is null then
		occasion_key := occasion_put(of_studio, of_service, from_at, to_at, of_capacity, b.seats,
			resources, blocked_from, blocked_to,
			case when overbook then 'overbook' else b.state::text end, b.hold_until);
	else
		perform seats_take(of_studio, occasion_key, b.seats);
	end if;
	update booking set occasion_id = occasion_key, version = version + 1, updated_at = now(),
	       manage_until = to_at + interval '30 days'
	 where id = of_booking and studio_id = of_studio;
	if to_occasion is not null then
		perform claims_follow(of_studio, to_occasion, null, b.state::text);
	end if;
	insert into booking_step (studio_id, booking_id, from_state, to_state, moved_from, actor, reason)
	values (of_studio, of_booking, b.state, b.state, left_start,
	        coalesce(nullif(current_setting('hora.actor', true), ''), 'role:' || session_user),
	        coalesce(current_setting('hora.reason', true), ''));
	perform resources_changed(of_studio, left_resources || resources, true);
	return b.version + 1;
end $$;
comment on function booking_relocate(bigint, bigint, bigint, bigint, bigint, timestamptz, timestamptz,
	integer, bigint[], timestamptz[], timestamptz[], boolean) is 'Moves a booking to another occasion.';
