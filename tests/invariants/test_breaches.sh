#!/bin/sh
# Proves that each invariant can fail: a sound studio keeps them all; then each
# row of breach.table, planted in a copy of it, is found by the invariant named.
set -u
here=$HORA_SOURCE/tests/invariants
database=invariants_$$
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"; server "drop database if exists $database with (force)"' EXIT
failures=0 breaches=0

server()
{
	psql -q -X -d "$HORA_TEST_DB dbname=postgres" -c "$1" >/dev/null 2>&1
}

# planted NAME BREACH: what the invariant finds of it, undone afterwards.
planted()
{
	psql -q -X -A -t -v ON_ERROR_STOP=1 -d "$HORA_TEST_DB dbname=$database" <<-SQL
		set search_path = hora, audit, public;
		begin;
		set local client_min_messages = error;
		\\o /dev/null
		$2;
		\\o
		\\echo planted
		\\set journal \`sed '1s/^/[/; \$!s/\$/,/; \$s/\$/]/' $here/journal.json\`
		\\i $here/journal.sql
		set local role hora_reader;
		\\i $(echo "$here/$1"_*.sql)
		;
	SQL
}

fail()
{
	failures=$((failures + 1))
	echo "$1"
	sed 's/^/    /' "$scratch/out"
}

server "create database $database template hora_template"
psql -q -X -v ON_ERROR_STOP=1 -d "$HORA_TEST_DB dbname=$database" -f "$here/studio.sql" >"$scratch/out" 2>&1 || fail "no studio"
"$HORA_SOURCE/tools/check-invariants" --journal "$here/journal.json" "$HORA_TEST_DB dbname=$database" >"$scratch/out" 2>&1 ||
	fail "the sound studio is found broken"

grep -v -e '^#' -e '^$' "$here/breach.table" >"$scratch/table"
while IFS='|' read -r name breach; do
	breaches=$((breaches + 1))
	planted "${name% }" "$breach" >"$scratch/out" 2>&1
	if ! grep -qx planted "$scratch/out"; then
		fail "cannot plant:$breach"
	elif [ "$(wc -l <"$scratch/out")" -lt 2 ] || grep ERROR "$scratch/out" | grep -qv 'invalid byte sequence'; then
		fail "${name% } does not find:$breach"
	fi
done <"$scratch/table"

for file in "$here"/inv*.sql; do
	name=$(basename "$file" | cut -c1-5)
	grep -q "^$name " "$scratch/table" || { echo >"$scratch/out"; fail "nothing breaks $name"; }
done
echo "$breaches breaches of $(ls "$here"/inv*.sql | wc -l) invariants, $failures failures"
[ "$failures" -eq 0 ] && [ "$breaches" -gt 0 ]
