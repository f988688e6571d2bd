/* Configuration files: a refusal is one printable line, and what is accepted is
 * shown as a file that is accepted again and shown the same. */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/text.h"
#include "tests/fuzz/fuzz.h"

static const char *const levels[] = { "error", "info", NULL };

struct settings {
	const char *socket, *from;
	int64_t children, any;
	bool secure;
	int level;
};

/* No secret: the harness would open whatever file the input names. */
static const struct conf_row rows[] = {
	{ FIELD(TEXT, settings, socket, .max = 20, .required = true), NULL, false, "" },
	{ FIELD(TEXT, settings, from), NULL, false, "" },
	{ FIELD(INT, settings, children, .least = 1, .most = 64), "6", false, "" },
	{ FIELD(INT, settings, any), "0", false, "" },
	{ FIELD(BOOL, settings, secure), "true", false, "" },
	{ FIELD(ENUM, settings, level, .names = levels), "info", false, "" },
};
static const struct conf_table table = CONF_TABLE(settings, rows);

/* Reads bytes as a file; said is what was complained of. */
static enum err
read_bytes(struct arena *a, const void *bytes, size_t len, struct settings *settings, const char **said)
{
	int fd = memfd_create("conf", MFD_CLOEXEC);
	char *text = NULL;
	size_t text_len;
	FILE *complaints = open_memstream(&text, &text_len);
	enum err e;

	EXPECT(fd >= 0 && write(fd, bytes, len) == (ssize_t)len);
	e = conf_read(&table, a, arena_text(a, "/proc/self/fd/%d", fd), settings, complaints);
	close(fd);
	fclose(complaints);
	*said = arena_copy(a, text, text_len);
	free(text);
	return e;
}

static const char *
show(struct arena *a, const struct settings *settings)
{
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);
	const char *copy;

	conf_show(&table, settings, out);
	fclose(out);
	copy = arena_copy(a, text, len);
	free(text);
	return copy;
}

static void
check_refusal(enum err e, const char *said)
{
	size_t len = strlen(said);

	EXPECT(e == ERR_INVALID && len > 1 && said[len - 1] == '\n');
	for (size_t i = 0; i < len - 1; i++)
		EXPECT(said[i] >= ' ' && said[i] < 0x7f);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct settings settings;
	const char *said, *first;
	enum err e = read_bytes(a, data, size, &settings, &said);

	if (e != OK) {
		check_refusal(e, said);
	} else {
		EXPECT(*said == '\0' && settings.socket != NULL);
		EXPECT(settings.children >= 1 && settings.children <= 64);
		first = show(a, &settings);
		EXPECT(read_bytes(a, first, strlen(first), &settings, &said) == OK);
		EXPECT(text_equal(show(a, &settings), first));
	}
	arena_free(a);
	return 0;
}
