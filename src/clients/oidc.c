/* The three questions to a provider. Nothing it answers is trusted with more
 * than it is for: addresses are https and are judged again when they are asked. */
#include "clients/oidc.h"

#include <curl/curl.h>
#include <string.h>

#include "base/buffer.h"
#include "base/json.h"
#include "base/text.h"
#include "crypto/assertion.h"

#define DOCUMENT_BYTES JWKS_BYTES
#define URL_BYTES 500
#define TAG_BYTES 200
#define FORM_BYTES 16384

static const char well_known[] = "/.well-known/openid-configuration";

/* The answer as an object. */
static enum err
read_answer(struct arena *a, const struct http_answer *answer, struct json **out, const char **why)
{
	if (answer->status != 200) {
		*why = arena_text(a, "it answers with status %d", answer->status);
		return ERR_UPSTREAM;
	}
	if (json_read(a, answer->body, answer->len, out, why, NULL) != OK)
		return ERR_INVALID;
	*why = "it answers with something that is no JSON object";
	return json_kind(*out) == JSON_OBJECT ? OK : ERR_INVALID;
}

/* A member that is an address to be asked. */
static enum err
read_door(struct arena *a, const struct json *document, const char *name, const char **out, const char **why)
{
	const char *url = json_string(json_member(document, name), NULL);
	const char *objection = url == NULL ? "It is missing." : http_objection(url);

	if (objection == NULL && strlen(url) > URL_BYTES)
		objection = "It is too long.";
	if (objection != NULL) {
		*why = arena_text(a, "%s: %s", name, objection);
		return ERR_INVALID;
	}
	*out = url;
	return OK;
}

enum err
oidc_discover(struct http *http, struct arena *a, const char *issuer, struct oidc_doors *out,
	      const char **why)
{
	size_t len = strlen(issuer);
	struct http_wish wish = { .most = DOCUMENT_BYTES, .seconds = OIDC_SECONDS };
	struct http_answer answer;
	struct json *document;
	enum err e;

	if (len > 0 && issuer[len - 1] == '/')
		len--;
	wish.url = arena_text(a, "%.*s%s", (int)len, issuer, well_known);
	if ((e = http_ask(http, a, &wish, &answer, why)) != OK
	    || (e = read_answer(a, &answer, &document, why)) != OK)
		return e;
	if (!text_equal(json_string(json_member(document, "issuer"), NULL), issuer)) {
		*why = "its configuration is that of another issuer";
		return ERR_INVALID;
	}
	out->names_itself =
	    json_bool(json_member(document, "authorization_response_iss_parameter_supported"));
	if ((e = read_door(a, document, "authorization_endpoint", &out->authorize_url, why)) != OK
	    || (e = read_door(a, document, "token_endpoint", &out->token_url, why)) != OK)
		return e;
	out->userinfo_url = NULL;
	if (json_member(document, "userinfo_endpoint") != NULL
	    && (e = read_door(a, document, "userinfo_endpoint", &out->userinfo_url, why)) != OK)
		return e;
	return read_door(a, document, "jwks_uri", &out->keys_url, why);
}

enum err
oidc_keys(struct http *http, struct arena *a, const char *url, const char *tag, struct oidc_keys *out,
	  const char **why)
{
	struct http_wish wish = { .url = url, .most = DOCUMENT_BYTES, .seconds = OIDC_SECONDS };
	struct http_answer answer;
	struct jwks *set;
	enum err e;

	if (tag != NULL)
		wish.headers[0] = arena_text(a, "If-None-Match: %s", tag);
	if ((e = http_ask(http, a, &wish, &answer, why)) != OK)
		return e;
	out->text = NULL;
	out->tag = answer.tag != NULL && strlen(answer.tag) <= TAG_BYTES ? answer.tag : NULL;
	if (tag != NULL && answer.status == 304)
		return OK;
	if (answer.status != 200) {
		*why = arena_text(a, "it answers with status %d", answer.status);
		return ERR_UPSTREAM;
	}
	if ((e = jwks_read(a, answer.body, answer.len, &set, why)) == OK)
		out->text = answer.body;
	return e;
}

