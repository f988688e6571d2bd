/* The page of an account's own photo. */
#include "apps/auth/photo.h"

#include "domain/role.h"
#include "front/photo.h"
#include "front/show.h"

#define ADDRESS "/account/photo"

struct photo_view {
	struct photo_form form;
	const void *shown; /* the form, as {{#form}} */
};
static const struct field view_fields[] = {
	FIELD_AS(RECORD, photo_view, shown, "form", .of = &photo_form_shape),
};
static const struct shape view_shape = SHAPE(photo_view, view_fields);

static struct picture_subject
own(const struct request *rq)
{
	return (struct picture_subject){ .account = rq->act->actor->account };
}

enum err
photo_page(struct request *rq, struct response *rs)
{
	const struct picture_subject subject = own(rq);
	struct photo_view view;
	enum err e = photo_form_read(rq, &subject, ADDRESS, &view.form);

	view.shown = &view.form;
	return e == OK ? show(rs, "auth/photo", &view_shape, &view) : e;
}

enum err
photo_do(struct request *rq, struct response *rs)
{
	const struct picture_subject subject = own(rq);

	return photo_form_take(rq, rs, &subject, ADDRESS);
}

enum err
photo_undo(struct request *rq, struct response *rs)
{
	const struct picture_subject subject = own(rq);

	return photo_form_remove(rq, rs, &subject, ADDRESS);
}
