/* The page around a record, and JSON. A form is described to the view by shapes
 * made for the occasion: one field per field of the form. */
#include "front/show.h"

#include <string.h>

#include "base/complaint.h"
#include "base/json.h"
#include "base/text.h"
#include "front/asker.h"
#include "store/session.h"
#include "view/view.h"
#include "web/route.h"

struct page_language {
	const char *tag, *name, *href;
	bool current;
};

static const struct field language_fields[] = {
	FIELD(TEXT, page_language, tag),
	FIELD(TEXT, page_language, name),
	FIELD(TEXT, page_language, href),
	FIELD(BOOL, page_language, current),
};
static const struct shape language_shape = SHAPE(page_language, language_fields);

static const struct field complaint_fields[] = {
	FIELD_AS(TEXT, complaint, field, "name"),
	FIELD_AS(TEXT, complaint, message, "why"),
};
static const struct shape complaint_shape = SHAPE(complaint, complaint_fields);

/* One field of a form as the view sees it. */
struct page_field {
	const char *value, *complaint, *label;
	int64_t max;
	bool required;
	int choice; /* ENUM: the value it has; only in a shape of its own */
};

static const struct field field_fields[] = {
	FIELD(TEXT, page_field, value), FIELD(TEXT, page_field, complaint), FIELD(TEXT, page_field, label),
	FIELD(INT, page_field, max),    FIELD(BOOL, page_field, required),
};
static const struct shape field_shape = SHAPE(page_field, field_fields);

struct page {
	const char *csrf, *language, *language_name, *assets, *site, *path, *here, *request;
	const char *log_in, *my_name;
	bool signed_in;
	struct list languages, complaints;
	const void *form;
};

static const struct field page_fields[] = {
	FIELD(TEXT, page, csrf),
	FIELD(TEXT, page, language),
	FIELD(TEXT, page, language_name),
	FIELD(TEXT, page, assets),
	FIELD(TEXT, page, site),
	FIELD(TEXT, page, path),
	FIELD(TEXT, page, here),
	FIELD(TEXT, page, request),
	FIELD(TEXT, page, log_in),
	FIELD(TEXT, page, my_name),
	FIELD(BOOL, page, signed_in),
	FIELD(LIST, page, languages, .of = &language_shape),
	FIELD(LIST, page, complaints, .of = &complaint_shape),
	FIELD(RECORD, page, form),
};
#define PAGE_FIELDS (sizeof page_fields / sizeof *page_fields)

/* The index of an ENUM's text, -1 for none. */
static int
choice_of(const struct field *f, const char *text)
{
	for (int i = 0; text != NULL && f->names[i] != NULL; i++)
		if (text_equal(f->names[i], text))
			return i;
	return -1;
}

/* The shape of one described field: an ENUM that has a value knows the names. */
static const struct shape *
describe_field(struct arena *a, const struct field *f, struct page_field *out)
{
	size_t count = field_shape.count;
	struct field *fields;
	struct shape *shape;

	out->choice = f->kind == KIND_ENUM ? choice_of(f, out->value) : -1;
	if (out->choice < 0)
		return &field_shape;
	fields = arena_alloc(a, count + 1, sizeof *fields);
	for (size_t i = 0; i < count; i++)
		fields[i] = field_fields[i];
	fields[count] = (struct field)FIELD(ENUM, page_field, choice, .names = f->names);
	shape = arena_make(a, struct shape);
	*shape = (struct shape){ "field", sizeof *out, fields, count + 1 };
	return shape;
}

static const char *
complaint_about(const struct request *rq, const char *name)
{
	if (rq->complaints == NULL)
		return NULL;
	for (size_t i = 0; i < rq->complaints->count; i++)
		if (text_equal(rq->complaints->items[i].field, name))
			return rq->complaints->items[i].message;
	return NULL;
}

/* The form as a record of records, and the shape to read it by. */
static const struct shape *
describe_form(const struct request *rq, const void **record)
{
	const struct asker *asker = rq->asker;
	const struct shape *form = asker->form;
	struct field *fields = arena_alloc(rq->arena, form->count, sizeof *fields);
	const void **places = arena_alloc(rq->arena, form->count, sizeof *places);
	struct shape *shape = arena_make(rq->arena, struct shape);
	bool typed = rq->route != NULL && rq->route->form == form;

	for (size_t i = 0; i < form->count; i++) {
		const struct field *f = &form->fields[i];
		struct page_field *out = arena_make(rq->arena, struct page_field);

		if (typed)
			out->value = pairs_get(&rq->typed, f->name);
		else if (asker->form_values != NULL)
			out->value = field_text(f, rq->arena, asker->form_values);
		out->complaint = complaint_about(rq, f->name);
		out->label = f->label;
		out->max = (int64_t)(f->max == 0 ? 200 : f->max);
		out->required = f->required;
		places[i] = out;
		fields[i] = (struct field){ .name = f->name,
					    .kind = KIND_RECORD,
					    .offset = i * sizeof *places,
					    .of = describe_field(rq->arena, f, out) };
	}
	*shape = (struct shape){ "form", form->count * sizeof *places, fields, form->count };
	*record = places;
	return shape;
}

