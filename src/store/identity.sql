-- name: account
-- The account that somebody at a provider is here; 0: none that is in use.
select coalesce((select i.account_id
                   from linked_identity i
                   join account a on a.id = i.account_id
                  where i.provider_id = $1::bigint and i.subject = $2::text), 0) as account;

-- name: add
insert into linked_identity (account_id, provider_id, subject, created_at, used_at)
values ($1::bigint, $2::bigint, $3::text, $4::timestamptz, $4::timestamptz);

-- name: touch
update linked_identity set used_at = $3::timestamptz where provider_id = $1::bigint and subject = $2::text;

-- name: drop
-- Not the last way in: an address that is proved can have a new password, another
-- link is one.
delete from linked_identity i
 where i.id = $2::bigint and i.account_id = $1::bigint
   and (exists (select from account a where a.id = $1::bigint and a.verified_at is not null)
        or exists (select from linked_identity o where o.account_id = $1::bigint and o.id <> i.id));

-- name: has
select exists (select from linked_identity i where i.id = $2::bigint and i.account_id = $1::bigint) as has;

-- name: list
-- By whom an account can log in, and by whom it could.
select coalesce(i.id, 0) as id, p.slug, p.name, p.kind, i.created_at, i.used_at
  from identity_provider p
  left join linked_identity i on i.provider_id = p.id and i.account_id = $1::bigint
 where i.id is not null or (p.active and p.kind <> 'partner' and p.studio_id is null)
 order by p.name, p.id;
