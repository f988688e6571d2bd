-- name: reminders
-- When a studio's customers are reminded.
select days, minutes
  from reminder
 where studio_id = $1::bigint
 order by days, minutes
 limit 8;

-- name: quiet
-- When they are not to be disturbed.
select coalesce(max(quiet_from), 0) as "from", coalesce(max(quiet_to), 0) as "to"
  from messaging
 where studio_id = $1::bigint;

-- name: lock
select notice_lock($1::bigint, $2::bigint);

-- name: open
-- All a message needs.
select b.id, b.studio_id, b.customer_id, b.public_id, b.state, b.version, b.seats, b.name, b.email,
       b.phone, b.language, b.price_minor, b.currency, b.created_at, o.starts, o.ends,
       v.name as service, v.duration_min,
       coalesce((select string_agg(r.name, ', ' order by r.position, r.name)
                   from claim c join resource r on r.id = c.resource_id and r.studio_id = c.studio_id
                  where c.occasion_id = o.id and c.studio_id = b.studio_id and r.kind = 'staff'), '') as staff,
       coalesce((select string_agg(r.name, ', ' order by r.position, r.name)
                   from claim c join resource r on r.id = c.resource_id and r.studio_id = c.studio_id
                  where c.occasion_id = o.id and c.studio_id = b.studio_id and r.kind = 'room'), '') as rooms,
       s.slug, s.name as studio, s.zone, s.language as studio_language, s.address, s.map_url,
       s.email as studio_email, s.phone as studio_phone, s.accent, s.cancel_until,
       m.sender_name, m.reply_to, coalesce(m.quiet_from, 0) as quiet_from,
       coalesce(m.quiet_to, 0) as quiet_to, t.subject, t.body,
       coalesce((select st.reason from booking_step st
                  where st.booking_id = b.id and st.studio_id = b.studio_id and st.to_state = b.state
                  order by st.id desc limit 1), '') as step_reason,
       exists (select from opt_out x where x.customer_id = b.customer_id and x.studio_id = b.studio_id
                  and x.channel = $5::text) as opted_out,
       exists (select from booking f join occasion fo on fo.id = f.occasion_id and fo.studio_id = f.studio_id
                where f.visit_id = b.visit_id and f.studio_id = b.studio_id and f.state = 'confirmed'
                  and (fo.starts, f.id) < (o.starts, b.id) and fo.starts > o.starts - interval '24 hours') as led,
       exists (select from job j where $3::text = 'moved' and j.studio_id = b.studio_id
                  and j.kind = $5::text || '.moved' and j.state = 'due'
                  and j.key > b.id || '/' || extract(epoch from $4::timestamptz)::bigint and j.key < b.id || '0') as outrun,
       coalesce(n.state, 'untried') as earlier
  from booking b
  join occasion o on o.id = b.occasion_id and o.studio_id = b.studio_id
  join service v on v.id = o.service_id and v.studio_id = b.studio_id
  join studio s on s.id = b.studio_id
  left join messaging m on m.studio_id = b.studio_id
  left join notice_text t on t.studio_id = b.studio_id and t.kind = $3::text and t.channel = $5::text
                         and t.language = b.language
  left join notice n on n.booking_id = b.id and n.studio_id = b.studio_id and n.kind = $3::text
                    and n.channel = $5::text and n.due_at = $4::timestamptz
 where b.studio_id = $1::bigint and b.id = $2::bigint;

