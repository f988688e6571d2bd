/* Letters about accounts. A letter's token is made when it is written and kept as
 * a digest; a letter that goes out twice has a token each time, and the last one
 * works. Such a letter may come twice where a worker died under it: better than
 * not at all. */
#include "apps/worker/entry.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "clients/mail.h"
#include "clients/message.h"
#include "crypto/random.h"
#include "domain/role.h"
#include "store/link.h"
#include "view/view.h"

#define TEXT_BYTES 65536
#define MESSAGE_BYTES ((size_t)1 << 18)
#define TOKEN_BYTES 16

enum entry {
	ENTRY_REGISTER,
	ENTRY_VERIFY,
	ENTRY_FORGOTTEN,
	ENTRY_CHANGE,
	ENTRY_KNOWN,
	ENTRY_INVITATION,
	ENTRY_PASSWORD, /* what has changed, from here on */
	ENTRY_EMAIL,
	ENTRY_APP_ADDED,
	ENTRY_APP_REMOVED,
	ENTRY_PASSKEY_ADDED,
	ENTRY_PASSKEY_REMOVED,
	ENTRY_CODES_RENEWED,
	ENTRY_FACTORS_REMOVED,
	ENTRY__MAX
};
static const char *const entry_names[] = {
	[ENTRY_REGISTER] = "register",
	[ENTRY_VERIFY] = "verify",
	[ENTRY_FORGOTTEN] = "forgotten",
	[ENTRY_CHANGE] = "change",
	[ENTRY_KNOWN] = "known",
	[ENTRY_INVITATION] = "invitation",
	[ENTRY_PASSWORD] = "password",
	[ENTRY_EMAIL] = "email",
	[ENTRY_APP_ADDED] = "app_added",
	[ENTRY_APP_REMOVED] = "app_removed",
	[ENTRY_PASSKEY_ADDED] = "passkey_added",
	[ENTRY_PASSKEY_REMOVED] = "passkey_removed",
	[ENTRY_CODES_RENEWED] = "codes_renewed",
	[ENTRY_FACTORS_REMOVED] = "factors_removed",
	[ENTRY__MAX] = NULL,
};

/* What views/mail/account may name. */
struct page {
	int kind;     /* enum entry */
	bool changed; /* it tells of a change, and asks for nothing */
	const char *language, *studio_language;
	const char *name;  /* to greet; "" = none is known */
	const char *email; /* it goes to */
	const char *url;   /* the link */
	const char *site;  /* our origin */
	const char *accent;
	const char *studio, *inviter; /* of an invitation */
	int role;
};

static const struct field page_fields[] = {
	FIELD(ENUM, page, kind, .names = entry_names),
	FIELD(BOOL, page, changed),
	FIELD(TEXT, page, language),
	FIELD(TEXT, page, studio_language),
	FIELD(TEXT, page, name),
	FIELD(TEXT, page, email),
	FIELD(TEXT, page, url),
	FIELD(TEXT, page, site),
	FIELD(TEXT, page, accent),
	FIELD(TEXT, page, studio),
	FIELD(TEXT, page, inviter),
	FIELD(ENUM, page, role, .names = role_names),
};
static const struct shape page_shape = SHAPE(page, page_fields);

static enum err
render(struct work *w, const char *view, const struct page *page, const char **out)
{
	struct view_context context = { .language = LANGUAGE_EN };
	struct buffer text = buffer_new(w->arena, TEXT_BYTES);
	enum err e;

	if (language_find(page->language, &context.language) != OK)
		context.language = LANGUAGE_EN;
	if ((e = view_render(w->worker->views, view, &context, &page_shape, page, &text)) == OK)
		*out = buffer_string(&text);
	return e;
}

static enum err
write_message(struct work *w, const struct page *page, struct message *m, struct buffer *out)
{
	enum err e;

	if ((e = render(w, "mail/account_subject.txt", page, &m->subject)) != OK
	    || (e = render(w, "mail/account.txt", page, &m->text)) != OK
	    || (e = render(w, "mail/account", page, &m->html)) != OK)
		return e;
	return message_write(out, m);
}

static enum err
send_page(struct work *w, struct page *page)
{
	static const enum ending of_fate[MAIL_FATE__MAX] = {
		[MAIL_SENT] = END_DONE,
		[MAIL_LATER] = END_RETRY,
		[MAIL_REFUSED] = END_BURY,
		[MAIL_UNCERTAIN] = END_DONE,
	};
	const char *from = w->worker->settings.mail_from;
	struct message m = {
		.from = { page->studio == NULL ? "Hora" : page->studio, from },
		.to = { page->name, page->email },
		.id = arena_text(w->arena, "%s.%lld.%lld@%s", entry_names[page->kind], (long long)w->job->id,
				 (long long)w->now, w->worker->host),
		.date = w->now,
	};
	struct buffer bytes = buffer_new(w->arena, MESSAGE_BYTES);
	struct parcel parcel = { .from = from, .to = page->email, .id = m.id };
	enum err e;

	page->site = w->worker->settings.site;
	if (page->accent == NULL)
		page->accent = "#1f6f5c";
	if ((e = write_message(w, page, &m, &bytes)) != OK)
		return e;
	parcel.bytes = buffer_string(&bytes);
	parcel.len = bytes.len;
	w->why = "sent";
	w->ending = of_fate[mail_send(w->worker->mail, w->arena, &parcel, &w->why)];
	return OK;
}

