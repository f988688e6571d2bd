-- name: look
-- Who asks by the session of this name, and what they are to the studio and the
-- booking that the address names.
select session, account, strength, proved_at, studio, role, resource, platform, owns, verified, email,
       first_name, last_name, phone, language, zone, weak
  from session_look(sha256($1::bytea), $2::timestamptz, $3::text, $4::text);

-- name: open
-- A new session; 0 when the account is closed.
select session_open($1::bigint, sha256($2::bytea), $3::text, $4::timestamptz, $5::integer, $6::integer,
                    left($7::text, 64), left($8::text, 300)) as id;

-- name: end
-- Ends the session of this name.
select session_end(sha256($1::bytea), $2::timestamptz);

-- name: end_all
-- Ends an account's sessions but one.
update session set revoked_at = $3::timestamptz
 where account_id = $1::bigint and id <> $2::bigint and revoked_at is null;

-- name: end_one
-- Ends one of an account's sessions.
update session set revoked_at = $3::timestamptz
 where account_id = $1::bigint and id = $2::bigint and revoked_at is null;

-- name: list
-- The sessions of an account that still hold, the last used first.
select id, strength, created_at as created, seen_at as seen, address, agent
  from session
 where account_id = $1::bigint and revoked_at is null and expires_at > $2::timestamptz
   and seen_at + make_interval(secs => idle) > $2::timestamptz
 order by seen_at desc, id desc
 limit 100;

-- name: works
-- Does the account work in a studio, or administrate them? Does it want more
-- than a password?
select exists (select from membership m where m.account_id = $1::bigint)
       or exists (select from platform_admin p where p.id = $1::bigint) as works,
       account_has_factor($1::bigint) as factor;

-- name: key_look
-- The program that asks by this key.
select key, studio, slug, array_to_string(scopes, ' ') as scopes
  from api_key_look(sha256($1::bytea), $2::timestamptz);

-- name: tidy
-- Sessions that are over.
delete from session where expires_at < $1::timestamptz;
