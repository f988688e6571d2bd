/* Passkeys: the vectors that the standard publishes. */
#include "crypto/passkey.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct exchange {
	const char *challenge, *client, *authenticator, *signature;
};

/* Web Authentication Level 3, section 16: new passkeys with the log-ins that
 * follow, all of "example.org". */
static const struct {
	const char *name;
	struct exchange creation, login;
	int algorithm;
	bool portable;
} vectors[] = {
	{ "none.ES256",
	  { .challenge = "AMMPt4UxxGTStncdq417YDwBFi8vpIa-pw8oOuVW4TA",
	    .client = "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQU1NUHQ0VXh4R1RTdG5jZHE0MT"
		      "dZRHdCRmk4dnBJYS1wdzhvT3VWVzRUQSIsIm9yaWdpbiI6Imh0dHBzOi8vZXhhbXBsZS5vcmciLCJj"
		      "cm9zc09yaWdpbiI6ZmFsc2UsImV4dHJhRGF0YSI6ImNsaWVudERhdGFKU09OIG1heSBiZSBleHRlbm"
		      "RlZCB3aXRoIGFkZGl0aW9uYWwgZmllbGRzIGluIHRoZSBmdXR1cmUsIHN1Y2ggYXMgdGhpczogQmtR"
		      "ZURqZGNUQnJYQmlBd0pUTEU1USJ9",
	    .authenticator =
		"v6vDdDKViwYzYNOtZGHJxHNa5_jt1GWSpeDwFFKy5LVZAAAAAIRGzLmrHbN0dQsjZ_9vOh8AIPkfOR"
		"20ybL94OpwGJy6P7Y_V5umEiszrZT_PsMwCEvkpQECAyYgASFYIK_voW-XypstI-"
		"uGzLZAmNINuQhWBi6yScM6m2cvJt9hIlggkwpWuHovymYzSwNFir-HlxfBLMaO1zKQry4mZHlrkiA" },
	  { .challenge = "OcDnUhQXulTUPo3JUXT0I97pvzzYBP9tZchXyav01Ag",
	    .client = "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiT2NEblVoUVh1bFRVUG8zSlVYVDBJOT"
		      "dwdnp6WUJQOXRaY2hYeWF2MDFBZyIsIm9yaWdpbiI6Imh0dHBzOi8vZXhhbXBsZS5vcmciLCJjcm9z"
		      "c09yaWdpbiI6ZmFsc2V9",
	    .authenticator = "v6vDdDKViwYzYNOtZGHJxHNa5_jt1GWSpeDwFFKy5LUZAAAAAA",
	    .signature = "MEYCIQD1Ck4uRAkknEqFO6NhKC8JhB303UVHoTqHeAIY3v_NOAIhAISArA8Lk1OBdPV1vxGh3V14xu"
			 "SGAT-TcpXqE2U-Mx6H" },
	  .algorithm = PASSKEY_ES256,
	  .portable = true },
	{ "packed.ES256",
	  { .challenge = "wRhKX934BF4T3Ef1S2H1pla2ZrWQGPFthw6SVumVIBI",
	    .client = "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoid1JoS1g5MzRCRjRUM0VmMVMySD"
		      "FwbGEyWnJXUUdQRnRodzZTVnVtVklCSSIsIm9yaWdpbiI6Imh0dHBzOi8vZXhhbXBsZS5vcmciLCJj"
		      "cm9zc09yaWdpbiI6ZmFsc2UsImV4dHJhRGF0YSI6ImNsaWVudERhdGFKU09OIG1heSBiZSBleHRlbm"
		      "RlZCB3aXRoIGFkZGl0aW9uYWwgZmllbGRzIGluIHRoZSBmdXR1cmUsIHN1Y2ggYXMgdGhpczogOWE4"
		      "Yk5ZaktDZ1dyQlhVLWZDbDFhZyJ9",
	    .authenticator = "v6vDdDKViwYzYNOtZGHJxHNa5_jt1GWSpeDwFFKy5LVNAAAAAIdspPUgccPpslUJ7yzfftYAIMmm9b"
			     "NGLQKHP-oMVoYiNPmfCBcoCE5RG7d2AgGokFSlpQECAyYgASFYIBzyfyXaWRIIpCOcLjJPEE9YVSVH"
			     "mint7t2DD0jneurlIlggWeS32mwBBuIGzjkMk6uYoVpew4h-V_DMK-zoA7kgxCM" },
	  { .challenge = "sRBvpGpXvvF4FRHAVX3ImKA0E9Xw8X0kRjDBlMfhrbU",
	    .client = "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoic1JCdnBHcFh2dkY0RlJIQVZYM0ltS0"
		      "EwRTlYdzhYMGtSakRCbE1maHJiVSIsIm9yaWdpbiI6Imh0dHBzOi8vZXhhbXBsZS5vcmciLCJjcm9z"
		      "c09yaWdpbiI6ZmFsc2UsImV4dHJhRGF0YSI6ImNsaWVudERhdGFKU09OIG1heSBiZSBleHRlbmRlZC"
		      "B3aXRoIGFkZGl0aW9uYWwgZmllbGRzIGluIHRoZSBmdXR1cmUsIHN1Y2ggYXMgdGhpczogQVpNd3lN"
		      "eEliRDgtdWd1Rk5wNnI4USJ9",
	    .authenticator = "v6vDdDKViwYzYNOtZGHJxHNa5_jt1GWSpeDwFFKy5LUNAAAAAA",
	    .signature = "MEUCIGlJadPuko3m8C7yOpxkTX13mRZFFzSpS0MlQvSYoevpAiEAiwgZyCQhipcVLNCZxVv7FHeynZ"
			 "AKSaZAGDFPm_zNoWM" },
	  .algorithm = PASSKEY_ES256,
	  .portable = true },
	{ "packed.EdDSA",
	  { .challenge = "qKv52r3GsN9jRms5vanoo0o04YUzelnxxXmZBnbTs70",
	    .client = "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoicUt2NTJyM0dzTjlqUm1zNXZhbm"
		      "9vMG8wNFlVemVsbnh4WG1aQm5iVHM3MCIsIm9yaWdpbiI6Imh0dHBzOi8vZXhhbXBsZS5vcmciLCJj"
		      "cm9zc09yaWdpbiI6ZmFsc2UsImV4dHJhRGF0YSI6ImNsaWVudERhdGFKU09OIG1heSBiZSBleHRlbm"
		      "RlZCB3aXRoIGFkZGl0aW9uYWwgZmllbGRzIGluIHRoZSBmdXR1cmUsIHN1Y2ggYXMgdGhpczogQl9E"
		      "VDVnN1pEXy05T1RMWVg1SXZFUSJ9",
	    .authenticator = "v6vDdDKViwYzYNOtZGHJxHNa5_jt1GWSpeDwFFKy5LVBAAAAANWqM1gejKR44g_nE_XTL_IAIM6fhA"
			     "7ZZZlYDNFA-"
			     "8e7MjBjP1D2EEGv9zMIrnHKqKK9pAEBAycgBiFYIETgbd0zHDao3GZ7q1K8rmNIbJFqpeM55qzrqoS"
			     "TS_gy" },
	  { .challenge = "iVlX4BxjOmmDSKLYoxpUt9sn6MHEOyCA15riGQJnv9I",
	    .client = "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiaVZsWDRCeGpPbW1EU0tMWW94cFV0OX"
		      "NuNk1IRU95Q0ExNXJpR1FKbnY5SSIsIm9yaWdpbiI6Imh0dHBzOi8vZXhhbXBsZS5vcmciLCJjcm9z"
		      "c09yaWdpbiI6ZmFsc2V9",
	    .authenticator = "v6vDdDKViwYzYNOtZGHJxHNa5_jt1GWSpeDwFFKy5LUBAAAAAA",
	    .signature = "9cWcfkbDT2-MwZcQHd-ZNPollfaOsZE6Y36EGeubpM_fxI-"
			 "FOTvA1AsBHw1v7LCX1mB1JXEyI6DcDUU5k9rgCw" },
	  .algorithm = PASSKEY_EDDSA,
	  .portable = false },
};

