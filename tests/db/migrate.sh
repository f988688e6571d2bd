#!/bin/sh
# hora migrate against a server: what it applies, what it refuses, and that being
# killed leaves one step or the next. Each function below is one test.
set -u

hora=$HORA_BUILD/hora
scratch=$(mktemp -d)
name=migrate_$$
trap 'rm -rf "$scratch"; sql postgres -c "drop database if exists $name with (force)"' EXIT

sql() {
	database=$1
	shift
	psql -q -X -A -t -v ON_ERROR_STOP=1 -d "$HORA_TEST_DB dbname=$database" "$@" 2>/dev/null
}

value() {
	sql "$name" -c "$1"
}

migrate() {
	"$hora" migrate --database "$HORA_TEST_DB dbname=$name" "$@" >"$scratch/out" 2>"$scratch/err"
}

# A folder of three good migrations and an empty database.
prepare() {
	rm -rf "$scratch/sql"
	mkdir "$scratch/sql"
	echo 'create table a (n int); set local search_path = pg_catalog;' >"$scratch/sql/0001_first.sql"
	echo 'set search_path = nowhere; create table public.b (n int);' >"$scratch/sql/0002_second.sql"
	printf -- "-- A comment; with 'quotes'\ncreate table c (n int);\ninsert into c values (1), (2);\n" \
		>"$scratch/sql/0003_third.sql"
	echo 'not a migration' >"$scratch/sql/local.mk"
	sql postgres -c "drop database if exists $name with (force)" -c "create database $name"
}

says() {
	grep -q -- "$1" "$scratch/out" "$scratch/err" || {
		echo "expected to read \"$1\", got:"
		cat "$scratch/out" "$scratch/err"
		return 1
	}
}

is() {
	[ "$(value "$1")" = "$2" ] || {
		echo "expected $2 from $1, got: $(value "$1")"
		return 1
	}
}

an_empty_database_gets_all_in_order() {
	migrate "$scratch/sql" &&
		is "select string_agg(name, ' ' order by applied_at) from migration" "0001_first 0002_second 0003_third" &&
		is "select count(*) from c" 2 &&
		says '0002_second: applied in [0-9]* ms (2 of 3)' &&
		says 'The database is up to date (3 migrations).'
}

a_second_run_does_nothing() {
	migrate "$scratch/sql" && migrate "$scratch/sql" && is "select count(*) from c" 2 &&
		! grep -q applied "$scratch/out" && says 'up to date'
}

only_what_is_missing_is_applied() {
	migrate "$scratch/sql"
	echo 'create table d (n int);' >"$scratch/sql/0004_fourth.sql"
	migrate "$scratch/sql" && says '0004_fourth: applied' && ! grep -q 0003 "$scratch/out" &&
		is "select count(*) from migration" 4
}

a_dry_run_changes_nothing() {
	migrate --dry-run "$scratch/sql" && says '0001_first: to be applied' &&
		is "select count(*) from pg_tables where schemaname = 'public'" 0 || return 1
	migrate "$scratch/sql"
	echo 'create table d (n int);' >"$scratch/sql/0004_fourth.sql"
	migrate --dry-run "$scratch/sql" && says '0004_fourth: to be applied' && ! grep -q 0003 "$scratch/out" &&
		is "select to_regclass('d') is null" t
}

the_answer_can_be_read_by_programs() {
	migrate --json "$scratch/sql" && [ "$(wc -l <"$scratch/out")" -eq 1 ] &&
		says '^{"ok":true,"migrations":\[{"name":"0001_first","applied":true,"milliseconds":[0-9]*},' || return 1
	echo 'broken;' >"$scratch/sql/0004_fourth.sql"
	! migrate --json "$scratch/sql" && says '^{"ok":false,' && says '{"name":"0004_fourth","applied":false}'
}

a_changed_migration_is_refused() {
	migrate "$scratch/sql"
	echo '-- later thought' >>"$scratch/sql/0002_second.sql"
	echo 'create table d (n int);' >"$scratch/sql/0004_fourth.sql"
	! migrate "$scratch/sql" && says '0002_second was changed after it had been applied' &&
		is "select to_regclass('d') is null" t && ! migrate --dry-run "$scratch/sql"
}

a_missing_migration_is_refused() {
	migrate "$scratch/sql"
	rm "$scratch/sql/0003_third.sql"
	! migrate "$scratch/sql" && says 'the database has 0003_third, which is missing here'
}

a_renamed_migration_is_refused() {
	migrate "$scratch/sql"
	mv "$scratch/sql/0003_third.sql" "$scratch/sql/0003_other.sql"
	! migrate "$scratch/sql" && says '0003_third, which is missing here'
}

a_gap_or_a_double_number_is_refused() {
	echo 'select 1;' >"$scratch/sql/0005_fifth.sql"
	! migrate "$scratch/sql" && says '0005_fifth stands where number 0004 should' || return 1
	mv "$scratch/sql/0005_fifth.sql" "$scratch/sql/0003_again.sql"
	! migrate "$scratch/sql" && says 'stands where number' && is "select to_regclass('migration') is null" t
}

a_name_of_another_form_is_refused() {
	for bad in 4_x.sql 0004.sql 0004_.sql 0004_Big.sql 00004_x.sql '0004_a b.sql'; do
		echo 'select 1;' >"$scratch/sql/$bad"
		! migrate "$scratch/sql" && says 'a migration is called' || return 1
		rm "$scratch/sql/$bad"
	done
}

