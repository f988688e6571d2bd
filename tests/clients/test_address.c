/* What is in the open internet, and what is not. */
#include "clients/address.h"

#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/un.h>

#include <cmocka.h>

#include "clients/http.h"

static bool
is_public(const char *text)
{
	struct sockaddr_in in = { .sin_family = AF_INET };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };

	if (strchr(text, ':') == NULL) {
		assert_int_equal(inet_pton(AF_INET, text, &in.sin_addr), 1);
		return address_is_public((struct sockaddr *)&in);
	}
	assert_int_equal(inet_pton(AF_INET6, text, &in6.sin6_addr), 1);
	return address_is_public((struct sockaddr *)&in6);
}

static void
what_anybody_can_be_at_is_public(void **state)
{
	static const char *const addresses[] = {
		"1.1.1.1",         "9.255.255.255",   "11.0.0.0",        "100.63.255.255", "100.128.0.0",
		"126.255.255.255", "128.0.0.0",       "169.253.255.255", "169.255.0.0",    "172.15.255.255",
		"172.32.0.0",      "192.167.255.255", "192.169.0.0",     "198.17.255.255", "198.20.0.0",
		"223.255.255.255", "2606:4700::1111", "2a00:1450::1",    "2001:200::1"
	};

	(void)state;
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
		if (!is_public(addresses[i]))
			fail_msg("%s is public", addresses[i]);
}

static void
this_machine_its_neighbours_and_the_rest_are_not(void **state)
{
	static const char *const addresses[] = { "0.0.0.0",
						 "0.1.2.3",
						 "10.0.0.1",
						 "10.255.255.255",
						 "100.64.0.1",
						 "100.127.255.255",
						 "127.0.0.1",
						 "127.255.255.254",
						 "169.254.169.254",
						 "172.16.0.1",
						 "172.31.255.255",
						 "192.0.0.8",
						 "192.0.2.1",
						 "192.88.99.1",
						 "192.168.0.1",
						 "192.168.255.255",
						 "198.18.0.1",
						 "198.19.255.255",
						 "198.51.100.7",
						 "203.0.113.9",
						 "224.0.0.1",
						 "239.255.255.255",
						 "240.0.0.1",
						 "255.255.255.255",
						 "::",
						 "::1",
						 "::ffff:127.0.0.1",
						 "::ffff:1.1.1.1",
						 "::127.0.0.1",
						 "64:ff9b::7f00:1",
						 "64:ff9b:1::1",
						 "100::1",
						 "2001::1",
						 "2001:1ff:ffff::",
						 "2001:db8::1",
						 "2002:7f00:1::",
						 "3fff::1",
						 "3fff:fff::1",
						 "fc00::1",
						 "fd00:ec2::254",
						 "fe80::1",
						 "febf::1",
						 "fec0::1",
						 "ff02::1" };
	struct sockaddr_un local = { .sun_family = AF_UNIX };

	(void)state;
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
		if (is_public(addresses[i]))
			fail_msg("%s is not public", addresses[i]);
	assert_false(address_is_public((struct sockaddr *)&local));
}

static void
only_plain_https_addresses_are_asked(void **state)
{
	static const char *const good[] = { "https://id.example", "https://id.example:8443/a?b=c",
					    "https://[2606:4700::1111]/", "HTTPS://id.example/" };
	static const char *const bad[] = { "",
					   "id.example",
					   "//id.example/",
					   "http://id.example/",
					   "ftp://id.example/",
					   "file:///etc/passwd",
					   "unix:///run/hora/auth.sock",
					   "gopher://id.example/",
					   "javascript:alert(1)",
					   "https:///path",
					   "https://",
					   "https://a b/",
					   "https://user@id.example/",
					   "https://user:word@id.example/",
					   "https://id.example/#part",
					   "https://id.example\\@evil.example/",
					   "https://id.example/\r\nHost: evil",
					   "https://id.example:99999/",
					   "https://id.example/\xc3\xa9",
					   "https://id.example\x01/" };

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_null(http_objection(good[i]));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (http_objection(bad[i]) == NULL)
			fail_msg("taken: %s", bad[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_anybody_can_be_at_is_public),
		cmocka_unit_test(this_machine_its_neighbours_and_the_rest_are_not),
		cmocka_unit_test(only_plain_https_addresses_are_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
