#!/bin/sh
# hora demo: two studios whose services can all be booked; run again, it adds
# nothing.
set -eu
[ -n "${HORA_TEST_DB-}" ] || { echo "no server: run by make check" >&2; exit 99; }
host=${HORA_TEST_DB%% user=*}
name=test_cli_demo_$$
super() { psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$HORA_TEST_DB dbname=$1" -c "$2"; }
super postgres "create database $name owner hora_owner template hora_template"
trap 'super postgres "drop database $name with (force)"' EXIT
demo() { "$HORA_BUILD/hora" demo --database "$host user=hora_owner dbname=$name"; }

fail() {
	echo "FAILED: $*" >&2
	exit 1
}

said=$(demo)
made=$(printf '%s\n' "$said" | sed -n 's/.*with \([0-9]*\) bookings.*/\1/p')
[ "${made:-0}" -gt 50 ] || fail "too few bookings: $said"
[ "$(super "$name" "select count(*) from hora.booking")" = "$made" ] || fail "not as many bookings as it said"
[ "$(super "$name" "select string_agg(slug, ' ' order by slug) from hora.studio")" = "lumen ribeira" ] ||
	fail "other studios than it said"
lost=$(super "$name" "select string_agg(slug, ' ') from hora.service s
	where not exists (select from hora.service_staff where service_id = s.id)
	   or not timetabled and not exists (select from hora.service_staff o join hora.hours h using (resource_id)
	                                      where o.service_id = s.id)")
[ -z "$lost" ] || fail "nobody offers $lost"
[ "$(super "$name" "select count(*) from hora.booking where email is not null")" = 0 ] ||
	fail "somebody would be sent mail"
tables="select (select count(*) from hora.service) || '/' || (select count(*) from hora.hours)
	|| '/' || (select count(*) from hora.question) || '/' || (select count(*) from hora.booking)"
before=$(super "$name" "$tables")
demo >/dev/null
[ "$(super "$name" "$tables")" = "$before" ] || fail "a second run added something"
