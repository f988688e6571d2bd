/* Network addresses as those who are counted. */
#include "usecase/network.h"

#include <arpa/inet.h>

#include "base/text.h"
#include "crypto/digest.h"

const char *
network_of(struct arena *a, const char *address)
{
	unsigned char bytes[16];

	if (text_is_empty(address) || inet_pton(AF_INET6, address, bytes) != 1)
		return address == NULL ? "" : address;
	return hex_write(a, bytes, 8);
}
