/* What every fuzz harness is: one function that takes bytes and uses what comes
 * of them. tests/fuzz/local.mk says how to add one. */
#ifndef HORA_TESTS_FUZZ_FUZZ_H
#define HORA_TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Called by libFuzzer, or by replay.c, with each input; answers 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A broken promise ends the run, so that the input is kept. Unlike assert, it is
 * in every build. */
#define EXPECT(promise) \
	do { \
		if (!(promise)) { \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #promise); \
			abort(); \
		} \
	} while (0)

#endif
