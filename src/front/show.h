/* Pages and JSON: a record shown, with what all pages have in common.
 *
 * Besides the record's own fields a page's view knows
 *
 *	{{csrf}}                 token, for a hidden field _csrf in every form
 *	{{language}} {{language_name}}
 *	{{#languages}}{{tag}} {{name}} {{href}} {{#current}}…{{/current}}{{/languages}}
 *	{{assets}}               address of style sheets and scripts
 *	{{site}} {{path}} {{here}}  our origin; this page's path; path and query, for next=
 *	{{#signed_in}}…          somebody is logged in; {{my_name}} what to call them
 *	{{log_in}}               address of the log-in that leads back to this page
 *	{{request}}              request id
 *
 * and, after page_form, for each field NAME of the form's shape
 *
 *	{{form.NAME.value}}      as typed, else from the record
 *	{{form.NAME.complaint._}} what is wrong with it; absent when nothing is
 *	{{#form.NAME.choice.PRICE}}selected{{/…}}   ENUM: the value it has
 *	{{form.NAME.max}} {{#form.NAME.required}}…
 *	{{#complaints}}{{name}} {{why._}}{{/complaints}}   all of them */
#ifndef HORA_FRONT_SHOW_H
#define HORA_FRONT_SHOW_H

#include "base/shape.h"
#include "base/zone.h"
#include "web/request.h"
#include "web/response.h"

/* Answers with a page; the status stays what it is. */
MUST_CHECK enum err show(struct response *, const char *view, const struct shape *, const void *record);

/* Where the page plays: zone and currency (either may be NULL) for its times and
 * prices, and the language for who has not chosen one (NULL: as it is). Comes
 * before response_unchanged, whose tag depends on the language. */
void page_place(struct response *, const struct zone *, const char *currency, const char *language);

/* Describes a form for the view, filled with what was typed when it comes back
 * refused, else with the record's values (NULL = empty). */
void page_form(struct response *, const struct shape *form, const void *record);

/* JSON answers: one record, or a list as {"items": [...]}. */
MUST_CHECK enum err show_json(struct response *, const struct shape *, const void *record);
MUST_CHECK enum err show_json_list(struct response *, const struct shape *, const struct list *);

#endif
