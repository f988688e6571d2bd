# shellcheck shell=sh
# Building with an analyzer for a part of ./check. Sourced, not run:
#
#	. "$HORA_SOURCE/tests/part/findings.sh"
#	analyze COMMAND...
#
# runs COMMAND, a make in a build folder without objects, and fails for each
# warning about src/ that it prints and tests/findings does not explain.

. "$HORA_SOURCE/tests/part/build.sh"

analyze()
{
	make -s clean >/dev/null
	"$@" >findings.log 2>&1 || {
		tail -n 30 findings.log
		exit 1
	}
	awk '
	function trim(text) { gsub(/^[ \t]+|[ \t]+$/, "", text); return text }
	FILENAME ~ /tests\/findings$/ {
		if (!/^[ \t]*(#|$)/ && split($0, column, " : ") >= 2) excused[trim(column[1]), trim(column[2])] = 1
		next
	}
	/src\/.* warning: .*\[.*\]$/ {
		file = $0; sub(/:[0-9]+:.*/, "", file); sub(/.*src\//, "src/", file)
		finding = $0; sub(/.*\[/, "", finding); sub(/\]$/, "", finding)
		if (!((file, finding) in excused)) { print; bad = 1 }
	}
	END { exit bad }' "$HORA_SOURCE/tests/findings" findings.log || exit 1
	echo "$(grep -c '^  CC ' findings.log) files"
}
