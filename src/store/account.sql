-- name: password
-- The account of this address and its password's hash, for one try.
select account, hash from password_look($1::text);

-- name: put_password
-- Sets a password; ends the account's sessions.
select password_put($1::bigint, $2::text, $3::timestamptz);

-- name: refresh_password
-- The same password under a stronger hash.
select password_refresh($1::bigint, $2::text, $3::text);

-- name: add
-- A new account.
insert into account (email, email_key, verified_at, first_name, last_name, language, created_at)
values ($1::text, $2::text, $3::timestamptz, $4::text, $5::text, $6::text, $7::timestamptz)
returning id;

-- name: find
-- One account.
select id, coalesce(email, '') as email, coalesce(email_key, '') as email_key, verified_at as verified,
       first_name, last_name, language, disabled_at as disabled
  from account where id = $1::bigint;

-- name: by_email
-- The account with this address.
select id, coalesce(email, '') as email, coalesce(email_key, '') as email_key, verified_at as verified,
       first_name, last_name, language, disabled_at as disabled
  from account where email_key = $1::text;

-- name: verify
-- Its holder reads the address it has.
update account set verified_at = $3::timestamptz
 where id = $1::bigint and email_key = $2::text and verified_at is null;

-- name: studios
-- Where an account works.
select s.slug, s.name, m.role, coalesce(m.resource_id, 0) as resource
  from membership m join studio s on s.id = m.studio_id
 where m.account_id = $1::bigint and s.erased_at is null
 order by s.name, s.id;

-- name: setup
-- The studio whose first owner this link is for.
select l.id, s.id as studio, s.slug, s.name, s.language, coalesce(l.email, '') as email
  from setup_link l join studio s on s.id = l.studio_id
 where l.token_hash = sha256($1::bytea) and l.used_at is null and l.expires_at > $2::timestamptz
   and s.erased_at is null;

-- name: use_setup
-- Uses the link up: once.
update setup_link set used_at = $3::timestamptz
 where id = $1::bigint and studio_id = $2::bigint and used_at is null and expires_at > $3::timestamptz;

-- name: join
-- An account begins to work in a studio.
insert into membership (studio_id, account_id, role, resource_id)
values ($1::bigint, $2::bigint, $3::text, nullif($4::bigint, 0));

-- name: administrate
-- An account administrates the installation.
insert into platform_admin (id) values ($1::bigint) on conflict do nothing;

-- name: staff
-- A staff member by its name in addresses.
select id from resource where studio_id = $1::bigint and slug = $2::text and kind = 'staff';

-- name: disable
-- Closes an account, which ends its sessions; or opens it (null).
update account set disabled_at = $2::timestamptz where id = $1::bigint and erased_at is null;
