-- INV3: a booking of a journalled studio that no client asked for: neither told
-- of (ok) nor made under a key whose outcome its client never learnt. Or one that
-- is there by half: without the claims of its staff and of a room of each kind, with
-- seats that were not counted, without its first step or its audit entry, or not
-- in the state that its last step says.
with active as (
	select b.*
	  from booking b
	 where b.state in ('held', 'pending_payment', 'pending_approval', 'confirmed', 'checked_in', 'in_service',
	                   'completed')
),
kept as (
	select c.occasion_id, r.kind, r.room_kind_id
	  from claim c
	  join resource r on r.id = c.resource_id
	 where c.state in ('held', 'pending_payment', 'pending_approval', 'confirmed', 'checked_in', 'in_service',
	                   'completed', 'overbook')
)
select 'asked for by nobody' as what, b.public_id
  from booking b
  join studio s on s.id = b.studio_id
 where s.slug in (select studio from journal)
   and b.public_id not in (select id from journal where id is not null)
   and not exists (select from idempotency i join journal j on j.key = i.key and j.outcome = 'unknown'
                    where i.booking_id = b.id)
union all
select 'without staff', a.public_id
  from active a
 where not exists (select from kept k where k.occasion_id = a.occasion_id and k.kind = 'staff')
union all
select 'without a room', a.public_id
  from active a
  join occasion o on o.id = a.occasion_id
  join service_room_kind w on w.service_id = o.service_id
 where not exists (select from kept k where k.occasion_id = a.occasion_id and k.room_kind_id = w.room_kind_id)
union all
select 'seats not counted', o.id::text
  from occasion o
  left join (select occasion_id, sum(seats) as seats from active group by occasion_id) a on a.occasion_id = o.id
 where o.taken <> coalesce(a.seats, 0)
union all
select 'time kept for nobody', k.occasion_id::text
  from kept k
 where not exists (select from active a where a.occasion_id = k.occasion_id)
union all
select 'steps do not lead to the state', b.public_id
  from booking b
 where b.state is distinct from (select s.to_state from booking_step s where s.booking_id = b.id order by s.id desc limit 1)
    or b.version <> (select count(*) from booking_step s where s.booking_id = b.id)
union all
select 'not in the audit log', b.public_id
  from booking b
  left join (select object_id, count(*) as times from audit.entry where object = 'booking' group by object_id) e
    on e.object_id = b.id::text
 where b.version <> coalesce(e.times, 0)
