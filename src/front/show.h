/* Pages: a record shown through a view, with what all pages have in common. */
#ifndef HORA_FRONT_SHOW_H
#define HORA_FRONT_SHOW_H

#include "base/shape.h"
#include "base/zone.h"
#include "view/view.h"
#include "web/request.h"
#include "web/response.h"

/* Answers with a page. Besides the record's fields a page view knows
 * {{csrf}} (token for a hidden field _csrf), {{language}}, {{path}}, {{here}}
 * (path and query, for next=), {{site}}, {{signed_in}}, {{request}}, and, after
 * page_form, {{form.NAME.value}}, {{form.NAME.complaint}}, {{form.NAME.max}},
 * {{form.NAME.required}} and {{#form_complaints}}{{name}} {{why._}}{{/…}}. */
MUST_CHECK enum err show(struct response *, const char *view, const struct shape *, const void *record);

/* The studio's zone, clock and currency for the views of this answer, and its
 * language unless the person has chosen one. */
void page_place(struct response *, const struct zone *, const char *currency, const char *language);

/* Describes a form for the view: what was typed if it comes back refused, else
 * the record's values (NULL = empty). */
void page_form(struct response *, const struct shape *form, const void *record);

/* JSON answers: one record, or a list under "items". */
MUST_CHECK enum err show_json(struct response *, const struct shape *, const void *record);
MUST_CHECK enum err show_json_list(struct response *, const struct shape *, const struct list *);

#endif
