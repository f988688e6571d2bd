-- What the studio's own people look up: its bookings by time, and by what of a
-- name, an address or a number somebody remembers.

set local search_path = hora, public;

create index occasion_times on occasion (studio_id, starts);
create index booking_waiting on booking (studio_id) where state = 'pending_approval';

-- Small letters without accents, so that joao finds João. What is plain already
-- is spared the longer way, which costs five times as much.
create function folded(words text) returns text
	language sql immutable parallel safe
	return case when octet_length(words) = length(words) then lower(words)
	            else translate(lower(words), 'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ', 'aaaaaaceeeeiiiinooooouuuuyy') end;
comment on function folded(text) is 'A text for finding: small letters, those of Western Europe without accents.';

-- Written so that it is inlined: each argument that costs anything is used once.
create function booking_says(b booking, words text, pattern text, digits text) returns boolean
	language sql stable parallel safe
	return words is null or folded(b.name || ' ' || coalesce(b.email, '')) like pattern
		or b.public_id = words or b.phone like digits;
comment on function booking_says(booking, text, text, text) is 'Whether name, address, number (null = none is meant) or public id are as wanted; words null = nothing is.';

revoke all on function folded(text), booking_says(booking, text, text, text) from public;
grant execute on function folded(text), booking_says(booking, text, text, text) to hora_admin;
