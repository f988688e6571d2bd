/* One transaction each: the row, and the job that works it off. */
#include "usecase/photo.h"

#include <string.h>

#include "base/text.h"
#include "db/db.h"

enum err
photo_find(struct act *act, const struct picture_subject *subject, struct photo *out)
{
	const struct picture_status *status;
	struct list found;
	enum err e;

	if ((e = picture_status(act->db, act->arena, subject, &found)) != OK)
		return e;
	*out = (struct photo){ .shown = NULL };
	status = found.items;
	for (size_t i = 0; i < found.count; i++) {
		const struct picture_status *s = &status[i];

		out->waiting |= s->state == PICTURE_WAITING;
		if (s->state == PICTURE_READY)
			out->shown =
			    picture_show(act->arena, (enum picture_kind)s->kind, s->digest, s->width);
		if (s->state == PICTURE_FAILED)
			out->why = picture_fault_why((enum picture_fault)s->fault);
	}
	return OK;
}

/* What the database refuses it for, in words. */
static const char *
explain(const struct db *db)
{
	if (text_equal(db_failure(db)->sqlstate, "HO018"))
		return N_("The studio's photos take all the room they may. Remove some first.");
	if (text_equal(db_failure(db)->sqlstate, "HO019"))
		return N_("Those were many photos in a short time. Try again in an hour.");
	return N_("What the photo shows is gone meanwhile.");
}

enum err
photo_send(struct act *act, const struct picture_subject *subject, const char *spool, size_t len,
	   const char **why)
{
	enum err e;

	*why = N_("Choose a photo first.");
	if (spool == NULL || len == 0)
		return ERR_INVALID;
	*why = N_("The photo is larger than 10 MB. Choose a smaller one.");
	if (len > PICTURE_BYTES_MAX)
		return ERR_INVALID;
	*why = NULL;
	if ((e = act_begin(act)) != OK)
		return e;
	if ((e = picture_put(act->db, act->arena, subject, spool, (int64_t)len)) != OK) {
		*why = e == ERR_CONFLICT ? explain(act->db) : NULL;
		return e;
	}
	return act_commit(act);
}

enum err
photo_remove(struct act *act, const struct picture_subject *subject)
{
	enum err e;

	if ((e = act_begin(act)) != OK || (e = picture_drop(act->db, act->arena, subject)) != OK)
		return e;
	return act_commit(act);
}
