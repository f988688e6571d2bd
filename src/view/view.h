/* Views: what pages, mails, messages and chat cards are written with. A view
 * is a Mustache template from views/, filled by a record and its shape, in the
 * language and the zone of a context.
 *
 * Template language: the Mustache specification 1.4 with inheritance, without
 * lambdas, and with these additions.
 *
 *	{{#_}}Book {{time}}{{/_}}        the text in the context's language; white space in it
 *	                                 counts as one space; tags inside are filled in as usual
 *	{{#_n.seats}}{{seats}} seat left|{{seats}} seats left{{/_n.seats}}
 *	                                 one and many; the plural rule is the language's, the
 *	                                 number is the value named after the point
 *	{{#_c.button}}Book{{/_c.button}} a text told from its equals by a context (msgctxt)
 *
 * A value has more members, by dotted name, than the record says. In English:
 *
 *	TIME   {{starts.date}}           Tuesday, 24 November 2026
 *	       {{starts.day}}            Tue 24 Nov
 *	       {{starts.month}}          November 2026
 *	       {{starts.weekday}}        Tuesday
 *	       {{starts.weekday_short}}  Tue
 *	       {{starts.number}}         24
 *	       {{starts.time}}           10:30
 *	       {{starts.zone}}           Europe/Lisbon
 *	       {{starts.offset}}         UTC+01:00, to tell a time that comes twice
 *	       {{starts.iso}}            2026-11-24T10:30:00+01:00, for <time datetime>
 *	       {{starts.iso_date}}       2026-11-24, for links and <input type="date">
 *	       {{starts.iso_time}}       10:30, for <input type="time">
 *	       {{starts.visitor}}        the same time in the visitor's zone, with all the members
 *	                                 above; absent when the context names no such zone
 *	DATE   date, day, month, weekday, weekday_short, number, iso, as above
 *	MONEY  {{price.money}}           €45.00
 *	       {{price.amount}}          45.00, for machines
 *	INT    {{minutes.duration}}      1 h 30 min
 *	       {{count.number}}          12,345
 *	ENUM   {{#state.confirmed}}      true for the name it has
 *	TEXT   {{why._}}                 the text looked up in the catalogue: for texts that are
 *	                                 written in C, in N_("…") of base/text.h: reasons, labels
 *	LIST   {{bookings.count}}        how many; as a section, true when there are any
 *
 * Without a member TIME is written as iso, DATE as iso, MONEY and INT as plain
 * decimals, ENUM by its name, BOOL as "true" or nothing. As sections, false,
 * 0, "", absent values and empty lists are false. Money is of the currency in
 * the TEXT field `currency` of its own record, else of the context's.
 *
 * A view's name is its file without ".mustache": "booking/studio". What is
 * escaped follows from the name: "mail/booked.txt" is plain text (nothing),
 * "line/card.json" JSON (text inside quotes), all others HTML. A view can only
 * include views of its own kind. */
#ifndef HORA_VIEW_VIEW_H
#define HORA_VIEW_VIEW_H

#include <stdio.h>

#include "base/buffer.h"
#include "base/json.h"
#include "base/shape.h"
#include "base/zone.h"
#include "view/language.h"
#include "view/locale.h"

struct views;

/* What a view is filled with besides its record; one per request or message. */
struct view_context {
	enum language language;
	enum clock_form clock;
	const struct zone *zone;    /* the studio's; NULL = UTC */
	const struct zone *visitor; /* the visitor's where it differs, else NULL */
	const char *currency;       /* "EUR"; may be NULL where no money is shown */
	const struct shape *page;   /* values common to all pages (token, asset names), */
	const void *page_record;    /* looked up where the record has no such field; may be NULL */
};

/* Reads every NAME.mustache below view_folder and the catalogues
 * of text_folder (pt.mo, zh_TW.mo; a NULL folder leaves all texts English) and
 * compiles all of it. On failure (ERR_INVALID, ERR_NOT_FOUND) one line "file:line: reason" has been written to
 * complaints. The views live in the arena. */
MUST_CHECK enum err views_open(struct arena *, const char *view_folder, const char *text_folder,
			       FILE *complaints, struct views **out);

/* From now on a value that no record has a field for makes the rendering fail
 * (ERR_INTERNAL), and one line "view:line: reason" is written to complaints.
 * Sections may still ask for what is not there. For tests: a misspelt name would
 * pass unseen else. */
void views_watch(struct views *, FILE *complaints);

/* True when there is a view of that name. */
bool views_have(const struct views *, const char *name);

/* Writes a view, filled by a record of the shape (both may be NULL), at the end
 * of out. ERR_NOT_FOUND: no such view. ERR_INTERNAL: it did not fit into out
 * (out->full says so) or went beyond the limits of view/mustache.h; then out is
 * as it was before. */
MUST_CHECK enum err view_render(const struct views *, const char *name, const struct view_context *,
				const struct shape *, const void *record, struct buffer *out);

/* The same, filled by a JSON value. */
MUST_CHECK enum err view_render_json(const struct views *, const char *name, const struct view_context *,
				     const struct json *, struct buffer *out);

/* Writes a studio's own text the same way: its tags are filled in, nothing is
 * escaped, and it can name no view. ERR_INVALID: its tags are not in order, and
 * *why says so (a text in out's arena). */
MUST_CHECK enum err view_fill(const struct views *, const char *text, const struct view_context *,
			      const struct shape *, const void *record, struct buffer *out, const char **why);

/* A text in a language: the translation, or the text itself when there is none. */
const char *view_text(const struct views *, enum language, const char *text);

#endif
