-- name: begin
-- Somebody sets out; for ten minutes.
insert into login_attempt (id, provider_id, account_id, browser_hash, state, nonce, verifier, next, phase,
                           created_at, expires_at)
values ($1::text, $2::bigint, nullif($3::bigint, 0), sha256($4::bytea), $5::text, $6::text, $7::text,
        $8::text, $9::text, $10::timestamptz, $10::timestamptz + interval '10 minutes');

-- name: hand_over
-- A partner's user, whose token the worker has to check.
insert into login_attempt (id, provider_id, browser_hash, next, phase, code, created_at, expires_at)
values ($1::text, $2::bigint, sha256($3::bytea), $4::text, 'returned', $5::text, $6::timestamptz,
        $6::timestamptz + interval '10 minutes');

-- name: job
-- Has the worker see to its next step.
select login_job($1::text, $2::text);

-- name: find
-- One that is not over: by its key or its state, as its browser sees it, or (null)
-- as the worker does, which asks for nobody.
select t.id, t.provider_id, coalesce(t.account_id, 0) as account, t.state, t.nonce, t.verifier, t.next, t.phase,
       t.code, t.reason, t.subject, t.email, t.proved, t.first_name, t.last_name, t.created_at, t.expires_at
  from login_attempt t
 where (t.id = $1::text or t.state = $2::text)
   and ($3::bytea is null or t.browser_hash = sha256($3::bytea))
   and t.expires_at > $4::timestamptz;

-- name: step
-- From one phase to the next, with what came back or went wrong.
update login_attempt
   set phase = $3::text, code = $4::text, reason = $5::text
 where id = $1::text and phase = $2::text;

-- name: verify
-- Who it is there, and where to; what came back is not needed any more.
update login_attempt
   set phase = 'verified', code = null, subject = $2::text, email = $3::text, proved = $4::boolean,
       first_name = $5::text, last_name = $6::text, next = $7::text
 where id = $1::text and phase = 'returned';

-- name: use
-- A one-time token: no row when it was used before.
insert into used_token (provider_id, token_hash, expires_at)
values ($1::bigint, sha256($2::bytea), $3::timestamptz)
on conflict do nothing;

-- name: purge
delete from login_attempt where expires_at < $1::timestamptz;

-- name: purge_used
delete from used_token where expires_at < $1::timestamptz;
