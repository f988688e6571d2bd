/* Which passwords are taken. */
#include "domain/passphrase.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *const owner[] = { "João", "Smith", "john.smith@acme.example", NULL };
#define WORDS (sizeof owner / sizeof *owner)

static enum err
judge(const char *text)
{
	const char *why;

	return passphrase_check(text, owner, WORDS, &why);
}

static void
what_is_tried_first_is_refused(void **state)
{
	static const char *const poor[] = {
		"password123",    "P@ssw0rd2024",     "Password1!",   "1234567890",   "0987654321",
		"qwertyuiop",     "Qwertyuiop12",     "1q2w3e4r5t",   "1qaz2wsx3edc", "zaq12wsxcde3",
		"asdfghjkl;",     "aaaaaaaaaa",       "abcabcabcabc", "abcdefghij",   "11111111112",
		"iloveyou12",     "iloveyou2024!",    "letmein1234",  "welcome2024",  "football2020",
		"monkeydragon",   "sunshine123",      "princess1234", "admin12345",   "trustno1trust1",
		"superman2000!!", "benfica1904",      "portugal2024", "hora2024hora", "smith1990john",
		"acme2024acme",   "passwordpassword",
	};

	(void)state;
	for (size_t i = 0; i < sizeof poor / sizeof *poor; i++)
		if (judge(poor[i]) != ERR_INVALID)
			fail_msg("taken: %s", poor[i]);
}

static void
what_takes_thought_is_taken(void **state)
{
	static const char *const good[] = {
		"correct horse battery staple",
		"summer holiday beach house",
		"nfjk3829xk",
		"Tr0ub4dor&3xz",
		"três palavras e uma vírgula",
		"我的密碼是很長的一句話",
		"xK9#mQ2$vL7p",
		"twelve green bottles",
	};

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (judge(good[i]) != OK)
			fail_msg("refused: %s", good[i]);
}

static void
length_is_counted_in_characters_and_never_cut(void **state)
{
	char text[4 * PASSPHRASE_MOST + 8] = "";
	unsigned dice = 1;

	(void)state;
	assert_int_equal(judge(""), ERR_INVALID);
	assert_int_equal(judge("k7#Lp2xQ9"), ERR_INVALID);
	assert_int_equal(judge("k7#Lp2xQ9v"), OK);
	assert_int_equal(judge("我的密碼是很長的一"), ERR_INVALID);
	for (size_t i = 0; i < PASSPHRASE_MOST; i++)
		text[i] = "kzq7#Lp2xQ9v"[(dice = dice * 1103515245 + 12345) >> 16 & 7];
	assert_int_equal(judge(text), OK);
	text[PASSPHRASE_MOST] = 'x';
	assert_int_equal(judge(text), ERR_INVALID);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_tried_first_is_refused),
		cmocka_unit_test(what_takes_thought_is_taken),
		cmocka_unit_test(length_is_counted_in_characters_and_never_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
