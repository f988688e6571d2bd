/* A window over the stream that always holds more than a delimiter is long, so
 * that one can neither be missed between two reads nor be found where none is.
 *
 *	--boundary CRLF headers CRLF CRLF content CRLF --boundary … --boundary-- CRLF */
#include "web/multipart.h"

#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/text.h"

#define WINDOW_BYTES 16384
#define HEADER_BYTES 2048 /* of one part */
#define NAME_BYTES 40

struct reader {
	struct arena *arena;
	struct source source;
	struct sink sink;
	char delimiter[80]; /* CR LF -- boundary */
	size_t delimiter_len;
	char *window;
	size_t start, end; /* what is read and not yet used */
	bool over;         /* the source has no more */
	struct multipart *out;
};

/* What a part's headers say. */
struct part {
	const char *name;
	bool file;   /* a filename was given */
	bool chosen; /* and it is not empty */
};

const char *
multipart_boundary(struct arena *a, const char *content_type)
{
	static const char type[] = "multipart/form-data;", word[] = "boundary=";
	const char *at = content_type;
	bool quoted;
	size_t len;

	if (at == NULL || strncasecmp(at, type, sizeof type - 1) != 0)
		return NULL;
	at += sizeof type - 1;
	at += strspn(at, " \t");
	if (strncasecmp(at, word, sizeof word - 1) != 0)
		return NULL;
	at += sizeof word - 1;
	quoted = *at == '"';
	at += quoted;
	len = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'()+_,-./:=?");
	return len >= 1 && len <= 70 && text_equal(at + len, quoted ? "\"" : "") ? arena_copy(a, at, len)
										 : NULL;
}

/* --- the window --- */

static void
fill(struct reader *r)
{
	memmove(r->window, r->window + r->start, r->end - r->start);
	r->end -= r->start;
	r->start = 0;
	while (!r->over && r->end < WINDOW_BYTES) {
		size_t got = r->source.read(r->source.from, r->window + r->end, WINDOW_BYTES - r->end);

		r->over = got == 0;
		r->end += got;
	}
}

static size_t
left(const struct reader *r)
{
	return r->end - r->start;
}

/* Takes this text when it comes next. */
static bool
take(struct reader *r, const char *text, size_t len)
{
	if (left(r) < len)
		fill(r);
	if (left(r) < len || memcmp(r->window + r->start, text, len) != 0)
		return false;
	r->start += len;
	return true;
}

/* The content up to the next delimiter goes to the sink, delimiter and all is taken. */
static enum err
take_content(struct reader *r, struct sink sink)
{
	for (;;) {
		const char *found, *at;
		size_t len;
		enum err e;

		fill(r);
		at = r->window + r->start;
		found = memmem(at, left(r), r->delimiter, r->delimiter_len);
		/* Without one, all but what could be a delimiter's beginning is content. */
		len = found != NULL                ? (size_t)(found - at)
		      : left(r) < r->delimiter_len ? 0
						   : left(r) - r->delimiter_len + 1;
		if (found == NULL && r->over)
			return ERR_INVALID;
		if (len > 0 && (e = sink.write(sink.to, at, len)) != OK)
			return e;
		r->start += len;
		if (found != NULL) {
			r->start += r->delimiter_len;
			return OK;
		}
	}
}

/* --- a part's headers --- */

/* The quoted value of a parameter (name="…"); NULL when it is not there just once.
 * Browsers write quotes and line ends within as %22, %0D and %0A. */
static const char *
find_parameter(struct arena *a, const char *line, const char *name)
{
	const char *start = arena_text(a, "; %s=\"", name), *at = strstr(line, start), *end;

	if (at == NULL || strstr(at + 1, start) != NULL)
		return NULL;
	at += strlen(start);
	end = strchr(at, '"');
	return end == NULL || (end[1] != '\0' && end[1] != ';') ? NULL
								: arena_copy(a, at, (size_t)(end - at));
}

