/* The round of hora doctor: what it carries from station to station, and what it
 * has found. */
#ifndef HORA_APPS_CLI_ROUND_H
#define HORA_APPS_CLI_ROUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct db;
struct line;
struct settings;

enum health { HEALTH_GOOD, HEALTH_ODD, HEALTH_BAD };

#define FINDINGS_MAX 100

struct finding {
	const char *what, *detail;
	int health;
};

struct round {
	struct arena *a;
	struct db *db;
	const struct line *line;
	const struct settings *settings;
	const char *folder; /* of the configuration files */
	int64_t now;
	struct finding findings[FINDINGS_MAX];
	size_t count;
};

/* Notes what was found; the texts live in the arena or for ever. */
void round_find(struct round *, enum health, const char *what, const char *detail);

/* Writes all findings, a line each or one JSON object. Whether nothing is bad. */
bool round_tell(const struct round *, bool json);

#endif
