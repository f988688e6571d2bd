# Makes C constants of a file of statements:
#
#	awk -f sql2c.awk src/store/booking.sql >src/store/booking.q.h
#
# A statement stands under a heading of its own, "-- name: find", and becomes
# q_find with the name "booking.find" and its highest $n. Comments go, literals
# of every kind stay as they are. Refused, with file and line: a name that is
# missing, malformed or used twice, a statement that is empty or several, a gap
# in $1, $2, …, a literal or comment left open, a carriage return.
#
# With -v form=check it writes what tools/check-statements feeds to psql instead:
# a call for each statement with its place, name, number of parameters and text.

function refuse(line, why) {
	printf "%s:%d: %s\n", FILENAME, line, why >"/dev/stderr"
	failed = 1
	exit 1
}

# Takes n characters of the line into the statement.
function take(n) {
	text = text substr(rest, 1, n)
	rest = substr(rest, n + 1)
}

function skip(n) {
	rest = substr(rest, n + 1)
}

# A literal's or comment's opening: remembers how it ends.
function open_literal(how, length_of_opening) {
	mode = how
	opened = NR
	take(length_of_opening)
}

# Plain SQL: up to whatever starts something else.
function read_plain(    before) {
	before = substr(text, length(text), 1)
	if (rest ~ /^--/) {
		rest = ""
	} else if (rest ~ /^\/\*/) {
		mode = "comment"
		opened = NR
		depth = 1
		skip(2)
	} else if (rest ~ /^'/) {
		open_literal(before ~ /[eE]/ && substr(text, length(text) - 1, 1) !~ /[A-Za-z0-9_$]/ ? "escaped" : "quoted", 1)
	} else if (rest ~ /^"/) {
		open_literal("identifier", 1)
	} else if (before !~ /[A-Za-z0-9_$\200-\377]/ && match(rest, /^\$[1-9][0-9]*/)) {
		used[substr(rest, 2, RLENGTH - 1) + 0] = 1
		if (substr(rest, 2, RLENGTH - 1) + 0 > parameters)
			parameters = substr(rest, 2, RLENGTH - 1) + 0
		take(RLENGTH)
	} else if (before !~ /[A-Za-z0-9_$\200-\377]/ && match(rest, /^\$([A-Za-z_\200-\377][A-Za-z0-9_\200-\377]*)?\$/)) {
		delimiter = substr(rest, 1, RLENGTH)
		open_literal("dollar", RLENGTH)
	} else if (rest ~ /^;/) {
		ended = NR
		skip(1)
	} else {
		if (ended && rest ~ /^[^ \t]/)
			refuse(NR, "more than one statement under one name")
		take(1)
	}
}

function read_comment() {
	if (rest ~ /^\*\//) {
		skip(2)
		if (--depth == 0) {
			mode = ""
			text = text " "
		}
	} else if (rest ~ /^\/\*/) {
		skip(2)
		depth++
	} else {
		skip(1)
	}
}

# Inside quotes: a doubled quote stays inside, and so does an escaped one.
function read_quoted(quote) {
	if (mode == "escaped" && rest ~ /^\\./) {
		take(2)
	} else if (substr(rest, 1, 2) == quote quote) {
		take(2)
	} else {
		if (substr(rest, 1, 1) == quote)
			mode = ""
		take(1)
	}
}

function read_dollar() {
	if (substr(rest, 1, length(delimiter)) == delimiter) {
		take(length(delimiter))
		mode = ""
	} else {
		take(1)
	}
}

function read_line() {
	while (rest != "") {
		if (mode == "")
			read_plain()
		else if (mode == "comment")
			read_comment()
		else if (mode == "dollar")
			read_dollar()
		else
			read_quoted(mode == "identifier" ? "\"" : "'")
	}
}

# In a replacement, \\ is one backslash and & what was found.
function as_c(sql) {
	gsub(/[\\"]/, "\\\\&", sql)
	gsub(/\t/, "\\\\t", sql)
	gsub(/\n/, "\\\\n\"\n\t\"", sql)
	return sql
}

function finish(    n) {
	if (name == "")
		return
	if (mode != "")
		refuse(opened, "left open")
	sub(/\n$/, "", text)
	if (text == "")
		refuse(heading, "no statement under this name")
	for (n = 1; n <= parameters; n++)
		if (!(n in used))
			refuse(heading, "$" n " is missing below $" parameters)
	if (parameters > 64)
		refuse(heading, "more than 64 parameters")
	if (form == "check") {
		printf "select pg_temp.check_statement('%s:%d', '%s.%s', %d, $statement$%s$statement$);\n", FILENAME, heading, module, name, parameters, text
		return
	}
	body = body sprintf("\nstatic const struct statement q_%s = {\n\t\"%s.%s\",\n", name, module, name)
	body = body "\t\"" as_c(text) "\",\n\t" parameters ",\n};\n"
}

FNR == 1 {
	module = FILENAME
	sub(/^.*\//, "", module)
	sub(/\.sql$/, "", module)
	source = module ".sql"
}

/\r/ {
	refuse(NR, "a carriage return")
}

mode == "" && /^--[ \t]*name/ {
	if ($0 !~ /^-- name: [a-z][a-z0-9_]*$/)
		refuse(NR, "a heading is \"-- name: some_name\"")
	finish()
	name = substr($0, 10)
	if (name in names)
		refuse(NR, "the name " name " comes twice")
	if (length(module "." name) > 60)
		refuse(NR, "the name is too long for PostgreSQL")
	names[name] = heading = NR
	text = ""
	parameters = 0
	ended = 0
	split("", used)
	next
}

{
	rest = $0
	if (name == "" && rest !~ /^[ \t]*(--.*)?$/)
		refuse(NR, "SQL before the first name")
	begun_plain = mode == ""
	before_line = length(text)
	read_line()
	if (mode == "")
		sub(/[ \t]+$/, "", text)
	if (begun_plain && mode == "" && length(text) == before_line)
		next
	if (mode != "comment")
		text = text "\n"
}

END {
	if (failed)
		exit 1
	if (name == "")
		refuse(NR, "no statement in this file")
	finish()
	if (form == "check")
		exit 0
	guard = "HORA_" toupper(module) "_Q_H"
	printf "/* Made from %s by tools/sql2c.awk. */\n#ifndef %s\n#define %s\n\n#include \"db/statement.h\"\n%s\n#endif\n", source, guard, guard, body
}
