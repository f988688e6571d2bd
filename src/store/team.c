/* Rows of members, invitations and keys. */
#include "store/team.h"

#include <string.h>

#include "domain/role.h"
#include "store/team.q.h"

static const struct field member_fields[] = {
	FIELD(INT, team_member, id),
	FIELD(INT, team_member, account),
	FIELD(ENUM, team_member, role, .names = role_names),
	FIELD(TEXT, team_member, name),
	FIELD(TEXT, team_member, email),
	FIELD(TEXT, team_member, staff),
	FIELD(BOOL, team_member, closed),
};
const struct shape team_member_shape = SHAPE(team_member, member_fields);

static const struct field invitation_fields[] = {
	FIELD(INT, team_invitation, id),     FIELD(TEXT, team_invitation, email),
	FIELD(TEXT, team_invitation, staff), FIELD(ENUM, team_invitation, role, .names = role_names),
	FIELD(TIME, team_invitation, until),
};
const struct shape team_invitation_shape = SHAPE(team_invitation, invitation_fields);

static const struct field staff_fields[] = { FIELD(INT, team_staff, id), FIELD(TEXT, team_staff, name) };
const struct shape team_staff_shape = SHAPE(team_staff, staff_fields);

static const struct field one_fields[] = {
	FIELD(INT, member, id),
	FIELD(INT, member, account),
	FIELD(ENUM, member, role, .names = role_names),
};
static const struct shape one_shape = SHAPE(member, one_fields);

static const struct field open_fields[] = {
	FIELD(INT, invitation, id),         FIELD(INT, invitation, studio),
	FIELD(TEXT, invitation, slug),      FIELD(TEXT, invitation, name),
	FIELD(TEXT, invitation, language),  FIELD(TEXT, invitation, email),
	FIELD(TEXT, invitation, email_key), FIELD(ENUM, invitation, role, .names = role_names),
	FIELD(INT, invitation, resource),
};
static const struct shape open_shape = SHAPE(invitation, open_fields);

static const struct field key_fields[] = {
	FIELD(INT, team_key, id),       FIELD(TEXT, team_key, name),    FIELD(TEXT, team_key, hint),
	FIELD(TEXT, team_key, scopes),  FIELD(TIME, team_key, created), FIELD(TIME, team_key, used),
	FIELD(TIME, team_key, revoked),
};
const struct shape team_key_shape = SHAPE(team_key, key_fields);

static const struct field id_field[] = { { .name = "id", .kind = KIND_INT } };
static const struct shape id_shape = { "id", sizeof(int64_t), id_field, 1 };

enum err
team_members(struct db *db, struct arena *a, int64_t studio, struct list *out)
{
	return db_all(db, a, &q_members, db_args(db_int(studio)), &team_member_shape, out);
}

enum err
team_invitations(struct db *db, struct arena *a, int64_t studio, int64_t now, struct list *out)
{
	return db_all(db, a, &q_invitations, db_args(db_int(studio), db_time(now)), &team_invitation_shape,
		      out);
}

enum err
team_unclaimed(struct db *db, struct arena *a, int64_t studio, struct list *out)
{
	return db_all(db, a, &q_unclaimed, db_args(db_int(studio)), &team_staff_shape, out);
}

enum err
team_find(struct db *db, struct arena *a, int64_t studio, int64_t id, struct member *out)
{
	return db_one(db, a, &q_member, db_args(db_int(id), db_int(studio)), &one_shape, out);
}

enum err
team_set_role(struct db *db, int64_t studio, const struct member *m, int role)
{
	return db_run(
	    db, &q_change,
	    db_args(db_int(m->id), db_int(studio), db_text(role_name(m->role)), db_text(role_name(role))));
}

enum err
team_remove(struct db *db, int64_t studio, const struct member *m)
{
	return db_run(db, &q_remove, db_args(db_int(m->id), db_int(studio), db_text(role_name(m->role))));
}

enum err
team_leave(struct db *db, const char *studio, int64_t account)
{
	return db_run(db, &q_leave, db_args(db_text(studio), db_int(account)));
}

enum err
team_invite(struct db *db, struct arena *a, const struct inviting *i, int64_t *id)
{
	return db_call(db, a, &q_invite,
		       db_args(db_int(i->studio), db_text(i->email), db_text(i->email_key),
			       db_text(role_name(i->role)), db_int(i->resource), db_text(i->language),
			       db_int(i->by), db_time(i->now), db_int(i->life)),
		       &id_shape, id);
}

enum err
team_find_invited(struct db *db, struct arena *a, int64_t studio, int64_t id, struct member *out)
{
	return db_one(db, a, &q_invited, db_args(db_int(id), db_int(studio)), &one_shape, out);
}

enum err
team_revoke(struct db *db, int64_t studio, int64_t id, int64_t now)
{
	return db_run(db, &q_revoke, db_args(db_int(id), db_int(studio), db_time(now)));
}

enum err
team_invitation(struct db *db, struct arena *a, const char *token, int64_t now, struct invitation *out)
{
	return db_one(db, a, &q_invitation, db_args(db_bytes(token, strlen(token)), db_time(now)),
		      &open_shape, out);
}

enum err
team_accept(struct db *db, const struct invitation *i, int64_t now)
{
	return db_run(db, &q_accept, db_args(db_int(i->id), db_int(i->studio), db_time(now)));
}

enum err
team_keys(struct db *db, struct arena *a, int64_t studio, struct list *out)
{
	return db_all(db, a, &q_keys, db_args(db_int(studio)), &team_key_shape, out);
}

enum err
team_add_key(struct db *db, const struct team_new_key *k)
{
	return db_run(db, &q_add_key,
		      db_args(db_int(k->studio), db_text(k->name), db_text(k->hint),
			      db_bytes(k->secret, strlen(k->secret)), db_texts(k->scopes, k->scope_count),
			      db_int(k->account), db_time(k->now)));
}

enum err
team_revoke_key(struct db *db, int64_t studio, int64_t id, int64_t now)
{
	return db_run(db, &q_revoke_key, db_args(db_int(id), db_int(studio), db_time(now)));
}
