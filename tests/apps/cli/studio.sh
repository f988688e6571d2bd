#!/bin/sh
# hora studio add: what it prints, what it keeps, what it refuses.
set -eu
[ -n "${HORA_TEST_DB-}" ] || { echo "no server: run by make check" >&2; exit 99; }
host=${HORA_TEST_DB%% user=*}
name=test_cli_studio_$$
super() { psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$HORA_TEST_DB dbname=$1" -c "$2"; }
super postgres "create database $name owner hora_owner template hora_template"
trap 'super postgres "drop database $name with (force)"' EXIT
add() { "$HORA_BUILD/hora" studio add "$@" --database "$host user=hora_owner dbname=$name"; }

fail() {
	echo "FAILED: $*" >&2
	exit 1
}

said=$(add casa "Casa da Praia" --zone Europe/Lisbon --currency EUR --email ana@example.pt --json)
token=$(printf '%s\n' "$said" | sed -n 's,.*"setup_link":"/auth/setup/\([A-Za-z0-9_-]\{22\}\)".*,\1,p')
[ -n "$token" ] || fail "no link in $said"
kept=$(super "$name" "select count(*) from hora.setup_link where token_hash = sha256('$token')
	and expires_at > now() + interval '71 hours' and used_at is null")
[ "$kept" = 1 ] || fail "the link's hash is not kept"
[ "$(super "$name" "select count(*) from audit.entry where actor = 'operator' and object = 'studio'")" = 1 ] ||
	fail "the audit log does not name the operator"

refused() {
	want=$1
	shift
	status=0
	add "$@" >/dev/null 2>&1 || status=$?
	[ "$status" = "$want" ] || fail "add $* ended with $status, not $want"
}
refused 1 casa "Again" --zone Europe/Lisbon --currency EUR
refused 2 Casa "Name" --zone Europe/Lisbon --currency EUR
refused 2 casa2 "Name" --zone Europe/Lisboa --currency EUR
refused 2 casa2 "Name" --zone Europe/Lisbon
refused 2 casa2 "" --zone Europe/Lisbon --currency EUR
refused 2 casa2 "Name" --zone Europe/Lisbon --currency EUR --email nobody
refused 1 casa2 "Name" --zone Europe/Lisbon --currency euro
[ "$(super "$name" "select count(*) from hora.studio")" = 1 ] || fail "something refused was kept"
echo "hora studio add: all as it should be"
