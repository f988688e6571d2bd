/* What can be set, and what must fit together. */
#include "apps/worker/settings.h"

#include <string.h>

#include "base/text.h"
#include "clients/message.h"
#include "crypto/vault.h"

static const char *const log_levels[] = { "error", "warning", "info", "debug", NULL };

static const struct conf_row rows[] = {
	{ .field = FIELD(TEXT, worker_settings, site, .required = true),
	  .help = "origin of the site, such as https://hora.example, for links in messages" },
	{ .field = FIELD(TEXT, worker_settings, database, .max = 1000),
	  .standard = "dbname=hora user=hora_worker",
	  .help = "libpq connection string; passwords belong into a passfile" },
	{ .field = FIELD(TEXT, worker_settings, view_folder, .max = 1000),
	  .standard = HORA_VIEWS,
	  .help = "folder of the templates" },
	{ .field = FIELD(TEXT, worker_settings, text_folder, .max = 1000),
	  .standard = HORA_TEXTS,
	  .help = "folder of the compiled catalogues" },
	{ .field = FIELD(TEXT, worker_settings, publisher, .max = 1000),
	  .standard = HORA_RUN "/inside/live.sock",
	  .help = "nginx's socket for events" },
	{ .field = FIELD(TEXT, worker_settings, metrics, .max = 1000),
	  .help = "folder for the lanes' figures, a file each; without, none are written" },
	{ .field = FIELD(TEXT, worker_settings, mail_relay, .required = true, .max = 1000),
	  .help = "where mail goes: smtp://HOST:PORT (with STARTTLS), smtps://HOST:PORT or file:/FOLDER" },
	{ .field = FIELD(TEXT, worker_settings, mail_from, .required = true, .max = 254),
	  .help = "address that mail comes from, and that bounces go to" },
	{ .field = FIELD(TEXT, worker_settings, mail_user),
	  .help = "name at the relay; without, it asks for none" },
	{ .field = FIELD(TEXT, worker_settings, mail_password, .max = 1000),
	  .secret = true,
	  .help = "password at the relay" },
	{ .field = FIELD(TEXT, worker_settings, mail_authorities, .max = 1000),
	  .help = "file of certificates the relay may prove itself by, in place of the system's" },
	{ .field = FIELD(BOOL, worker_settings, mail_bare),
	  .standard = "no",
	  .help = "yes: without TLS, for a relay on this very machine" },
	{ .field = FIELD(TEXT, worker_settings, web_authorities, .max = 1000),
	  .help =
	      "file of certificates that others' sites may prove themselves by, in place of the system's" },
	{ .field = FIELD(TEXT, worker_settings, web_inside, .max = 2000),
	  .help = "HOST:PORT, parted by blanks: what may be asked in our own network, such as a log-in "
		  "provider of the house" },
	{ .field = FIELD(TEXT, worker_settings, vault_key),
	  .secret = true,
	  .help = "the key of the secrets that studios entrust to us: 32 random bytes, base64url" },
	{ .field = FIELD(TEXT, worker_settings, media, .max = 1000),
	  .standard = "file:" HORA_STATE "/media",
	  .help = "where photos are kept: file:/FOLDER, which nginx hands out, or https://, the address of a "
		  "bucket (S3)" },
	{ .field = FIELD(TEXT, worker_settings, media_region), .help = "region of the bucket" },
	{ .field = FIELD(TEXT, worker_settings, media_id), .help = "access key id for the bucket" },
	{ .field = FIELD(TEXT, worker_settings, media_secret, .max = 1000),
	  .secret = true,
	  .help = "secret access key for the bucket" },
	{ .field = FIELD(TEXT, worker_settings, media_authorities, .max = 1000),
	  .help = "file of certificates that the bucket may prove itself by, in place of the system's" },
	{ .field = FIELD(TEXT, worker_settings, spool, .max = 1000),
	  .standard = HORA_STATE "/spool",
	  .help = "folder of the files that people have sent, the responders' own" },
	{ .field = FIELD(TEXT, worker_settings, image, .max = 100),
	  .standard = HORA_RUN "/image.sock",
	  .help = "hora-image: the socket that starts it, or the program itself" },
	{ .field = FIELD(INT, worker_settings, lease, .least = 6, .most = 55),
	  .standard = "50",
	  .help = "seconds after which a job whose worker died is taken up again; no job may last longer" },
	{ .field = FIELD(ENUM, worker_settings, log, .names = log_levels),
	  .standard = "info",
	  .help = "the most detailed lines that are logged" },
};
const struct conf_table worker_table = CONF_TABLE(worker_settings, rows);

enum err
worker_settings_check(const struct worker_settings *s, FILE *complaints)
{
	struct vault_key key;
	const char *why;

	if (!text_starts(s->site, "https://") || strchr(s->site + strlen("https://"), '/') != NULL) {
		fputs("site: write it as browsers do, such as https://hora.example\n", complaints);
		return ERR_INVALID;
	}
	if (!message_takes_address(s->mail_from)) {
		fputs("mail_from: must be an e-mail address\n", complaints);
		return ERR_INVALID;
	}
	if ((s->mail_user == NULL) != (s->mail_password == NULL)) {
		fputs("mail_user, mail_password: set both or neither\n", complaints);
		return ERR_INVALID;
	}
	if (s->vault_key != NULL && vault_read_key(s->vault_key, &key, &why) != OK) {
		fprintf(complaints, "vault_key: %s\n", why);
		return ERR_INVALID;
	}
	return OK;
}

const char *
worker_settings_host(const struct worker_settings *s, struct arena *a)
{
	const char *host = s->site + strlen("https://");

	return arena_copy(a, host, strcspn(host, ":/"));
}
