/* A certificate's end: read from the file that nginx reads, and from nothing
 * else. */
#include "crypto/certificate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* Self-signed, of an Ed25519 key that nobody has. */
static const char pem[] = "-----BEGIN CERTIFICATE-----\n"
			  "MIIBRDCB96ADAgECAhQ2Brhg7XY51OaANAy1nH6VfapVbzAFBgMrZXAwFzEVMBMG\n"
			  "A1UEAwwMaG9yYS5leGFtcGxlMCAXDTI2MTEyMDEyNTUzOFoYDzIxMjYxMDI3MTI1\n"
			  "NTM4WjAXMRUwEwYDVQQDDAxob3JhLmV4YW1wbGUwKjAFBgMrZXADIQCcmUaNa5mS\n"
			  "NGDP1rZ7rOZ5DlceqNGjOm/NyC43/8W0T6NTMFEwHQYDVR0OBBYEFPVoCG3LqOSs\n"
			  "ndr0P9qXjBKuy8ohMB8GA1UdIwQYMBaAFPVoCG3LqOSsndr0P9qXjBKuy8ohMA8G\n"
			  "A1UdEwEB/wQFMAMBAf8wBQYDK2VwA0EA0e/Jb86kZC3ftwwh4je0vrOmOitLleaJ\n"
			  "3W4VRHE872MNoWAh6BujCGRrAlTYuxsP2LhnRipHsMbM8ypq1W8yDA==\n"
			  "-----END CERTIFICATE-----\n";
#define END INT64_C(4948779338) /* Oct 27 12:55:38 2126 GMT */

/* What certificate_end says of a file with this text. */
static enum err
end_of(const char *text, int64_t *end)
{
	char path[] = "/tmp/hora-certificate-XXXXXX";
	int file = mkstemp(path);
	enum err e;

	assert_true(file >= 0);
	assert_int_equal(write(file, text, strlen(text)), strlen(text));
	close(file);
	e = certificate_end(path, end);
	unlink(path);
	return e;
}

static void
the_end_of_the_first_certificate_is_read(void **state)
{
	char chain[2 * sizeof pem];
	int64_t end = 0;

	(void)state;
	assert_int_equal(end_of(pem, &end), OK);
	assert_int_equal(end, END);
	snprintf(chain, sizeof chain, "%s%s", pem, pem);
	end = 0;
	assert_int_equal(end_of(chain, &end), OK);
	assert_int_equal(end, END);
}

static void
what_holds_no_certificate_is_told(void **state)
{
	char cut[sizeof pem];
	int64_t end = 7;

	(void)state;
	memcpy(cut, pem, sizeof pem);
	cut[sizeof pem / 2] = '\0';
	assert_int_equal(end_of("", &end), ERR_INVALID);
	assert_int_equal(end_of(cut, &end), ERR_INVALID);
	assert_int_equal(certificate_end("/nowhere/at.pem", &end), ERR_NOT_FOUND);
	assert_int_equal(end, 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_end_of_the_first_certificate_is_read),
		cmocka_unit_test(what_holds_no_certificate_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
