/* The bounded list of what is wrong with an input. */
#include "base/complaint.h"

void
complaint_add(struct complaints *list, const char *field, const char *pointer, const char *message)
{
	if (list->count == COMPLAINTS_MAX)
		return;
	list->items[list->count++] =
	    (struct complaint){ .field = field, .pointer = pointer, .message = message };
}
