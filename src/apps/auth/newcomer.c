/* What a newcomer types. */
#include "apps/auth/newcomer.h"

#include "base/complaint.h"
#include "base/text.h"
#include "domain/contact.h"

static const struct field fields[] = {
	FIELD(TEXT, newcomer, first_name, .max = 80, .required = true),
	FIELD(TEXT, newcomer, last_name, .max = 80),
	FIELD(TEXT, newcomer, email, .max = 254, .required = true),
	/* One more than is taken, so that what is too long is told, not cut. */
	FIELD(TEXT, newcomer, password, .max = PASSPHRASE_MOST + 1, .keep_space = true, .required = true),
};
const struct shape newcomer_shape = SHAPE(newcomer, fields);

static void
check_name(struct request *rq, const char *field, const char **name)
{
	const char *why;

	if (*name == NULL)
		*name = "";
	else if (contact_name(rq->arena, *name, name, &why) != OK)
		complaint_add(rq->complaints, field, NULL, why);
}

enum err
newcomer_check_password(struct request *rq, const struct newcomer *n)
{
	const char *const words[] = { n->first_name, n->last_name, n->email };
	const char *why = N_("This is needed.");

	if (n->password != NULL
	    && passphrase_check(n->password, words, sizeof words / sizeof *words, &why) == OK)
		return OK;
	complaint_add(rq->complaints, "password", NULL, why);
	return ERR_INVALID;
}

static void
check_names(struct request *rq, struct newcomer *n)
{
	check_name(rq, "first_name", &n->first_name);
	check_name(rq, "last_name", &n->last_name);
}

enum err
newcomer_check_rest(struct request *rq, struct newcomer *n)
{
	if (n->first_name == NULL)
		complaint_add(rq->complaints, "first_name", NULL, N_("Enter a name."));
	check_names(rq, n);
	if (newcomer_check_password(rq, n) != OK || rq->complaints->count > 0)
		return ERR_INVALID;
	return OK;
}

enum err
newcomer_check(struct request *rq, struct newcomer *n)
{
	const char *why;

	check_names(rq, n);
	if (contact_email(rq->arena, n->email, &n->email, &n->email_key, &why) != OK)
		complaint_add(rq->complaints, "email", NULL, why);
	if (newcomer_check_password(rq, n) != OK || rq->complaints->count > 0)
		return ERR_INVALID;
	return OK;
}
