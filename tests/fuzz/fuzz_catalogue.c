/* Catalogues: a file that is accepted gives valid text only, forms below their
 * number, and translations that compile as templates or are refused. The input
 * is also tried as a plural rule. */
#include <string.h>

#include "base/text.h"
#include "tests/fuzz/fuzz.h"
#include "view/mustache.h"
#include "view/plural.h"
#include "view/view.h"

static const char *const texts[] = { "", "Book", "Visit of {{name}}", "{{n}} guest", "paid", "zz" };

static void
look_up(const struct catalogue *c, const char *context, const char *text)
{
	for (unsigned form = 0; form <= PLURAL_FORMS; form++) {
		const char *found = catalogue_text(c, context, text, form);

		EXPECT(found == NULL || (*found != '\0' && utf8_valid(found, strlen(found))));
	}
}

static void
compile(struct arena *a, const struct catalogue *c)
{
	static const char text[] =
	    "{{#_}}Visit of {{name}}{{/_}} {{#_}}paid{{/_}} {{#_c.button}}Book{{/_c.button}}"
	    "{{#_n.n}}{{n}} guest|{{n}} guests{{/_n.n}}";
	const struct mustache_source source = { "main", text, sizeof text - 1 };
	const struct mustache_options options = { .catalogues = { [LANGUAGE_PT] = c } };
	const struct view_context context = { .language = LANGUAGE_PT };
	const struct surroundings around = { .context = &context, .catalogue = c };
	struct value number = { .kind = VALUE_INT, .number = 3 };
	struct buffer out = buffer_new(a, 4096);
	struct mustache_fault fault = { 0 };
	struct mustache *set;

	if (mustache_compile(a, &source, 1, &options, &fault, &set) != OK) {
		EXPECT(fault.line == 1);
		return;
	}
	if (mustache_render(mustache_find(set, "main"), &around, number, &out) != OK)
		EXPECT(out.len == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	void *bytes = arena_copy(a, data, size);
	struct catalogue *c;
	struct plural *plural;
	const char *why = NULL;

	if (plural_read(a, bytes, size, &plural) == OK)
		for (uint64_t n = 0; n < 200; n++)
			EXPECT(plural_form(plural, n) < plural_forms(plural));
	if (catalogue_read(a, bytes, size, &c, &why) == OK) {
		for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
			look_up(c, NULL, texts[i]);
			look_up(c, "button", texts[i]);
		}
		for (uint64_t n = 0; n < 200; n++)
			EXPECT(catalogue_form(c, n) < catalogue_forms(c));
		compile(a, c);
	} else {
		EXPECT(why != NULL);
	}
	arena_free(a);
	return 0;
}
