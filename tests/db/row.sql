-- Values of every type, and rows of a thing in several orders.

-- name: int2_least
select (-32768)::smallint as value;

-- name: int2_minus_one
select (-1)::smallint as value;

-- name: int4_least
select (-2147483648)::integer as value;

-- name: int4_most
select 2147483647 as value;

-- name: int8_least
select (-9223372036854775808)::bigint as value;

-- name: int8_most
select 9223372036854775807 as value;

-- name: int8_null
select null::bigint as value;

-- name: numeric
select 1.5 as value;

-- name: text
select 'a "text" ü' as value;

-- name: text_empty
select ''::text as value;

-- name: text_null
select null::text as value;

-- name: varchar
select 'abc'::varchar as value;

-- name: bpchar
select 'ab'::char(3) as value;

-- name: name
select current_user as value;

-- name: json
select '{"a": 1}'::json as value;

-- name: jsonb
select '{"a":1}'::jsonb as value;

-- name: uuid
select 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'::uuid as value;

-- name: enum
select 'large'::thing_kind as value;

-- name: enum_text
select 'large'::text as value;

-- name: enum_huge
select 'huge'::thing_kind as value;

-- name: enum_late
select 'late'::late_kind as value;

-- name: row_type
select (select t from thing t limit 1) as value;

-- name: bytes
select '\x00ff'::bytea as value;

-- name: range
select tstzrange(null, null) as value;

-- name: time_epoch
select '1970-01-01 00:00Z'::timestamptz as value;

-- name: time_2000
select '2000-01-01 00:00Z'::timestamptz as value;

-- name: time_fraction
select to_timestamp(1700000000.999999) as value;

-- name: time_before_2000
select to_timestamp(-1.5) as value;

-- name: time_infinity
select 'infinity'::timestamptz as value;

-- name: time_minus_infinity
select '-infinity'::timestamptz as value;

-- name: time_null
select null::timestamptz as value;

-- name: timestamp
select '1970-01-01'::timestamp as value;

-- name: date_epoch
select '1970-01-01'::date as value;

-- name: date_before
select '1969-12-31'::date as value;

-- name: date_infinity
select 'infinity'::date as value;

-- name: date_minus_infinity
select '-infinity'::date as value;

-- name: date_null
select null::date as value;

-- name: true
select true as value;

-- name: false
select false as value;

-- name: bool_null
select null::boolean as value;

-- name: thing
select 7::bigint as id, 'lamp' as name, 1250::bigint as price, 'large'::thing_kind as kind,
       '1970-01-02 00:00Z'::timestamptz as made, '1970-01-03'::date as day, true as good;

-- name: thing_reordered
select true as good, '1970-01-03'::date as day, '1970-01-02 00:00Z'::timestamptz as made,
       'large'::thing_kind as kind, 1250::bigint as price, 'lamp' as name, 7::bigint as id;

-- name: thing_less
select 7::bigint as id, 'lamp' as name, 1250::bigint as price, 'large'::thing_kind as kind;

-- name: thing_more
select 7::bigint as id, 'lamp' as name, 1250::bigint as price, 'large'::thing_kind as kind,
       '1970-01-02 00:00Z'::timestamptz as made, '1970-01-03'::date as day, true as good,
       1 as more;

-- name: thing_twice
select 7::bigint as id, 'lamp' as name, 1250::bigint as price, 'large'::thing_kind as kind,
       '1970-01-02 00:00Z'::timestamptz as made, '1970-01-03'::date as day, true as good,
       'again' as name;

-- name: series
select n as number from generate_series(1, $1) n order by n;
