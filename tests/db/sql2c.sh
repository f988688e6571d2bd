#!/bin/sh
# The generator of statements: files that become what they should, byte for byte,
# and files that must be refused.
set -u

awk=${AWK:-awk}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
status=0

generate() {
	LC_ALL=C $awk -f "$HORA_SOURCE/tools/sql2c.awk" "$1" >"$scratch/out.h" 2>"$scratch/err"
}

fail() {
	echo "not ok $*"
	cat "$scratch/out.h" "$scratch/err"
	status=1
}

# accepted FILE: gives what lies beside it.
accepted() {
	if generate "$1.sql" && diff -u "$1.want" "$scratch/out.h" >"$scratch/err"; then
		echo "ok $(basename "$1") becomes what it should"
	else
		fail "$(basename "$1")"
	fi
}

# refused WHAT LINE WORDS: standard input is refused at that line with these words.
refused() {
	cat >"$scratch/bad.sql"
	if ! generate "$scratch/bad.sql" && grep -q -- "bad.sql:$2: .*$3" "$scratch/err" && [ ! -s "$scratch/out.h" ]; then
		echo "ok $1 is refused"
	else
		fail "$1 should be refused at line $2: $3"
	fi
}

accepted "$HORA_SOURCE/tests/db/sql2c/literals"

refused 'an empty file' 0 'no statement' </dev/null
printf -- '-- only words\n' | refused 'a file without a name' 1 'no statement'
printf -- 'select 1;\n-- name: a\nselect 1;\n' | refused 'SQL before the first name' 1 'before the first name'
printf -- '-- name: a\n-- name: b\nselect 1;\n' | refused 'a name without a statement' 1 'no statement under'
printf -- '-- name: a\n-- words;\n;\n' | refused 'a statement of nothing' 1 'no statement under'
printf -- '-- name: a\nselect 1;\n\n-- name: a\nselect 2;\n' | refused 'a name used twice' 4 'comes twice'
printf -- '-- name:\nselect 1;\n' | refused 'an empty name' 1 'a heading is'
printf -- '-- name: Find\nselect 1;\n' | refused 'a capital in a name' 1 'a heading is'
printf -- '-- name: a b\nselect 1;\n' | refused 'a space in a name' 1 'a heading is'
printf -- '--name: a\nselect 1;\n' | refused 'a heading written otherwise' 1 'a heading is'
printf -- '-- name: %s\nselect 1;\n' "$(printf '%060d' 0 | tr 0 a)" | refused 'a name too long for the server' 1 'too long'
printf -- '-- name: a\nselect 1; select 2;\n' | refused 'a second statement' 2 'more than one'
printf -- '-- name: a\nselect 1;\n\nselect 2\n' | refused 'a second statement on a later line' 4 'more than one'
printf -- "-- name: a\nselect 'x\n;\n\n" | refused 'a literal left open' 2 'left open'
printf -- '-- name: a\nselect "x\n' | refused 'an identifier left open' 2 'left open'
printf -- '-- name: a\n\nselect $x$ 1 $y$\n' | refused 'a dollar quote left open' 3 'left open'
printf -- '-- name: a\nselect 1 /* /* */\n' | refused 'a comment left open' 2 'left open'
printf -- '-- name: a\nselect $1, $3;\n' | refused 'a gap in the parameters' 1 '\$2 is missing'
printf -- '-- name: a\nselect $65%s;\n' "$(seq -s' ' -f', $%g' 64)" | refused 'a 65th parameter' 1 'more than 64'
printf -- '-- name: a\r\nselect 1;\r\n' | refused 'a carriage return' 1 'carriage return'

exit $status
