-- Statements of the tests of pipes.


-- name: add
insert into thing (name) values ($1);

-- name: rename
update thing set name = $2 where name = $1;

-- name: find
select id, name, price, kind, made, day, good from thing where name = $1;

-- name: all
select id, name, price, kind, made, day, good from thing order by id;

-- name: count
select count(*) as number from thing;

-- name: divide
select 1 / $1 as number;

-- name: number
select $1 as number;

-- name: large
select repeat($1, $2::integer) as name;

-- name: time
select $1 as made;