static bool
is_name(const char *name)
{
	size_t len = name == NULL ? 0 : strlen(name);

	return len > 0 && len <= NAME_BYTES
	       && name[strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")]
		      == '\0';
}

static bool
read_header(struct arena *a, const char *line, struct part *part)
{
	static const char disposition[] = "Content-Disposition: form-data;";
	const char *file;

	if (strncasecmp(line, disposition, sizeof disposition - 1) != 0)
		return strncasecmp(line, "Content-Type: ", 14) == 0;
	if (part->name != NULL)
		return false;
	part->name = find_parameter(a, line, "name");
	file = find_parameter(a, line, "filename");
	part->file = file != NULL;
	part->chosen = !text_is_empty(file);
	return is_name(part->name) && (file != NULL || strstr(line, "filename") == NULL);
}

/* Lines up to an empty one. */
static bool
read_headers(struct reader *r, struct part *part)
{
	const char *at, *end;

	*part = (struct part){ .name = NULL };
	fill(r);
	at = r->window + r->start;
	end = memmem(at, left(r) < HEADER_BYTES ? left(r) : HEADER_BYTES, "\r\n\r\n", 4);
	if (end == NULL || memchr(at, '\0', (size_t)(end - at)) != NULL)
		return false;
	r->start += (size_t)(end - at) + 4;
	while (at < end) {
		const char *stop = memmem(at, (size_t)(end + 2 - at), "\r\n", 2);
		const char *line = arena_copy(r->arena, at, (size_t)(stop - at));

		for (const char *c = line; *c != '\0'; c++)
			if ((unsigned char)*c < ' ' || *c == 0x7F)
				return false;
		if (!read_header(r->arena, line, part))
			return false;
		at = stop + 2;
	}
	return part->name != NULL;
}

/* --- parts --- */

static enum err
collect(void *to, const char *bytes, size_t len)
{
	struct buffer *value = to;

	buffer_add(value, bytes, len);
	return value->full ? ERR_INVALID : OK;
}

static enum err
read_field(struct reader *r, const char *name)
{
	struct buffer value = buffer_new(r->arena, MULTIPART_FIELD_BYTES);
	struct pairs *fields = &r->out->fields;
	enum err e;

	if (fields->count == MULTIPART_FIELDS)
		return ERR_INVALID;
	if ((e = take_content(r, (struct sink){ collect, &value })) != OK)
		return e;
	if (!utf8_valid(buffer_string(&value), value.len))
		return ERR_INVALID;
	fields->items[fields->count++] = (struct pair){ name, buffer_string(&value) };
	return OK;
}

static enum err
count_and_pass(void *to, const char *bytes, size_t len)
{
	struct reader *r = to;

	r->out->file_len += len;
	return r->sink.write(r->sink.to, bytes, len);
}

/* Where no file was chosen, browsers send one without a name and without bytes. */
static enum err
read_file(struct reader *r, const struct part *part)
{
	enum err e;

	if (r->out->file_name != NULL)
		return ERR_INVALID;
	if ((e = take_content(r, (struct sink){ count_and_pass, r })) != OK)
		return e;
	if (part->chosen || r->out->file_len > 0)
		r->out->file_name = part->name;
	return OK;
}

static enum err
read_parts(struct reader *r)
{
	struct part part;
	bool any = false;
	enum err e;

	/* The first delimiter has no line before it. */
	if (!take(r, r->delimiter + 2, r->delimiter_len - 2))
		return ERR_INVALID;
	for (; take(r, "\r\n", 2); any = true) {
		if (!read_headers(r, &part))
			return ERR_INVALID;
		if ((e = part.file ? read_file(r, &part) : read_field(r, part.name)) != OK)
			return e;
	}
	if (!any || !take(r, "--", 2))
		return ERR_INVALID;
	(void)take(r, "\r\n", 2);
	fill(r);
	return left(r) == 0 ? OK : ERR_INVALID;
}

enum err
multipart_read(struct arena *a, struct source source, const char *boundary, struct sink sink,
	       struct multipart *out)
{
	struct multipart read = {
		.fields = { arena_alloc(a, MULTIPART_FIELDS, sizeof(struct pair)), 0 },
	};
	struct reader r = { .arena = a,
			    .source = source,
			    .sink = sink,
			    .window = arena_alloc(a, WINDOW_BYTES, 1),
			    .out = &read };
	const char *delimiter = arena_text(a, "\r\n--%s", boundary);
	enum err e;

	r.delimiter_len = strlen(delimiter);
	memcpy(r.delimiter, delimiter, r.delimiter_len + 1);
	if ((e = read_parts(&r)) == OK)
		*out = read;
	return e;
}
