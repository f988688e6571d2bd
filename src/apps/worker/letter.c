/* A message to a customer, sent at most once. In one transaction: read what it
 * says, decide whether it still should, write it, put the attempt on record. Then
 * send. Then, with the end of the job, record what became of it. A worker that
 * dies between leaves an attempt without an end: the next one calls it uncertain
 * and does not send again (mail knows no key by which a relay would drop a
 * repeat). */
#include "apps/worker/letter.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "apps/worker/draft.h"
#include "apps/worker/entry.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "base/zone.h"
#include "clients/mail.h"
#include "crypto/random.h"
#include "domain/reminder.h"
#include "store/notice.h"
#include "view/view.h"

#define MESSAGE_BYTES ((size_t)1 << 20)
#define LINK_LIFE (30 * INT64_C(86400)) /* after the appointment's end */

/* One letter on its way. */
struct sending {
	struct notice_key key;
	struct letter letter;
	struct list companions;
	int64_t notice;
	struct buffer message;
	const char *id;
	enum notice_state state; /* to be recorded */
};

/* "mail.booked" and "123/1795515600": what it is, of which booking, due when. */
static bool
read_job(const struct job *job, struct notice_key *key)
{
	const char *stroke = strchr(job->key, '/'), *kind = strchr(job->kind, '.');

	*key = (struct notice_key){ .studio = job->studio, .channel = "mail" };
	for (enum notice n = NOTICE_NONE + 1; n < NOTICE__MAX && kind != NULL; n++)
		if (text_equal(kind + 1, notice_names[n]))
			key->kind = n;
	return key->kind != NOTICE_NONE && stroke != NULL
	       && text_integer(job->key, (size_t)(stroke - job->key), &key->booking)
	       && text_integer(stroke + 1, strlen(stroke + 1), &key->due_at);
}

/* --- what is recorded with the job's end --- */

static enum err
record_skip(struct work *w)
{
	struct sending *s = w->data;

	return notice_skip(w->worker->db, &s->key, w->why);
}

static enum err
record_doubt(struct work *w)
{
	struct sending *s = w->data;

	return notice_doubt(w->worker->db, &s->key, w->why);
}

static enum err
record_fate(struct work *w)
{
	struct sending *s = w->data;

	return notice_end(w->worker->db, s->key.studio, s->notice, s->state,
			  s->state == NOTICE_SENT ? NULL : w->why);
}

/* --- the decision --- */

/* False: there is nothing to send, and the work says why. */
static bool
is_wanted(struct work *w, struct sending *s)
{
	const struct letter *l = &s->letter;
	const struct notice_facts facts = { .notice = s->key.kind,
					    .state = (enum booking_state)l->state,
					    .starts = l->starts,
					    .ends = l->ends,
					    .reachable = l->email != NULL,
					    .opted_out = l->opted_out,
					    .led = l->led,
					    .outrun = l->outrun };

	w->ending = END_DONE;
	switch ((enum notice_state)l->earlier) {
	case NOTICE_SENDING:
		w->why = N_("The sending was cut off: it may have arrived or not.");
		w->record = record_doubt;
		return false;
	case NOTICE_SENT:
	case NOTICE_SKIPPED:
	case NOTICE_UNCERTAIN:
		w->why = notice_state_names[l->earlier];
		return false;
	default:
		break;
	}
	if ((w->why = notice_objection(&facts, w->now)) == NULL)
		return true;
	w->record = record_skip;
	return false;
}

/* A reminder that is late, since the relay was away, still disturbs nobody: it
 * waits for the end of the quiet hours, where the appointment leaves it time. */
static bool
must_wait(struct work *w, const struct sending *s)
{
	const struct letter *l = &s->letter;
	struct reminder_rules rules = { .quiet = { l->quiet_from, l->quiet_to } };
	struct zone *zone;
	int64_t wake;

	if (s->key.kind != NOTICE_REMINDER || zone_open(l->zone, &zone) != OK)
		return false;
	rules.zone = arena_own(w->arena, zone, zone_free);
	wake = reminder_wake(&rules, w->now, l->starts);
	if (wake <= w->now)
		return false;
	w->ending = END_POSTPONE;
	w->wait_ms = (wake - w->now) * 1000;
	return true;
}

/* --- writing --- */

static enum err
write_message(struct work *w, struct sending *s, const char *token)
{
	struct worker *worker = w->worker;
	const struct letter *l = &s->letter;
	struct draft draft = { .views = worker->views,
			       .letter = l,
			       .companions = s->companions,
			       .site = worker->settings.site,
			       .notice = s->key.kind,
			       .sender = worker->settings.mail_from,
			       .now = w->now };
	struct message m;
	enum err e;

	draft.manage_url = arena_text(w->arena, "%s/b/%s", worker->settings.site, token);
	draft.studio_url = arena_text(w->arena, "%s/s/%s", worker->settings.site, l->slug);
	if (notice_is_optional(s->key.kind))
		draft.unsubscribe_url =
		    arena_text(w->arena, "%s/unsubscribe/%s", worker->settings.site, token);
	if ((e = draft_write(w->arena, &draft, &m)) != OK)
		return e;
	s->id = arena_text(w->arena, "%s.%s.%" PRId64 "@%s", l->public_id, notice_names[s->key.kind],
			   s->key.due_at, worker->host);
	m.id = s->id;
	m.thread = arena_text(w->arena, "%s@%s", l->public_id, worker->host);
	s->message = buffer_new(w->arena, MESSAGE_BYTES);
	return message_write(&s->message, &m);
}

