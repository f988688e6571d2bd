/* Where a request comes from, and the token that a page of ours carries. */
#include "web/csrf.h"

#include <string.h>

#include "base/text.h"
#include "crypto/base64url.h"
#include "crypto/random.h"
#include "crypto/signature.h"

#define PROOF_SIZE 16 /* bytes of the signature that are used, and of the mask over them */

/* A Referer that names a place on our site: the origin, then its end or a path
 * (strchr finds the NUL too). */
static bool
comes_from(const char *referer, const char *site)
{
	return text_starts(referer, site) && strchr("/?", referer[strlen(site)]) != NULL;
}

bool
csrf_same_origin(const struct request *rq, const char *site)
{
	/* "null" is what sandboxed frames send, and redirections over other sites, but
	 * also our own pages whose address is a secret (Referrer-Policy: no-referrer):
	 * the browser itself says which it is. */
	if (text_equal(rq->origin, "null"))
		return text_equal(rq->sec_fetch_site, "same-origin");
	if (rq->origin != NULL && !text_equal(rq->origin, site))
		return false;
	/* "none": typed or from a bookmark, so by the person alone. */
	if (rq->sec_fetch_site != NULL)
		return text_equal(rq->sec_fetch_site, "same-origin")
		       || text_equal(rq->sec_fetch_site, "none");
	return rq->origin != NULL || (rq->referer != NULL && comes_from(rq->referer, site));
}

static void
prove(const struct key *key, const char *subject, unsigned char out[static DIGEST_SIZE])
{
	signature_make(key, subject, strlen(subject), out);
}

char *
csrf_token(struct arena *a, const struct key *key, const char *subject)
{
	unsigned char proof[DIGEST_SIZE], token[2 * PROOF_SIZE];

	prove(key, subject, proof);
	random_bytes(token, PROOF_SIZE);
	for (size_t i = 0; i < PROOF_SIZE; i++)
		token[PROOF_SIZE + i] = proof[i] ^ token[i];
	return base64url_write(a, token, sizeof token);
}

bool
csrf_token_fits(struct arena *a, const struct key *key, const char *subject, const char *token)
{
	unsigned char proof[DIGEST_SIZE], *sent;
	size_t len;

	if (text_is_empty(subject) || token == NULL || strlen(token) != BASE64URL_LENGTH(2 * PROOF_SIZE)
	    || !base64url_read(a, token, strlen(token), &sent, &len))
		return false;
	prove(key, subject, proof);
	for (size_t i = 0; i < PROOF_SIZE; i++)
		sent[i] ^= sent[PROOF_SIZE + i];
	return secret_equal(sent, PROOF_SIZE, proof, PROOF_SIZE);
}
