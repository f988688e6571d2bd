/* Warns an account's holder. No attempt is put on record: a worker that dies over
 * such a letter sends it again, and one too many does no harm. */
#include "apps/worker/warning.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "clients/mail.h"
#include "clients/message.h"
#include "store/account.h"
#include "view/view.h"

#define MESSAGE_BYTES 65536
#define SUBJECT_BYTES 1000

static const char *const changes[] = { "app_added",       "app_removed",   "passkey_added",
				       "passkey_removed", "codes_renewed", NULL };

struct page {
	int what;
	int64_t at;
	const char *language, *name, *email, *url;
};
static const struct field page_fields[] = {
	FIELD(ENUM, page, what, .names = changes),
	FIELD(TIME, page, at),
	FIELD(TEXT, page, language),
	FIELD(TEXT, page, name),
	FIELD(TEXT, page, email),
	FIELD(TEXT, page, url),
};
static const struct shape page_shape = SHAPE(page, page_fields);

/* What the job says, and whom it is about. ERR_NOT_FOUND: nobody is to be told
 * any more. */
static enum err
read_job(struct work *w, struct page *page, struct account *account)
{
	const char *payload = w->job->payload, *what;
	struct json *facts;
	enum err e;

	if ((e = json_read(w->arena, payload, strlen(payload), &facts, NULL, NULL)) != OK)
		return e;
	what = json_string(json_member(facts, "what"), NULL);
	for (page->what = 0; changes[page->what] != NULL; page->what++)
		if (text_equal(changes[page->what], what))
			break;
	if (changes[page->what] == NULL)
		return ERR_INVALID;
	page->at = json_integer(json_member(facts, "at"));
	e = account_find(w->worker->db, w->arena, json_integer(json_member(facts, "account")), account);
	if (e != OK)
		return e;
	return account->disabled != TIME_NONE || text_is_empty(account->email) ? ERR_NOT_FOUND : OK;
}

static enum err
render(struct work *w, const struct page *page, const char *view, size_t bytes, const char **out)
{
	struct buffer text = buffer_new(w->arena, bytes);
	struct view_context context = { .language = LANGUAGE_EN };
	enum err e;

	if (language_find(page->language, &context.language) != OK)
		context.language = LANGUAGE_EN;
	if ((e = view_render(w->worker->views, view, &context, &page_shape, page, &text)) == OK)
		*out = buffer_string(&text);
	return e;
}

static enum err
write_message(struct work *w, struct page *page, const struct account *account, struct buffer *out)
{
	const struct worker_settings *settings = &w->worker->settings;
	struct message m = { .from = { w->worker->host, settings->mail_from },
			     .to = { account->first_name, account->email },
			     .date = w->now };
	enum err e;

	page->language = account->language;
	page->name = account->first_name;
	page->email = account->email;
	page->url = arena_text(w->arena, "%s/account/factors", settings->site);
	m.id = arena_text(w->arena, "factor.%lld@%s", (long long)w->job->id, w->worker->host);
	if ((e = render(w, page, "mail/warning_subject.txt", SUBJECT_BYTES, &m.subject)) != OK
	    || (e = render(w, page, "mail/warning.txt", MESSAGE_BYTES, &m.text)) != OK
	    || (e = render(w, page, "mail/warning", MESSAGE_BYTES, &m.html)) != OK)
		return e;
	return message_write(out, &m);
}

enum err
warning_send(struct work *w)
{
	static const enum ending of_fate[MAIL_FATE__MAX] = {
		[MAIL_SENT] = END_DONE,
		[MAIL_LATER] = END_RETRY,
		[MAIL_REFUSED] = END_BURY,
		[MAIL_UNCERTAIN] = END_DONE,
	};
	struct buffer bytes = buffer_new(w->arena, 4 * MESSAGE_BYTES);
	struct parcel parcel = { .from = w->worker->settings.mail_from };
	struct account account;
	struct page page;
	enum err e;

	w->ending = END_DONE;
	w->why = "nobody to tell";
	if ((e = read_job(w, &page, &account)) != OK)
		return e == ERR_NOT_FOUND ? OK : e;
	if ((e = write_message(w, &page, &account, &bytes)) != OK)
		return e;
	parcel.to = account.email;
	parcel.id = arena_text(w->arena, "factor.%lld@%s", (long long)w->job->id, w->worker->host);
	parcel.bytes = buffer_string(&bytes);
	parcel.len = bytes.len;
	w->why = "sent";
	w->ending = of_fate[mail_send(w->worker->mail, w->arena, &parcel, &w->why)];
	return OK;
}
