/* Holds client data against what was asked. Members that are not known may be
 * there: browsers add some on purpose. */
#include "crypto/client_data.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "crypto/base64url.h"
#include "crypto/signature.h"

static bool
says(const struct json *data, const char *name, const char *want)
{
	return text_equal(json_string(json_member(data, name), NULL), want);
}

static bool
repeats(const struct json *data, const char *challenge)
{
	size_t len;
	const char *text = json_string(json_member(data, "challenge"), &len);

	return text != NULL && secret_equal(text, len, challenge, strlen(challenge));
}

/* crossOrigin may be missing, as older browsers leave it out. */
static bool
is_framed(const struct json *data)
{
	const struct json *cross = json_member(data, "crossOrigin");

	return json_member(data, "topOrigin") != NULL
	       || (cross != NULL && (json_kind(cross) != JSON_BOOL || json_bool(cross)));
}

bool
client_data_fits(struct arena *a, const struct passkey_wish *wish, const char *type, const char *text,
		 unsigned char digest[static DIGEST_SIZE])
{
	unsigned char *bytes;
	struct json *data;
	size_t len;

	if (text == NULL || strlen(text) > PASSKEY_TEXT_MAX
	    || !base64url_read(a, text, strlen(text), &bytes, &len)
	    || json_read(a, (const char *)bytes, len, &data, NULL, NULL) != OK
	    || json_kind(data) != JSON_OBJECT)
		return false;
	if (!says(data, "type", type) || !repeats(data, wish->challenge)
	    || !says(data, "origin", wish->origin) || is_framed(data))
		return false;
	digest_sha256(bytes, len, digest);
	return true;
}
