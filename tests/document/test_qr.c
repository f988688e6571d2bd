/* QR codes: every path draws the modules of a code, inside its quiet zone. */
#include "document/qr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* The path's rectangles, read back into modules; returns how many are dark. */
static size_t
read_path(const struct qr *qr, char modules[static 200 * 200])
{
	size_t dark = 0;
	int x, y, width, back, length;

	for (const char *at = qr->path; *at != '\0'; at += length) {
		assert_int_equal(sscanf(at, "M%d %dh%dv1h-%dz%n", &x, &y, &width, &back, &length), 4);
		assert_int_equal(width, back);
		assert_true(x >= 4 && y >= 4 && x + width <= qr->size - 4 && y < qr->size - 4);
		for (int i = 0; i < width; i++)
			modules[y * 200 + x + i] = 1;
		dark += (size_t)width;
	}
	return dark;
}

static void
a_code_has_its_three_finders(void **state)
{
	static char modules[200 * 200];
	struct arena *a = arena_new();
	struct qr qr;
	int last;

	(void)state;
	assert_int_equal(qr_draw(a, "https://hora.example/b/AbCdEfGhIjKlMnOp", &qr), OK);
	assert_true(qr.size >= 21 + 8 && (qr.size - 8 - 21) % 4 == 0);
	assert_true(read_path(&qr, modules) > 100);
	last = (int)qr.size - 4 - 7;
	for (int i = 0; i < 7; i++) {
		assert_int_equal(modules[4 * 200 + 4 + i], 1);
		assert_int_equal(modules[4 * 200 + last + i], 1);
		assert_int_equal(modules[last * 200 + 4 + i], 1);
	}
	arena_free(a);
}

static void
texts_that_make_no_good_code_are_refused(void **state)
{
	struct arena *a = arena_new();
	char text[QR_BYTES_MAX + 2];
	struct qr qr;

	(void)state;
	memset(text, 'a', sizeof text);
	text[QR_BYTES_MAX + 1] = '\0';
	assert_int_equal(qr_draw(a, "", &qr), ERR_INVALID);
	assert_int_equal(qr_draw(a, text, &qr), ERR_INVALID);
	text[QR_BYTES_MAX] = '\0';
	assert_int_equal(qr_draw(a, text, &qr), OK);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code_has_its_three_finders),
		cmocka_unit_test(texts_that_make_no_good_code_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
