/* The languages Hora speaks, and which of them a person gets. English is the
 * language of the source texts; the others are catalogues in po/. */
#ifndef HORA_VIEW_LANGUAGE_H
#define HORA_VIEW_LANGUAGE_H

#include "base/err.h"

enum language { LANGUAGE_EN, LANGUAGE_PT, LANGUAGE_ZH_TW, LANGUAGE__MAX };

/* The tag as HTML, mail and the database write it: "en", "pt", "zh-TW". */
const char *language_tag(enum language);

/* The language's catalogue, as gettext names it: "en", "pt", "zh_TW". */
const char *language_catalogue(enum language);

/* The language's name in itself: "English", "Português", "繁體中文". */
const char *language_name(enum language);

/* The language of a tag, by RFC 4647 lookup: pt-BR is pt; zh, zh-Hant and
 * zh-HK are zh-TW. NULL, "" and unknown tags are ERR_NOT_FOUND. */
MUST_CHECK enum err language_find(const char *tag, enum language *out);

/* The language to answer in: what the person chose (a tag; NULL when nothing
 * was chosen), else the best of an Accept-Language header (RFC 9110 12.5.4; may
 * be NULL), else the standard one. Malformed elements of the header are passed
 * over. */
enum language language_pick(const char *accept, const char *chosen, enum language standard);

#endif
