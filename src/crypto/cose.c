/* The forms of keys as a table: what comes before, between and after their numbers,
 * in CBOR and in DER. So nothing here allocates what a foreign length asks for. */
#include "crypto/cose.h"

#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "crypto/base64url.h"

struct run {
	const char *bytes;
	size_t len;
};

#define RUN(text) \
	{ \
		text, sizeof(text) - 1 \
	}

static const struct form {
	int64_t algorithm;
	struct run cbor, cbor_between;
	struct run der, der_between;
	size_t first, second; /* bytes of the numbers */
} forms[] = {
	/* kty OKP, alg EdDSA, crv Ed25519, x */
	{ PASSKEY_EDDSA, RUN("\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20"), RUN(""),
	  RUN("\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00"), RUN(""), 32, 0 },
	/* kty EC2, alg ES256, crv P-256, x, y */
	{ PASSKEY_ES256, RUN("\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20"), RUN("\x22\x58\x20"),
	  RUN("\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07"
	      "\x03\x42\x00\x04"),
	  RUN(""), 32, 32 },
	/* kty RSA, alg RS256, n, e */
	{ PASSKEY_RS256, RUN("\xa4\x01\x03\x03\x39\x01\x00\x20\x59\x01\x00"), RUN("\x21\x43\x01\x00\x01"),
	  RUN("\x30\x82\x01\x22\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00\x03\x82\x01\x0f"
	      "\x00\x30\x82\x01\x0a\x02\x82\x01\x01\x00"),
	  RUN("\x02\x03\x01\x00\x01"), 256, 0 },
};

#define DER_MAX 512

static size_t
cbor_size(const struct form *form)
{
	return form->cbor.len + form->first + form->cbor_between.len + form->second;
}

static bool
is_of(const struct form *form, const unsigned char *bytes, size_t len)
{
	return len >= cbor_size(form) && memcmp(bytes, form->cbor.bytes, form->cbor.len) == 0
	       && memcmp(bytes + form->cbor.len + form->first, form->cbor_between.bytes,
			 form->cbor_between.len)
		      == 0;
}

static char *
write_der(struct arena *a, const struct form *form, const unsigned char *cbor)
{
	const unsigned char *first = cbor + form->cbor.len;
	unsigned char der[DER_MAX], *end = der;

	end = mempcpy(end, form->der.bytes, form->der.len);
	end = mempcpy(end, first, form->first);
	end = mempcpy(end, form->der_between.bytes, form->der_between.len);
	end = mempcpy(end, first + form->first + form->cbor_between.len, form->second);
	return base64url_write(a, der, (size_t)(end - der));
}

static void
release(void *key)
{
	EVP_PKEY_free(key);
}

/* NULL: it is no key, such as a point off the curve. */
static EVP_PKEY *
load(struct arena *a, const char *text)
{
	const unsigned char *next;
	unsigned char *der;
	EVP_PKEY *key;
	size_t len;

	if (!base64url_read(a, text, strlen(text), &der, &len) || len > DER_MAX)
		return NULL;
	next = der;
	key = arena_own(a, d2i_PUBKEY(NULL, &next, (long)len), release);
	ERR_clear_error();
	return next == der + len ? key : NULL;
}

size_t
cose_read(struct arena *a, const unsigned char *bytes, size_t len, struct passkey *out)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		const char *key;

		if (!is_of(&forms[i], bytes, len))
			continue;
		key = write_der(a, &forms[i], bytes);
		if (load(a, key) == NULL)
			return 0;
		out->algorithm = forms[i].algorithm;
		out->key = key;
		return cbor_size(&forms[i]);
	}
	return 0;
}

bool
cose_fits(const struct passkey *passkey, struct arena *a, const void *bytes, size_t len,
	  const unsigned char *signature, size_t signature_len)
{
	/* Ed25519 has its digest built in. */
	const EVP_MD *digest = passkey->algorithm == PASSKEY_EDDSA ? NULL : EVP_sha256();
	EVP_PKEY *key = load(a, passkey->key);
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool good;

	good = key != NULL && context != NULL && EVP_DigestVerifyInit(context, NULL, digest, NULL, key) == 1
	       && EVP_DigestVerify(context, signature, signature_len, bytes, len) == 1;
	EVP_MD_CTX_free(context);
	ERR_clear_error();
	return good;
}
