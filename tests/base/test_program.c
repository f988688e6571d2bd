/* The command line that all programs share, run as a child would be. */
#include "base/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct settings {
	int64_t children;
};

static const struct conf_row rows[] = {
	{ FIELD(INT, settings, children, .least = 1, .most = 64), "6", false, "Processes." },
};
static const struct conf_table table = CONF_TABLE(settings, rows);

static char good[] = "/tmp/hora-good-XXXXXX", bad[] = "/tmp/hora-bad-XXXXXX";

static void
write_file(char *path, const char *text)
{
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static int
set_up(void **state)
{
	(void)state;
	write_file(good, "children = 7\n");
	write_file(bad, "children = x\n");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	unlink(good);
	unlink(bad);
	return 0;
}

/* What one start came to. */
struct outcome {
	bool goes_on;
	int status;
	int64_t children;
	char said[4096]; /* standard output and error */
};

static struct outcome
start(char **argv)
{
	static const struct program program = {
		.name = "hora-test", .purpose = "Is tried out.", .path = good, .conf = &table
	};
	int out = dup(STDOUT_FILENO), err = dup(STDERR_FILENO);
	struct outcome o = { .status = -1 };
	struct arena *a = arena_new();
	struct settings settings = { 0 };
	FILE *file = tmpfile();
	int argc = 0;
	size_t len;

	while (argv[argc] != NULL)
		argc++;
	fflush(stdout);
	dup2(fileno(file), STDOUT_FILENO);
	dup2(fileno(file), STDERR_FILENO);
	o.goes_on = program_start(&program, argc, argv, a, &settings, &o.status);
	fflush(stdout);
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	close(out);
	close(err);
	rewind(file);
	len = fread(o.said, 1, sizeof o.said - 1, file);
	o.said[len] = '\0';
	fclose(file);
	o.children = settings.children;
	arena_free(a);
	return o;
}

#define START(...) start((char *[]){ name, __VA_ARGS__ __VA_OPT__(, ) NULL })

static char name[] = "hora-test";
static char config[] = "--config", check[] = "--check", show[] = "--show", help[] = "--help";
static char version[] = "--version";

static void
without_options_the_program_goes_on_with_its_standard_file(void **state)
{
	struct outcome o = START();

	(void)state;
	assert_true(o.goes_on);
	assert_int_equal(o.status, 0);
	assert_int_equal(o.children, 7);
	assert_string_equal(o.said, "");
}

static void
a_refused_configuration_ends_with_one(void **state)
{
	char *options[] = { NULL, check, show };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct outcome o = START(config, bad, options[i]);

		assert_false(o.goes_on);
		assert_int_equal(o.status, 1);
		assert_memory_equal(o.said, bad, strlen(bad));
		assert_string_equal(o.said + strlen(bad),
				    ":1: children: must be a whole number from 1 to 64\n");
	}
}

static void
check_and_show_end_with_zero(void **state)
{
	struct outcome o = START(check);

	(void)state;
	assert_false(o.goes_on);
	assert_int_equal(o.status, 0);
	assert_non_null(strstr(o.said, " is in order.\n"));
	o = START(show, check);
	assert_false(o.goes_on);
	assert_int_equal(o.status, 0);
	assert_string_equal(o.said, "children = 7\n");
}

static void
help_and_version_need_no_configuration(void **state)
{
	struct outcome o = START(help, config, bad);

	(void)state;
	assert_false(o.goes_on);
	assert_int_equal(o.status, 0);
	assert_non_null(
	    strstr(o.said, "usage: hora-test [--config FILE] [--check | --show]\nIs tried out.\n"));
	assert_non_null(strstr(o.said, "(a whole number from 1 to 64; 6 unless set)\n"));
	o = START(version, config, bad);
	assert_int_equal(o.status, 0);
	assert_string_equal(o.said, "hora-test " PACKAGE_VERSION "\n");
}

static void
unknown_arguments_end_with_two(void **state)
{
	static char unknown[] = "--daemon", short_one[] = "-c", word[] = "start";
	char *options[] = { unknown, short_one, word, config };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct outcome o = START(check, options[i]);

		assert_false(o.goes_on);
		assert_int_equal(o.status, 2);
		assert_non_null(strstr(o.said, "Try hora-test --help.\n"));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_options_the_program_goes_on_with_its_standard_file),
		cmocka_unit_test(a_refused_configuration_ends_with_one),
		cmocka_unit_test(check_and_show_end_with_zero),
		cmocka_unit_test(help_and_version_need_no_configuration),
		cmocka_unit_test(unknown_arguments_end_with_two),
	};

	return cmocka_run_group_tests_name("program", tests, set_up, tear_down);
}
