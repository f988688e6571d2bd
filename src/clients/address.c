/* The special-purpose address registries as tables of prefixes. */
#include "clients/address.h"

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

static const struct {
	uint32_t prefix;
	int bits;
} special4[] = {
	{ 0x00000000, 8 },  /* this network */
	{ 0x0a000000, 8 },  /* private */
	{ 0x64400000, 10 }, /* shared by a provider's customers */
	{ 0x7f000000, 8 },  /* loopback */
	{ 0xa9fe0000, 16 }, /* link-local: clouds tell secrets at 169.254.169.254 */
	{ 0xac100000, 12 }, /* private */
	{ 0xc0000000, 24 }, /* protocol assignments */
	{ 0xc0000200, 24 }, /* documentation */
	{ 0xc0586300, 24 }, /* relays of 6to4 */
	{ 0xc0a80000, 16 }, /* private */
	{ 0xc6120000, 15 }, /* benchmarks */
	{ 0xc6336400, 24 }, /* documentation */
	{ 0xcb007100, 24 }, /* documentation */
	{ 0xe0000000, 3 },  /* multicast, reserved, broadcast */
};

/* Within 2000::/3, the only part of it that is handed out. */
static const struct {
	uint16_t prefix[2];
	int bits;
} special6[] = {
	{ { 0x2001, 0x0000 }, 23 }, /* protocol assignments, Teredo, ORCHID */
	{ { 0x2001, 0x0db8 }, 32 }, /* documentation */
	{ { 0x2002, 0x0000 }, 16 }, /* 6to4 wraps any IPv4 address */
	{ { 0x3fff, 0x0000 }, 20 }, /* documentation */
};

static bool
starts_with(uint32_t address, uint32_t prefix, int bits)
{
	return ((address ^ prefix) >> (32 - bits)) == 0;
}

static bool
is_public4(const struct sockaddr_in *in)
{
	uint32_t address = ntohl(in->sin_addr.s_addr);

	for (size_t i = 0; i < sizeof special4 / sizeof *special4; i++)
		if (starts_with(address, special4[i].prefix, special4[i].bits))
			return false;
	return true;
}

static bool
is_public6(const struct sockaddr_in6 *in)
{
	const uint8_t *b = in->sin6_addr.s6_addr;
	uint32_t head = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];

	if (!starts_with(head, 0x20000000, 3))
		return false;
	for (size_t i = 0; i < sizeof special6 / sizeof *special6; i++)
		if (starts_with(head, (uint32_t)special6[i].prefix[0] << 16 | special6[i].prefix[1],
				special6[i].bits))
			return false;
	return true;
}

bool
address_is_public(const struct sockaddr *address)
{
	struct sockaddr_in in;
	struct sockaddr_in6 in6;

	switch (address->sa_family) {
	case AF_INET:
		memcpy(&in, address, sizeof in);
		return is_public4(&in);
	case AF_INET6:
		memcpy(&in6, address, sizeof in6);
		return is_public6(&in6);
	default:
		return false;
	}
}