static const char *
escape(struct arena *a, const char *text)
{
	char *escaped = curl_easy_escape(NULL, text, 0);
	const char *copy = arena_dup(a, escaped);

	curl_free(escaped);
	return copy;
}

static void
add_field(struct buffer *form, const char *name, const char *value)
{
	buffer_format(form, "%s%s=%s", form->len == 0 ? "" : "&", name, escape(form->arena, value));
}

/* RFC 6749 2.3.1: both halves are escaped before they go into the header. */
static struct http_wish
wish_for(struct arena *a, const struct oidc_code *c)
{
	struct http_wish wish = { .url = c->token_url,
				  .headers = { "Accept: application/json" },
				  .type = "application/x-www-form-urlencoded",
				  .most = DOCUMENT_BYTES,
				  .seconds = OIDC_SECONDS };
	struct buffer form = buffer_new(a, FORM_BYTES);

	add_field(&form, "grant_type", "authorization_code");
	add_field(&form, "code", c->code);
	add_field(&form, "redirect_uri", c->return_url);
	add_field(&form, "code_verifier", c->verifier);
	if (c->by_form) {
		add_field(&form, "client_id", c->client);
		add_field(&form, "client_secret", c->secret);
	} else {
		wish.user = escape(a, c->client);
		wish.password = escape(a, c->secret);
	}
	wish.body = buffer_string(&form);
	return wish;
}

/* RFC 6749 5.2: a code that is not good is one of the errors, and the only one
 * that is not the operator's to mend. */
static enum err
judge_error(struct arena *a, const struct http_answer *answer, const char **why)
{
	struct json *document;
	const char *error = NULL;

	if (json_read(a, answer->body, answer->len, &document, NULL, NULL) == OK)
		error = json_string(json_member(document, "error"), NULL);
	*why = arena_text(a, "it answers a code with status %d: %s", answer->status,
			  error == NULL ? "?" : error);
	if (text_equal(error, "invalid_grant"))
		return ERR_DENIED;
	return answer->status >= 500 || answer->status == 429 ? ERR_UPSTREAM : ERR_INVALID;
}

enum err
oidc_exchange(struct http *http, struct arena *a, const struct oidc_code *c, struct oidc_tokens *out,
	      const char **why)
{
	struct http_wish wish = wish_for(a, c);
	struct http_answer answer;
	struct json *document;
	enum err e;

	if ((e = http_ask(http, a, &wish, &answer, why)) != OK)
		return e;
	if (answer.status != 200)
		return judge_error(a, &answer, why);
	if ((e = read_answer(a, &answer, &document, why)) != OK)
		return e;
	out->id = json_string(json_member(document, "id_token"), NULL);
	out->access = json_string(json_member(document, "access_token"), NULL);
	*why = "it gave no id_token for the code";
	return out->id == NULL ? ERR_INVALID : OK;
}

/* RFC 6750 2.1: what such a token is made of. */
static bool
is_bearer(const char *token)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=";
	size_t len = strspn(token, letters);

	return len > 0 && len < FORM_BYTES && token[len] == '\0';
}

enum err
oidc_userinfo(struct http *http, struct arena *a, const char *url, const char *access, struct json **out,
	      const char **why)
{
	struct http_wish wish = { .url = url, .most = DOCUMENT_BYTES, .seconds = OIDC_SECONDS };
	struct http_answer answer;
	enum err e;

	*why = "its access token is none";
	if (!is_bearer(access))
		return ERR_INVALID;
	wish.headers[0] = arena_text(a, "Authorization: Bearer %s", access);
	if ((e = http_ask(http, a, &wish, &answer, why)) != OK)
		return e;
	return read_answer(a, &answer, out, why);
}
