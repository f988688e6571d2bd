/* What the worst of JSON costs: at most 50 ms and 16 MiB, whatever is sent. */
#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/support/measure.h"

/* Documents that are a run of the same, by their length or number. */
struct heap {
	const char *name, *open, *item, *close;
	size_t items;
	bool good;
	char *text;
	size_t len;
};

static void
pile(struct heap *h)
{
	FILE *f = open_memstream(&h->text, &h->len);

	fputs(h->open, f);
	for (size_t i = 0; i < h->items; i++)
		fputs(h->item, f);
	fputs(h->close, f);
	fclose(f);
}

/* Members of different names, 64 kB of them. */
static void
pile_members(struct heap *h)
{
	FILE *f = open_memstream(&h->text, &h->len);

	fputs("{", f);
	for (size_t i = 0; i < h->items; i++)
		fprintf(f, "%s\"%zx\":0", i == 0 ? "" : ",", i);
	fputs("}", f);
	fclose(f);
}

static const char deep[] = ",[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]";
static struct heap heaps[] = {
	{ "arrays", "[", "[],", "0]", 9997, true, NULL, 0 },
	{ "objects", "[", "{},", "0]", 9997, true, NULL, 0 },
	{ "small objects", "[", "{\"a\":0},", "0]", 4998, true, NULL, 0 },
	{ "numbers", "[", "0,", "0]", 9997, true, NULL, 0 },
	{ "deep arrays", "[0", deep, "]", 322, true, NULL, 0 },
	{ "real numbers", "[", "1.2345e-300,", "0]", 5400, true, NULL, 0 },
	{ "a long number", "1.", "3", "", 65000, true, NULL, 0 },
	{ "a long string", "\"", "\xf0\x9f\x92\x87", "\"", 16000, true, NULL, 0 },
	{ "escapes", "\"", "\\ud83d\\udc87", "\"", 5400, true, NULL, 0 },
	{ "members", NULL, NULL, NULL, 7000, true, NULL, 0 },
	{ "one member again and again", "{", "\"a\":0,", "\"a\":0}", 9990, false, NULL, 0 },
	{ "32,000 values", "[", "0,", "0]", 32000, false, NULL, 0 },
	{ "depth 65,000", "", "[", "", 65000, false, NULL, 0 },
	{ "depth 1,000,000", "", "[", "", 1000000, false, NULL, 0 },
	{ "objects 1,000,000 deep", "", "{\"a\":", "", 1000000, false, NULL, 0 },
	{ "4,000,000 elements", "[", "0,", "0]", 4000000, false, NULL, 0 },
	{ "10 MB of string", "\"", "0123456789", "\"", 1000000, false, NULL, 0 },
	{ "a whole number of 65,000 digits", "", "9", "", 65000, false, NULL, 0 },
};

static void
read_heap(void *with)
{
	struct heap *h = with;
	struct arena *a = arena_new();
	struct json *v;

	if ((json_read(a, h->text, h->len, &v, NULL, NULL) == OK) != h->good)
		abort();
	arena_free(a);
}

static void
the_worst_documents_stay_cheap(void **state)
{
	(void)state;
	for (struct heap *h = heaps; h < heaps + sizeof heaps / sizeof *heaps; h++) {
		struct measure m;

		h->open == NULL ? pile_members(h) : pile(h);
		m = measure_work(read_heap, h);
		print_message("%-32s %9zu bytes %6.1f ms %6ld kB\n", h->name, h->len, m.milliseconds,
			      m.kilobytes);
		if (m.milliseconds < 0 || m.milliseconds > (measure_is_exact() ? 50 : 2000))
			fail_msg("%s: %.1f ms", h->name, m.milliseconds);
		if (measure_is_exact() && m.kilobytes > 16 * 1024)
			fail_msg("%s: %ld kB", h->name, m.kilobytes);
		free(h->text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_worst_documents_stay_cheap),
	};

	return cmocka_run_group_tests_name("json_cost", tests, NULL, NULL);
}
