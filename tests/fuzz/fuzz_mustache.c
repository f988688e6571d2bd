/* Templates: the input is up to three templates (main, p, q.txt) and JSON data,
 * with NULs between. Whatever they are, compiling says OK or where the fault is;
 * rendering gives the same answer twice or leaves nothing; and no byte of the
 * data becomes markup where the templates do not ask for it raw. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "tests/fuzz/fuzz.h"
#include "view/mustache.h"
#include "view/view.h"

#define PARTS 4
#define OUTPUT 65536

static const char *const names[] = { "main", "p", "q.txt" };
static const char standard[] = "{\"a\": \"<\", \"b\": [1, {\"c\": 2.5}, []], \"c\": {\"a\": true}, \"n\": 1}";

/* Cuts the input at its NULs. */
static void
cut(struct arena *a, const uint8_t *data, size_t size, struct span parts[PARTS])
{
	const char *text = arena_copy(a, data, size);

	for (size_t i = 0; i < PARTS; i++) {
		const char *end = i + 1 < PARTS ? memchr(text, '\0', size) : NULL;
		size_t len = end == NULL ? size : (size_t)(end - text);

		parts[i] = (struct span){ text, len };
		text += len + (end != NULL);
		size -= len + (end != NULL);
	}
}

/* True when a template neither writes a < itself nor anything raw, nor changes
 * the delimiters. */
static bool
is_tame(struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (strchr("<&=", text.at[i]) != NULL)
			return false;
		if (text.at[i] == '{' && i > 1 && text.at[i - 1] != '{')
			for (size_t back = i; back > 0 && text.at[back - 1] != '}'; back--)
				if (text.at[back - 1] == '{')
					return false;
		if (text.at[i] == '{' && i > 1 && text.at[i - 1] == '{' && text.at[i - 2] == '{')
			return false;
	}
	return true;
}

static enum err
render(const struct mustache *set, struct value value, struct buffer *out)
{
	const struct view_context context = { .language = LANGUAGE_EN };
	const struct surroundings around = { .context = &context };
	enum err e = mustache_render(mustache_find(set, "main"), &around, value, out);

	EXPECT(e == OK || e == ERR_INTERNAL);
	EXPECT(e == OK || out->len == 0);
	EXPECT(out->len <= OUTPUT);
	return e;
}

static void
use(struct arena *a, const struct mustache *set, struct span data, bool tame)
{
	struct buffer once = buffer_new(a, OUTPUT), again = buffer_new(a, OUTPUT);
	struct json *json;

	if (json_read(a, data.at, data.len, &json, NULL, NULL) != OK
	    && json_read(a, standard, sizeof standard - 1, &json, NULL, NULL) != OK)
		abort();
	EXPECT(render(set, value_of_json(json), &once) == render(set, value_of_json(json), &again));
	EXPECT(once.len == again.len && strcmp(buffer_string(&once), buffer_string(&again)) == 0);
	EXPECT(!tame || strchr(buffer_string(&once), '<') == NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct mustache_source sources[PARTS - 1];
	struct mustache_fault fault = { 0 };
	struct mustache_options options = { 0 };
	struct mustache *set;
	struct span parts[PARTS];
	bool tame = true;

	cut(a, data, size, parts);
	for (size_t i = 0; i + 1 < PARTS; i++) {
		sources[i] = (struct mustache_source){ names[i], parts[i].at, parts[i].len };
		tame = tame && is_tame(parts[i]);
	}
	options.missing_is_empty = size % 2 == 0;
	if (mustache_compile(a, sources, PARTS - 1, &options, &fault, &set) == OK)
		use(a, set, parts[PARTS - 1], tame);
	else
		EXPECT(fault.name != NULL && fault.line > 0 && *fault.reason != '\0');
	arena_free(a);
	return 0;
}
