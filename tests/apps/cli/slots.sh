#!/bin/sh
# hora slots from outside: its answer, its exit codes, and that neither the zone
# of the process nor the way the file comes in matters.
set -u
hora=${HORA_BUILD:-.}/hora
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
failed=0

scenario() # bookings
{
	cat <<-END
	{"now": "2026-05-01T00:00:00Z",
	 "providers": {"Ana": {"tz": "Europe/Lisbon", "weekly": {"1": [["09:00", "11:00"]]}}},
	 "service": {"duration": 60}, "bookings": [$1],
	 "query": {"from": "2026-06-01T00:00:00Z", "to": "2026-06-02T00:00:00Z"}}
	END
}

expect() # name, wanted status, wanted output (a pattern), command...
{
	name=$1 status=$2 pattern=$3
	shift 3
	got=$("$@" 2>&1)
	code=$?
	case $got in
	$pattern) ;;
	*) code="$code, saying: $got" ;;
	esac
	if [ "$code" != "$status" ]; then
		echo "$name: exit $code; wanted $status"
		failed=1
	fi
}

scenario '' >"$folder/good"
scenario '{"start": "2026-06-01T08:00:00Z", "end": "2026-06-01T07:00:00Z"}' >"$folder/bad"
scenario '{"start": "2026-06-01T08:00:00Z", "end": "2026-06-01T09:00:00Z"}' >"$folder/taken"

expect 'a file is answered' 0 '{"slots": \[*T08:00:00Z*T09:00:00Z*]}' "$hora" slots "$folder/good"
expect 'a mistake is told with its place' 2 "*bad: bookings\[0].start: *" "$hora" slots "$folder/bad"
expect 'what is no JSON is too' 2 '*: byte 1: *' "$hora" slots /dev/null
expect 'drops are explained when asked for' 0 '*"dropped": \[*"reason": "taken"*' "$hora" slots --explain "$folder/taken"
expect 'in whatever order it is asked' 0 '*"dropped"*' "$hora" slots "$folder/taken" --explain
expect 'a file that is not there' 1 '*No such file*' "$hora" slots "$folder/none"
expect 'a folder' 1 '*Is a directory*' "$hora" slots "$folder"
expect 'no file named' 2 'usage: hora slots*' "$hora" slots
expect 'two files' 2 'usage: hora slots*' "$hora" slots "$folder/good" "$folder/good"
expect 'an unknown option' 2 'usage: hora slots*' "$hora" slots --all "$folder/good"
expect 'no command' 2 'usage: hora COMMAND*' "$hora"
expect 'an unknown command' 2 'usage: hora COMMAND*' "$hora" slot
expect 'its own help' 0 'usage: hora slots*--explain*' "$hora" slots --help
expect 'help' 0 'usage: hora COMMAND*slots*' "$hora" --help

"$hora" slots "$folder/good" >"$folder/want"
for zone in UTC Asia/Tokyo America/St_Johns Nowhere/Atall; do
	TZ=$zone "$hora" slots - <"$folder/good" | cmp -s - "$folder/want" || {
		echo "under TZ=$zone, from standard input: another answer"
		failed=1
	}
done
"$hora" slots "$folder/good" >/dev/full 2>/dev/null && {
	echo 'an answer that could not be written counts as given'
	failed=1
}
exit $failed
