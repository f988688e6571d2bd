/* One page for each photo, found by the address, and one with all of them. */
#include "apps/admin/photo.h"

#include "apps/admin/panel.h"
#include "front/photo.h"
#include "front/show.h"

/* What a photo shows. */
struct motif {
	struct picture_subject subject;
	const char *name, *path; /* "services/massage" */
};

struct motif_row {
	const char *name, *path;
	const struct picture_show *photo;
};
static const struct field row_fields[] = {
	FIELD(TEXT, motif_row, name),
	FIELD(TEXT, motif_row, path),
	FIELD(RECORD, motif_row, photo, .of = &picture_show_shape),
};
static const struct shape row_shape = SHAPE(motif_row, row_fields);

struct photos_view {
	struct panel panel;
	struct list own, services, team;
};
static const struct field photos_fields[] = {
	PANEL_FIELDS(photos_view, panel),
	FIELD(LIST, photos_view, own, .of = &row_shape),
	FIELD(LIST, photos_view, services, .of = &row_shape),
	FIELD(LIST, photos_view, team, .of = &row_shape),
};
static const struct shape photos_shape = SHAPE(photos_view, photos_fields);

struct photo_view {
	struct panel panel;
	struct photo_form form;
	const void *shown; /* the form, as {{#form}} */
	const char *name;
};
static const struct field photo_fields[] = {
	PANEL_FIELDS(photo_view, panel),
	FIELD_AS(RECORD, photo_view, shown, "form", .of = &photo_form_shape),
	FIELD(TEXT, photo_view, name),
};
static const struct shape photo_shape = SHAPE(photo_view, photo_fields);

/* --- all of them --- */

static struct motif_row
describe(struct arena *a, const struct rulebook *book, const struct motif *m)
{
	return (struct motif_row){ .name = m->name,
				   .path = m->path,
				   .photo =
				       rulebook_photo(a, book, m->subject.service, m->subject.resource) };
}

static struct motif
of_studio(const struct rulebook *book)
{
	return (struct motif){ { .studio = book->studio.id }, book->studio.name, "studio" };
}

static struct motif
of_service(struct arena *a, const struct rulebook *book, const struct service *service)
{
	return (struct motif){ { .studio = book->studio.id, .service = service->id },
			       service->name,
			       arena_text(a, "services/%s", service->slug) };
}

static struct motif
of_staff(struct arena *a, const struct rulebook *book, const struct resource *staff)
{
	return (struct motif){ { .studio = book->studio.id, .resource = staff->id },
			       staff->name,
			       arena_text(a, "team/%s", staff->slug) };
}

static struct list
list_services(struct arena *a, const struct rulebook *book)
{
	const struct service *services = book->services.items;
	struct motif_row *rows = arena_alloc(a, book->services.count + 1, sizeof *rows);

	for (size_t i = 0; i < book->services.count; i++) {
		const struct motif m = of_service(a, book, &services[i]);

		rows[i] = describe(a, book, &m);
	}
	return (struct list){ rows, book->services.count };
}

static struct list
list_team(struct arena *a, const struct rulebook *book)
{
	const struct resource *resources = book->resources.items;
	struct motif_row *rows = arena_alloc(a, book->resources.count + 1, sizeof *rows);
	size_t count = 0;

	for (size_t i = 0; i < book->resources.count; i++)
		if (resources[i].kind == RESOURCE_STAFF) {
			const struct motif m = of_staff(a, book, &resources[i]);

			rows[count++] = describe(a, book, &m);
		}
	return (struct list){ rows, count };
}

enum err
photos_page(struct request *rq, struct response *rs)
{
	struct photos_view view = { .own = { NULL, 0 } };
	const struct rulebook *book;
	struct motif_row *own = arena_make(rq->arena, struct motif_row);
	struct motif studio;
	enum err e;

	if ((e = panel_open(rq, rs, &view.panel, &book)) != OK)
		return e;
	studio = of_studio(book);
	*own = describe(rq->arena, book, &studio);
	view.own = (struct list){ own, 1 };
	view.services = list_services(rq->arena, book);
	view.team = list_team(rq->arena, book);
	return show(rs, "admin/photos", &photos_shape, &view);
}

/* --- one --- */

/* What the address names. */
static enum err
find_motif(const struct request *rq, const struct rulebook *book, struct motif *out)
{
	const char *service = pairs_get(&rq->params, "service"), *staff = pairs_get(&rq->params, "staff");
	const struct service *s = service == NULL ? NULL : rulebook_service(book, service);
	const struct resource *r = staff == NULL ? NULL : rulebook_staff(book, staff);

	if ((service != NULL && s == NULL) || (staff != NULL && r == NULL))
		return ERR_NOT_FOUND;
	*out = s != NULL   ? of_service(rq->arena, book, s)
	       : r != NULL ? of_staff(rq->arena, book, r)
			   : of_studio(book);
	return OK;
}

static const char *
address_of(struct arena *a, const struct rulebook *book, const struct motif *m)
{
	return arena_text(a, "/admin/%s/photos/%s", book->studio.slug, m->path);
}

enum err
photo_page(struct request *rq, struct response *rs)
{
	struct photo_view view = { .shown = NULL };
	const struct rulebook *book;
	struct motif motif;
	enum err e;

	if ((e = panel_open(rq, rs, &view.panel, &book)) != OK || (e = find_motif(rq, book, &motif)) != OK
	    || (e = photo_form_read(rq, &motif.subject, address_of(rq->arena, book, &motif), &view.form))
		   != OK)
		return e;
	view.shown = &view.form;
	view.name = motif.name;
	return show(rs, "admin/photo", &photo_shape, &view);
}

enum err
photo_do(struct request *rq, struct response *rs)
{
	const struct rulebook *book;
	struct motif motif;
	enum err e;

	if ((e = place_open(rq, rs, &book)) != OK || (e = find_motif(rq, book, &motif)) != OK)
		return e;
	return photo_form_take(rq, rs, &motif.subject, address_of(rq->arena, book, &motif));
}

enum err
photo_undo(struct request *rq, struct response *rs)
{
	const struct rulebook *book;
	struct motif motif;
	enum err e;

	if ((e = place_open(rq, rs, &book)) != OK || (e = find_motif(rq, book, &motif)) != OK)
		return e;
	return photo_form_remove(rq, rs, &motif.subject, address_of(rq->arena, book, &motif));
}
