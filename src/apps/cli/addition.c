/* Options of `hora provider add` and `hora partner add`: each with its rule, so
 * that a mistake is told here and not by the first person who wants to log in. */
#include "apps/cli/addition.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "crypto/jwks.h"
#include "crypto/vault.h"
#include "domain/arrival.h"
#include "domain/contact.h"

#define SECRET_MOST 1000
#define NAME_MOST 60
#define URL_MOST 255
#define PATHS_MOST 50
#define LINE_SECRET 32 /* characters of a LINE channel's secret */

const char *const provider_options[] = {
	[OPTION_STUDIO] = "studio",      [OPTION_ISSUER] = "issuer", [OPTION_ALGORITHM] = "algorithm",
	[OPTION_TRUST] = "trust-email",  [OPTION_KIND] = "kind",     [OPTION_CLIENT] = "client",
	[OPTION_SECRET] = "secret-file", [OPTION_SCOPES] = "scopes", [OPTION_SECRET_IN] = "secret-in",
	[OPTION_SECRET_IN + 1] = NULL,
};
const char *const partner_options[] = {
	[OPTION_STUDIO] = "studio",     [OPTION_ISSUER] = "issuer",  [OPTION_ALGORITHM] = "algorithm",
	[OPTION_TRUST] = "trust-email", [OPTION_KEYS] = "keys-file", [OPTION_KEYS_URL] = "keys-url",
	[OPTION_PATHS] = "paths",       [OPTION_PATHS + 1] = NULL,
};

static enum err
complain(const char *why)
{
	fprintf(stderr, "hora: %s\n", why);
	return ERR_INVALID;
}

/* A whole text file; complains with its name. */
static enum err
read_file(struct arena *a, const char *path, bool secret, const char **out)
{
	struct buffer text;
	const char *why = file_read(a, path, secret, &text);

	if (why == NULL && (text.len == 0 || !utf8_valid(buffer_string(&text), text.len)))
		why = text.len == 0 ? "is empty" : "is no text";
	if (why != NULL)
		return complain(arena_text(a, "%s: %s", path, why));
	*out = buffer_string(&text);
	return OK;
}

/* Which of the two words an option says; the first one when it is not given. */
static enum err
read_choice(const char *option, const char *value, const char *first, const char *second, bool *is_second)
{
	*is_second = text_equal(value, second);
	if (value == NULL || *is_second || text_equal(value, first))
		return OK;
	fprintf(stderr, "hora: --%s is %s or %s\n", option, first, second);
	return ERR_INVALID;
}

/* https, a host, maybe a path: what an issuer is (OpenID Connect Core 2), and
 * where keys may be. */
static bool
is_address(const char *text)
{
	const size_t host = strlen("https://");

	if (text == NULL || !text_starts(text, "https://") || strlen(text) > URL_MOST || text[host] == '\0'
	    || text[host] == '/')
		return false;
	for (const char *c = text; *c != '\0'; c++)
		if (*c <= ' ' || *c > '~' || strchr("\\\"<>#@", *c) != NULL)
			return false;
	return true;
}

/* What both have: words, studio, algorithm, trust. */
static enum err
read_shared(struct arena *a, const struct line *line, struct provider_addition *out)
{
	struct provider *p = &out->provider;
	char **words = line->words;
	const char *why;
	bool distrust, es256;
	enum err e;

	if (words[1] == NULL || words[2] == NULL || words[3] != NULL)
		return complain("say SLUG and NAME, the name as one word");
	if (!line_is_slug(words[1]))
		return complain("a SLUG has 2 to 40 of a-z, 0-9 and hyphens, and starts with none");
	if (contact_name(a, words[2], &p->name, &why) != OK
	    || utf8_length(p->name, strlen(p->name)) > NAME_MOST)
		return complain("a NAME has 1 to 60 characters");
	if ((e = read_choice("trust-email", line->values[OPTION_TRUST], "yes", "no", &distrust)) != OK
	    || (e = read_choice("algorithm", line->values[OPTION_ALGORITHM], "RS256", "ES256", &es256)) != OK)
		return e;
	out->studio = line->values[OPTION_STUDIO];
	p->slug = words[1];
	p->issuer = line->values[OPTION_ISSUER];
	p->algorithm = algorithm_names[es256 ? ALGORITHM_ES256 : ALGORITHM_RS256];
	/* A studio's own choice does not prove addresses to all others. */
	p->trusted = line->values[OPTION_TRUST] == NULL ? out->studio == NULL : !distrust;
	return OK;
}

enum err
addition_seal(struct arena *a, const struct settings *settings, const char *path,
	      struct provider_addition *out)
{
	struct vault_key key;
	struct vault_lock lock;
	const char *secret, *why;
	enum err e;

