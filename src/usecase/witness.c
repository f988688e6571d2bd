/* From a provider's token to what it says about a person. Nothing but the subject
 * says who they are; addresses and names only make a new account more pleasant. */
#include "usecase/witness.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "crypto/assertion.h"
#include "domain/arrival.h"
#include "domain/contact.h"

#define LIFE_MOST (2 * INT64_C(86400)) /* of a log-in provider's: some last a day */

/* The algorithm of that name; ALGORITHM__MAX: there is none. */
static enum algorithm
algorithm_of(const char *name)
{
	enum algorithm algorithm = ALGORITHM_RS256;

	while (algorithm < ALGORITHM__MAX && !text_equal(algorithm_names[algorithm], name))
		algorithm++;
	return algorithm;
}

static const char *
claim(const struct json *claims, const char *name)
{
	return json_string(json_member(claims, name), NULL);
}

/* A name as we take it, or "". */
static const char *
read_name(struct arena *a, const struct json *claims, const char *which)
{
	const char *text = claim(claims, which), *name, *why;

	return text != NULL && contact_name(a, text, &name, &why) == OK ? name : "";
}

static void
read_email(struct arena *a, const struct provider *p, const struct json *claims, struct testimony *out)
{
	const char *email = claim(claims, "email"), *key, *why;

	if (email == NULL || contact_email(a, email, &out->email, &key, &why) != OK)
		out->email = NULL;
	out->proved = out->email != NULL && p->trusted && json_bool(json_member(claims, "email_verified"));
}

static bool
has_name(const struct testimony *said)
{
	return *said->first_name != '\0' || *said->last_name != '\0';
}

static void
read_names(struct arena *a, const struct json *claims, struct testimony *out)
{
	out->first_name = read_name(a, claims, "given_name");
	out->last_name = read_name(a, claims, "family_name");
	if (!has_name(out))
		out->first_name = read_name(a, claims, "name");
}

void
witness_add(struct arena *a, const struct provider *p, const struct json *info, struct testimony *said)
{
	if (!text_equal(claim(info, "sub"), said->subject))
		return;
	if (said->email == NULL)
		read_email(a, p, info, said);
	if (!has_name(said))
		read_names(a, info, said);
}

/* The keys that the provider is known by. ERR_NOT_FOUND: they have to be read. */
static enum err
find_keys(struct arena *a, const struct provider *p, struct assertion_rules *rules, const char **why)
{
	struct jwks *keys;
	enum err e;

	if (rules->algorithm == ALGORITHM_HS256)
		return OK;
	*why = "Its keys have not been read yet.";
	if (p->keys == NULL)
		return ERR_NOT_FOUND;
	if ((e = jwks_read(a, p->keys, strlen(p->keys), &keys, why)) == OK)
		rules->keys = keys;
	return e;
}

enum err
witness_hear(struct arena *a, const struct witness *w, const char *token, int64_t now, struct testimony *out,
	     const char **why)
{
	const struct provider *p = w->provider;
	bool partner = p->kind == PROVIDER_PARTNER;
	struct assertion_rules rules = { .algorithm = algorithm_of(p->algorithm),
					 .secret = w->secret,
					 .secret_len = w->secret == NULL ? 0 : strlen(w->secret),
					 .issuer = p->issuer,
					 .audience = p->audience,
					 .nonce = w->nonce,
					 .life = partner ? WITNESS_LIFE_MOST : LIFE_MOST,
					 .once = partner };
	struct assertion assertion;
	const char *place;
	enum err e;

	*why = "It is not said how it signs.";
	if (rules.algorithm == ALGORITHM__MAX || (w->nonce == NULL) != partner
	    || (rules.algorithm == ALGORITHM_HS256) != (p->kind == PROVIDER_LINE))
		return ERR_INVALID;
	if ((e = find_keys(a, p, &rules, why)) != OK
	    || (e = assertion_read(a, token, &rules, now, &assertion, why)) != OK)
		return e;
	*out = (struct testimony){ .subject = assertion.subject,
				   .id = partner ? assertion.id : NULL,
				   .expires = assertion.expires + ASSERTION_SKEW };
	read_email(a, p, assertion.claims, out);
	read_names(a, assertion.claims, out);
	place = claim(assertion.claims, "return_to");
	if (partner && arrival_may_go(p->paths, place))
		out->place = place;
	return OK;
}
