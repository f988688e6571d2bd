/* Names of the studio's enumerations, as the database and the API write them. */
#include "domain/studio.h"

#include <stddef.h>

const char *const staff_mode_names[] = { [STAFF_ANY] = "any", [STAFF_ALL] = "all", NULL };
const char *const resource_kind_names[] = { [RESOURCE_STAFF] = "staff", [RESOURCE_ROOM] = "room", NULL };
const char *const question_kind_names[] = {
	[QUESTION_TEXT] = "text",
	[QUESTION_LINES] = "lines",
	[QUESTION_YES_NO] = "yes_no",
	[QUESTION_CHOICE] = "choice",
	NULL,
};
