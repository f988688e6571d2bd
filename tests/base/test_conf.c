/* Configuration files: what is read, what is refused with which words, and that
 * secrets stay secret. */
#include "base/conf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const char *const levels[] = { "error", "info", NULL };

struct settings {
	const char *socket;
	int64_t children, any;
	bool secure;
	int level;
	const char *from;
	const char *key;
};

static const struct conf_row rows[] = {
	{ FIELD(TEXT, settings, socket, .max = 20, .required = true), NULL, false, "Where nginx finds it." },
	{ FIELD(INT, settings, children, .least = 1, .most = 64), "6", false, "Processes." },
	{ FIELD(INT, settings, any), "-1", false, "Any number." },
	{ FIELD(BOOL, settings, secure), "true", false, "Whether cookies need HTTPS." },
	{ FIELD(ENUM, settings, level, .names = levels), "info", false, "The most detailed log level." },
	{ FIELD(TEXT, settings, from), NULL, false, "The sender of mails." },
	{ FIELD(TEXT, settings, key, .max = 100, .lines = true), NULL, true, "Signs the sessions." },
};
static const struct conf_table table = CONF_TABLE(settings, rows);

static char folder[] = "/tmp/hora-conf-XXXXXX";
static char path[64], secret[64];

static void
put(const char *name, const void *bytes, size_t len, mode_t mode)
{
	FILE *f = fopen(name, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, len, f), len);
	fclose(f);
	assert_int_equal(chmod(name, mode), 0);
}

static int
set_up(void **state)
{
	(void)state;
	unsetenv("CREDENTIALS_DIRECTORY");
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof path, "%s/hora.conf", folder);
	snprintf(secret, sizeof secret, "%s/secret", folder);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	unlink(path);
	unlink(secret);
	return rmdir(folder);
}

/* Reads text as the file; the answer is what was complained of, less the
 * folder's name. */
static const char *
complaint_of(struct arena *a, const char *text, size_t len, struct settings *settings)
{
	char *said = NULL;
	size_t said_len;
	FILE *complaints = open_memstream(&said, &said_len);
	const char *copy;
	enum err e;

	put(path, text, len, 0600);
	e = conf_read(&table, a, path, settings, complaints);
	fclose(complaints);
	assert_int_equal(e, said_len == 0 ? OK : ERR_INVALID);
	copy = arena_copy(a, said, said_len);
	free(said);
	if (said_len == 0)
		return "";
	assert_memory_equal(copy, folder, strlen(folder));
	return copy + strlen(folder) + 1;
}

#define READ(a, text, settings) complaint_of((a), (text), strlen(text), (settings))

static void
a_file_sets_what_it_names_and_the_rest_is_standard(void **state)
{
	struct arena *a = arena_new();
	struct settings settings;

	(void)state;
	assert_string_equal(READ(a,
				 "# a comment\n\n  \t\nsocket = /run/x y=z #1\r\n\tchildren=12\nsecure = no\n"
				 "from =",
				 &settings),
			    "");
	assert_string_equal(settings.socket, "/run/x y=z #1");
	assert_int_equal(settings.children, 12);
	assert_false(settings.secure);
	assert_int_equal(settings.level, 1);
	assert_null(settings.from);
	assert_null(settings.key);
	assert_string_equal(READ(a, "socket = s\nchildren =\n", &settings), "");
	assert_int_equal(settings.children, 6);
	assert_true(settings.secure);
	arena_free(a);
}

static void
a_mistake_is_told_with_file_line_and_reason(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "", "hora.conf: socket: is missing\n" },
		{ "\n\nsocket =\n", "hora.conf:3: socket: needs a value\n" },
		{ "socket = s\nport = 1\n", "hora.conf:2: sets a key that this program does not know\n" },
		{ "Socket = s\n", "hora.conf:1: sets a key that this program does not know\n" },
		{ "= s\n", "hora.conf:1: sets a key that this program does not know\n" },
		{ "\xef\xbb\xbfsocket = s\n", "hora.conf:1: sets a key that this program does not know\n" },
		{ "socket = s\n[more]\n", "hora.conf:2: is not of the form key = value\n" },
		{ "socket = s\nchildren = 2\nsocket = s\n",
		  "hora.conf:3: socket: is set already, in line 1\n" },
		{ "children = 0\n", "hora.conf:1: children: must be a whole number from 1 to 64\n" },
		{ "children = 65\n", "hora.conf:1: children: must be a whole number from 1 to 64\n" },
		{ "children = 12abc\n", "hora.conf:1: children: must be a whole number from 1 to 64\n" },
		{ "children = 1e1\n", "hora.conf:1: children: must be a whole number from 1 to 64\n" },
		{ "any = 9223372036854775808\n", "hora.conf:1: any: must be a whole number\n" },
		{ "children = 6 # six\n", "hora.conf:1: children: must be a whole number from 1 to 64\n" },
		{ "children = 18446744073709551622\n",
		  "hora.conf:1: children: must be a whole number from 1 to 64\n" },
		{ "secure = maybe\n", "hora.conf:1: secure: must be true or false\n" },
		{ "level = debug\n", "hora.conf:1: level: must be one of error, info\n" },
		{ "socket = 123456789012345678901\n",
		  "hora.conf:1: socket: must be text of at most 20 characters\n" },
		{ "socket = a\tb\n", "hora.conf:1: socket: must be text of at most 20 characters\n" },
		{ "socket = \xff\n", "hora.conf:1: socket: must be text of at most 20 characters\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *a = arena_new();
		struct settings settings;

		assert_string_equal(READ(a, cases[i].text, &settings), cases[i].want);
		arena_free(a);
	}
}

