-- name: offered
-- Whom people can log in with: everybody's, and those of the studio they come from (null: none).
select p.slug, p.kind, p.name
  from identity_provider p
 where p.active and p.kind <> 'partner' and (p.studio_id is null or p.studio_id = (select s.id from studio s where s.slug = $1::text))
 order by p.studio_id nulls last, p.name, p.id;

-- name: find
-- One, by its name in addresses, as the partner who calls itself so, or by its
-- key; with what the worker has read of it.
select p.id, p.slug, p.kind, p.name, p.issuer, p.audience, p.algorithm, p.trusted, p.active,
       coalesce(p.scopes, '') as scopes, coalesce(p.by_form, false) as by_form,
       coalesce(p.keys, d.keys) as keys, p.keys is not null as own_keys,
       coalesce(p.keys_url, d.keys_url) as keys_url, array_to_string(p.paths, ' ') as paths,
       d.authorize_url, d.token_url, d.userinfo_url, coalesce(d.names_itself, false) as names_itself, d.read_at,
       d.tag, d.keys_at, d.tried_at, d.failure is not null as failed,
       coalesce(d.misunderstood, false) as misunderstood
  from identity_provider p
  left join provider_document d on d.provider_id = p.id
 where p.slug = $1::text or (p.issuer = $2::text and p.kind = 'partner') or p.id = $3::bigint;

-- name: secret
-- The client's secret, sealed, in hexadecimal.
select encode(p.secret, 'hex') as secret
  from identity_provider p
 where p.id = $1::bigint and p.secret is not null;

-- name: keep_addresses
insert into provider_document as d (provider_id, authorize_url, token_url, keys_url, names_itself, read_at, userinfo_url)
values ($1::bigint, $2::text, $3::text, $4::text, $5::boolean, $6::timestamptz, $7::text)
on conflict (provider_id) do update
   set authorize_url = excluded.authorize_url, token_url = excluded.token_url,
       keys_url = excluded.keys_url, names_itself = excluded.names_itself,
       read_at = excluded.read_at, userinfo_url = excluded.userinfo_url, failure = null;

-- name: keep_keys
-- Null: they are as they were.
insert into provider_document as d (provider_id, keys, tag, keys_at, tried_at)
values ($1::bigint, $2::text, $3::text, $4::timestamptz, $4::timestamptz)
on conflict (provider_id) do update
   set keys = coalesce(excluded.keys, d.keys), tag = coalesce(excluded.tag, d.tag),
       keys_at = excluded.keys_at, tried_at = excluded.tried_at, failure = null;

-- name: keep_failure
insert into provider_document as d (provider_id, tried_at, failure, misunderstood)
values ($1::bigint, $2::timestamptz, $3::text, $4::boolean)
on conflict (provider_id) do update
   set tried_at = excluded.tried_at, failure = excluded.failure, misunderstood = excluded.misunderstood;

-- name: stale
-- Those whose documents were read before: null = never.
select p.id
  from identity_provider p
  left join provider_document d on d.provider_id = p.id
 where p.active and p.keys is null
   and ((p.kind <> 'line' and coalesce(d.keys_at, '-infinity') < $1::timestamptz)
        or (p.kind <> 'partner' and coalesce(d.read_at, '-infinity') < $1::timestamptz))
   and (d.tried_at is null or d.tried_at < $2::timestamptz)
 order by d.tried_at nulls first, p.id
 limit 20;

-- name: studio
select s.id from studio s where s.slug = $1::text and s.erased_at is null;

-- name: add
insert into identity_provider (slug, studio_id, kind, name, issuer, audience, algorithm, trusted, scopes, by_form,
                               secret, keys, keys_url, paths)
values ($1::text, (select s.id from studio s where s.slug = $2::text), $3::text, $4::text, $5::text, $6::text,
        $7::text, $8::boolean, $9::text, $10::boolean, $11::bytea, $12::text, $13::text, $14::text[])
returning id;

-- name: renew_secret
update identity_provider set secret = $2::bytea where slug = $1::text and kind <> 'partner';

-- name: turn
-- On or off.
update identity_provider set active = $2::boolean where slug = $1::text;

-- name: list
select p.slug, p.kind, p.name, p.issuer, p.audience, p.algorithm, p.trusted, p.active,
       coalesce(s.slug, '') as studio, d.read_at, d.keys_at, d.failure,
       (select count(*) from linked_identity i where i.provider_id = p.id) as linked
  from identity_provider p
  left join studio s on s.id = p.studio_id
  left join provider_document d on d.provider_id = p.id
 where (p.kind = 'partner') = $1::boolean
 order by s.slug nulls first, p.slug;
