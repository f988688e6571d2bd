-- INV11: a step in the audit log that the product's table of states does not
-- allow (written out here, not read from the database's own), or a booking that
-- ended in a final state and went on.
with allowed(was, next) as (
	values (null, 'held'), (null, 'pending_payment'), (null, 'pending_approval'), (null, 'confirmed'),
	       ('held', 'pending_payment'), ('held', 'pending_approval'), ('held', 'confirmed'), ('held', 'cancelled'),
	       ('held', 'expired'),
	       ('pending_approval', 'pending_payment'), ('pending_approval', 'confirmed'),
	       ('pending_approval', 'declined'), ('pending_approval', 'cancelled'), ('pending_approval', 'expired'),
	       ('pending_payment', 'confirmed'), ('pending_payment', 'cancelled'), ('pending_payment', 'expired'),
	       ('confirmed', 'checked_in'), ('confirmed', 'in_service'), ('confirmed', 'completed'),
	       ('confirmed', 'cancelled'), ('confirmed', 'no_show'),
	       ('checked_in', 'in_service'), ('checked_in', 'completed'), ('checked_in', 'cancelled'),
	       ('checked_in', 'no_show'), ('checked_in', 'confirmed'),
	       ('in_service', 'completed'), ('in_service', 'checked_in'),
	       ('no_show', 'confirmed'), ('no_show', 'checked_in'),
	       ('completed', 'in_service'),
	       ('expired', 'confirmed')
),
named as (
	select e.id, e.object_id, substr(c, 7) as state
	  from audit.entry e, unnest(e.columns) c
	 where e.object = 'booking' and e.action <> 'delete' and c like 'state=%'
),
step as (
	select object_id, lag(state) over (partition by object_id order by id) as was, state as next from named
)
select 'step' as what, object_id, was, next
  from step
 where not exists (select from allowed a where a.was is not distinct from step.was and a.next = step.next)
union all
select 'ended twice', object_id, min(state), max(state)
  from named
 where state in ('cancelled', 'declined')
 group by object_id
having count(*) > 1
union all
select 'state without its entry', b.id::text, null, b.state::text
  from booking b
  left join (select distinct on (object_id) object_id, state from named order by object_id, id desc) n
    on n.object_id = b.id::text
 where b.state::text is distinct from n.state