a_file_that_is_no_text_is_refused() {
	printf 'select 1;\377' >"$scratch/sql/0004_bytes.sql"
	! migrate "$scratch/sql" && says '0004_bytes.sql: not UTF-8 text' || return 1
	printf 'select 1;\000drop' >"$scratch/sql/0004_bytes.sql"
	! migrate "$scratch/sql" && says 'not UTF-8 text' || return 1
	head -c 1100000 /dev/zero | tr '\0' ' ' >"$scratch/sql/0004_bytes.sql"
	! migrate "$scratch/sql" && says 'longer than 1 MiB'
}

a_failing_migration_leaves_the_step_before() {
	printf 'create table d (n int);\ninsert into d values (1);\nselect 1 / 0;\n' >"$scratch/sql/0004_fails.sql"
	! migrate "$scratch/sql" && says '0004_fails: ERROR:  division by zero' &&
		is "select count(*) from migration" 3 && is "select to_regclass('d') is null" t || return 1
	printf 'create table d (n int;\n' >"$scratch/sql/0004_fails.sql"
	! migrate "$scratch/sql" && says 'syntax error' && says 'LINE 1'
}

a_migration_that_commits_by_itself_is_told_of() {
	echo 'create table d (n int); commit; create table e (n int);' >"$scratch/sql/0004_commits.sql"
	! migrate "$scratch/sql" && says '0004_commits: it ends its own transaction' &&
		is "select count(*) from migration" 3
}

two_at_once_take_turns() {
	echo 'select pg_sleep(0.5); create table d (n int);' >"$scratch/sql/0004_slow.sql"
	"$hora" migrate --database "$HORA_TEST_DB dbname=$name" "$scratch/sql" >"$scratch/first" 2>&1 &
	sleep 0.2
	migrate "$scratch/sql" && wait $! && says 'somebody else is migrating' &&
		is "select count(*) from migration" 4 && is "select count(*) from c" 2
}

a_table_in_use_is_waited_for_in_short_pieces() {
	migrate "$scratch/sql"
	echo 'alter table c add m int;' >"$scratch/sql/0004_alter.sql"
	sql "$name" -c 'begin; select * from c; select pg_sleep(1.2); commit' >/dev/null &
	sleep 0.2
	migrate "$scratch/sql" && wait $! && is "select count(*) from migration" 4
}

a_kill_at_any_point_leaves_one_step_or_the_next() {
	for n in 1 2 3 4 5 6 7 8 9; do
		printf 'create table t%s (n int);\nselect pg_sleep(0.02);\ninsert into t%s values (%s);\ncreate view v%s as select * from t%s;\n' \
			$n $n $n $n $n >"$scratch/sql/000$n"_step.sql
	done
	rm "$scratch/sql/"*_first.sql "$scratch/sql/"*_second.sql "$scratch/sql/"*_third.sql
	for round in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		[ $((round % 7)) -ne 1 ] || sql postgres -c "drop database if exists $name with (force)" -c "create database $name"
		"$hora" migrate --database "$HORA_TEST_DB dbname=$name" "$scratch/sql" >/dev/null 2>&1 &
		sleep "0.0$((round * 37 % 89 + 10))"
		kill -9 $!
		wait $! 2>/dev/null
		until [ "$(value "select count(*) from pg_stat_activity where application_name = 'hora migrate'")" = 0 ]; do
			sleep 0.02
		done
		[ "$(value "select to_regclass('migration') is not null")" = t ] || continue
		is "select (select count(*) from migration) = (select count(*) from pg_tables where tablename ~ '^t[0-9]')
			and (select count(*) from migration) = (select count(*) from pg_views where viewname ~ '^v[0-9]')" t || return 1
	done
	migrate "$scratch/sql" && is "select count(*) from migration" 9 && is "select n from v9" 9
}

the_database_away_is_said() {
	! "$hora" migrate --database "host=$scratch dbname=x" "$scratch/sql" >"$scratch/out" 2>"$scratch/err" &&
		says 'hora migrate: connection to server'
}

misuse_is_answered_with_the_usage() {
	"$hora" migrate --help >"$scratch/out" 2>&1 && says '^usage: hora migrate' || return 1
	"$hora" migrate --wrong >"$scratch/out" 2>&1
	[ $? -eq 2 ] && says '^usage: hora migrate' || return 1
	"$hora" migrate a b >"$scratch/out" 2>&1
	[ $? -eq 2 ] || return 1
	"$hora" migrate --config "$scratch/none.conf" >"$scratch/out" 2>&1
	[ $? -eq 1 ] && says 'none.conf'
}

the_configuration_names_what_the_command_line_does_not() {
	printf 'database = %s dbname=%s\nmigrations = %s\n' "$HORA_TEST_DB" "$name" "$scratch/sql" >"$scratch/hora.conf"
	"$hora" migrate --config "$scratch/hora.conf" >"$scratch/out" 2>&1 && is "select count(*) from migration" 3
}

status=0
for test in $(sed -n 's/^\([a-z_]*\)() {$/\1/p' "$0" | grep _); do
	prepare
	if $test >"$scratch/said" 2>&1; then
		echo "ok $test"
	else
		echo "not ok $test"
		cat "$scratch/said" "$scratch/out" "$scratch/err"
		status=1
	fi
done
exit $status