/* This page in another language: the same address with lang= changed. */
static const char *
language_address(const struct request *rq, const char *path, const char *tag)
{
	struct buffer address = buffer_new(rq->arena, PATH_BYTES_MAX + 4 * QUERY_BYTES_MAX);

	buffer_format(&address, "%s?lang=%s", path, tag);
	for (size_t i = 0; i < rq->query.count; i++)
		if (!text_equal(rq->query.items[i].name, "lang"))
			buffer_format(&address, "&%s=%s", percent_write(rq->arena, rq->query.items[i].name),
				      percent_write(rq->arena, rq->query.items[i].value));
	return buffer_string(&address);
}

static struct list
list_languages(const struct request *rq, const char *path)
{
	struct page_language *items = arena_alloc(rq->arena, LANGUAGE__MAX, sizeof *items);

	for (int i = 0; i < LANGUAGE__MAX; i++) {
		const char *tag = language_tag((enum language)i);

		items[i] = (struct page_language){ .tag = tag,
						   .name = language_name((enum language)i),
						   .href = language_address(rq, path, tag),
						   .current = i == (int)rq->act->language };
	}
	return (struct list){ items, LANGUAGE__MAX };
}

/* Logging in leads back here, unless this is where one logs in. */
static const char *
log_in_address(const struct request *rq, const char *here)
{
	if (text_starts(here, "/auth/login") || !path_is_own(here))
		return "/auth/login";
	return arena_text(rq->arena, "/auth/login?next=%s", percent_write(rq->arena, here));
}

static const char *
name_of(const struct session_row *account)
{
	if (account == NULL)
		return NULL;
	return text_is_empty(account->first_name) ? account->email : account->first_name;
}

/* What all pages have; fields gets the page's own copy of the table, since the
 * form's shape is this request's. */
static struct page
describe_page(struct response *rs, struct field fields[static PAGE_FIELDS])
{
	const struct request *rq = rs->request;
	const char *path = arena_copy(rs->arena, rq->target, strcspn(rq->target, "?"));
	const char *here = rq->method == GET ? rq->target : path;
	struct page page = { .csrf = asker_token(rs),
			     .language = language_tag(rq->act->language),
			     .language_name = language_name(rq->act->language),
			     .languages = list_languages(rq, path),
			     .assets = rq->app->assets,
			     .site = rq->app->settings.site,
			     .path = path,
			     .here = here,
			     .log_in = log_in_address(rq, here),
			     .my_name = name_of(rq->asker->account),
			     .request = rq->id,
			     .signed_in = rq->asker->session != NULL };

	for (size_t i = 0; i < PAGE_FIELDS; i++) {
		fields[i] = page_fields[i];
		if (fields[i].kind == KIND_RECORD && rq->asker->form != NULL)
			fields[i].of = describe_form(rq, &page.form);
	}
	if (rq->complaints != NULL)
		page.complaints = (struct list){ rq->complaints->items, rq->complaints->count };
	return page;
}

enum err
show(struct response *rs, const char *view, const struct shape *shape, const void *record)
{
	const struct request *rq = rs->request;
	struct field fields[PAGE_FIELDS];
	struct page page = describe_page(rs, fields);
	struct shape page_shape = { "page", sizeof page, fields, PAGE_FIELDS };
	struct view_context context = { .language = rq->act->language,
					.zone = rq->asker->zone,
					.currency = rq->asker->currency,
					.page = &page_shape,
					.page_record = &page };

	rs->type = "text/html; charset=utf-8";
	return view_render(rq->app->views, view, &context, shape, record, &rs->body);
}

void
page_place(struct response *rs, const struct zone *zone, const char *currency, const char *language)
{
	struct asker *asker = rs->request->asker;
	enum language standard;

	asker->zone = zone;
	asker->currency = currency;
	if (language_find(language, &standard) == OK)
		asker_language(rs, standard);
}

void
page_form(struct response *rs, const struct shape *form, const void *record)
{
	rs->request->asker->form = form;
	rs->request->asker->form_values = record;
}

enum err
show_json(struct response *rs, const struct shape *shape, const void *record)
{
	rs->type = "application/json";
	json_write_record(&rs->body, shape, record);
	buffer_char(&rs->body, '\n');
	return OK;
}

enum err
show_json_list(struct response *rs, const struct shape *shape, const struct list *list)
{
	rs->type = "application/json";
	buffer_text(&rs->body, "{\"items\":");
	json_write_list(&rs->body, shape, list);
	buffer_text(&rs->body, "}\n");
	return OK;
}
