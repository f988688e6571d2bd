/* What was sent stays in the spool for the worker only once its row is kept. */
#include "front/photo.h"

#include "base/complaint.h"
#include "base/text.h"
#include "web/upload.h"

#define FIELD_NAME "photo"

static const struct field fields[] = {
	FIELD(RECORD, photo_form, photo, .of = &picture_show_shape),
	FIELD(BOOL, photo_form, waiting),
	FIELD(BOOL, photo_form, any),
	FIELD(BOOL, photo_form, portrait),
	FIELD(TEXT, photo_form, failed),
	FIELD(TEXT, photo_form, complaint),
	FIELD(TEXT, photo_form, action),
};
const struct shape photo_form_shape = SHAPE(photo_form, fields);

enum err
photo_form_read(struct request *rq, const struct picture_subject *subject, const char *action,
		struct photo_form *out)
{
	const struct complaints *complaints = rq->complaints;
	struct photo photo;
	enum err e;

	if ((e = photo_find(rq->act, subject, &photo)) != OK)
		return e;
	*out = (struct photo_form){ .photo = photo.shown,
				    .waiting = photo.waiting,
				    .any = photo.shown != NULL || photo.waiting,
				    .portrait = subject->account != 0 || subject->resource != 0,
				    .action = action };
	/* A page that goes on by itself would take the complaint away. */
	if (complaints != NULL && complaints->count > 0) {
		out->complaint = complaints->items[0].message;
		out->waiting = false;
	} else {
		out->failed = photo.why;
	}
	return OK;
}

enum err
photo_form_take(struct request *rq, struct response *rs, const struct picture_subject *subject,
		const char *action)
{
	struct upload *upload = rq->upload;
	bool sent = upload != NULL && text_equal(upload->field, FIELD_NAME);
	const char *why;
	enum err e = photo_send(rq->act, subject, sent ? upload->name : NULL, sent ? upload->len : 0, &why);

	if (e != OK && why != NULL) {
		complaint_add(rq->complaints, FIELD_NAME, NULL, why);
		return ERR_INVALID;
	}
	if (e != OK)
		return e;
	upload_keep(upload);
	return redirect(rs, "%s", action);
}

enum err
photo_form_remove(struct request *rq, struct response *rs, const struct picture_subject *subject,
		  const char *action)
{
	enum err e = photo_remove(rq->act, subject);

	return e == OK ? redirect(rs, "%s", action) : e;
}
