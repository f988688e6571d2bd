/* Who is it, really? */
#include "apps/auth/again.h"

#include "apps/auth/known.h"
#include "base/complaint.h"
#include "base/text.h"
#include "domain/role.h"
#include "front/app.h"
#include "front/identity.h"
#include "store/profile.h"
#include "store/session.h"
#include "usecase/act.h"
#include "usecase/login.h"

static enum err
find(struct request *rq, struct profile *out)
{
	return profile_find(rq->act->db, rq->arena, rq->act->actor->account, out);
}

enum err
again_open(struct request *rq, struct response *rs, const char *path, bool *asks, bool *sent)
{
	struct profile profile;
	enum err e = find(rq, &profile);

	*asks = e == OK && profile.password;
	*sent = e == OK && !profile.password && !identity_is_fresh(rq);
	return *sent ? redirect(rs, "/auth/login?again=1&next=%s", percent_write(rq->arena, path)) : e;
}

static enum err
complain(struct request *rq, const char *why)
{
	complaint_add(rq->complaints, "current", NULL, why);
	return ERR_INVALID;
}

enum err
again_check(struct request *rq, struct response *rs, const char *current)
{
	const struct login_try try = { .email = identity_of(rq)->email,
				       .password = current,
				       .address = rq->address,
				       .device = known_device(rq, identity_of(rq)->email) };
	struct login_verdict verdict;
	struct profile profile;
	enum err e;

	if ((e = find(rq, &profile)) != OK)
		return e;
	if (!profile.password)
		return identity_is_fresh(rq) ? OK
					     : complain(rq, N_("That took a while. Log in once more first."));
	if (text_is_empty(current))
		return complain(rq, N_("Enter the password you have now."));
	e = login_check(rq->act, rq->app->turns, &try, &verdict);
	if (e == ERR_DENIED)
		return complain(rq, N_("This is not the password you have now."));
	if (e == ERR_BUSY) {
		response_retry(rs, verdict.wait > 0 ? verdict.wait : 2);
		return refuse(rs, e, verdict.wait > 0 ? 429 : 503,
			      N_("Too many tries. Wait a little, then try again."));
	}
	return e;
}
