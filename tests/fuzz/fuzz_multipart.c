/* Forms with a file: however the stream is cut, the same is read, and what was
 * read is within bounds. The input's first byte says how it is cut. */
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "tests/fuzz/fuzz.h"
#include "web/multipart.h"

struct pieces {
	const uint8_t *bytes;
	size_t left, most;
};

static size_t
give(void *from, char *bytes, size_t len)
{
	struct pieces *p = from;

	if (len > p->most)
		len = p->most;
	if (len > p->left)
		len = p->left;
	memcpy(bytes, p->bytes, len);
	p->bytes += len;
	p->left -= len;
	return len;
}

static enum err
keep(void *to, const char *bytes, size_t len)
{
	EXPECT(len > 0);
	buffer_add(to, bytes, len);
	return OK;
}

static enum err
parse(struct arena *a, const uint8_t *data, size_t size, size_t most, struct buffer *file,
      struct multipart *out)
{
	struct pieces p = { data, size, most };

	*file = buffer_new(a, size + 1);
	return multipart_read(a, (struct source){ give, &p }, "b", (struct sink){ keep, file }, out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct multipart whole, cut;
	struct buffer one, other;
	enum err e;

	if (size > 0) {
		e = parse(a, data + 1, size - 1, size, &one, &whole);
		EXPECT(parse(a, data + 1, size - 1, (size_t)data[0] + 1, &other, &cut) == e);
		EXPECT(e == OK || e == ERR_INVALID);
		if (e == OK) {
			EXPECT(whole.fields.count == cut.fields.count
			       && whole.fields.count <= MULTIPART_FIELDS);
			EXPECT(one.len == other.len && whole.file_len == one.len);
			EXPECT(one.len == 0 || memcmp(one.bytes, other.bytes, one.len) == 0);
			for (size_t i = 0; i < whole.fields.count; i++) {
				EXPECT(text_equal(whole.fields.items[i].name, cut.fields.items[i].name));
				EXPECT(text_equal(whole.fields.items[i].value, cut.fields.items[i].value));
				EXPECT(strlen(whole.fields.items[i].value) <= MULTIPART_FIELD_BYTES);
			}
		}
	}
	(void)multipart_boundary(a, arena_copy(a, data, size));
	arena_free(a);
	return 0;
}
