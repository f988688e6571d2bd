/* Who books: the form, and what comes of sending it. Both live at
 * /s/{studio}/book/{service}/details?start=&staff= */
#ifndef HORA_APPS_BOOKING_DETAILS_H
#define HORA_APPS_BOOKING_DETAILS_H

#include "usecase/book.h"
#include "web/request.h"
#include "web/response.h"

/* What is typed, as the route's form. Lengths are those a person could mean;
 * what is right is book()'s to say. */
struct details_form {
	const char *name, *email, *phone, *note;
	int64_t seats, terms;
	const char *key; /* the form's own, so that sending it twice books once */
};

extern const struct shape details_form_shape;

/* GET: the form. A start that is gone meanwhile sends back to the choice. */
MUST_CHECK enum err details_page(struct request *, struct response *);

/* POST: books, and goes on to the booking. A start that is gone is answered with
 * the nearest ones and all that was typed (409); mistakes with the form (422). */
MUST_CHECK enum err details_book(struct request *, struct response *);

/* The form again when its fields could not be read. */
MUST_CHECK enum err details_again(struct request *, struct response *);

#endif
