/* Studios and their catalogue, as rows. Lists and texts live in the arena given. */
#ifndef HORA_STORE_STUDIO_H
#define HORA_STORE_STUDIO_H

#include "base/shape.h"
#include "db/db.h"
#include "domain/studio.h"

/* Which studio, and which version of its rules. */
struct studio_rules {
	int64_t id;
	int64_t rules;
};

struct terms {
	int64_t version;
	const char *body;
};

extern const struct shape studio_shape;

/* The studios shown to visitors: struct studio. */
MUST_CHECK enum err studio_listed(struct db *, struct arena *, struct list *out);

/* A part of that list: at most `most` that come after a name and id (or before
 * them), in its order. */
struct studio_part {
	const char *name; /* "" with id 0: before all */
	int64_t id;
	bool before;
	int64_t most;
};
MUST_CHECK enum err studio_part(struct db *, struct arena *, const struct studio_part *, struct list *out);

/* ERR_NOT_FOUND when there is no such open studio. */
MUST_CHECK enum err studio_rules_by_slug(struct db *, struct arena *, const char *slug,
					 struct studio_rules *out);
MUST_CHECK enum err studio_rules_by_id(struct db *, struct arena *, int64_t id, struct studio_rules *out);
MUST_CHECK enum err studio_find(struct db *, struct arena *, int64_t id, struct studio *out);

/* Parts of the catalogue; each a list of the struct named. */
MUST_CHECK enum err studio_specialties(struct db *, struct arena *, int64_t studio, struct list *out);
MUST_CHECK enum err studio_services(struct db *, struct arena *, int64_t studio, struct list *out);
MUST_CHECK enum err studio_resources(struct db *, struct arena *, int64_t studio, struct list *out);
MUST_CHECK enum err studio_offers(struct db *, struct arena *, int64_t studio, struct list *out);
MUST_CHECK enum err studio_needs(struct db *, struct arena *, int64_t studio, struct list *out);
MUST_CHECK enum err studio_questions(struct db *, struct arena *, int64_t studio, struct list *out);
MUST_CHECK enum err studio_hours(struct db *, struct arena *, int64_t studio, struct list *out);
MUST_CHECK enum err studio_exceptions(struct db *, struct arena *, int64_t studio, struct list *out);
MUST_CHECK enum err studio_holidays(struct db *, struct arena *, int64_t studio, struct list *out);
MUST_CHECK enum err studio_lessons(struct db *, struct arena *, int64_t studio, struct list *out);

/* Sites whose pages may call the API for the studio: struct origin. */
struct origin {
	const char *origin; /* as browsers write it: "https://partner.example" */
};
MUST_CHECK enum err studio_origins(struct db *, struct arena *, int64_t studio, struct list *out);

/* Is the origin one that the studio of this booking (public id) names, or, for
 * NULL and a booking that is not there, any studio? */
MUST_CHECK enum err studio_trusts(struct db *, struct arena *, const char *origin, const char *booking,
				  bool *out);

/* The terms in force: a list of one struct terms, or empty. */
MUST_CHECK enum err studio_terms(struct db *, struct arena *, int64_t studio, struct list *out);

/* Adds a studio (slug, name, zone, currency, language, calling_code, email).
 * ERR_CONFLICT: the slug is taken; ERR_INVALID: a value breaks a rule. */
MUST_CHECK enum err studio_add(struct db *, struct arena *, const struct studio *, int64_t *id);

/* Keeps the hash of a one-time token for the studio's first owner. */
MUST_CHECK enum err studio_add_setup_link(struct db *, int64_t studio, const char *token, const char *email);

#endif