	if (path == NULL)
		return complain("--secret-file names the file with the client's secret");
	if (settings->vault_key == NULL)
		return complain("no vault_key is configured, so nothing can be sealed: see docs/login.md");
	if (vault_read_key(settings->vault_key, &key, &why) != OK)
		return complain(arena_text(a, "vault_key: %s", why));
	if ((e = read_file(a, path, true, &secret)) != OK)
		return e;
	if (strlen(secret) > SECRET_MOST || strpbrk(secret, "\r\n") != NULL)
		return complain("the secret is one line of at most 1000 bytes");
	if (out->provider.kind == PROVIDER_LINE && strlen(secret) != LINE_SECRET)
		return complain("a LINE channel's secret has 32 characters");
	lock = vault_lock_of(&key);
	out->secret = vault_seal(a, &lock, secret, strlen(secret));
	out->secret_len = strlen(secret) + VAULT_MORE;
	return OK;
}

enum err
addition_read_provider(struct arena *a, const struct line *line, const struct settings *settings,
		       struct provider_addition *out)
{
	struct provider *p = &out->provider;
	bool is_line;
	enum err e;

	if ((e = read_shared(a, line, out)) != OK
	    || (e = read_choice("kind", line->values[OPTION_KIND], "oidc", "line", &is_line)) != OK
	    || (e = read_choice("secret-in", line->values[OPTION_SECRET_IN], "header", "form", &p->by_form))
		   != OK)
		return e;
	p->kind = is_line ? PROVIDER_LINE : PROVIDER_OIDC;
	if (is_line) {
		p->issuer = p->issuer == NULL ? "https://access.line.me" : p->issuer;
		p->algorithm = algorithm_names[ALGORITHM_HS256];
		p->by_form = true;
	}
	if (!is_address(p->issuer) || strchr(p->issuer, '?') != NULL)
		return complain(
		    "--issuer is an address, https://…, exactly as the provider's tokens name it");
	p->audience = line->values[OPTION_CLIENT];
	if (text_is_empty(p->audience) || strlen(p->audience) > URL_MOST)
		return complain("--client is the client id that the provider gave");
	p->scopes =
	    line->values[OPTION_SCOPES] == NULL ? "openid email profile" : line->values[OPTION_SCOPES];
	if (strstr(p->scopes, "openid") == NULL || strlen(p->scopes) > 200)
		return complain("--scopes must hold openid");
	return addition_seal(a, settings, line->values[OPTION_SECRET], out);
}

/* "/s/casa/ /account" into its words. */
static enum err
read_paths(struct arena *a, const char *text, struct provider_addition *out)
{
	const char **paths = arena_alloc(a, PATHS_MOST, sizeof *paths);

	out->paths = paths;
	while (text != NULL && *(text += strspn(text, " ")) != '\0') {
		size_t len = strcspn(text, " ");
		const char *path = arena_copy(a, text, len);

		if (!arrival_may_go(path, path) || strchr(path, '?') != NULL)
			return complain(
			    "--paths are places of ours, such as \"/s/casa/ /account\": one that ends in / "
			    "allows all below it");
		if (out->path_count == PATHS_MOST)
			return complain("--paths are 50 at most");
		paths[out->path_count++] = path;
		text += len;
	}
	return out->path_count > 0 ? OK
				   : complain("--paths says where it may send people, such as \"/s/casa/\"");
}

static enum err
read_keys(struct arena *a, const struct line *line, struct provider *p)
{
	const char *file = line->values[OPTION_KEYS], *text = "", *why;
	struct jwks *keys;
	enum err e;

	p->keys_url = line->values[OPTION_KEYS_URL];
	if ((file == NULL) == (p->keys_url == NULL))
		return complain("say --keys-file FILE or --keys-url URL: a JSON Web Key Set");
	if (p->keys_url != NULL)
		return is_address(p->keys_url) ? OK : complain("--keys-url is an address, https://…");
	if ((e = read_file(a, file, false, &text)) != OK)
		return e;
	p->keys = text;
	if (jwks_read(a, text, strlen(text), &keys, &why) != OK)
		return complain(arena_text(a, "%s: %s", file, why));
	return OK;
}

enum err
addition_read_partner(struct arena *a, const struct line *line, const struct settings *settings,
		      struct provider_addition *out)
{
	struct provider *p = &out->provider;
	enum err e;

	if ((e = read_shared(a, line, out)) != OK)
		return e;
	p->kind = PROVIDER_PARTNER;
	if (line->values[OPTION_TRUST] == NULL)
		p->trusted = false;
	if (out->studio == NULL)
		return complain("--studio says whose partner it is");
	if (text_is_empty(p->issuer) || strlen(p->issuer) > URL_MOST)
		return complain("--issuer is what its tokens call it");
	if ((p->audience = settings->site) == NULL)
		return complain("no site is configured, which its tokens must be made for");
	if ((e = read_keys(a, line, p)) != OK)
		return e;
	return read_paths(a, line->values[OPTION_PATHS], out);
}
