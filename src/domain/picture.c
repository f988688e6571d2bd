/* The plans of pictures, the names of their copies, and the strict reading of what
 * hora-image answers. */
#include "domain/picture.h"

#include <string.h>

#include "base/buffer.h"
#include "base/text.h"

#define LINE_MAX 64
#define SRCSET_BYTES 1024

const struct picture_plan picture_plans[PICTURE_KIND__MAX] = {
	[PICTURE_PORTRAIT] = { { 96, 192, 384 }, 1, 1 },
	[PICTURE_SCENE] = { { 360, 720, 1440 }, 3, 2 },
};

const char *const picture_kind_names[] = { "portrait", "scene", NULL };
const char *const picture_format_names[] = { "webp", "jpg", NULL };
const char *const picture_fault_names[] = { "fine", "unknown", "damaged", "small", "large", "moving", NULL };

const char *
picture_fault_why(enum picture_fault fault)
{
	static const char *const why[PICTURE_FAULT__MAX] = {
		[PICTURE_FINE] = "",
		[PICTURE_UNKNOWN] = N_("That is not a picture we can read. Choose a JPEG, PNG or WebP file."),
		[PICTURE_DAMAGED] = N_("The picture is damaged or not complete. Choose another file."),
		[PICTURE_SMALL] = N_("The picture is too small. Choose a larger one."),
		[PICTURE_LARGE] = N_("The picture is too large. Choose one of at most 50 megapixels."),
		[PICTURE_MOVING] = N_("The picture is an animation. Choose a still one."),
	};

	return why[fault];
}

/* --- the answer of hora-image --- */

/* The bytes still to be read. */
struct rest {
	const char *at;
	size_t len;
};

/* Takes a line of printable characters into text, its end not included. */
static bool
take_line(struct rest *rest, char text[static LINE_MAX])
{
	const char *end = memchr(rest->at, '\n', rest->len < LINE_MAX ? rest->len : LINE_MAX);
	size_t len;

	if (end == NULL)
		return false;
	len = (size_t)(end - rest->at);
	if (memchr(rest->at, '\0', len) != NULL)
		return false;
	memcpy(text, rest->at, len);
	text[len] = '\0';
	rest->at += len + 1;
	rest->len -= len + 1;
	return true;
}

/* The next word of a line is this number, or this name. */
static bool
take_word(const char **line, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(*line, word, len) != 0 || ((*line)[len] != ' ' && (*line)[len] != '\0'))
		return false;
	*line += len + ((*line)[len] == ' ');
	return true;
}

static bool
is_of_format(const char *bytes, size_t len, enum picture_format format)
{
	if (format == PICTURE_WEBP)
		return len > 16 && memcmp(bytes, "RIFF", 4) == 0 && memcmp(bytes + 8, "WEBPVP8", 7) == 0;
	return len > 16 && memcmp(bytes, "\xff\xd8\xff", 3) == 0;
}

/* "copy WIDTH FORMAT LENGTH", where only the length is not known before. */
static bool
take_copy(struct rest *rest, const char *line, struct picture_copy *copy)
{
	char width[16];
	int64_t len;
	size_t digits = 0;

	for (int32_t w = copy->width; w > 0; w /= 10)
		digits++;
	width[digits] = '\0';
	for (int32_t w = copy->width; w > 0; w /= 10)
		width[--digits] = (char)('0' + w % 10);
	if (!take_word(&line, "copy") || !take_word(&line, width)
	    || !take_word(&line, picture_format_names[copy->format])
	    || !text_integer(line, strlen(line), &len) || len <= 0 || (uint64_t)len > PICTURE_COPY_BYTES_MAX
	    || (uint64_t)len > rest->len || !is_of_format(rest->at, (size_t)len, copy->format))
		return false;
	copy->bytes = rest->at;
	copy->len = (size_t)len;
	rest->at += len;
	rest->len -= (size_t)len;
	return true;
}

static bool
read_refusal(const char *line, struct picture_reply *out)
{
	if (!take_word(&line, "refused"))
		return false;
	for (out->fault = PICTURE_FINE + 1; out->fault < PICTURE_FAULT__MAX; out->fault++)
		if (text_equal(line, picture_fault_names[out->fault]))
			return true;
	return false;
}

enum err
picture_read(const void *bytes, size_t len, enum picture_kind kind, struct picture_reply *out)
{
	const struct picture_plan *plan = &picture_plans[kind];
	struct rest rest = { bytes, len };
	struct picture_reply reply = { .fault = PICTURE_FINE };
	char line[LINE_MAX];

	if (!take_line(&rest, line))
		return ERR_UPSTREAM;
	if (read_refusal(line, &reply)) {
		if (rest.len != 0)
			return ERR_UPSTREAM;
		*out = reply;
		return OK;
	}
	reply.fault = PICTURE_FINE;
	while (!text_equal(line, "end")) {
		struct picture_copy *copy = &reply.copies[reply.count];

		if (reply.count == PICTURE_COPIES)
			return ERR_UPSTREAM;
		copy->width = plan->widths[reply.count / PICTURE_FORMAT__MAX];
		copy->height = copy->width / plan->across * plan->down;
		copy->format = (enum picture_format)(reply.count % PICTURE_FORMAT__MAX);
		if (!take_copy(&rest, line, copy) || !take_line(&rest, line))
			return ERR_UPSTREAM;
		reply.count++;
	}
	if (reply.count == 0 || reply.count % PICTURE_FORMAT__MAX != 0 || rest.len != 0)
		return ERR_UPSTREAM;
	*out = reply;
	return OK;
}

/* --- names and pages --- */

char *
picture_name(struct arena *a, const char *digest, int32_t width, enum picture_format format)
{
	return arena_text(a, "%.2s/%s-%d.%s", digest, digest, (int)width, picture_format_names[format]);
}

static const struct field show_fields[] = {
	FIELD(TEXT, picture_show, webp), FIELD(TEXT, picture_show, jpeg),  FIELD(TEXT, picture_show, src),
	FIELD(INT, picture_show, width), FIELD(INT, picture_show, height),
};
const struct shape picture_show_shape = SHAPE(picture_show, show_fields);

/* "/media/… 96w, /media/… 192w" */
static const char *
write_srcset(struct arena *a, const struct picture_plan *plan, const char *digest, int64_t widest,
	     enum picture_format format)
{
	struct buffer out = buffer_new(a, SRCSET_BYTES);

	for (size_t i = 0; i < PICTURE_SIZES && plan->widths[i] <= widest; i++)
		buffer_format(&out, "%s/media/%s %dw", i == 0 ? "" : ", ",
			      picture_name(a, digest, plan->widths[i], format), (int)plan->widths[i]);
	return buffer_string(&out);
}

const struct picture_show *
picture_show(struct arena *a, enum picture_kind kind, const char *digest, int64_t widest)
{
	const struct picture_plan *plan = &picture_plans[kind];
	struct picture_show *show;
	int32_t middle;

	if (digest == NULL)
		return NULL;
	show = arena_make(a, struct picture_show);
	middle = plan->widths[1] <= widest ? plan->widths[1] : plan->widths[0];
	*show = (struct picture_show){ .webp = write_srcset(a, plan, digest, widest, PICTURE_WEBP),
				       .jpeg = write_srcset(a, plan, digest, widest, PICTURE_JPEG),
				       .width = middle,
				       .height = middle / plan->across * plan->down };
	show->src = arena_text(a, "/media/%s", picture_name(a, digest, middle, PICTURE_JPEG));
	return show;
}
