-- Schemas, the extension, and the shared vocabulary of states.

create extension if not exists btree_gist with schema public;

create schema hora;
comment on schema hora is 'Everything Hora knows, but for the audit log.';
create schema audit authorization hora_audit;
comment on schema audit is 'Who changed what and when; written by trigger alone.';

grant usage on schema hora to hora_booking, hora_auth, hora_admin, hora_payments, hora_line,
	hora_worker, hora_reader;
grant usage on schema audit to hora_admin, hora_worker, hora_reader;

set local search_path = hora, public;

create type booking_state as enum (
	'held', 'pending_payment', 'pending_approval', 'confirmed', 'checked_in', 'in_service',
	'completed', 'no_show', 'cancelled', 'declined', 'expired');
comment on type booking_state is 'States of a booking; src/domain/state.c holds the same table.';

create type claim_state as enum (
	'held', 'pending_payment', 'pending_approval', 'confirmed', 'checked_in', 'in_service',
	'completed', 'no_show', 'cancelled', 'declined', 'expired', 'overbook');
comment on type claim_state is
	'A claim''s state: its booking''s, or overbook, which is subtracted when listing but guarded by no constraint.';

create table booking_transition (
	from_state booking_state,
	to_state   booking_state not null,
	correction boolean not null default false,
	unique nulls not distinct (from_state, to_state)
);
comment on table booking_transition is 'The steps a booking may take; the trigger on booking refuses all others.';
comment on column booking_transition.from_state is 'State before; null for a new booking.';
comment on column booking_transition.to_state is 'State after.';
comment on column booking_transition.correction is 'A correction of a mistake, allowed on the same local day only.';

insert into booking_transition (from_state, to_state, correction) values
	(null, 'held', false), (null, 'pending_payment', false), (null, 'pending_approval', false),
	(null, 'confirmed', false),
	('held', 'pending_payment', false), ('held', 'pending_approval', false),
	('held', 'confirmed', false), ('held', 'cancelled', false), ('held', 'expired', false),
	('pending_approval', 'pending_payment', false), ('pending_approval', 'confirmed', false),
	('pending_approval', 'declined', false), ('pending_approval', 'cancelled', false),
	('pending_approval', 'expired', false),
	('pending_payment', 'confirmed', false), ('pending_payment', 'cancelled', false),
	('pending_payment', 'expired', false),
	('confirmed', 'checked_in', false), ('confirmed', 'in_service', false),
	('confirmed', 'completed', false), ('confirmed', 'cancelled', false),
	('confirmed', 'no_show', false),
	('checked_in', 'in_service', false), ('checked_in', 'completed', false),
	('checked_in', 'cancelled', false), ('checked_in', 'no_show', false),
	('checked_in', 'confirmed', true),
	('in_service', 'completed', false), ('in_service', 'checked_in', true),
	('no_show', 'confirmed', true), ('no_show', 'checked_in', true),
	('completed', 'in_service', true),
	('expired', 'confirmed', false);
