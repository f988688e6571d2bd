-- INV1: two bookings that both keep their time (a hold only while it lasts)
-- occupy the same resource at once, buffers included; overbooked ones, which
-- somebody wanted so, aside. Or a claim does not cover its occasion, which would
-- hide that. Or an occasion has more places taken than it has.
with active as (
	select distinct c.id, c.resource_id, c.occasion_id, c.blocked, o.starts, o.ends
	  from claim c
	  join occasion o on o.id = c.occasion_id
	  join booking b on b.occasion_id = o.id
	 where c.state <> 'overbook'
	   and (b.state in ('pending_payment', 'pending_approval', 'confirmed', 'checked_in', 'in_service', 'completed')
	        or b.state = 'held' and b.hold_until > now())
)
select 'overlap' as what, resource_id as where_, occasion_id || ' and an earlier one' as which
  from (select *, max(upper(blocked)) over (partition by resource_id order by lower(blocked), occasion_id
                                             rows between unbounded preceding and 1 preceding) as until
          from active where not isempty(blocked)) a
 where until > lower(blocked)
union all
select 'claim beside its occasion', resource_id, occasion_id::text
  from active
 where not blocked @> tstzrange(starts, ends)
union all
select 'places', o.service_id, o.id::text
  from occasion o
 where (select coalesce(sum(b.seats), 0)
          from booking b
         where b.occasion_id = o.id
           and (b.state in ('pending_payment', 'pending_approval', 'confirmed', 'checked_in', 'in_service', 'completed')
                or b.state = 'held' and b.hold_until > now())) > o.capacity