static struct passkey_wish
wish_of(const struct exchange *exchange)
{
	return (struct passkey_wish){ .site = "example.org",
				      .origin = "https://example.org",
				      .challenge = exchange->challenge };
}

static struct passkey_answer
answer_of(const struct exchange *exchange)
{
	return (struct passkey_answer){ exchange->client, exchange->authenticator, exchange->signature };
}

static void
the_published_vectors_are_met(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		struct passkey_wish creation = wish_of(&vectors[i].creation),
				    login = wish_of(&vectors[i].login);
		struct passkey_answer made = answer_of(&vectors[i].creation),
				      used = answer_of(&vectors[i].login);
		struct passkey passkey, seen;

		assert_int_equal(passkey_read(a, &creation, &made, &passkey), OK);
		assert_int_equal(passkey.algorithm, vectors[i].algorithm);
		assert_int_equal(passkey.portable, vectors[i].portable);
		assert_int_equal(strlen(passkey.id), 43);
		assert_int_equal(passkey_check(a, &login, &used, &passkey, &seen), OK);
		assert_int_equal(seen.count, 0);
	}
	arena_free(a);
}

static void
no_vector_fits_another_key_or_question(void **state)
{
	const size_t count = sizeof vectors / sizeof *vectors;
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < count; j++) {
			struct passkey_wish creation = wish_of(&vectors[i].creation),
					    login = wish_of(&vectors[j].login);
			struct passkey_answer made = answer_of(&vectors[i].creation),
					      used = answer_of(&vectors[j].login);
			struct passkey passkey, seen;

			assert_int_equal(passkey_read(a, &creation, &made, &passkey), OK);
			assert_int_equal(passkey_check(a, &login, &used, &passkey, &seen),
					 i == j ? OK : ERR_DENIED);
			assert_int_equal(passkey_check(a, &creation, &used, &passkey, &seen), ERR_DENIED);
			assert_int_equal(passkey_read(a, &login, &made, &passkey), ERR_INVALID);
		}
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_published_vectors_are_met),
		cmocka_unit_test(no_vector_fits_another_key_or_question),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
