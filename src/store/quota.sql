-- name: take
-- Takes one of so many in a window; answers the seconds to wait, 0 when granted.
select quota_take($1::text, $2::integer, $3::integer)::bigint as wait;

-- name: give_back
-- A try that was right does not count.
select quota_return($1::text);
