/* What the hora command reads from its configuration, hora.conf. */
#ifndef HORA_APPS_CLI_SETTINGS_H
#define HORA_APPS_CLI_SETTINGS_H

#include "base/conf.h"

struct settings {
	const char *database;
	const char *migrations;
	const char *site;
	const char *programs;    /* folder of the responders and the worker */
	const char *run;         /* folder of the sockets */
	const char *credentials; /* folder of the programs' secrets */
	const char *certificate; /* or NULL */
	const char *vault_key;   /* or NULL */
};

extern const struct conf_table settings_table;

/* The file it is read from unless --config names another. */
extern const char settings_path[];

#endif
