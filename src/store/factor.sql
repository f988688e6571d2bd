-- name: totp
-- An account's authenticator app.
select secret, step, created_at as created, used_at as used from totp where id = $1::bigint;

-- name: add_totp
-- Sets one up; the code that confirmed it counts as used.
insert into totp (id, secret, step, created_at, used_at)
values ($1::bigint, $2::text, $3::bigint, $4::timestamptz, $4::timestamptz);

-- name: use_totp
-- Takes a code: only of a later step than the last.
update totp set step = $2::bigint, used_at = $3::timestamptz where id = $1::bigint and step < $2::bigint;

-- name: drop_totp
-- Takes it away.
delete from totp where id = $1::bigint;

-- name: codes
-- How many recovery codes are left.
select count(*) as id from recovery_code where account_id = $1::bigint and used_at is null;

-- name: drop_codes
-- None of the old ones works any more.
delete from recovery_code where account_id = $1::bigint;

-- name: add_codes
-- New ones.
insert into recovery_code (account_id, code_hash, created_at)
select $1::bigint, decode(hex, 'hex'), $3::timestamptz from unnest($2::text[]) as hex;

-- name: use_code
-- Takes a recovery code: once.
update recovery_code set used_at = $3::timestamptz
 where account_id = $1::bigint and code_hash = decode($2::text, 'hex') and used_at is null;

-- name: passkeys
-- An account's passkeys, the newest first.
select id, name, created_at as created, used_at as used, portable
  from passkey where account_id = $1::bigint order by id desc limit 100;

-- name: credentials
-- Their ids, parted by spaces, for the browser to choose among.
select coalesce(string_agg(credential, ' ' order by id desc), '') as ids from passkey where account_id = $1::bigint;

-- name: passkey_owner
-- Whose passkey it is; 0: nobody's.
select passkey_owner($1::text) as id;

-- name: passkey
-- One of an account's, to hold a log-in against.
select credential as id, public_key as key, algorithm, uses as count, portable, copied
  from passkey where account_id = $1::bigint and credential = $2::text;

-- name: add_passkey
-- Adds one.
insert into passkey (account_id, credential, public_key, algorithm, uses, portable, copied, name, created_at)
values ($1::bigint, $2::text, $3::text, $4::bigint::integer, $5::bigint, $6::boolean, $7::boolean, $8::text,
        $9::timestamptz);

-- name: use_passkey
-- A log-in with it, unless another one has counted further meanwhile.
update passkey set uses = $3::bigint, copied = $4::boolean, used_at = $5::timestamptz
 where account_id = $1::bigint and credential = $2::text and (uses < $3::bigint or (uses = 0 and $3::bigint = 0));

-- name: name_passkey
-- Calls it something else.
update passkey set name = $3::text where account_id = $1::bigint and id = $2::bigint;

-- name: drop_passkey
-- Takes it away.
delete from passkey where account_id = $1::bigint and id = $2::bigint;

-- name: drop_all
-- Nothing but the password is left.
with app as (delete from totp where id = $1::bigint),
     codes as (delete from recovery_code where account_id = $1::bigint)
delete from passkey where account_id = $1::bigint;

-- name: answer
-- Answers a challenge, once.
select challenge_answer(sha256($1::bytea), $2::timestamptz, $3::timestamptz) as answered;
