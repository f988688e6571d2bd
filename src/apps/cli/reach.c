/* The site from outside: its certificate, its pages, and the addresses that
 * other machines call back. Asked by curl, as anybody would ask. */
#include "apps/cli/reach.h"

#include <stdlib.h>
#include <sys/wait.h>

#include "apps/cli/door.h"
#include "apps/cli/round.h"
#include "apps/cli/settings.h"
#include "base/clock.h"
#include "base/text.h"
#include "base/zone.h"
#include "crypto/certificate.h"

#define CERTIFICATE_DAYS 14
#define CURL "/usr/bin/curl"

void
reach_certificate(struct round *r)
{
	int64_t end, days;
	char text[16];

	if (r->settings->certificate == NULL) {
		round_find(r, HEALTH_ODD, "certificate", "not looked at: hora.conf does not name it");
		return;
	}
	if (certificate_end(r->settings->certificate, &end) != OK) {
		round_find(r, HEALTH_BAD, "certificate",
			   arena_text(r->a, "%s holds none", r->settings->certificate));
		return;
	}
	days = (end - r->now) / 86400;
	round_find(r,
		   end <= r->now             ? HEALTH_BAD
		   : days < CERTIFICATE_DAYS ? HEALTH_ODD
					     : HEALTH_GOOD,
		   "certificate", arena_text(r->a, "holds until %s", date_write(end / 86400, text)));
}

/* What curl's exit codes mean (curl(1)). */
enum { CURL_FINE = 0, CURL_NOT_TRUSTED = 60 };
static const struct {
	int code;
	const char *meaning;
} failures[] = {
	{ 6, "the name is known to nobody" },
	{ 7, "nobody listens there" },
	{ 28, "no answer within five seconds" },
	{ 35, "no TLS is spoken there" },
	{ CURL_NOT_TRUSTED, "the certificate is not trusted, or another name's" },
	{ 77, "this machine knows no certificate authorities (ca-certificates)" },
};

/* Asks for a page; only the certificate in the file is trusted, where one is
 * named. CURL_FINE: *status is the answer's. */
static int
ask(struct arena *a, const char *address, const char *certificate, int *status)
{
	const char *argv[] = { CURL,          "--silent",
			       "--output",    "/dev/null",
			       "--max-time",  "5",
			       "--write-out", "%{http_code}",
			       address,       certificate == NULL ? NULL : "--cacert",
			       certificate,   NULL };
	const char *said = "";
	int ended = 0;

	if (door_run(a, argv, NULL, &ended, &said) != OK || !WIFEXITED(ended))
		return -1;
	*status = (int)strtol(said, NULL, 10);
	return WEXITSTATUS(ended);
}

static const char *
meaning_of(struct arena *a, int code)
{
	for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
		if (failures[i].code == code)
			return failures[i].meaning;
	return code < 0 ? CURL " cannot be run" : arena_text(a, "curl ended with %d", code);
}

/* People's way in, and what other machines call: there any answer of a program of
 * ours will do, which refuses what is not signed. */
static const struct {
	const char *what, *path;
	bool page;
} doors[] = {
	{ "site", "/", true },
	{ "LINE's webhook", "/line/webhook", false },
	{ "payment callbacks", "/payments/callback/", false },
};

/* Where nobody else trusts the certificate we look on with our own word for it: all
 * may be well, but for people and providers. */
static void
look(struct round *r, const char *what, const char *address, bool page)
{
	int status = 0, code = ask(r->a, address, NULL, &status);
	bool known = code != CURL_NOT_TRUSTED && code != 77;

	if (!known && r->settings->certificate != NULL)
		code = ask(r->a, address, r->settings->certificate, &status);
	if (code != CURL_FINE)
		round_find(r, HEALTH_BAD, what, arena_text(r->a, "%s: %s", address, meaning_of(r->a, code)));
	else if (page ? status != 200 : status == 421 || status >= 500)
		round_find(r, HEALTH_BAD, what, arena_text(r->a, "%s answers %d", address, status));
	else
		round_find(r, known ? HEALTH_GOOD : HEALTH_ODD, what,
			   arena_text(r->a,
				      known ? "%s is reached"
					    : "%s is reached; nobody but us trusts the certificate",
				      address));
}

void
reach_site(struct round *r)
{
	if (r->settings->site == NULL) {
		round_find(r, HEALTH_ODD, "site", "not looked at: hora.conf does not name it");
		return;
	}
	for (size_t i = 0; i < sizeof doors / sizeof *doors; i++)
		look(r, doors[i].what, arena_text(r->a, "%s%s", r->settings->site, doors[i].path),
		     doors[i].page);
}
