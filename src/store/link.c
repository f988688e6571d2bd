/* Rows of one-time links. */
#include "store/link.h"

#include <string.h>

#include "domain/role.h"
#include "store/link.q.h"

static const struct field link_fields[] = {
	FIELD(INT, link, id),         FIELD(ENUM, link, kind, .names = link_names),
	FIELD(INT, link, account),    FIELD(TEXT, link, email),
	FIELD(TEXT, link, email_key), FIELD(TEXT, link, language),
	FIELD(TEXT, link, next),
};
static const struct shape link_shape = SHAPE(link, link_fields);

static const struct field letter_fields[] = {
	FIELD(ENUM, link_letter, kind, .names = link_names),
	FIELD(TEXT, link_letter, email),
	FIELD(TEXT, link_letter, language),
	FIELD(TEXT, link_letter, first_name),
	FIELD(TIME, link_letter, created),
	FIELD(BOOL, link_letter, known),
	FIELD(BOOL, link_letter, closed),
};
static const struct shape letter_shape = SHAPE(link_letter, letter_fields);

static const struct field holder_fields[] = {
	FIELD(TEXT, link_holder, email),
	FIELD(TEXT, link_holder, language),
	FIELD(TEXT, link_holder, first_name),
};
static const struct shape holder_shape = SHAPE(link_holder, holder_fields);

static const struct field invitation_fields[] = {
	FIELD(TEXT, invitation_letter, email),
	FIELD(TEXT, invitation_letter, language),
	FIELD(ENUM, invitation_letter, role, .names = role_names),
	FIELD(TEXT, invitation_letter, studio),
	FIELD(TEXT, invitation_letter, studio_language),
	FIELD(TEXT, invitation_letter, accent),
	FIELD(TEXT, invitation_letter, inviter),
	FIELD(TIME, invitation_letter, until),
};
static const struct shape invitation_shape = SHAPE(invitation_letter, invitation_fields);

enum err
link_put(struct db *db, const struct link *l, int64_t now)
{
	return db_do(db, &q_put,
		     db_args(db_text(link_names[l->kind]), db_int(l->account), db_text(l->email),
			     db_text(l->email_key), db_text(l->language), db_text(l->next), db_time(now),
			     db_int(link_life((enum link_kind)l->kind))));
}

enum err
link_find(struct db *db, struct arena *a, const char *token, int64_t now, struct link *out)
{
	return db_one(db, a, &q_find, db_args(db_bytes(token, strlen(token)), db_time(now)), &link_shape,
		      out);
}

enum err
link_use(struct db *db, const struct link *l, int64_t now)
{
	enum err e = db_run(db, &q_use, db_args(db_int(l->id), db_time(now)));

	if (e != OK)
		return e;
	return db_do(db, &q_end_all,
		     db_args(db_text(l->email_key), db_text(link_names[l->kind]), db_time(now)));
}

enum err
link_change_email(struct db *db, const struct link *l, int64_t now)
{
	return db_run(db, &q_change_email,
		      db_args(db_int(l->account), db_text(l->email), db_text(l->email_key), db_time(now)));
}

enum err
link_tell(struct db *db, int64_t account, const char *what, int64_t now)
{
	return db_do(db, &q_told, db_args(db_int(account), db_text(what), db_time(now)));
}

enum err
link_letter(struct db *db, struct arena *a, int64_t id, int64_t now, struct link_letter *out)
{
	return db_one(db, a, &q_letter, db_args(db_int(id), db_time(now)), &letter_shape, out);
}

enum err
link_arm(struct db *db, int64_t id, const char *token)
{
	return db_run(db, &q_arm, db_args(db_int(id), db_bytes(token, strlen(token))));
}

enum err
link_holder(struct db *db, struct arena *a, int64_t account, struct link_holder *out)
{
	return db_one(db, a, &q_holder, db_args(db_int(account)), &holder_shape, out);
}

enum err
link_invitation(struct db *db, struct arena *a, int64_t studio, int64_t id, int64_t now,
		struct invitation_letter *out)
{
	return db_one(db, a, &q_invitation_letter, db_args(db_int(id), db_int(studio), db_time(now)),
		      &invitation_shape, out);
}

enum err
link_arm_invitation(struct db *db, int64_t studio, int64_t id, const char *token)
{
	return db_run(db, &q_invitation_arm,
		      db_args(db_int(id), db_int(studio), db_bytes(token, strlen(token))));
}

enum err
link_tidy(struct db *db, int64_t before)
{
	return db_do(db, &q_tidy, db_args(db_time(before)));
}
