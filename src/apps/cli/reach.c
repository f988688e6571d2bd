/* The site from outside: its certificate, its pages, and the addresses that
 * other machines call back. Asked by curl, as anybody would ask. That it is a
 * program of ours that answers it shows by a proof (crypto/proof.h). */
#include "apps/cli/reach.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "apps/cli/door.h"
#include "apps/cli/round.h"
#include "apps/cli/settings.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/text.h"
#include "base/zone.h"
#include "crypto/certificate.h"
#include "crypto/proof.h"
#include "crypto/random.h"

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

/* One question to an address, and what came of it. */
struct asking {
	const char *address, *question;
	int code;          /* curl's */
	int status;        /* the answer's */
	const char *proof; /* likewise; "" = none was given */
};

/* Only the certificate in the file is trusted, where one is named. */
static void
ask(struct arena *a, struct asking *k, const char *certificate)
{
	const char *argv[] = { CURL,          "--silent",
			       "--output",    "/dev/null",
			       "--max-time",  "5",
			       "--header",    arena_text(a, "Hora-Question: %s", k->question),
			       "--write-out", "%{http_code} %header{hora-proof}",
			       k->address,    certificate == NULL ? NULL : "--cacert",
			       certificate,   NULL };
	const char *said = "", *gap;
	int ended = 0;

	k->code = -1;
	if (door_run(a, argv, NULL, &ended, &said) != OK || !WIFEXITED(ended))
		return;
	k->code = WEXITSTATUS(ended);
	k->status = (int)strtol(said, NULL, 10);
	gap = strchr(said, ' ');
	k->proof = gap == NULL ? "" : gap + 1;
}

static const char *
meaning_of(struct arena *a, int code)
{
	for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
		if (failures[i].code == code)
			return failures[i].meaning;
	return code < 0 ? CURL " cannot be run" : arena_text(a, "curl ended with %d", code);
}

/* People's way in, and what other machines call, which refuses what is not signed:
 * so there any answer will do, if it is the right program's. */
static const struct {
	const char *what, *path, *program;
	bool page;
} doors[] = {
	{ "site", "/", "hora-booking", true },
	{ "LINE's webhook", "/line/webhook", "hora-line", false },
	{ "payment callbacks", "/payments/callback/", "hora-payments", false },
};

/* NULL: the programs' signing key cannot be had, and *why says so. */
static const struct key *
read_key(struct round *r, const char **why)
{
	const char *path = arena_text(r->a, "%s/signing", r->settings->credentials);
	struct key *key = arena_make(r->a, struct key);
	struct buffer text;

	if ((*why = file_read(r->a, path, true, &text)) == NULL
	    && key_read(buffer_string(&text), key, why) == OK) {
		*key = proof_key(key);
		return key;
	}
	*why = arena_text(r->a, "%s: %s", path, *why);
	return NULL;
}

/* Whether it was ours that answered; NULL: it was. */
static const char *
object_to_answer(struct round *r, const struct asking *k, const char *program, enum health *health)
{
	const char *why;
	const struct key *key = read_key(r, &why);

	*health = HEALTH_ODD;
	if (key == NULL)
		return arena_text(r->a, "%s is reached; whether by %s is not known: %s", k->address, program,
				  why);
	*health = HEALTH_BAD;
	if (!text_equal(k->proof, proof_make(r->a, key, program, k->question)))
		return arena_text(r->a, "%s answers %d, but it is not our %s that does", k->address,
				  k->status, program);
	return NULL;
}

/* Where nobody else trusts the certificate we look on with our own word for it: all
 * may be well, but for people and providers. */
static void
look(struct round *r, struct asking *k, size_t door)
{
	const char *what = doors[door].what, *why;
	enum health health;
	bool known;

	ask(r->a, k, NULL);
	known = k->code != CURL_NOT_TRUSTED && k->code != 77;
	if (!known && r->settings->certificate != NULL)
		ask(r->a, k, r->settings->certificate);
	if (k->code != CURL_FINE)
		round_find(r, HEALTH_BAD, what,
			   arena_text(r->a, "%s: %s", k->address, meaning_of(r->a, k->code)));
	else if (doors[door].page ? k->status != 200 : k->status == 421 || k->status >= 500)
		round_find(r, HEALTH_BAD, what, arena_text(r->a, "%s answers %d", k->address, k->status));
	else if ((why = object_to_answer(r, k, doors[door].program, &health)) != NULL)
		round_find(r, health, what, why);
	else
		round_find(r, known ? HEALTH_GOOD : HEALTH_ODD, what,
			   arena_text(r->a,
				      known ? "%s is reached"
					    : "%s is reached; nobody but us trusts the certificate",
				      k->address));
}

void
reach_site(struct round *r)
{
	if (r->settings->site == NULL) {
		round_find(r, HEALTH_ODD, "site", "not looked at: hora.conf does not name it");
		return;
	}
	for (size_t i = 0; i < sizeof doors / sizeof *doors; i++) {
		struct asking k = { .address = arena_text(r->a, "%s%s", r->settings->site, doors[i].path),
				    .question = random_token(r->a, 24),
				    .proof = "" };

		look(r, &k, i);
	}
}