-- name: companions
-- All that a message about a booking of a visit tells of: what is booked as it is; of
-- what was changed that which was changed with it; of a day that which follows.
select b.public_id, b.version, b.seats, b.price_minor, b.currency, o.starts, o.ends, v.name as service,
       coalesce((select string_agg(r.name, ', ' order by r.position, r.name)
                   from claim c join resource r on r.id = c.resource_id and r.studio_id = c.studio_id
                  where c.occasion_id = o.id and c.studio_id = b.studio_id and r.kind = 'staff'), '') as staff
  from booking t
  join occasion q on q.id = t.occasion_id and q.studio_id = t.studio_id
  join booking b on b.visit_id = t.visit_id and b.studio_id = t.studio_id and b.state = t.state
  join occasion o on o.id = b.occasion_id and o.studio_id = b.studio_id
  join service v on v.id = o.service_id and v.studio_id = b.studio_id
 where t.studio_id = $1::bigint and t.id = $2::bigint
   and case when $3::text in ('requested', 'booked') then true
            when $3::text = 'reminder' then o.starts between q.starts and q.starts + interval '24 hours'
            else b.updated_at = t.updated_at end
 order by o.starts, b.id;

-- name: begin
-- An attempt, on record before anything leaves. No row: it is not to be made.
insert into notice (studio_id, booking_id, kind, due_at, channel, state, recipient)
values ($1::bigint, $2::bigint, $3::text, $4::timestamptz, $5::text, 'sending', $6::text)
on conflict (booking_id, kind, channel, due_at) do update
   set state = 'sending', reason = null, recipient = excluded.recipient, begun_at = clock_timestamp(),
       ended_at = null
 where notice.state in ('waiting', 'failed')
returning id;

-- name: end
-- How the attempt ended.
update notice
   set state = $3::text, reason = $4::text, ended_at = clock_timestamp()
 where studio_id = $1::bigint and id = $2::bigint and state = 'sending';

-- name: skip
-- Not sent, and why.
insert into notice (studio_id, booking_id, kind, due_at, channel, state, reason, ended_at)
values ($1::bigint, $2::bigint, $3::text, $4::timestamptz, $5::text, 'skipped', $6::text, clock_timestamp())
on conflict (booking_id, kind, channel, due_at) do update
   set state = 'skipped', reason = excluded.reason, ended_at = clock_timestamp()
 where notice.state in ('waiting', 'failed');

-- name: doubt
-- An attempt whose end nobody saw.
update notice
   set state = 'uncertain', reason = $6::text, ended_at = clock_timestamp()
 where studio_id = $1::bigint and booking_id = $2::bigint and kind = $3::text and due_at = $4::timestamptz
   and channel = $5::text and state = 'sending';

-- name: link
-- The manage link that a message carries.
insert into manage_link (token_hash, studio_id, booking_id, notice_id, until)
values (sha256($1::bytea), $2::bigint, $3::bigint, $4::bigint, $5::timestamptz)
on conflict (notice_id) do update set token_hash = excluded.token_hash;

-- name: of_booking
-- The messages of a booking and their fate; what is planned comes last.
select n.id, n.kind, n.channel, n.due_at, n.state, coalesce(n.reason, '') as reason,
       coalesce(n.recipient, '') as recipient, n.ended_at
  from notice n
 where n.studio_id = $1::bigint and n.booking_id = $2::bigint
union all
select 0, split_part(j.kind, '.', 2), j.lane, j.due_at, case j.state when 'dead' then 'failed' else 'planned' end,
       coalesce(j.last_error, ''), '', null
  from job j
 where j.studio_id = $1::bigint and j.state in ('due', 'dead')
   and j.kind in ('mail.requested', 'mail.booked', 'mail.moved', 'mail.cancelled', 'mail.declined',
                  'mail.expired', 'mail.reminder')
   and j.key > $2::bigint || '/' and j.key < $2::bigint || '0'
   and not exists (select from notice n where n.booking_id = $2::bigint and n.studio_id = $1::bigint
                      and n.channel = j.lane and j.kind = j.lane || '.' || n.kind
                      and j.key = $2::bigint || '/' || extract(epoch from n.due_at)::bigint)
 order by 4, 1;

-- name: resend
-- Once more, at a person's wish.
select notice_resend($1::bigint, $2::bigint) as done;

-- name: opt_out
-- Unsubscribes, or subscribes again, who follows a message's link.
select opt_out_put($1::bytea, $2::boolean) as done;

-- name: purge_links
-- Links that no longer work.
delete from manage_link where until < $1::timestamptz;
