-- name: queue
-- The lane's due jobs in the order to do them: the oldest of each studio, then
-- the next of each, and so on. Of one studio no more than it could hold the
-- others up with. While nothing is due this is one probe of an index.
select q.id
  from (select d.id, d.studio_id, row_number() over (partition by d.studio_id order by d.due_at, d.id) as turn
          from (select j.id, coalesce(j.studio_id, 0) as studio_id, j.due_at
                  from job j
                 where j.lane = $1::text and j.state = 'due' and j.due_at <= now()
                 order by j.due_at
                 limit 100000) d) q
 where q.turn <= 200
 order by q.turn, q.studio_id
 limit 1000;

-- name: lease
-- The first of these that are still to be had.
update job j
   set state = 'leased', leased_until = now() + make_interval(secs => $3::bigint), leased_by = $2::text
  from (select k.id
          from unnest($1::bigint[]) with ordinality as wanted(id, place)
          join job k on k.id = wanted.id
         where k.state = 'due' and k.due_at <= now()
         order by wanted.place
         limit $4::bigint
           for update of k skip locked) chosen
 where j.id = chosen.id
returning j.id, coalesce(j.studio_id, 0) as studio, j.lane, j.kind, j.key, j.payload, j.due_at,
          j.tries::bigint, j.request;

-- name: done
-- Only by its holder: whose lease has run out has lost it.
update job
   set state = 'done', done_at = now(), result = $3::text, tries = tries + 1,
       leased_until = null, leased_by = null, last_error = null
 where id = $1::bigint and state = 'leased' and leased_by = $2::text;

-- name: forget
-- Hints that are out need no record.
delete from job
 where id = any($1::bigint[]) and state = 'leased' and leased_by = $2::text;

-- name: release
-- Not done, and no fault of theirs.
update job
   set state = 'due', due_at = now() + make_interval(secs => $3::bigint), leased_until = null, leased_by = null
 where id = any($1::bigint[]) and state = 'leased' and leased_by = $2::text;

-- name: retry
-- Failed, and worth another try in so many seconds.
update job
   set state = 'due', due_at = now() + make_interval(secs => $4::bigint), tries = tries + 1,
       last_error = $3::text, leased_until = null, leased_by = null
 where id = $1::bigint and state = 'leased' and leased_by = $2::text;

-- name: postpone
-- Not its turn, or its time, yet: again in so many milliseconds, and no try of it.
update job
   set state = 'due', due_at = now() + make_interval(secs => $3::bigint / 1000.0), leased_until = null, leased_by = null
 where id = $1::bigint and state = 'leased' and leased_by = $2::text;

-- name: bury
-- Given up: a dead letter until somebody looks.
update job
   set state = 'dead', done_at = now(), tries = tries + 1, last_error = $3::text,
       leased_until = null, leased_by = null
 where id = $1::bigint and state = 'leased' and leased_by = $2::text;

-- name: reclaim
-- Leases that ran out: their worker died, or was killed at the deadline. Such
-- an end counts apart from failures, and five of them are enough.
update job
   set state = case when crashes + 1 >= 5 then 'dead' else 'due' end,
       done_at = case when crashes + 1 >= 5 then now() end,
       crashes = crashes + 1,
       last_error = 'The worker ended while it ran: ' || leased_by,
       leased_until = null, leased_by = null
 where lane = $1::text and state = 'leased' and leased_until < now();

-- name: depth
-- What each lane (null: all of them) has: due now, leased, given up, and the age of the oldest due.
select l.lane,
       (select count(*) from job j where j.lane = l.lane and j.state = 'due' and j.due_at <= now()) as due,
       (select count(*) from job j where j.lane = l.lane and j.state = 'leased') as leased,
       (select count(*) from job j where j.lane = l.lane and j.state = 'dead') as dead,
       coalesce((select extract(epoch from now() - min(j.due_at))::bigint from job j
                  where j.lane = l.lane and j.state = 'due' and j.due_at <= now()), 0) as age
  from unnest(array['live', 'now', 'mail', 'sms', 'line', 'pay', 'hooks', 'batch']) with ordinality as l(lane, place)
 where $1::text is null or l.lane = $1::text
 order by l.place;

-- name: list
-- The newest of a lane and state; null = all.
select j.id, coalesce(j.studio_id, 0) as studio, j.lane, j.kind, j.key, j.payload, j.due_at,
       j.tries::bigint, j.crashes::bigint, j.state, j.last_error, j.result, j.done_at,
       j.request
  from job j
 where ($1::text is null or j.lane = $1::text) and ($2::text is null or j.state = $2::text)
   and ($3::text is null or j.kind = $3::text)
 order by j.id desc
 limit $4::bigint;

-- name: find
select j.id, coalesce(j.studio_id, 0) as studio, j.lane, j.kind, j.key, j.payload, j.due_at,
       j.tries::bigint, j.crashes::bigint, j.state, j.last_error, j.result, j.done_at,
       j.request
  from job j
 where j.id = $1::bigint;

-- name: test_mail
-- A letter to an operator, to see whether letters arrive.
insert into job (lane, kind, key, payload)
values ('mail', 'mail.test', $1::text, jsonb_build_object('to', $2::text))
returning id;

-- name: again
-- A dead or dropped one, by hand.
update job
   set state = 'due', due_at = now(), tries = 0, crashes = 0, done_at = null, result = null
 where id = $1::bigint and state in ('dead', 'dropped');

-- name: drop
-- One that nobody wants any more, by hand.
update job
   set state = 'dropped', done_at = now(), result = 'dropped by hand'
 where id = $1::bigint and state in ('due', 'dead');

-- name: purge
-- Old ends: kept for the staff's eyes, not for ever.
delete from job
 where id in (select id from job
               where state in ('done', 'dropped') and done_at < $1::timestamptz
               order by done_at limit 1000);

-- name: step
-- The jobs of a booking's later step.
select booking_jobs($1::bigint, $2::bigint, $3::bigint[], $4::text);
