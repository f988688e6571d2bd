/* What the hora command reads from its configuration, hora.conf. */
#ifndef HORA_APPS_CLI_SETTINGS_H
#define HORA_APPS_CLI_SETTINGS_H

#include "base/conf.h"

struct settings {
	const char *database;
	const char *migrations;
	const char *site;
};

extern const struct conf_table settings_table;

/* The file it is read from unless --config names another. */
extern const char settings_path[];

#endif
