-- name: entries
-- Seals the audit entries of all transactions that have ended.
select audit.seal_entries() as entries;

-- name: faults
-- What is wrong with the seals of a studio, by its name in addresses; null: all.
select f.studio, coalesce(f.number, 0) as number, f.fault
  from audit.faults((select s.id from studio s where s.slug = $1::text)) f
 where $1::text is null or exists (select from studio s where s.slug = $1::text)
 limit 1000;

-- name: heads
-- The last seal of each studio: noted somewhere else, it proves what came before.
select coalesce(s.slug, '') as slug, h.number, h.sealed_at, encode(h.hash, 'hex') as hash,
       (select sum(c.entries) from audit.seal c where c.studio_id = h.studio_id)::bigint as entries
  from audit.seal h
  left join studio s on s.id = h.studio_id
 where not exists (select from audit.seal n where n.studio_id = h.studio_id and n.number > h.number)
   and ($1::text is null or s.slug = $1::text)
 order by s.slug nulls first;
