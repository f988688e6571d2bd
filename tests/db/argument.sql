-- Arguments of every type, shown as the server's own text.

-- name: bool
select $1::text as value;

-- name: int
select $1::text as value;

-- name: text
select $1 as value;

-- name: time
select $1::text as value;

-- name: date
select $1::text as value;

-- name: bytes
select encode($1, 'hex') as value;

-- name: range
select $1::text as value;

-- name: ints
select $1::text as value;

-- name: times
select $1::text as value;

-- name: texts
select $1::text as value;

-- name: narrow
select ($1::integer + $2::smallint)::text as value;

-- name: enum
select $1::thing_kind::text as value;

-- name: none
select 'none' as value;
