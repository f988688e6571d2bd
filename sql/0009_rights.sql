-- What is audited, and what each program's role may do. A new table must be
-- named here or in its own migration: nothing is granted by default.

set local search_path = hora, public;

insert into audit.personal (object, name) values
	('customer', 'name'), ('customer', 'email'), ('customer', 'email_key'), ('customer', 'phone'),
	('booking', 'name'), ('booking', 'email'), ('booking', 'phone'), ('booking', 'note'),
	('booking', 'answers'), ('booking', 'manage_hash'),
	('absence', 'note'), ('external_busy', 'source'),
	('setup_link', 'token_hash'), ('setup_link', 'email');

-- Not audited: claims follow from occasions, booking_step is itself a record,
-- versions, jobs, keys and counters are bookkeeping.
do $$
declare
	audited text;
begin
	foreach audited in array array['studio', 'specialty', 'room_kind', 'resource', 'service',
		'service_staff', 'service_room_kind', 'question', 'terms', 'setup_link', 'hours', 'exception',
		'holiday', 'absence', 'external_busy', 'timetable', 'customer', 'occasion', 'visit', 'booking']
	loop
		execute format('create trigger zz_audit after insert or update or delete on %I '
			'for each row execute function audit.note()', audited);
	end loop;
end $$;

revoke all on all tables in schema hora from public;
revoke all on all functions in schema hora from public;

-- The catalogue and its rules are read by every responder and the worker.
grant select on studio, studio_version, specialty, room_kind, resource, resource_version, service,
	service_staff, service_room_kind, question, terms, hours, exception, holiday, absence,
	external_busy, timetable, booking_transition
	to hora_booking, hora_admin, hora_payments, hora_line, hora_worker, hora_reader;
grant select on occasion, claim, visit, booking, booking_step
	to hora_booking, hora_admin, hora_payments, hora_line, hora_worker, hora_reader;
grant select on customer to hora_admin, hora_worker, hora_reader;
grant select on job to hora_admin, hora_worker, hora_reader;
grant select, update, delete on job to hora_worker;
grant select, delete on idempotency, quota to hora_worker;
grant select (key, fingerprint, studio_id, booking_id, version, created_at) on idempotency to hora_reader;
grant select on studio to hora_auth;

-- Bookings are written through functions alone.
grant execute on function act_as(text, text, text)
	to hora_booking, hora_auth, hora_admin, hora_payments, hora_line, hora_worker;
grant execute on function booking_lock(bigint, bigint[], text),
	idempotency_take(text, text, bytea, bigint),
	booking_put(bigint, bigint, bigint, timestamptz, timestamptz, integer, integer, bigint[],
		timestamptz[], timestamptz[], text, timestamptz, text, bytea, text, text, text, text, text,
		text, text, bigint, text, integer, integer, text, text, text, text, text, text),
	booking_relocate(bigint, bigint, bigint, bigint, bigint, timestamptz, timestamptz, integer,
		bigint[], timestamptz[], timestamptz[], boolean),
	booking_step_to(bigint, bigint, bigint, text),
	customer_open(bigint, text, text, timestamptz)
	to hora_booking, hora_admin, hora_payments, hora_line, hora_worker;
grant execute on function quota_take(text, integer, integer)
	to hora_booking, hora_auth, hora_admin, hora_payments, hora_line, hora_worker;
