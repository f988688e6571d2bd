/* The settings table and the checks beyond it. */
#include "front/settings.h"

#include <string.h>

#include "base/text.h"
#include "crypto/key.h"
#include "crypto/token.h"

#define PEM_MAX 8192

static const char *const log_levels[] = { "error", "warning", "info", "debug", NULL };

static const struct conf_row rows[] = {
	{ .field = FIELD(TEXT, settings, site, .required = true),
	  .help = "origin of the site, such as https://hora.example" },
	{ .field = FIELD(TEXT, settings, database, .max = 1000),
	  .standard = "dbname=hora",
	  .help = "libpq connection string; passwords belong into a passfile" },
	{ .field = FIELD(TEXT, settings, view_folder, .max = 1000),
	  .standard = HORA_VIEWS,
	  .help = "folder of the templates" },
	{ .field = FIELD(TEXT, settings, text_folder, .max = 1000),
	  .standard = HORA_TEXTS,
	  .help = "folder of the compiled catalogues" },
	{ .field = FIELD(TEXT, settings, asset_list, .max = 1000),
	  .standard = HORA_ASSETS,
	  .help = "list of style sheets and scripts, as tools/assets made it" },
	{ .field = FIELD(TEXT, settings, api_file, .max = 1000),
	  .standard = HORA_API,
	  .help = "the API's description (OpenAPI), which hora-booking shows" },
	{ .field = FIELD(TEXT, settings, signing_key, .required = true),
	  .secret = true,
	  .help = "key for cookies and form tokens: 32 to 64 random bytes as base64url without padding" },
	{ .field = FIELD(TEXT, settings, session_keys, .max = PEM_MAX, .lines = true, .required = true),
	  .secret = true,
	  .help = "public keys (PEM, P-256) of the tokens that hora-auth signs sessions with" },
	{ .field = FIELD(TEXT, settings, session_key, .max = PEM_MAX, .lines = true),
	  .secret = true,
	  .help =
	      "for hora-auth alone: the private key (PEM, P-256), whose public half is among session_keys" },
	{ .field = FIELD(TEXT, settings, safe_key),
	  .secret = true,
	  .help = "for hora-auth alone: key that secrets of authenticator apps are encrypted with; "
		  "made as signing_key, never changed" },
	{ .field = FIELD(TEXT, settings, turn_folder, .max = 1000),
	  .standard = HORA_TURNS,
	  .help = "for hora-auth: folder of its own, where its processes take turns at hashing passwords" },
	{ .field = FIELD(TEXT, settings, spool, .max = 1000),
	  .standard = HORA_SPOOL,
	  .help = "folder for files that people send, until the worker takes them" },
	{ .field = FIELD(INT, settings, deadline, .least = 1, .most = 60),
	  .standard = "15",
	  .help = "seconds one request may take" },
	{ .field = FIELD(ENUM, settings, log, .names = log_levels),
	  .standard = "info",
	  .help = "the most detailed lines that are logged" },
};
const struct conf_table settings_table = CONF_TABLE(settings, rows);

/* As a browser writes an Origin header: lower case, no path, no standard port. */
static bool
is_origin(const char *site)
{
	const char *host = site + strlen("https://");
	size_t len, port;

	if (!text_starts(site, "https://"))
		return false;
	len = strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789.-");
	if (len == 0 || host[len] == '\0')
		return len > 0;
	port = strspn(host + len + 1, "0123456789");
	return host[len] == ':' && port > 0 && port < 6 && host[len + 1 + port] == '\0'
	       && !text_equal(host + len, ":443");
}

enum err
settings_token_keys(struct arena *a, const struct settings *settings, FILE *complaints,
		    struct token_keys **out)
{
	const char *why;

	if (token_keys_read(a, settings->session_keys, out, &why) != OK) {
		fprintf(complaints, "session_keys: %s\n", why);
		return ERR_INVALID;
	}
	if (settings->session_key != NULL && token_keys_sign(a, *out, settings->session_key, &why) != OK) {
		fprintf(complaints, "session_key: %s\n", why);
		return ERR_INVALID;
	}
	return OK;
}

static enum err
check_keys(const struct settings *settings, FILE *complaints)
{
	struct arena *a = arena_new();
	struct token_keys *keys;
	enum err e = settings_token_keys(a, settings, complaints, &keys);

	arena_free(a);
	return e;
}

static enum err
check(const struct settings *settings, FILE *complaints)
{
	const char *why;
	struct key key;

	if (!is_origin(settings->site)) {
		fputs("site: write it as browsers do, such as https://hora.example\n", complaints);
		return ERR_INVALID;
	}
	if (key_read(settings->signing_key, &key, &why) != OK) {
		fprintf(complaints, "signing_key: %s\n", why);
		return ERR_INVALID;
	}
	return check_keys(settings, complaints);
}

enum err
settings_check(const void *record, FILE *complaints)
{
	const struct settings *settings = record;

	if (settings->session_key != NULL || settings->safe_key != NULL) {
		fprintf(complaints, "%s: this is for hora-auth; no other program may hold this key\n",
			settings->session_key != NULL ? "session_key" : "safe_key");
		return ERR_INVALID;
	}
	return check(settings, complaints);
}

enum err
settings_check_signer(const void *record, FILE *complaints)
{
	const struct settings *settings = record;
	const char *why;
	struct key key;

	if (settings->session_key == NULL) {
		fputs("session_key: this program signs sessions; name the file of its private key\n",
		      complaints);
		return ERR_INVALID;
	}
	if (key_read(settings->safe_key, &key, &why) != OK) {
		fprintf(complaints, "safe_key: %s\n", why);
		return ERR_INVALID;
	}
	return check(settings, complaints);
}
