/* Codes of authenticator apps: published vectors, the window, and no code twice. */
#include "crypto/totp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const unsigned char secret[] = "12345678901234567890";

#define LEN (sizeof secret - 1)
#define NOW 1234567890
#define STEP (NOW / TOTP_PERIOD)

/* RFC 4226, appendix D. */
static void
counters_give_the_published_values(void **state)
{
	static const uint32_t values[] = { 1284755224, 1094287082, 137359152, 1726969429, 1640338314,
					   868254676,  1918287922, 82162583,  673399871,  645520489 };

	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		assert_int_equal(hotp_value(secret, LEN, i), values[i]);
}

/* RFC 6238, appendix B, SHA-1: eight digits there, of which apps show the last six. */
static void
moments_give_the_published_codes(void **state)
{
	static const struct {
		int64_t now;
		uint32_t eight;
		const char *six;
	} vectors[] = {
		{ 59, 94287082, "287082" },         { 1111111109, 7081804, "081804" },
		{ 1111111111, 14050471, "050471" }, { 1234567890, 89005924, "005924" },
		{ 2000000000, 69279037, "279037" }, { 20000000000, 65353130, "353130" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		uint64_t step = (uint64_t)vectors[i].now / TOTP_PERIOD;

		assert_int_equal(hotp_value(secret, LEN, step) % 100000000, vectors[i].eight);
		assert_string_equal(totp_code(a, secret, LEN, vectors[i].now), vectors[i].six);
	}
	arena_free(a);
}

static void
the_step_before_and_the_one_after_count_and_no_other(void **state)
{
	struct arena *a = arena_new();
	int64_t step;

	(void)state;
	for (int64_t off = -3; off <= 3; off++) {
		const char *code = totp_code(a, secret, LEN, NOW + off * TOTP_PERIOD);

		step = -7;
		assert_int_equal(totp_fits(secret, LEN, code, NOW, -1, &step), off >= -1 && off <= 1);
		assert_int_equal(step, off >= -1 && off <= 1 ? STEP + off : -7);
	}
	arena_free(a);
}

static void
no_code_counts_twice_nor_an_older_one_after_it(void **state)
{
	struct arena *a = arena_new();
	const char *before = totp_code(a, secret, LEN, NOW - TOTP_PERIOD);
	const char *here = totp_code(a, secret, LEN, NOW),
		   *after = totp_code(a, secret, LEN, NOW + TOTP_PERIOD);
	int64_t step;

	(void)state;
	assert_true(totp_fits(secret, LEN, here, NOW, STEP - 1, &step));
	assert_false(totp_fits(secret, LEN, here, NOW, step, &step));
	assert_false(totp_fits(secret, LEN, before, NOW, step, &step));
	assert_true(totp_fits(secret, LEN, after, NOW, step, &step));
	assert_int_equal(step, STEP + 1);
	arena_free(a);
}

static void
what_is_typed_is_six_digits_and_spaces(void **state)
{
	static const struct {
		const char *typed;
		bool fits;
	} cases[] = {
		{ "005924", true },        { "005 924", true },  { " 005924 ", true }, { "5924", false },
		{ "005925", false },       { "0059240", false }, { "00592", false },   { "", false },
		{ "00592a", false },       { "005-924", false }, { "+05924", false },  { "005924\n", false },
		{ "００５９２４", false },
	};
	int64_t step;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(totp_fits(secret, LEN, cases[i].typed, NOW, -1, &step), cases[i].fits);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counters_give_the_published_values),
		cmocka_unit_test(moments_give_the_published_codes),
		cmocka_unit_test(the_step_before_and_the_one_after_count_and_no_other),
		cmocka_unit_test(no_code_counts_twice_nor_an_older_one_after_it),
		cmocka_unit_test(what_is_typed_is_six_digits_and_spaces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
