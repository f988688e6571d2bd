-- INV10: a hold (or a payment or approval awaited until a time) that is more than
-- five seconds past and still keeps its time; a claim that blocks longer than the
-- booking it was made for. Or one that awaits payment and has lost its claim.
select 'past and still kept' as what, b.public_id as which
  from booking b
  join claim c on c.occasion_id = b.occasion_id
 where b.state in ('held', 'pending_payment', 'pending_approval') and b.hold_until < now() - interval '5 seconds'
   and c.state in ('held', 'pending_payment', 'pending_approval', 'confirmed', 'checked_in', 'in_service', 'completed')
   and not exists (select from booking other
                    where other.occasion_id = b.occasion_id and other.id <> b.id
                      and other.state in ('held', 'pending_payment', 'pending_approval', 'confirmed', 'checked_in',
                                          'in_service', 'completed'))
union all
select 'claim outlives its hold', c.id::text
  from claim c
 where c.state = 'held'
   and c.hold_until > (select max(b.hold_until) from booking b where b.occasion_id = c.occasion_id and b.state = 'held')
union all
select 'class in use has a claim that runs out', c.id::text
  from claim c
 where c.state = 'held'
   and exists (select from booking b
                where b.occasion_id = c.occasion_id
                  and b.state in ('pending_payment', 'pending_approval', 'confirmed', 'checked_in', 'in_service',
                                  'completed'))
union all
select 'lost while its payment is in progress', b.public_id
  from booking b
 where b.state = 'pending_payment' and (b.hold_until is null or b.hold_until > now())
   and not exists (select from claim c
                    where c.occasion_id = b.occasion_id
                      and c.state not in ('cancelled', 'declined', 'expired', 'no_show'))
union all
select 'a booking was deleted', e.object_id
  from audit.entry e
 where e.object = 'booking' and e.action = 'delete'
