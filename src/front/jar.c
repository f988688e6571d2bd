/* The jar of bookings: "id end id end …", sealed, newest first. */
#include "front/jar.h"

#include <string.h>

#include "base/text.h"
#include "crypto/sealed.h"
#include "front/app.h"
#include "web/cookie.h"

#define PURPOSE "bookings"

struct place {
	const char *id;
	int64_t until;
};

struct jar {
	struct place places[JAR_MAX];
	size_t count;
};

/* One word of the jar's text; NULL at the end. */
static const char *
next_word(struct arena *a, const char **text)
{
	const char *word = *text + strspn(*text, " ");
	size_t len = strcspn(word, " ");

	*text = word + len;
	return len == 0 ? NULL : arena_copy(a, word, len);
}

/* What the cookie holds that is not over; what is not ours is an empty jar. */
static struct jar
read_jar(const struct request *rq)
{
	const char *text = sealed_read(rq->arena, &rq->app->cookie_key, PURPOSE,
				       pairs_get(&rq->cookies, COOKIE_BOOKINGS), rq->now);
	struct jar jar = { .count = 0 };
	const char *id, *end;
	int64_t until;

	while (text != NULL && jar.count < JAR_MAX && (id = next_word(rq->arena, &text)) != NULL
	       && (end = next_word(rq->arena, &text)) != NULL && text_integer(end, strlen(end), &until))
		if (until > rq->now)
			jar.places[jar.count++] = (struct place){ id, until };
	return jar;
}

bool
jar_has(const struct request *rq, const char *booking)
{
	struct jar jar = read_jar(rq);

	for (size_t i = 0; i < jar.count; i++)
		if (text_equal(jar.places[i].id, booking))
			return true;
	return false;
}

static void
add_place(struct buffer *text, const char *id, int64_t until)
{
	buffer_format(text, "%s%s %lld", text->len > 0 ? " " : "", id, (long long)until);
}

void
jar_add(struct response *rs, const char *booking, int64_t until)
{
	struct request *rq = rs->request;
	struct jar jar = read_jar(rq);
	struct buffer text = buffer_new(rq->arena, 2048);
	int64_t last = until;
	size_t kept = 1;

	add_place(&text, booking, until);
	for (size_t i = 0; i < jar.count && kept < JAR_MAX; i++) {
		if (text_equal(jar.places[i].id, booking))
			continue;
		add_place(&text, jar.places[i].id, jar.places[i].until);
		last = jar.places[i].until > last ? jar.places[i].until : last;
		kept++;
	}
	cookie_set(rs, COOKIE_BOOKINGS,
		   sealed_write(rq->arena, &rq->app->cookie_key, PURPOSE, buffer_string(&text), last),
		   last > rq->now ? last - rq->now : 1);
}
