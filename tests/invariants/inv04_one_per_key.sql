-- INV4: a key under which more than one booking was made, by the clients'
-- journal or by our table; a key that was kept though nothing was made; a key
-- whose booking is not the one that its first answer told of, or is of another
-- studio.
select 'told of several' as what, studio || ' ' || key as which
  from journal
 where key is not null and id is not null and outcome = 'ok'
 group by studio, key
having count(distinct id) > 1
union all
select 'kept several', key from idempotency group by studio_id, key, fingerprint having count(distinct booking_id) > 1
union all
select 'kept for nothing', i.key
  from idempotency i
  left join booking b on b.id = i.booking_id and b.studio_id = i.studio_id
 where b.id is null
union all
select 'kept another than told', j.key
  from journal j
  join studio s on s.slug = j.studio
  join idempotency i on i.key = j.key and i.studio_id = s.id
  join booking b on b.id = i.booking_id
 where j.outcome = 'ok' and j.id is not null and j.id <> b.public_id
   and not exists (select from idempotency other join booking o on o.id = other.booking_id
                    where other.key = j.key and other.studio_id = s.id and o.public_id = j.id)
