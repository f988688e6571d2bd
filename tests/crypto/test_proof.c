/* A proof is one program's, of one installation, and answers one question. */
#include "crypto/proof.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define QUESTION "AAAAAAAAAAAAAAAAAAAAAA"

static struct key
key_of(char byte)
{
	struct key key = { .len = KEY_LEAST };

	memset(key.bytes, byte, key.len);
	return proof_key(&key);
}

static void
a_proof_fits_its_own_question_program_and_key_alone(void **state)
{
	struct arena *a = arena_new();
	const struct key ours = key_of('a'), theirs = key_of('b');
	const char *proof = proof_make(a, &ours, "hora-line", QUESTION);

	(void)state;
	assert_int_equal(strlen(proof), 64);
	assert_string_equal(proof, proof_make(a, &ours, "hora-line", QUESTION));
	assert_string_not_equal(proof, proof_make(a, &ours, "hora-line", QUESTION "B"));
	assert_string_not_equal(proof, proof_make(a, &ours, "hora-admin", QUESTION));
	assert_string_not_equal(proof, proof_make(a, &theirs, "hora-line", QUESTION));
	arena_free(a);
}

static void
only_questions_of_chance_are_answered(void **state)
{
	static const char *const bad[] = { NULL,
					   "",
					   "short",
					   "AAAAAAAAAAAAAAAAAAAAA",
					   QUESTION " ",
					   QUESTION QUESTION QUESTION,
					   "AAAAAAAAAAAAAAAAAAAAA\n" };
	struct arena *a = arena_new();
	const struct key key = key_of('a');

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_null(proof_make(a, &key, "hora-line", bad[i]));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_proof_fits_its_own_question_program_and_key_alone),
		cmocka_unit_test(only_questions_of_chance_are_answered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
