-- name: rows
-- The photos that a studio's pages show.
select coalesce(service_id, 0) as service_id, coalesce(resource_id, 0) as resource_id, kind,
       encode(sha256, 'hex') as digest, width
  from picture
 where studio_id = $1::bigint and state = 'ready';

-- name: status
-- What there is of a studio's, of its service or of its staff member.
select state, kind, encode(sha256, 'hex') as digest, coalesce(width, 0) as width,
       coalesce(fault, 'fine') as fault
  from picture
 where studio_id = $1::bigint and service_id is not distinct from $2::bigint
   and resource_id is not distinct from $3::bigint and state <> 'removing'
 order by id desc;

-- name: account_status
-- What there is of an account's own.
select state, kind, encode(sha256, 'hex') as digest, coalesce(width, 0) as width,
       coalesce(fault, 'fine') as fault
  from picture
 where account_id = $1::bigint and studio_id is null and state <> 'removing'
 order by id desc;

-- name: put
select studio_picture_put($1::bigint, $2::bigint, $3::bigint, $4::text, $5::bigint) as id;

-- name: account_put
select account_picture_put($1::bigint, $2::text, $3::bigint) as id;

-- name: drop
select studio_picture_drop($1::bigint, $2::bigint, $3::bigint) as id;

-- name: account_drop
select account_picture_drop($1::bigint) as id;

-- name: find
-- One to work on.
select id, state, kind, spool, encode(sha256, 'hex') as digest
  from picture
 where id = $1::bigint;

-- name: claim
select picture_claim($1::bigint, $2::bytea) as yes;

-- name: ready
select picture_show($1::bigint, $2::integer, $3::integer, $4::bigint);

-- name: fail
-- A studio's quota counts what is kept, and of this nothing is (files that were
-- begun go with the row).
update picture set state = 'failed', fault = $2::text, spool = null, bytes = 0
 where id = $1::bigint and state = 'waiting';

-- name: fail_stuck
-- Those whose job was given up with its worker.
update picture p set state = 'failed', fault = $1::text, spool = null, bytes = 0
 where p.state = 'waiting'
   and exists (select from job j where j.kind = 'picture.make' and j.key = p.id::text and j.state = 'dead');

-- name: release
select picture_release($1::bigint) as yes;

-- name: forget
delete from picture
 where id = $1::bigint and state = 'removing';

-- name: is_spooled
select exists (select from picture where spool = $1::text) as yes;
