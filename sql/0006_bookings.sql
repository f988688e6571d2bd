-- Occasions, claims, customers, bookings and their steps.

set local search_path = hora, public;

create table customer (
	id         bigint generated always as identity primary key,
	studio_id  bigint not null references studio,
	name       text not null check (length(name) between 1 and 80),
	email      text check (length(email) <= 254),
	email_key  text check (length(email_key) <= 254),
	phone      text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
	language   text not null check (language in ('en', 'pt', 'zh-TW')),
	created_at timestamptz not null default now(),
	unique (studio_id, id),
	unique (studio_id, email_key)
);
create index customer_phone on customer (studio_id, phone);
comment on table customer is 'A person known to one studio; found again by e-mail or phone, never shown to or overwritten by a guest who types the same.';
comment on column customer.id is 'Key.';
comment on column customer.studio_id is 'Studio.';
comment on column customer.name is 'Name as first given.';
comment on column customer.email is 'E-mail address as first given.';
comment on column customer.email_key is 'The address normalised: what it is found by.';
comment on column customer.phone is 'Phone number, E.164.';
comment on column customer.language is 'Language of messages to this person.';
comment on column customer.created_at is 'When first seen.';

create table occasion (
	id         bigint generated always as identity primary key,
	studio_id  bigint not null,
	service_id bigint not null,
	starts     timestamptz not null check (isfinite(starts)),
	ends       timestamptz not null check (isfinite(ends)),
	capacity   integer not null check (capacity between 1 and 1000),
	taken      integer not null check (taken between 0 and capacity),
	check (starts < ends),
	unique (studio_id, id),
	foreign key (studio_id, service_id) references service (studio_id, id)
);
create index occasion_class on occasion (service_id, starts) where capacity > 1;
comment on table occasion is 'One happening of a service; owns the claims. Capacity 1 for ordinary bookings.';
comment on column occasion.id is 'Key.';
comment on column occasion.studio_id is 'Studio.';
comment on column occasion.service_id is 'Service that happens.';
comment on column occasion.starts is 'Start, buffers not included.';
comment on column occasion.ends is 'End, exclusive.';
comment on column occasion.capacity is 'Seats.';
comment on column occasion.taken is 'Seats taken by bookings that block.';

create table claim (
	id          bigint generated always as identity,
	studio_id   bigint not null,
	occasion_id bigint not null,
	resource_id bigint not null,
	blocked     tstzrange not null,
	starts      timestamptz not null generated always as (lower(blocked)) stored,
	ends        timestamptz not null generated always as (upper(blocked)) stored,
	lead_sec    integer not null check (lead_sec between 0 and 86400),
	length_sec  integer not null check (length_sec between 60 and 86400),
	state       claim_state not null,
	hold_until  timestamptz,
	primary key (id),
	check (not isempty(blocked)),
	check (not lower_inf(blocked) and not upper_inf(blocked)
	       and isfinite(lower(blocked)) and isfinite(upper(blocked))),
	check (lower_inc(blocked) and not upper_inc(blocked)),
	check (upper(blocked) - lower(blocked) <= interval '24 hours'),
	check (state <> 'held' or hold_until is not null),
	foreign key (studio_id, occasion_id) references occasion (studio_id, id),
	foreign key (studio_id, resource_id) references resource (studio_id, id),
	constraint claim_no_overlap exclude using gist (resource_id with =, blocked with &&)
		where (state in ('held', 'pending_payment', 'pending_approval', 'confirmed',
		                 'checked_in', 'in_service', 'completed'))
);
create index claim_listing on claim (resource_id, starts)
	include (ends, lead_sec, length_sec, state, hold_until, occasion_id)
	where state in ('held', 'pending_payment', 'pending_approval', 'confirmed', 'checked_in',
	                'in_service', 'completed', 'overbook');
create index claim_occasion on claim (occasion_id);
comment on table claim is 'A resource is occupied, buffers included, by an occasion. Two that block never overlap.';
comment on column claim.id is 'Key.';
comment on column claim.studio_id is 'Studio.';
comment on column claim.occasion_id is 'Occasion that occupies.';
comment on column claim.resource_id is 'Resource occupied.';
comment on column claim.blocked is 'From (inclusive) to (exclusive), buffers included; at most 24 h.';
comment on column claim.starts is 'Start of blocked, for the listing index.';
comment on column claim.ends is 'End of blocked, for the listing index.';
comment on column claim.lead_sec is 'Seconds from the start of blocked to the occasion''s start.';
comment on column claim.length_sec is 'Seconds of the occasion itself.';
comment on column claim.state is 'State of its booking, or overbook.';
comment on column claim.hold_until is 'A held claim no longer blocks from then on.';
comment on constraint claim_no_overlap on claim is 'The guard against double booking.';

create table visit (
	id         bigint generated always as identity primary key,
	public_id  text not null unique check (public_id ~ '^[A-Za-z0-9_-]{16}$'),
	studio_id  bigint not null references studio,
	created_at timestamptz not null default now(),
	unique (studio_id, id)
);
comment on table visit is 'Several bookings made together, one after the other.';
comment on column visit.id is 'Key.';
comment on column visit.public_id is 'Name in addresses.';
comment on column visit.studio_id is 'Studio.';
comment on column visit.created_at is 'When it was booked.';

