/* An account in its holder's hands. */
#include "usecase/profile.h"

#include <string.h>

#include "base/complaint.h"
#include "base/text.h"
#include "base/turn.h"
#include "base/zone.h"
#include "crypto/password.h"
#include "db/db.h"
#include "domain/contact.h"
#include "domain/role.h"
#include "store/account.h"
#include "store/link.h"
#include "store/session.h"

static void
complain(struct complaints *c, const char *field, const char *why)
{
	complaint_add(c, field, NULL, why);
}

static void
check_zone(struct profile *p, struct complaints *c)
{
	struct zone *zone;

	if (p->zone == NULL)
		return;
	if (zone_open(p->zone, &zone) == OK)
		zone_free(zone);
	else
		complain(c, "zone", N_("Choose a time zone of the list, such as Europe/Lisbon."));
}

/* What countries write in tax numbers: letters, digits and what parts them. */
static void
check_tax_number(struct profile *p, struct complaints *c)
{
	static const char taken[] = " -./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

	if (p->tax_number != NULL && p->tax_number[strspn(p->tax_number, taken)] != '\0')
		complain(c, "tax_number",
			 N_("Enter the tax number as it stands on your papers: letters and digits."));
}

/* Forms leave NULL where nothing was typed. */
static void
check_names(struct act *act, struct profile *p, struct complaints *c)
{
	const char *why;

	if (contact_name(act->arena, p->first_name, &p->first_name, &why) != OK)
		complain(c, "first_name", why);
	if (p->last_name == NULL)
		p->last_name = "";
	else if (contact_name(act->arena, p->last_name, &p->last_name, &why) != OK)
		complain(c, "last_name", why);
}

enum err
profile_change(struct act *act, const struct profile *typed, struct complaints *c)
{
	struct profile p = *typed;
	const char *why;
	enum err e;

	check_names(act, &p, c);
	if (p.phone != NULL && contact_phone(act->arena, p.phone, NULL, &p.phone, &why) != OK)
		complain(c, "phone", why);
	check_zone(&p, c);
	check_tax_number(&p, c);
	if (c->count > 0)
		return ERR_INVALID;
	if ((e = act_begin(act)) != OK || (e = profile_save(act->db, act->actor->account, &p)) != OK)
		return e;
	return act_commit(act);
}

enum err
profile_set_password(struct act *act, struct turns *turns, const char *password)
{
	const char *hash;
	enum err e;

	if (turn_begin(turns) != OK)
		return ERR_BUSY;
	hash = password_hash(act->arena, password);
	turn_end(turns);
	if ((e = act_begin(act)) != OK
	    || (e = account_put_password(act->db, act->actor->account, hash, act->now)) != OK
	    || (e = link_tell(act->db, act->actor->account, "password", act->now)) != OK)
		return e;
	return act_commit(act);
}

enum err
profile_end_session(struct act *act, int64_t session)
{
	enum err e;

	if ((e = act_begin(act)) != OK
	    || (e = session_end_one(act->db, act->actor->account, session, act->now)) != OK)
		return e;
	return act_commit(act);
}

/* Sessions show themselves to whoever acts: inside their transaction. */
enum err
profile_sessions(struct act *act, struct list *out)
{
	enum err e;

	db_pipe(act->db);
	if ((e = act_begin(act)) != OK
	    || (e = session_list(act->db, act->arena, act->actor->account, act->now, out)) != OK
	    || (e = act_commit(act)) != OK)
		return e;
	return db_flush(act->db);
}

enum err
profile_copy(struct act *act, struct profile_copy *out)
{
	struct db *db = act->db;
	int64_t who = act->actor->account;
	enum err e;

	if ((e = profile_find(db, act->arena, who, &out->profile)) != OK
	    || (e = profile_sessions(act, &out->sessions)) != OK)
		return e;
	db_pipe(db);
	if ((e = account_studios(db, act->arena, who, &out->studios)) != OK
	    || (e = profile_records(db, act->arena, who, &out->bookings)) != OK
	    || (e = profile_messages(db, act->arena, who, &out->messages)) != OK)
		return e;
	return db_flush(db);
}

enum err
profile_leave(struct act *act)
{
	enum err e;

	if ((e = act_begin(act)) != OK || (e = profile_erase(act->db, act->actor->account, act->now)) != OK)
		return e;
	return act_commit(act);
}
