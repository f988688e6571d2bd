-- How jobs are leased, told of and taken back.

set local search_path = hora, public;

alter table job
	add column crashes integer not null default 0,
	add column result text check (length(result) <= 200),
	alter column key type text collate "C";
comment on column job.tries is 'How often it was started and came to an end of its own: done or failed.';
comment on column job.crashes is 'How often the worker died, or was killed at the deadline, while it ran.';
comment on column job.result is 'What came of it: sent, published, skipped and why.';
comment on column job.key is 'What it is done for; one job per kind and key, ever. Of a booking''s: its id, a stroke, and when it is due or which version it tells of.';

-- Lanes serve studios in turn: all that is due is read off this one index.
drop index job_due;
create index job_due on job (lane, due_at) include (id, studio_id) where state = 'due';
create index job_ended on job (done_at) where state in ('done', 'dropped');

-- The jobs of a booking's later step. Reminders that wait are of no use any more,
-- unless the step plans the very same again.
create function booking_jobs(of_studio bigint, of_booking bigint, left_free bigint[], jobs text) returns void
	language plpgsql volatile security definer set search_path = hora, pg_catalog as $$
begin
	perform from booking where id = of_booking and studio_id = of_studio;
	if not found then
		raise exception 'no such booking' using errcode = 'no_data_found';
	end if;
	update job set state = 'dropped', done_at = now(), result = 'planned anew'
	 where kind in ('mail.reminder', 'sms.reminder', 'line.reminder') and state = 'due'
	   and key > of_booking || '/' and key < of_booking || '0' and studio_id = of_studio;
	insert into job as j (studio_id, lane, kind, key, payload, due_at)
	select of_studio, n.lane, n.kind, of_booking || '/' || n.key,
	       case n.lane when 'live' then jsonb_build_object('booking', of_booking, 'left', left_free)
	                   else jsonb_build_object('booking', of_booking) end,
	       coalesce(n.due_at, now())
	  from jsonb_to_recordset(jobs::jsonb) as n(lane text, kind text, key text, due_at timestamptz)
	on conflict (kind, key) do update
	   set state = 'due', due_at = excluded.due_at, payload = excluded.payload, tries = 0, crashes = 0,
	       last_error = null, result = null, done_at = null
	 where j.state = 'dropped';
end $$;
comment on function booking_jobs(bigint, bigint, bigint[], text) is 'Writes the jobs of a booking''s step and drops the reminders planned before.';

-- What the clock ends is looked for every second.
create index booking_overdue on booking (hold_until)
	where state in ('held', 'pending_payment', 'pending_approval');

grant insert on job to hora_worker;
revoke all on function booking_jobs(bigint, bigint, bigint[], text) from public;
grant execute on function booking_jobs(bigint, bigint, bigint[], text)
	to hora_booking, hora_admin, hora_payments, hora_line, hora_worker;
