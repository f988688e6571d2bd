/* The rows of hora.conf. */
#include "apps/cli/settings.h"

const char settings_path[] = HORA_CONF "/hora.conf";

static const struct conf_row rows[] = {
	{ FIELD(TEXT, settings, database, .required = true, .max = 1000), NULL, false,
	  "where the database is, in libpq's words, for the role that owns it" },
	{ FIELD(TEXT, settings, migrations, .max = 1000), HORA_MIGRATIONS, false,
	  "the folder of the migrations" },
	{ FIELD(TEXT, settings, site, .max = 200), NULL, false,
	  "our own origin, https://…, for the links that commands print" },
	{ FIELD(TEXT, settings, programs, .max = 1000), HORA_LIBEXEC, false,
	  "the folder of the responders and the worker" },
	{ FIELD(TEXT, settings, run, .max = 1000), HORA_RUN, false, "the folder of the programs' sockets" },
	{ FIELD(TEXT, settings, credentials, .max = 1000), HORA_CONF "/credentials", false,
	  "the folder of the programs' secrets" },
	{ FIELD(TEXT, settings, certificate, .max = 1000), NULL, false,
	  "the site's certificate, for hora doctor to look at" },
	{ FIELD(TEXT, settings, vault_key), NULL, true,
	  "the worker's key of secrets that are entrusted to us, to seal them for it" },
};
const struct conf_table settings_table = CONF_TABLE(settings, rows);
