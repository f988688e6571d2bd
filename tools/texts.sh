# shellcheck shell=sh
# The texts of the tree as one PO template, on standard output; LOCATION is how
# places are told (file, full). Sourced after tree.sh, run in the tree's root:
#
#	texts_template LOCATION
texts_header='msgid ""
msgstr ""
"Project-Id-Version: hora\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"'

texts_template()
{
	set -- "$1" "$(mktemp)"
	{
		printf '%s\n' "$texts_header"
		tree_files '^views/.*\.mustache$' | xargs -r -d '\n' awk -f "$texts_tools/texts.awk"
	} >"$2" || return 1
	msguniq --no-wrap --add-location=full --output-file="$2.views" "$2" || return 1
	{
		printf '%s\n' "$texts_header"
		tree_files '^src/.*\.[ch]$' >"$2.list"
		xgettext --language=C --from-code=UTF-8 --keyword --keyword=N_ --keyword=_ --omit-header \
			--no-wrap --add-location=full --files-from="$2.list" --output=-
	} >"$2" || return 1
	msgcat --no-wrap --sort-output --use-first --add-location="$1" "$2.views" "$2"
	rm -f "$2" "$2.views" "$2.list"
}
