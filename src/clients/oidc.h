/* Asking a log-in provider: where its doors are (OpenID Connect Discovery 4), its
 * keys, and a code's exchange for a token (OpenID Connect Core 3.1.3). What comes
 * back is checked by crypto/assertion.h. */
#ifndef HORA_CLIENTS_OIDC_H
#define HORA_CLIENTS_OIDC_H

#include <stdbool.h>

#include "clients/http.h"

#define OIDC_SECONDS 8 /* that one answer may take */

struct json;

struct oidc_doors {
	const char *authorize_url, *token_url, *keys_url;
	const char *userinfo_url; /* NULL = it has none */
	bool names_itself;        /* its answers carry iss (RFC 9207) */
};

/* All of these: ERR_UPSTREAM: it does not answer, or only with an error;
 * ERR_INVALID: it says what cannot be used, or may not be asked. *why is one line
 * in the arena, for the operator. */

/* Its configuration, which must call it by the very issuer. */
MUST_CHECK enum err oidc_discover(struct http *, struct arena *, const char *issuer, struct oidc_doors *out,
				  const char **why);

struct oidc_keys {
	const char *text; /* a JSON Web Key Set that can be read; NULL = as it was */
	const char *tag;  /* for the next time, or NULL */
};

/* Its keys, unless they are still those of that tag (NULL: asked for anew). */
MUST_CHECK enum err oidc_keys(struct http *, struct arena *, const char *url, const char *tag,
			      struct oidc_keys *out, const char **why);

struct oidc_code {
	const char *token_url;
	const char *client, *secret;
	bool by_form; /* the secret goes into the form, else into the header */
	const char *code, *verifier, *return_url;
};

/* What a code is exchanged for. */
struct oidc_tokens {
	const char *id;     /* who it is, to be checked */
	const char *access; /* opens its userinfo; NULL = it gave none */
};

/* ERR_DENIED: the code is not, or no longer, good. */
MUST_CHECK enum err oidc_exchange(struct http *, struct arena *, const struct oidc_code *,
				  struct oidc_tokens *out, const char **why);

/* What else it tells of whoever the access token is for (OpenID Connect Core 5.3):
 * an object, of whom its sub says; to be held against the ID token's. */
MUST_CHECK enum err oidc_userinfo(struct http *, struct arena *, const char *url, const char *access,
				  struct json **out, const char **why);

#endif
