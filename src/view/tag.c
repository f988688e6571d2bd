/* The scanner: looks for the opening delimiter, reads to the closing one, says
 * of which kind the tag is and whether it stands alone on its line. */
#include "view/tag.h"

#include <string.h>

static const struct span standard_open = { "{{", 2 };
static const struct span standard_close = { "}}", 2 };

/* What follows the opening delimiter, by kind. */
static const char sigils[TAG__MAX] = {
	[TAG_RAW] = '&',   [TAG_SECTION] = '#', [TAG_INVERTED] = '^',
	[TAG_CLOSE] = '/', [TAG_PARTIAL] = '>', [TAG_PARENT] = '<',
	[TAG_BLOCK] = '$', [TAG_COMMENT] = '!', [TAG_DELIMITERS] = '=',
};

struct scanner
scanner_of(const struct source *source)
{
	return (struct scanner){
		.source = source, .line = source->line, .open = standard_open, .close = standard_close
	};
}

static bool
same(struct span a, struct span b)
{
	return a.len == b.len && memcmp(a.at, b.at, a.len) == 0;
}

bool
scanner_is_standard(const struct scanner *s)
{
	return same(s->open, standard_open) && same(s->close, standard_close);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
is_space(char c)
{
	return is_blank(c) || c == '\n' || c == '\r';
}

static struct span
trim(struct span s)
{
	while (s.len > 0 && is_space(*s.at)) {
		s.at++;
		s.len--;
	}
	while (s.len > 0 && is_space(s.at[s.len - 1]))
		s.len--;
	return s;
}

static bool
holds_space(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (is_space(s.at[i]))
			return true;
	return false;
}

/* Moves to an offset, counting the lines on the way. */
static void
move(struct scanner *s, size_t to)
{
	for (; s->at < to; s->at++)
		s->line += s->source->text[s->at] == '\n';
}

/* The offset of a delimiter at or behind `from`; the source's length if none. */
static size_t
find(const struct source *source, size_t from, struct span delimiter)
{
	const char *found = memmem(source->text + from, source->len - from, delimiter.at, delimiter.len);

	return found == NULL ? source->len : (size_t)(found - source->text);
}

/* Whether the tag is the first and the last on its line. */
static void
look_around(const struct source *source, struct tag *tag)
{
	size_t before = tag->from, after = tag->to;

	while (before > 0 && is_blank(source->text[before - 1]))
		before--;
	tag->first = before == 0 || source->text[before - 1] == '\n';
	tag->line_start = tag->first ? before : tag->from;

	while (after < source->len && is_blank(source->text[after]))
		after++;
	if (after + 1 < source->len && source->text[after] == '\r' && source->text[after + 1] == '\n')
		after++;
	tag->last = after == source->len || source->text[after] == '\n';
	tag->line_end = tag->last ? after + (after < source->len) : tag->to;
}

static enum tag_kind
kind_of(char sigil)
{
	if (sigil == '{')
		return TAG_RAW;
	for (enum tag_kind kind = TAG_VALUE + 1; kind < TAG__MAX; kind++)
		if (sigils[kind] == sigil)
			return kind;
	return TAG_VALUE;
}

/* "{{=<% %>=}}": two runs without space or "=", white space between. */
static enum err
change_delimiters(struct scanner *s, const struct tag *tag)
{
	struct span open = tag->name, close;

	for (open.len = 0; open.len < tag->name.len && !is_space(open.at[open.len]);)
		open.len++;
	close = trim((struct span){ open.at + open.len, tag->name.len - open.len });
	if (open.len == 0 || close.len == 0 || holds_space(close))
		return template_fault(s->source, tag->line, "delimiters are changed as in {{=<%% %%>=}}");
	s->open = open;
	s->close = close;
	return OK;
}

static enum err
check_name(const struct source *source, const struct tag *tag)
{
	if (tag->kind == TAG_COMMENT || tag->kind == TAG_DELIMITERS)
		return OK;
	if (tag->name.len == 0)
		return template_fault(source, tag->line, "this tag has no name");
	if (holds_space(tag->name))
		return template_fault(source, tag->line, "a name cannot hold white space: \"%.*s\"",
				      (int)(tag->name.len < 60 ? tag->name.len : 60), tag->name.at);
	return OK;
}

/* Where the tag's content ends. In {{{a}}} and {{=a b=}} the last } and = belong
 * to the tag: the closing delimiter must follow them at once. */
static bool
find_end(const struct scanner *s, size_t inner, char mark, size_t *end)
{
	const struct source *source = s->source;
	const char *found;

	if (mark == '\0') {
		*end = find(source, inner, s->close);
		return *end < source->len;
	}
	found = memchr(source->text + inner, mark, source->len - inner);
	if (found == NULL)
		return false;
	*end = (size_t)(found - source->text);
	return s->close.len <= source->len - *end - 1 && memcmp(found + 1, s->close.at, s->close.len) == 0;
}

enum err
tag_next(struct scanner *s, struct tag *out, bool *found)
{
	const struct source *source = s->source;
	struct tag tag = { .from = find(source, s->at, s->open) };
	char sigil, mark;
	size_t inner, end;
	enum err e;

	*found = tag.from < source->len;
	if (!*found)
		return OK;
	move(s, tag.from);
	tag.line = s->line;
	for (inner = tag.from + s->open.len; inner < source->len && is_space(source->text[inner]);)
		inner++;
	sigil = inner < source->len ? source->text[inner] : '\0';
	tag.kind = kind_of(sigil);
	mark = sigil == '{' ? '}' : sigil == '=' ? '=' : '\0';
	inner += tag.kind != TAG_VALUE;
	if (!find_end(s, inner, mark, &end))
		return template_fault(source, tag.line, "this tag does not end");
	tag.to = end + (mark != '\0') + s->close.len;
	tag.name = trim((struct span){ source->text + inner, end - inner });
	move(s, tag.to);
	look_around(source, &tag);
	e = tag.kind == TAG_DELIMITERS ? change_delimiters(s, &tag) : check_name(source, &tag);
	if (e == OK)
		*out = tag;
	return e;
}
