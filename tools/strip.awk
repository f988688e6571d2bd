# C without comments and without what stands inside quotes, line for line, so
# that other checks see code alone: awk -f tools/strip.awk -f CHECK files...
# Gives the function strip(line), which remembers an open comment between lines
# of one file.

function strip(line,    out, c, two)
{
	if (FNR == 1)
		in_comment = 0
	out = ""
	while (line != "") {
		two = substr(line, 1, 2)
		c = substr(line, 1, 1)
		if (in_comment) {
			if (two == "*/") {
				in_comment = 0
				line = substr(line, 3)
				out = out " "
			} else {
				line = substr(line, 2)
			}
		} else if (two == "/*") {
			in_comment = 1
			line = substr(line, 3)
		} else if (two == "//") {
			line = ""
		} else if (c == "\"" || c == "'") {
			out = out c c
			line = past_quote(line, c)
		} else {
			out = out c
			line = substr(line, 2)
		}
	}
	return out
}

function past_quote(line, quote,    i, c)
{
	for (i = 2; i <= length(line); i++) {
		c = substr(line, i, 1)
		if (c == "\\")
			i++
		else if (c == quote)
			break
	}
	return substr(line, i + 1)
}
