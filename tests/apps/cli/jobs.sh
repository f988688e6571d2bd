#!/bin/sh
# hora jobs and hora audit verify: what they tell, what they change, what they refuse.
set -eu
[ -n "${HORA_TEST_DB-}" ] || { echo "no server: run by make check" >&2; exit 99; }
host=${HORA_TEST_DB%% user=*}
name=test_cli_jobs_$$
super() { psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$HORA_TEST_DB dbname=$1" -c "$2"; }
super postgres "create database $name owner hora_owner template hora_template"
trap 'super postgres "drop database $name with (force)"' EXIT
hora() { "$HORA_BUILD/hora" "$@" --database "$host user=hora_owner dbname=$name"; }

fail() {
	echo "FAILED: $*" >&2
	exit 1
}
# ends STATUS COMMAND...: it ends so.
ends() {
	want=$1 status=0
	shift
	said=$(hora "$@" 2>&1) || status=$?
	[ "$status" = "$want" ] || fail "hora $* ended with $status, not $want: $said"
}
has() {
	printf '%s\n' "$said" | grep -q -- "$1" || fail "no $1 in: $said"
}

super "$name" "insert into hora.studio (slug, name, zone, currency, language, calling_code)
		values ('casa', 'Casa', 'Europe/Lisbon', 'EUR', 'pt', '351');
	insert into hora.job (studio_id, lane, kind, key, due_at, state, last_error, done_at) values
		(1, 'mail', 'mail.booked', '1/1', now() - interval '90 s', 'due', null, null),
		(1, 'mail', 'mail.booked', '2/1', now(), 'dead', '550 nobody', now()),
		(null, 'live', 'live.booking', '3/1', now() + interval '1 h', 'due', null, null)"

ends 0 jobs
has '^mail  *1  *0  *1  *9[0-9]$'
has '^live  *0  *0  *0  *0$'
ends 0 jobs --json
has '"lane":"mail","due":1,"leased":0,"dead":1'
ends 0 jobs list
[ "$(printf '%s\n' "$said" | wc -l)" = 3 ] || fail "not three jobs: $said"
ends 0 jobs list --state dead --lane mail --kind mail.booked
has '^2  *dead  *mail.booked  *2/1  *due .*: 550 nobody$'
[ "$(printf '%s\n' "$said" | wc -l)" = 1 ] || fail "more than the dead: $said"
ends 0 jobs list --most 1 --json
has '^\[{"id":3,.*}\]$'
ends 0 jobs retry 2
[ "$(super "$name" "select state, tries from hora.job where id = 2")" = 'due|0' ] || fail "not due again"
ends 1 jobs retry 2
ends 1 jobs retry 99
ends 0 jobs drop 1 2
[ "$(super "$name" "select count(*) from hora.job where state = 'dropped'")" = 2 ] || fail "not dropped"
ends 1 jobs drop 1
ends 1 jobs retry 99 1 98
has '^1: is due again$'
has 'there is no job 98'
ends 2 jobs drop one
ends 2 jobs drop 1 one
[ "$(super "$name" "select state from hora.job where id = 1")" = due ] || fail "dropped in spite of the other word"
ends 0 jobs drop 1
ends 2 jobs list --lane post
has 'post is nothing for --lane'
ends 2 jobs list --state done,dead
ends 2 jobs drops
ends 2 jobs list list
ends 2 jobs --nonsense
ends 2 jobs retry
ends 2 jobs list --most 0

super "$name" "select audit.seal_entries()" >/dev/null
ends 0 audit verify
has '^casa  *[0-9]* entries, last seal 1 of 20.*: [0-9a-f]\{64\}$'
has '^The log is as it was written.$'
ends 0 audit verify --studio casa --json
has '"ok":true,"faults":\[\],"seals":\[{"slug":"casa","number":1'
ends 1 audit verify --studio nobody
super "$name" "update audit.entry set actor = 'nobody' where id = (select max(id) from audit.entry)"
ends 1 audit verify
has '^studio 1, seal 1: entries were changed$'
ends 1 audit verify --json
has '"ok":false'
ends 2 audit
ends 2 audit verify more
echo "hora jobs, hora audit: all as it should be"
