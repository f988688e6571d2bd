-- What runs under the locks of resources reads what it needs, however much there
-- is of it: the others wait meanwhile.

set local search_path = hora, public;

-- Stale holds were looked for among all claims a resource ever had.
create index claim_held on claim (resource_id, hold_until) where state = 'held';

-- With few kinds of jobs, or few known of, the reminders of one booking were looked
-- for among all jobs due. A condition that their index does not match leaves the
-- unique one.
create or replace function booking_jobs(of_studio bigint, of_booking bigint, left_free bigint[], jobs text) returns void
	language plpgsql volatile security definer set search_path = hora, pg_catalog as $$
begin
	perform from booking where id = of_booking and studio_id = of_studio;
	if not found then
		raise exception 'no such booking' using errcode = 'no_data_found';
	end if;
	update job set state = 'dropped', done_at = now(), result = 'planned anew'
	 where kind in ('mail.reminder', 'sms.reminder', 'line.reminder')
	   and state not in ('leased', 'done', 'dead', 'dropped')
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
