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
};
const struct conf_table settings_table = CONF_TABLE(settings, rows);