static void
files_that_are_no_configuration_are_refused(void **state)
{
	static char large[70000];
	struct arena *a = arena_new();
	char *said = NULL;
	size_t len;
	FILE *complaints = open_memstream(&said, &len);
	struct settings settings;

	(void)state;
	assert_string_equal(complaint_of(a, "socket = s\n\0", 12, &settings),
			    "hora.conf: is not a text file\n");
	memset(large, '\n', sizeof large);
	assert_string_equal(complaint_of(a, large, sizeof large, &settings),
			    "hora.conf: is larger than 64 kB\n");
	assert_int_equal(conf_read(&table, a, "/nowhere", &settings, complaints), ERR_INVALID);
	assert_int_equal(conf_read(&table, a, "/tmp", &settings, complaints), ERR_INVALID);
	fclose(complaints);
	assert_string_equal(said, "/nowhere: No such file or directory\n/tmp: Is a directory\n");
	free(said);
	arena_free(a);
}

static void
a_secret_is_read_from_the_file_it_names(void **state)
{
	static const char text[] = "socket = s\nkey = secret\n";
	struct arena *a = arena_new();
	struct settings settings;

	(void)state;
	put(secret, " two\nlines \n\n", 13, 0600);
	assert_string_equal(READ(a, text, &settings), "");
	assert_string_equal(settings.key, " two\nlines \n");
	assert_string_equal(READ(a, arena_text(a, "socket = s\nkey = %s\n", secret), &settings), "");
	setenv("CREDENTIALS_DIRECTORY", "/nowhere", 1);
	assert_string_equal(
	    READ(a, text, &settings),
	    "hora.conf:2: key: the secret's file /nowhere/secret: No such file or directory\n");
	setenv("CREDENTIALS_DIRECTORY", folder, 1);
	assert_string_equal(READ(a, text, &settings), "");
	assert_string_equal(settings.key, " two\nlines \n");
	unsetenv("CREDENTIALS_DIRECTORY");
	arena_free(a);
}

static void
a_secret_that_is_not_kept_well_is_refused(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
		mode_t mode;
		const char *want;
	} cases[] = {
		{ "secret\n", 7, 0604, "is open to others; take their rights away with chmod o-rwx\n" },
		{ "secret\n", 7, 0602, "is open to others; take their rights away with chmod o-rwx\n" },
		{ "", 0, 0600, "is empty\n" },
		{ "\n", 1, 0600, "is empty\n" },
		{ "a\0b", 3, 0600, "This text is damaged: it is not valid UTF-8.\n" },
		{ "\xc0\xaf", 2, 0600, "This text is damaged: it is not valid UTF-8.\n" },
		{ "01234567890123456789012345678901234567890123456789"
		  "012345678901234567890123456789012345678901234567891",
		  101, 0600, "This text is too long.\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *a = arena_new();
		struct settings settings;
		const char *said;

		put(secret, cases[i].bytes, cases[i].len, cases[i].mode);
		said = READ(a, "socket = s\nkey = secret\n", &settings);
		assert_string_equal(strrchr(said, '/') + strlen("/secret: "), cases[i].want);
		arena_free(a);
	}
}

static void
a_secret_must_be_a_regular_file(void **state)
{
	struct arena *a = arena_new();
	struct settings settings;

	(void)state;
	assert_string_equal(READ(a, "socket = s\nkey = /dev/null\n", &settings),
			    "hora.conf:2: key: the secret's file /dev/null: is not a regular file\n");
	assert_non_null(strstr(READ(a, "socket = s\nkey = .\n", &settings), "/.: is not a regular file\n"));
	arena_free(a);
}

static const char *
shown(struct arena *a, const struct settings *settings)
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
what_is_shown_can_be_read_again_but_for_secrets(void **state)
{
	static const char want[] =
	    "socket = s\nchildren = 6\nany = -1\nsecure = false\nlevel = error\n# from =\n# key =\n";
	struct arena *a = arena_new();
	struct settings settings;

	(void)state;
	put(secret, "hunter2", 7, 0600);
	assert_string_equal(READ(a, "socket=s\nsecure=0\nlevel=error\nkey=secret", &settings), "");
	assert_null(strstr(shown(a, &settings), "hunter2"));
	assert_non_null(strstr(shown(a, &settings), "key = ********\n"));
	settings.key = NULL;
	assert_string_equal(shown(a, &settings), want);
	assert_string_equal(READ(a, want, &settings), "");
	assert_string_equal(shown(a, &settings), want);
	arena_free(a);
}

static void
help_tells_meaning_rule_and_standard(void **state)
{
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	(void)state;
	conf_help(&table, out);
	fclose(out);
	assert_non_null(strstr(text, "  socket\n      Where nginx finds it.\n"
				     "      (text of at most 20 characters; required)\n"));
	assert_non_null(strstr(text, "(a whole number from 1 to 64; 6 unless set)\n"));
	assert_non_null(strstr(text, "(one of error, info; info unless set)\n"));
	assert_non_null(strstr(text, "(the name of a file that holds the secret; optional)\n"));
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_sets_what_it_names_and_the_rest_is_standard),
		cmocka_unit_test(a_mistake_is_told_with_file_line_and_reason),
		cmocka_unit_test(files_that_are_no_configuration_are_refused),
		cmocka_unit_test(a_secret_is_read_from_the_file_it_names),
		cmocka_unit_test(a_secret_that_is_not_kept_well_is_refused),
		cmocka_unit_test(a_secret_must_be_a_regular_file),
		cmocka_unit_test(what_is_shown_can_be_read_again_but_for_secrets),
		cmocka_unit_test(help_tells_meaning_rule_and_standard),
	};

	return cmocka_run_group_tests_name("conf", tests, set_up, tear_down);
}
