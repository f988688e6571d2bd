#!/bin/sh
# hora doctor where nothing but the database is there: what it finds, how it ends.
set -eu
[ -n "${HORA_TEST_DB-}" ] || { echo "no server: run by make check" >&2; exit 99; }
host=${HORA_TEST_DB%% user=*}
name=test_cli_doctor_$$
folder=$(mktemp -d)
super() { psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$HORA_TEST_DB dbname=$1" -c "$2"; }
super postgres "create database $name owner hora_owner template hora_template"
trap 'super postgres "drop database $name with (force)"; rm -rf "$folder"' EXIT

fail() {
	echo "FAILED: $*" >&2
	exit 1
}
# ends STATUS WORD...: hora doctor ends so.
ends() {
	want=$1 status=0
	shift
	said=$("$HORA_BUILD/hora" doctor "$@" 2>&1) || status=$?
	[ "$status" = "$want" ] || fail "hora doctor $* ended with $status, not $want: $said"
}
has() {
	printf '%s\n' "$said" | grep -q -- "$1" || fail "no $1 in: $said"
}

cat >"$folder/hora.conf" <<END
database = $host user=postgres dbname=$name
migrations = $HORA_SOURCE/sql
programs = $folder
run = $folder
site = https://localhost:1
END
ends 0 --help
has '^usage: hora doctor'
has 'with 1 when something is'
ends 2 --unknown
ends 2 word
ends 1 --config "$folder/none.conf"
ends 1 --config "$folder/hora.conf" --database "host=$folder dbname=none"

ends 1 --config "$folder/hora.conf"
has '^good  database  *PostgreSQL 15'
has "^good  schema's ground "
has '^good  migrations  *all [0-9]* applied$'
has '^bad   durability ' # with-postgres never syncs
has '^odd   certificate  *not looked at'
has '^bad   site  *https://localhost:1/: nobody listens there$'
has "^bad   LINE's webhook "
has '^bad   payment callbacks '
has '^bad   configuration of hora-booking '
has '^bad   hora-booking  *.*status.sock: No such file'
has '^bad   hora-worker@mail '
has '^good  audit log '

"$HORA_BUILD/hora" doctor --json --config "$folder/hora.conf" 2>/dev/null | python3 -c 'import json, sys
answer = json.load(sys.stdin)
assert answer["ok"] is False and {f["health"] for f in answer["findings"]} == {"good", "odd", "bad"}, answer'

super "$name" "drop extension btree_gist cascade"
super "$name" "delete from public.migration where name = (select max(name) from public.migration)"
ends 1 --config "$folder/hora.conf"
has "^bad   schema's ground "
has '^bad   migrations  *1 of [0-9]* not applied: hora migrate$'
