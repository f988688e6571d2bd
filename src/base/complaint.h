/* What is wrong with an input, field by field, all at once: collected by the
 * readers of forms and JSON, shown beside the fields or listed in the answer. */
#ifndef HORA_BASE_COMPLAINT_H
#define HORA_BASE_COMPLAINT_H

#include <stddef.h>

#define COMPLAINTS_MAX 32 /* kept; who sends more mistakes sees the others next time */

struct complaint {
	const char *field;   /* the form field's or member's own name; "" for the whole */
	const char *pointer; /* JSON: where in the document (RFC 6901); forms: NULL */
	const char *message; /* an untranslated sentence, static */
};

struct complaints {
	struct complaint items[COMPLAINTS_MAX];
	size_t count;
};

/* Adds one, unless the list is full. The texts are kept, not copied. */
void complaint_add(struct complaints *, const char *field, const char *pointer, const char *message);

#endif
