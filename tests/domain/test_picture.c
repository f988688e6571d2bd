/* The answer of hora-image is believed only where it keeps to the plan; names and
 * srcset follow from digest and width. */
#include "domain/picture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"

#define WEBP "RIFF\x20\0\0\0WEBPVP8 \0\0\0\0"
#define JPEG "\xff\xd8\xff\xe0JFIF-and-more-of-it"

static const char digest[] = "ab34567890123456789012345678901234567890123456789012345678901234";

static void
add_copy(struct buffer *out, int width, const char *format, const char *bytes, size_t len)
{
	buffer_format(out, "copy %d %s %zu\n", width, format, len);
	buffer_add(out, bytes, len);
}

/* The copies of a portrait, of that many widths. */
static struct buffer
portrait(struct arena *a, size_t widths)
{
	struct buffer out = buffer_new(a, 10000);

	for (size_t i = 0; i < widths; i++) {
		add_copy(&out, picture_plans[PICTURE_PORTRAIT].widths[i], "webp", WEBP, sizeof WEBP - 1);
		add_copy(&out, picture_plans[PICTURE_PORTRAIT].widths[i], "jpg", JPEG, sizeof JPEG - 1);
	}
	buffer_text(&out, "end\n");
	return out;
}

static enum err
read(const struct buffer *in, struct picture_reply *out)
{
	return picture_read(in->bytes, in->len, PICTURE_PORTRAIT, out);
}

static void
copies_by_the_plan_are_taken(void **state)
{
	struct arena *a = arena_new();
	struct picture_reply reply;

	(void)state;
	for (size_t widths = 1; widths <= PICTURE_SIZES; widths++) {
		struct buffer in = portrait(a, widths);

		assert_int_equal(read(&in, &reply), OK);
		assert_int_equal(reply.fault, PICTURE_FINE);
		assert_int_equal(reply.count, 2 * widths);
		assert_int_equal(reply.copies[0].width, 96);
		assert_int_equal(reply.copies[1].height, 96);
		assert_int_equal(reply.copies[1].format, PICTURE_JPEG);
		assert_memory_equal(reply.copies[1].bytes, JPEG, sizeof JPEG - 1);
	}
	arena_free(a);
}

static void
a_refusal_has_one_of_our_reasons(void **state)
{
	struct picture_reply reply;

	(void)state;
	for (enum picture_fault f = PICTURE_FINE; f < PICTURE_FAULT__MAX; f++) {
		struct arena *a = arena_new();
		const char *line = arena_text(a, "refused %s\n", picture_fault_names[f]);
		enum err e = picture_read(line, strlen(line), PICTURE_SCENE, &reply);

		assert_int_equal(e, f == PICTURE_FINE ? ERR_UPSTREAM : OK);
		assert_true(e != OK || (reply.fault == f && *picture_fault_why(f) != '\0'));
		arena_free(a);
	}
}

/* What a decoder that was taken over could say. */
static void
anything_else_is_no_answer(void **state)
{
	struct arena *a = arena_new();
	const char *const lines[] = { "",
				      "end\n",
				      "refused",
				      "refused \n",
				      "refused small\nx",
				      "refused other\n",
				      "copy 96 webp 5\n<html",
				      "copy 97 webp 20\n",
				      "copy 96 jpg 20\n",
				      "copy 96 webp -1\n",
				      "copy 96 webp 99999999999999999999\n",
				      "copy 96 webp 2097153\n",
				      "copy 960 webp 20\n",
				      "copy  96 webp 20\n" };
	struct picture_reply reply = { .count = 77 };
	struct buffer whole = portrait(a, 2), odd, html;

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		assert_int_equal(picture_read(lines[i], strlen(lines[i]), PICTURE_PORTRAIT, &reply),
				 ERR_UPSTREAM);
	for (size_t len = 0; len < whole.len; len++)
		assert_int_equal(picture_read(whole.bytes, len, PICTURE_PORTRAIT, &reply), ERR_UPSTREAM);
	buffer_char(&whole, 'x');
	assert_int_equal(read(&whole, &reply), ERR_UPSTREAM);
	odd = buffer_new(a, 1000);
	add_copy(&odd, 96, "webp", WEBP, sizeof WEBP - 1);
	buffer_text(&odd, "end\n");
	assert_int_equal(read(&odd, &reply), ERR_UPSTREAM);
	html = buffer_new(a, 1000);
	add_copy(&html, 96, "webp", "<!doctype html><script>", 23);
	assert_int_equal(read(&html, &reply), ERR_UPSTREAM);
	assert_int_equal(reply.count, 77);
	arena_free(a);
}

static void
a_page_gets_the_widths_there_are(void **state)
{
	struct arena *a = arena_new();
	const struct picture_show *show = picture_show(a, PICTURE_PORTRAIT, digest, 192);
	char *name = picture_name(a, digest, 96, PICTURE_WEBP);

	(void)state;
	assert_string_equal(name, arena_text(a, "ab/%s-96.webp", digest));
	assert_string_equal(show->webp, arena_text(a, "/media/ab/%s-96.webp 96w, /media/ab/%s-192.webp 192w",
						   digest, digest));
	assert_string_equal(show->src, arena_text(a, "/media/ab/%s-192.jpg", digest));
	assert_int_equal(show->width, 192);
	assert_int_equal(picture_show(a, PICTURE_SCENE, digest, 1440)->height, 480);
	assert_int_equal(picture_show(a, PICTURE_SCENE, digest, 360)->height, 240);
	assert_null(picture_show(a, PICTURE_SCENE, NULL, 0));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_by_the_plan_are_taken),
		cmocka_unit_test(a_refusal_has_one_of_our_reasons),
		cmocka_unit_test(anything_else_is_no_answer),
		cmocka_unit_test(a_page_gets_the_widths_there_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