/* Reads, decides, writes and puts the attempt on record. *go false: not sent. */
static enum err
prepare(struct work *w, struct sending *s, bool *go)
{
	struct db *db = w->worker->db;
	const char *token = random_token(w->arena, 16);
	enum err e;

	*go = false;
	db_pipe(db);
	if ((e = db_begin(db)) != OK || (e = notice_open(db, w->arena, &s->key, &s->letter)) != OK
	    || (e = notice_companions(db, w->arena, &s->key, &s->companions)) != OK
	    || (e = db_flush(db)) != OK)
		return e;
	if (!is_wanted(w, s) || must_wait(w, s))
		return OK;
	if ((e = write_message(w, s, token)) != OK)
		return e;
	if ((e = notice_begin(db, w->arena, &s->key, s->letter.email, &s->notice)) != OK)
		return e == ERR_NOT_FOUND ? ERR_CONFLICT : e;
	db_pipe(db);
	if ((e = notice_link(db, &s->key, s->notice, token, s->letter.ends + LINK_LIFE)) != OK
	    || (e = db_commit(db)) != OK || (e = db_flush(db)) != OK)
		return e;
	*go = true;
	return OK;
}

static void
send_message(struct work *w, struct sending *s)
{
	static const struct {
		enum notice_state state;
		enum ending ending;
	} of_fate[MAIL_FATE__MAX] = {
		[MAIL_SENT] = { NOTICE_SENT, END_DONE },
		[MAIL_LATER] = { NOTICE_WAITING, END_RETRY },
		[MAIL_REFUSED] = { NOTICE_FAILED, END_BURY },
		[MAIL_UNCERTAIN] = { NOTICE_UNCERTAIN, END_DONE },
	};
	const struct parcel parcel = { .from = w->worker->settings.mail_from,
				       .to = s->letter.email,
				       .id = s->id,
				       .bytes = buffer_string(&s->message),
				       .len = s->message.len };
	enum mail_fate fate;

	w->why = "sent";
	fate = mail_send(w->worker->mail, w->arena, &parcel, &w->why);
	w->ending = of_fate[fate].ending;
	s->state = of_fate[fate].state;
	if (fate == MAIL_LATER && work_is_last_try(w))
		s->state = NOTICE_FAILED;
	w->record = record_fate;
}

static enum err
work_letter(struct work *w)
{
	struct sending *s = arena_make(w->arena, struct sending);
	bool go;
	enum err e;

	w->data = s;
	if (!read_job(w->job, &s->key))
		return ERR_INVALID;
	if ((e = prepare(w, s, &go)) == OK && go)
		send_message(w, s);
	return e;
}

/* A letter that an operator has asked for, to see whether it arrives. */
static enum err
work_test(struct work *w)
{
	const struct worker_settings *settings = &w->worker->settings;
	struct buffer bytes = buffer_new(w->arena, MESSAGE_BYTES);
	struct message m = { .from = { "Hora", settings->mail_from },
			     .subject = "Hora sends mail",
			     .date = w->now,
			     .text = "This letter was asked for by hora doctor. It has arrived.\n",
			     .html = "<p>This letter was asked for by hora doctor. It has arrived.</p>\n" };
	struct parcel parcel = { .from = settings->mail_from };
	struct json *payload;
	enum err e;

	if ((e = json_read(w->arena, w->job->payload, strlen(w->job->payload), &payload, NULL, NULL)) != OK)
		return e;
	m.to.address = parcel.to = json_string(json_member(payload, "to"), NULL);
	m.id = parcel.id = arena_text(w->arena, "test.%s@%s", w->job->key, w->worker->host);
	if ((e = message_write(&bytes, &m)) != OK)
		return e;
	parcel.bytes = buffer_string(&bytes);
	parcel.len = bytes.len;
	w->why = "sent";
	w->ending = mail_send(w->worker->mail, w->arena, &parcel, &w->why) == MAIL_SENT ? END_DONE : END_BURY;
	return OK;
}

enum err
letter_open(struct worker *worker)
{
	const struct worker_settings *settings = &worker->settings;
	const char *why = "";
	enum err e;

	worker->relay = arena_make(worker->arena, struct mail_relay);
	*worker->relay = (struct mail_relay){ .url = settings->mail_relay,
					      .user = settings->mail_user,
					      .password = settings->mail_password,
					      .authorities = settings->mail_authorities,
					      .bare = settings->mail_bare,
					      .hello = worker->host,
					      .patience = 30 };
	if ((e = mail_open(worker->arena, worker->relay, &worker->mail, &why)) != OK) {
		fprintf(stderr, "mail_relay: %s\n", why);
		return e;
	}
	return views_open(worker->arena, settings->view_folder, settings->text_folder, stderr,
			  &worker->views);
}

/* A day of trying: relays are mended by then, or nobody waits for the letter. */
#define LETTER(name) \
	{ \
		"mail." name, work_letter, 40, 100 \
	}
const struct task letter_tasks[] = {
	LETTER("requested"),
	LETTER("booked"),
	LETTER("moved"),
	LETTER("cancelled"),
	{ "mail.test", work_test, 40, 1 },
	{ "mail.account", entry_link, 40, 20 },
	{ "mail.changed", entry_changed, 40, 20 },
	{ "mail.invitation", entry_invitation, 40, 20 },
	LETTER("declined"),
	LETTER("expired"),
	LETTER("reminder"),
	{ .name = NULL },
};
