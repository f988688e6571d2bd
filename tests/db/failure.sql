-- Statements of the tests of transactions, failures and lost connections.

-- name: add
insert into thing (name) values ($1);

-- name: add_priced
insert into thing (name, price) values ($1, $2);

-- name: add_kind
insert into thing (name, kind) values ($1, $2::thing_kind);

-- name: add_part
insert into part (thing_id) values ($1);

-- name: add_stay
insert into stay (room, during) values ($1, $2);

-- name: add_checked_late
insert into late (number) values ($1);

-- name: rename
update thing set name = $2 where name = $1;

-- name: count
select count(*) as number from thing;

-- name: backend
select pg_backend_pid()::bigint as number;

-- name: raise
select raise_it($1, $2) as number;

-- name: lock
select id as number from thing where name = $1 for update;

-- name: sleep
select pg_sleep(10);

-- name: changing
select number from changing;

-- name: forget
deallocate all;

-- name: serializable
set transaction isolation level serializable;

-- name: read_only
set transaction read only;

-- name: no_table
select 1 as number from missing;

-- name: notice
select notice_it() as number;
