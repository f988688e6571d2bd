-- name: look
-- What the server is, and whether it keeps what it says it has kept.
select current_setting('server_version_num')::bigint as version,
       current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on'
         and current_setting('synchronous_commit') <> 'off'
         and not exists (select from pg_db_role_setting s where 'synchronous_commit=off' = any(s.setconfig)) as durable,
       current_setting('data_checksums') = 'on' as checksums,
       current_setting('max_connections')::bigint as connections,
       pg_is_in_recovery() as replica,
       now() as at,
       (select count(*) from unnest(array['hora_booking', 'hora_auth', 'hora_admin', 'hora_payments',
                                          'hora_line', 'hora_worker', 'hora_reader']) r(name)
         where not exists (select from pg_roles p where p.rolname = r.name and p.rolcanlogin)) as roles_missing,
       exists (select from pg_extension where extname = 'btree_gist') as extension,
       exists (select from pg_constraint where conname = 'claim_no_overlap' and contype = 'x' and convalidated
                  and not condeferrable) as guarded;

-- name: zones
-- All zones that anybody works in.
select zone as name from studio where erased_at is null
union
select zone from resource
 order by 1;

-- name: unsealed
-- Seconds since the oldest entry of the audit log that is in no seal yet.
select coalesce(extract(epoch from now() - min(e.at)), 0)::bigint as seconds
  from audit.progress p
  join audit.entry e on e.id > p.low_id and e.txid >= p.until_txid;