create table booking (
	id           bigint generated always as identity primary key,
	public_id    text not null unique check (public_id ~ '^[A-Za-z0-9_-]{16}$'),
	studio_id    bigint not null,
	occasion_id  bigint not null,
	customer_id  bigint not null,
	visit_id     bigint,
	state        booking_state not null,
	seats        integer not null default 1 check (seats between 1 and 1000),
	name         text not null check (length(name) between 1 and 80),
	email        text check (length(email) <= 254),
	phone        text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
	note         text not null default '' check (length(note) <= 1000),
	answers      jsonb not null default '[]' check (jsonb_typeof(answers) = 'array'),
	language     text not null check (language in ('en', 'pt', 'zh-TW')),
	price_minor  bigint not null check (price_minor >= 0),
	currency     text not null check (currency ~ '^[A-Z]{3}$'),
	tax_permille integer not null check (tax_permille between 0 and 1000),
	terms_version integer,
	source       text not null check (source in ('web', 'api', 'desk', 'line', 'import')),
	manage_hash  bytea not null unique check (length(manage_hash) = 32),
	manage_until timestamptz not null,
	hold_until   timestamptz,
	version      bigint not null default 1,
	created_at   timestamptz not null default now(),
	updated_at   timestamptz not null default now(),
	check (email is not null or phone is not null),
	check (state <> 'held' or hold_until is not null),
	unique (studio_id, id),
	foreign key (studio_id, occasion_id) references occasion (studio_id, id),
	foreign key (studio_id, customer_id) references customer (studio_id, id),
	foreign key (studio_id, visit_id) references visit (studio_id, id)
);
create index booking_visit on booking (visit_id) where visit_id is not null;
create index booking_occasion on booking (occasion_id);
create index booking_customer on booking (customer_id, state);
comment on table booking is 'A customer takes part in an occasion: with a snapshot of who, and of the price.';
comment on column booking.id is 'Key.';
comment on column booking.public_id is 'Name in addresses; says nothing about others.';
comment on column booking.studio_id is 'Studio.';
comment on column booking.occasion_id is 'When, and what.';
comment on column booking.customer_id is 'The customer found or made.';
comment on column booking.visit_id is 'The visit it belongs to; null for a booking of its own.';
comment on column booking.state is 'State; steps are checked against booking_transition.';
comment on column booking.seats is 'Seats taken.';
comment on column booking.name is 'Name as typed for this booking.';
comment on column booking.email is 'E-mail address as typed.';
comment on column booking.phone is 'Phone number, E.164.';
comment on column booking.note is 'What the customer wrote for the studio.';
comment on column booking.answers is 'The studio''s questions with the answers given: [{"question", "answer"}].';
comment on column booking.language is 'Language it was booked in.';
comment on column booking.price_minor is 'Price agreed, minor units, all seats.';
comment on column booking.currency is 'ISO 4217 code.';
comment on column booking.tax_permille is 'Tax rate included, in tenths of a percent.';
comment on column booking.terms_version is 'Version of the studio''s terms agreed to; null where it has none.';
comment on column booking.source is 'Where it was made.';
comment on column booking.manage_hash is 'SHA-256 of the manage link''s token.';
comment on column booking.manage_until is 'The manage link works until then.';
comment on column booking.hold_until is 'A held booking expires then.';
comment on column booking.version is 'Counts changes; the entity tag.';
comment on column booking.created_at is 'When it was made.';
comment on column booking.updated_at is 'When it last changed.';

create table booking_step (
	id         bigint generated always as identity primary key,
	studio_id  bigint not null,
	booking_id bigint not null,
	from_state booking_state,
	to_state   booking_state not null,
	moved_from timestamptz,
	actor      text not null,
	reason     text not null default '' check (length(reason) <= 500),
	at         timestamptz not null default now(),
	foreign key (studio_id, booking_id) references booking (studio_id, id)
);
create index booking_step_booking on booking_step (booking_id);
comment on table booking_step is 'The steps each booking took; written by trigger.';
comment on column booking_step.id is 'Key.';
comment on column booking_step.studio_id is 'Studio.';
comment on column booking_step.booking_id is 'Booking.';
comment on column booking_step.from_state is 'State before; null when made.';
comment on column booking_step.to_state is 'State after.';
comment on column booking_step.moved_from is 'Start before a move; null for a step between states.';
comment on column booking_step.actor is 'Who, as in the audit log.';
comment on column booking_step.reason is 'Why, in the actor''s words.';
comment on column booking_step.at is 'When.';

create function booking_state_guard() returns trigger
	language plpgsql set search_path = hora, pg_catalog as $$
declare
	was booking_state := case when tg_op = 'UPDATE' then old.state end;
begin
	if tg_op = 'UPDATE' and new.state = old.state then
		return new;
	end if;
	if not exists (select from booking_transition t
	                where t.from_state is not distinct from was and t.to_state = new.state) then
		raise exception 'a booking cannot go from % to %', coalesce(was::text, 'nothing'), new.state
			using errcode = 'HO001';
	end if;
	return new;
end $$;
comment on function booking_state_guard() is 'Trigger: refuses steps that booking_transition lacks.';
create trigger booking_state_guard before insert or update of state on booking
	for each row execute function booking_state_guard();

create function booking_state_noted() returns trigger
	language plpgsql security definer set search_path = hora, pg_catalog as $$
begin
	insert into booking_step (studio_id, booking_id, from_state, to_state, actor, reason)
	values (new.studio_id, new.id, case when tg_op = 'UPDATE' then old.state end, new.state,
	        coalesce(nullif(current_setting('hora.actor', true), ''), 'role:' || session_user),
	        coalesce(current_setting('hora.reason', true), ''));
	return null;
end $$;
comment on function booking_state_noted() is 'Trigger: records each step with actor, time and reason.';
create trigger booking_made after insert on booking
	for each row execute function booking_state_noted();
create trigger booking_stepped after update of state on booking
	for each row when (old.state is distinct from new.state)
	execute function booking_state_noted();
