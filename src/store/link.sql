-- name: put
-- A link, and the job of the letter that carries it.
select account_link_put($1::text, nullif($2::bigint, 0), $3::text, $4::text, $5::text, $6::text,
                        $7::timestamptz, $8::integer);

-- name: told
-- The job of a letter that says what was changed.
select account_told($1::bigint, $2::text, $3::timestamptz);

-- name: find
-- By the token of its letter.
select id, kind, coalesce(account_id, 0) as account, email, email_key, language, next
  from account_link
 where token_hash = sha256($1::bytea) and used_at is null and expires_at > $2::timestamptz;

-- name: use
-- Once, however many come at the same time.
update account_link set used_at = $2::timestamptz
 where id = $1::bigint and used_at is null and expires_at > $2::timestamptz;

-- name: end_all
-- Other links of the kind to the same address: one was enough.
update account_link set used_at = $3::timestamptz
 where email_key = $1::text and kind = $2::text and used_at is null and expires_at > $3::timestamptz;

-- name: change_email
-- The account has this address from now on, which it has proved.
update account set email = $2::text, email_key = $3::text, verified_at = $4::timestamptz
 where id = $1::bigint and disabled_at is null;

-- name: letter
-- What the letter of a link says, and to whom: whether the address has an account
-- is found out here. That is found by capitals and small letters alike, so its letter
-- goes to the address it has, not to one that is written otherwise and may be another's.
select l.kind, case when l.account_id is null then coalesce(a.email, l.email) else l.email end as email,
       l.language, l.created_at as created, coalesce(a.first_name, '') as first_name,
       a.id is not null as known, a.disabled_at is not null as closed
  from account_link l
  left join account a on a.id = l.account_id or (l.account_id is null and a.email_key = l.email_key)
 where l.id = $1::bigint and l.used_at is null and l.expires_at > $2::timestamptz;

-- name: arm
-- The letter that goes out now has this token.
update account_link set token_hash = sha256($2::bytea) where id = $1::bigint and used_at is null;

-- name: holder
-- Whom to tell of a change.
select coalesce(email, '') as email, language, first_name from account
 where id = $1::bigint and disabled_at is null and email is not null;

-- name: invitation_letter
-- What the letter of an invitation says, and to whom.
select i.email, i.language, i.role, s.name as studio, s.language as studio_language, s.accent,
       trim(a.first_name || ' ' || a.last_name) as inviter, i.expires_at as until
  from invitation i
  join studio s on s.id = i.studio_id
  join account a on a.id = i.account_id
 where i.id = $1::bigint and i.studio_id = $2::bigint and i.accepted_at is null and i.revoked_at is null
   and i.expires_at > $3::timestamptz and s.erased_at is null;

-- name: invitation_arm
-- The letter that goes out now has this token.
update invitation set token_hash = sha256($3::bytea)
 where id = $1::bigint and studio_id = $2::bigint and accepted_at is null;

-- name: tidy
-- Links that are over have nothing to say any more.
delete from account_link where expires_at < $1::timestamptz;
