/* The two ceremonies: what was asked is held against what came back, then the
 * authenticator's data is read (section 6.1), of which only this much is wanted:
 *
 *	digest of the site's id, flags, counter
 *	and of a new passkey: model, length of its id, id, key
 *
 * Extensions may follow where their flag says so; none is asked for, none read. */
#include "crypto/passkey.h"

#include <string.h>

#include "base/buffer.h"
#include "crypto/base64url.h"
#include "crypto/client_data.h"
#include "crypto/cose.h"
#include "crypto/digest.h"

#define FLAGS_AT DIGEST_SIZE
#define COUNT_AT (FLAGS_AT + 1)
#define HEAD_SIZE (COUNT_AT + 4)
#define ID_LENGTH_AT (HEAD_SIZE + 16)
#define ID_AT (ID_LENGTH_AT + 2)
#define ID_BYTES_MAX 1023

enum flag {
	PRESENT = 1 << 0,  /* UP */
	VERIFIED = 1 << 2, /* UV */
	PORTABLE = 1 << 3, /* BE */
	COPIED = 1 << 4,   /* BS */
	ATTESTED = 1 << 6, /* AT: a new passkey is in it */
	EXTENDED = 1 << 7, /* ED: extensions follow */
};

struct bytes {
	unsigned char *at;
	size_t len;
};

static bool
decode(struct arena *a, const char *text, struct bytes *out)
{
	return text != NULL && strlen(text) <= PASSKEY_TEXT_MAX
	       && base64url_read(a, text, strlen(text), &out->at, &out->len);
}

/* Of this site, with a person there, and of flags that can be (7.1, steps 14 to
 * 17): only what may be copied is. */
static bool
head_fits(const struct passkey_wish *wish, const struct bytes *data)
{
	unsigned char site[DIGEST_SIZE], flags;

	if (data->len < HEAD_SIZE)
		return false;
	digest_sha256(wish->site, strlen(wish->site), site);
	flags = data->at[FLAGS_AT];
	return memcmp(data->at, site, sizeof site) == 0 && (flags & PRESENT) != 0
	       && (!wish->verified || (flags & VERIFIED) != 0)
	       && ((flags & COPIED) == 0 || (flags & PORTABLE) != 0);
}

static void
read_head(const struct bytes *data, struct passkey *out)
{
	const unsigned char *at = data->at + COUNT_AT;

	out->count = (int64_t)at[0] << 24 | (int64_t)at[1] << 16 | (int64_t)at[2] << 8 | at[3];
	out->portable = (data->at[FLAGS_AT] & PORTABLE) != 0;
	out->copied = (data->at[FLAGS_AT] & COPIED) != 0;
}

static bool
read_credential(struct arena *a, const struct bytes *data, struct passkey *out)
{
	unsigned char flags = data->at[FLAGS_AT];
	size_t id_len, key_len, rest;

	if ((flags & ATTESTED) == 0 || data->len < ID_AT)
		return false;
	id_len = (size_t)data->at[ID_LENGTH_AT] << 8 | data->at[ID_LENGTH_AT + 1];
	rest = data->len - ID_AT;
	if (id_len == 0 || id_len > ID_BYTES_MAX || id_len > rest)
		return false;
	out->id = base64url_write(a, data->at + ID_AT, id_len);
	rest -= id_len;
	key_len = cose_read(a, data->at + ID_AT + id_len, rest, out);
	return key_len > 0 && (rest > key_len) == ((flags & EXTENDED) != 0);
}

enum err
passkey_read(struct arena *a, const struct passkey_wish *wish, const struct passkey_answer *answer,
	     struct passkey *out)
{
	unsigned char digest[DIGEST_SIZE];
	struct passkey found = { .id = NULL };
	struct bytes data;

	if (!client_data_fits(a, wish, "webauthn.create", answer->client, digest)
	    || !decode(a, answer->authenticator, &data) || !head_fits(wish, &data)
	    || !read_credential(a, &data, &found))
		return ERR_INVALID;
	read_head(&data, &found);
	*out = found;
	return OK;
}

/* The authenticator signs its data and the digest of the browser's. */
static bool
signature_fits_both(struct arena *a, const struct passkey *known, const struct bytes *data,
		    const unsigned char digest[static DIGEST_SIZE], const struct bytes *signature)
{
	struct buffer whole = buffer_new(a, data->len + DIGEST_SIZE);

	buffer_add(&whole, data->at, data->len);
	buffer_add(&whole, digest, DIGEST_SIZE);
	return cose_fits(known, a, whole.bytes, whole.len, signature->at, signature->len);
}

enum err
passkey_check(struct arena *a, const struct passkey_wish *wish, const struct passkey_answer *answer,
	      const struct passkey *known, struct passkey *out)
{
	unsigned char digest[DIGEST_SIZE];
	struct bytes data, signature;
	struct passkey seen = *known;

	if (!client_data_fits(a, wish, "webauthn.get", answer->client, digest)
	    || !decode(a, answer->authenticator, &data) || !head_fits(wish, &data)
	    || !decode(a, answer->signature, &signature)
	    || !signature_fits_both(a, known, &data, digest, &signature))
		return ERR_DENIED;
	read_head(&data, &seen);
	if (seen.portable != known->portable
	    || (seen.count <= known->count && (seen.count > 0 || known->count > 0)))
		return ERR_DENIED;
	*out = seen;
	return OK;
}
