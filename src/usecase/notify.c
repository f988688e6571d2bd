/* Which jobs a step of a booking writes: live pages always, a message to the
 * customer where the step calls for one, and reminders while it stands. */
#include "usecase/notify.h"

#include <inttypes.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "domain/notice.h"
#include "store/job.h"
#include "store/notice.h"

#define JOBS_BYTES 4096
/* Seconds a letter of a move waits. A letter is known by its second: of two moves
 * within one, the second would find its letter sent, and nobody would hear of it. */
#define MOVE_SETTLES 3

/* due TIME_NONE: at once. */
static void
add_job(struct buffer *out, const char *lane, const char *kind, int64_t key, int64_t due)
{
	char at[32];

	buffer_format(out, "%s{\"lane\":\"%s\",\"kind\":\"%s.%s\",\"key\":\"%" PRId64 "\"",
		      out->len > 1 ? "," : "", lane, lane, kind, key);
	if (due != TIME_NONE)
		buffer_format(out, ",\"due_at\":\"%s\"", time_write(due, 0, at));
	buffer_char(out, '}');
}

static int64_t
letter_wait(const struct news *news, enum notice notice)
{
	return notice == NOTICE_MOVED && news->letter_after < MOVE_SETTLES ? MOVE_SETTLES
									   : news->letter_after;
}

const char *
notify_jobs(struct act *act, const struct news *news)
{
	struct buffer out = buffer_new(act->arena, JOBS_BYTES);
	enum notice notice = notice_of_step(news->from, news->to);
	int64_t due[REMINDERS_MAX], wait = letter_wait(news, notice), told = act->now + wait;
	size_t count = 0;

	buffer_char(&out, '[');
	add_job(&out, "live", "booking", news->version, TIME_NONE);
	if (notice != NOTICE_NONE && news->has_email && !news->silent)
		add_job(&out, "mail", notice_names[notice], told, wait > 0 ? told : TIME_NONE);
	if (notice_reminds(news->to) && news->has_email && news->rules != NULL)
		count = reminder_plan(news->rules, news->starts, act->now, due);
	for (size_t i = 0; i < count; i++)
		add_job(&out, "mail", notice_names[NOTICE_REMINDER], due[i], due[i]);
	buffer_char(&out, ']');
	return buffer_string(&out);
}

enum err
notify_step(struct act *act, int64_t booking, const struct news *news, const int64_t *left, size_t count)
{
	return job_step(act->db, act->studio, booking, db_ints(left, count), notify_jobs(act, news));
}

enum err
notify_optional(struct act *act, const char *token, bool wanted)
{
	bool done;
	enum err e;

	db_pipe(act->db);
	if ((e = act_begin(act)) != OK
	    || (e = notice_opt_out(act->db, act->arena, token, wanted, &done)) != OK
	    || (e = act_commit(act)) != OK || (e = db_flush(act->db)) != OK)
		return e;
	return done ? OK : ERR_NOT_FOUND;
}
