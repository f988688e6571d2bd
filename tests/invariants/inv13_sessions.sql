-- INV13: a session that lives although its account is closed; a studio whose
-- people can log in, but no owner of it; a link or an invitation that opened
-- something after its time. (That tokens are kept as digests alone, and that a new
-- password ends sessions, the tables and their triggers see to.)
select 'session of a closed account' as what, s.id::text as which
  from session s join account a on a.id = s.account_id
 where s.revoked_at is null and a.disabled_at is not null
union all
select 'studio without an owner who can log in', m.studio_id::text
  from membership m join account a on a.id = m.account_id
 where a.disabled_at is null
 group by m.studio_id
having count(*) filter (where m.role = 'owner') = 0
   and exists (select from membership o where o.studio_id = m.studio_id and o.role = 'owner')
union all
select 'link used after its time', l.id::text from account_link l where l.used_at > l.expires_at
union all
select 'invitation accepted after its time', i.id::text from invitation i where i.accepted_at > i.expires_at;
