# shellcheck shell=sh
# What every check program shares: its options, the list of the tree's own
# files, and how a breach is told. Sourced, not run:
#
#	. "$(dirname "$0")/tree.sh"
#	tree_open "$@"
#
# tree_open handles --help (prints the program's opening comment) and
# --source DIR, and goes to that folder, by default the one above tools/.

tree_open()
{
	tree=$(dirname "$0")/..
	while [ $# -gt 0 ]; do
		case $1 in
		--help)
			awk 'NR > 1 && !/^#/ { exit } NR > 1 { sub(/^# ?/, ""); print }' "$0"
			exit 0
			;;
		--source)
			[ $# -gt 1 ] || tree_misuse "--source wants a folder"
			tree=$2
			shift 2
			;;
		*)
			tree_misuse "unknown argument: $1"
			;;
		esac
	done
	cd "$tree" || exit 2
}

tree_misuse()
{
	echo "${0##*/}: $1 (try --help)" >&2
	exit 2
}

# tree_files REGEX: the tree's own files whose path (without ./) matches, one a
# line, sorted. What git ignores is not the tree's, nor is what is vendored.
tree_files()
{
	if [ -e .git ]; then
		git ls-files --cached --others --exclude-standard | while IFS= read -r file; do
			[ ! -f "$file" ] || printf '%s\n' "$file"
		done
	else
		find . \( -path './build*' -o -path './_*' -o -path ./var -o -name node_modules -o -name autom4te.cache \) \
			-prune -o -type f -print | sed 's,^\./,,' | grep -vE '^(configure~?|aclocal\.m4|Makefile\.in)$'
	fi | grep -v '^vendor/' | grep -E -e "$1" | LC_ALL=C sort
}

# tree_end MESSAGES: the verdict. MESSAGES is a file with one breach a line.
tree_end()
{
	if [ -s "$1" ]; then
		cat "$1" >&2
		printf '%s: %d breaches\n' "${0##*/}" "$(grep -c '' "$1")" >&2
		exit 1
	fi
}

messages=$(mktemp)
trap 'rm -f "$messages"' EXIT
trap 'exit 1' HUP INT TERM
