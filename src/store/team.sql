-- name: members
-- Who works in a studio, those above first.
select m.id, m.account_id as account, m.role, trim(a.first_name || ' ' || a.last_name) as name,
       coalesce(a.email, '') as email, coalesce(r.name, '') as staff, a.disabled_at is not null as closed
  from membership m
  join account a on a.id = m.account_id
  left join resource r on r.id = m.resource_id and r.studio_id = m.studio_id
 where m.studio_id = $1::bigint
 order by array_position(array['owner', 'manager', 'staff', 'reception'], m.role), 4, m.id;

-- name: invitations
-- Who is asked and has not come yet.
select i.id, i.email, i.role, i.expires_at as until, coalesce(r.name, '') as staff
  from invitation i
  left join resource r on r.id = i.resource_id and r.studio_id = i.studio_id
 where i.studio_id = $1::bigint and i.accepted_at is null and i.revoked_at is null
   and i.expires_at > $2::timestamptz
 order by i.created_at, i.id;

-- name: unclaimed
-- Staff members that nobody logs in as.
select r.id, r.name
  from resource r
 where r.studio_id = $1::bigint and r.kind = 'staff' and r.active
   and not exists (select from membership m where m.studio_id = $1::bigint and m.resource_id = r.id)
 order by r.position, r.name;

-- name: member
-- One of them, to be changed.
select m.id, m.account_id as account, m.role from membership m
 where m.id = $1::bigint and m.studio_id = $2::bigint;

-- name: change
-- Another role, if it still has the one that was seen.
update membership set role = $4::text
 where id = $1::bigint and studio_id = $2::bigint and role = $3::text;

-- name: remove
-- Works here no more, if the role still is the one that was seen.
delete from membership where id = $1::bigint and studio_id = $2::bigint and role = $3::text;

-- name: leave
-- Goes by themselves.
delete from membership m using studio s
 where s.id = m.studio_id and s.slug = $1::text and m.account_id = $2::bigint;

-- name: invite
-- An invitation, and its letter.
select invitation_put($1::bigint, $2::text, $3::text, $4::text, nullif($5::bigint, 0), $6::text, $7::bigint,
                      $8::timestamptz, $9::integer) as id;

-- name: invited
-- One that is open, to be taken back: whom it asks is nobody here yet.
select i.id, 0::bigint as account, i.role from invitation i
 where i.id = $1::bigint and i.studio_id = $2::bigint and i.accepted_at is null and i.revoked_at is null;

-- name: revoke
-- Takes an invitation back.
update invitation set revoked_at = $3::timestamptz
 where id = $1::bigint and studio_id = $2::bigint and accepted_at is null and revoked_at is null;

-- name: invitation
-- By the token of its letter.
select i.id, i.studio_id as studio, s.slug, s.name, s.language, i.email, i.email_key, i.role,
       coalesce(i.resource_id, 0) as resource
  from invitation i join studio s on s.id = i.studio_id
 where i.token_hash = sha256($1::bytea) and i.accepted_at is null and i.revoked_at is null
   and i.expires_at > $2::timestamptz and s.erased_at is null;

-- name: accept
-- Once.
update invitation set accepted_at = $3::timestamptz
 where id = $1::bigint and studio_id = $2::bigint and accepted_at is null and revoked_at is null;

-- name: keys
-- A studio's keys, the valid ones first.
select k.id, k.name, k.hint, array_to_string(k.scopes, ', ') as scopes, k.created_at as created,
       k.used_at as used, k.revoked_at as revoked
  from api_key k where k.studio_id = $1::bigint
 order by k.revoked_at is not null, k.created_at desc, k.id desc
 limit 200;

-- name: add_key
-- A new key; of its secret the digest is kept.
insert into api_key (studio_id, name, hint, key_hash, scopes, account_id, created_at)
values ($1::bigint, $2::text, $3::text, sha256($4::bytea), $5::text[], $6::bigint, $7::timestamptz);

-- name: revoke_key
-- No longer valid.
update api_key set revoked_at = $3::timestamptz
 where id = $1::bigint and studio_id = $2::bigint and revoked_at is null;