/* Nothing to send is an end as well. */
static enum err
drop(struct work *w, const char *why)
{
	w->ending = END_DONE;
	w->why = why;
	return OK;
}

static bool
read_id(const char *key, int64_t *id)
{
	return text_integer(key, strcspn(key, "/"), id);
}

/* What is said to whom: who wants an account and has one is told so, who wants a
 * new password and has no account is told nothing. -1: no letter. */
static int
entry_of(const struct link_letter *l)
{
	if (l->closed || (l->kind == LINK_FORGOTTEN && !l->known))
		return -1;
	return l->kind == LINK_REGISTER && l->known ? ENTRY_KNOWN : l->kind;
}

enum err
entry_link(struct work *w)
{
	const char *token = random_token(w->arena, TOKEN_BYTES);
	struct link_letter letter;
	struct page page = { 0 };
	int64_t id;
	enum err e;

	if (!read_id(w->job->key, &id))
		return ERR_INVALID;
	if ((e = link_letter(w->worker->db, w->arena, id, w->now, &letter)) != OK)
		return e == ERR_NOT_FOUND ? drop(w, "over") : e;
	if ((page.kind = entry_of(&letter)) < 0)
		return drop(w, "nobody to tell");
	if (page.kind != ENTRY_KNOWN && (e = link_arm(w->worker->db, id, token)) != OK)
		return e == ERR_NOT_FOUND ? drop(w, "used") : e;
	page.language = page.studio_language = letter.language;
	page.name = letter.first_name;
	page.email = letter.email;
	page.url = arena_text(w->arena, "%s/auth/link/%s", w->worker->settings.site, token);
	return send_page(w, &page);
}

enum err
entry_invitation(struct work *w)
{
	const char *token = random_token(w->arena, TOKEN_BYTES);
	struct invitation_letter letter;
	struct page page;
	int64_t id;
	enum err e;

	if (!read_id(w->job->key, &id))
		return ERR_INVALID;
	if ((e = link_invitation(w->worker->db, w->arena, w->job->studio, id, w->now, &letter)) != OK
	    || (e = link_arm_invitation(w->worker->db, w->job->studio, id, token)) != OK)
		return e == ERR_NOT_FOUND ? drop(w, "over") : e;
	page = (struct page){ .kind = ENTRY_INVITATION,
			      .language = letter.language,
			      .studio_language = letter.studio_language,
			      .name = "",
			      .email = letter.email,
			      .accent = letter.accent,
			      .studio = letter.studio,
			      .inviter = letter.inviter,
			      .role = letter.role,
			      .url = arena_text(w->arena, "%s/auth/invitation/%s", w->worker->settings.site,
						token) };
	return send_page(w, &page);
}

/* ENTRY__MAX: no change is called that. */
static int
change_of(const char *what)
{
	int kind = ENTRY_PASSWORD;

	while (kind < ENTRY__MAX && !text_equal(entry_names[kind], what))
		kind++;
	return kind;
}

/* Of a new address the old one hears, where nobody logs in by it any more. */
static const char *
address_of(const struct json *payload, const struct link_holder *holder)
{
	const char *to = json_string(json_member(payload, "to"), NULL);

	return to == NULL ? holder->email : to;
}

enum err
entry_changed(struct work *w)
{
	struct link_holder holder;
	struct page page = { 0 };
	struct json *payload;
	int64_t account;
	enum err e;

	if ((e = json_read(w->arena, w->job->payload, strlen(w->job->payload), &payload, NULL, NULL)) != OK)
		return e;
	account = json_integer(json_member(payload, "account"));
	page.kind = change_of(json_string(json_member(payload, "what"), NULL));
	page.changed = true;
	if (page.kind == ENTRY__MAX)
		return ERR_INVALID;
	if ((e = link_holder(w->worker->db, w->arena, account, &holder)) != OK)
		return e == ERR_NOT_FOUND ? drop(w, "nobody to tell") : e;
	page.language = page.studio_language = holder.language;
	page.name = holder.first_name;
	page.email = address_of(payload, &holder);
	page.url = page.kind == ENTRY_EMAIL
		       ? w->worker->settings.site
		       : arena_text(w->arena, "%s/auth/forgotten", w->worker->settings.site);
	return send_page(w, &page);
}
