# Reads templates and writes the texts of their translated sections as a PO
# file, one entry each time a text is used:
#
#	{{#_}}Book{{/_}}                  msgid
#	{{#_c.button}}Book{{/_c.button}}  msgctxt and msgid
#	{{#_n.seats}}a|b{{/_n.seats}}     msgid and msgid_plural
#
# White space counts as one space, as in src/view/message.c.

function quoted(text)
{
	gsub(/[ \t\r\n]+/, " ", text)
	gsub(/^ | $/, "", text)
	gsub(/\\/, "\\\\", text)
	gsub(/"/, "\\\"", text)
	return "\"" text "\""
}

# Takes n characters off the text, counting lines.
function eat(n,    part)
{
	part = substr(rest, 1, n)
	line += gsub(/\n/, "", part)
	rest = substr(rest, n + 1)
}

function write(name, text,    bar)
{
	print ""
	print "#: " file ":" line
	if (name ~ /^_c\./)
		print "msgctxt " quoted(substr(name, 4))
	bar = index(text, "|")
	if (name !~ /^_n\./) {
		print "msgid " quoted(text)
		print "msgstr \"\""
		return
	}
	print "msgid " quoted(substr(text, 1, bar - 1))
	print "msgid_plural " quoted(substr(text, bar + 1))
	print "msgstr[0] \"\""
	print "msgstr[1] \"\""
}

function read_file(    name, end)
{
	line = 1
	while (match(rest, /[{][{]#[ \t\n]*(_|_[nc]\.[^} \t\n]*)[ \t\n]*[}][}]/)) {
		name = substr(rest, RSTART + 3, RLENGTH - 5)
		gsub(/[ \t\n]/, "", name)
		eat(RSTART + RLENGTH - 1)
		end = index(rest, "{{/" name "}}")
		if (end == 0) {
			print file ":" line ": {{#" name "}} is never closed" > "/dev/stderr"
			exit 1
		}
		write(name, substr(rest, 1, end - 1))
		eat(end - 1)
	}
	rest = ""
}

FNR == 1 && NR > 1 { read_file() }
FNR == 1 { file = FILENAME }
{ rest = rest $0 "\n" }
END { if (NR > 0) read_file() }
