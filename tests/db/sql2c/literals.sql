-- What stands before the first name is left out; it's only comments.

-- name: kinds
-- $9 in a comment, and an apostrophe that isn't a literal.
select 'it''s $7 -- no comment', "we""ird;$8", E'a\'b;$7', e'\\', 'C:\path', -- $6
       $t$ body; $8 -- name: x
-- name: inside
'"$t$, $$;$9$$, a$5, /* c /* nested $9 */ ; */ $1::bigint, 'été';

-- name: lines

select 1

  from a   -- why
 where b = $2 and c = '
-- name: still_inside

  $9 ' and d = $1 or e = $10 and f in ($3, $4, $5,$6,$7,$8,$9)
;
-- at the end
-- name: tabs
select	'	';
