#!/bin/sh
# No role may do more than rights.sql says, no table escapes the audit log; and
# each breach of it is found.
set -eu
[ -n "${HORA_TEST_DB-}" ] || { echo "no server: run by make check" >&2; exit 99; }
rules=$HORA_SOURCE/tests/store/rights.sql
name=test_rights_$$
super() { psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$HORA_TEST_DB dbname=$1"; }
echo "create database $name owner hora_owner template hora_template" | super postgres
trap 'echo "drop database $name with (force)" | super postgres' EXIT

said=$(super "$name" <"$rules")
[ -z "$said" ] || { echo "FAILED: $said"; exit 1; }

while IFS='|' read -r breach found; do
	said=$( (echo "begin; set local search_path = hora, public; $breach;"; cat "$rules") | super "$name")
	printf '%s\n' "$said" | grep -qxF "$found" || {
		echo "FAILED: after $breach: ${said:-nothing}, not: $found"
		exit 1
	}
done <<'END'
grant select on password to hora_booking|hora_booking reads password.hash
grant select (secret) on totp to hora_admin|hora_admin reads totp.secret
alter table totp rename secret to hidden|nobody knows totp.secret
alter role hora_line createdb|hora_line is more than a program
grant hora_owner to hora_worker|hora_worker is more than a program
grant create on schema hora to hora_auth|hora_auth may make things in hora
grant execute on function password_look(text) to public|public may call password_look, which runs by its owner's rights
alter function quota_take(text, integer, integer) set search_path = hora, pg_catalog|quota_take looks into temporary things first
alter function factor_counts(bigint) reset search_path|factor_counts looks into temporary things first
alter table quota owner to hora_auth|hora_auth owns quota
grant truncate on booking to hora_admin|hora_admin may empty or rule booking
grant update on booking to hora_reader|hora_reader writes booking
create table notes (id bigint)|notes is not audited
alter table booking disable trigger zz_audit|booking is not audited
drop trigger zz_audit on booking|booking is not audited
drop table quota cascade|quota is no table, or audited after all
END
