/* Writes messages and sends them, as the tests beside it ask: each line of
 * standard input is an object with a message's texts. Without an argument the
 * messages go to standard output, each with its length before it; with the
 * address of a relay they are sent there, and what became of each is told. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "clients/mail.h"
#include "clients/message.h"

struct order {
	const char *from_name, *from, *to_name, *to, *reply_to, *subject, *id, *unsubscribe;
	const char *text, *html, *calendar, *method;
};

static const struct field order_fields[] = {
	FIELD(TEXT, order, from_name, .max = 2000),
	FIELD(TEXT, order, from, .max = 2000),
	FIELD(TEXT, order, to_name, .max = 2000),
	FIELD(TEXT, order, to, .max = 2000),
	FIELD(TEXT, order, reply_to, .max = 2000),
	FIELD(TEXT, order, subject, .max = 2000, .lines = true),
	FIELD(TEXT, order, id, .max = 2000),
	FIELD(TEXT, order, unsubscribe, .max = 2000),
	FIELD(TEXT, order, text, .max = 500000, .lines = true, .keep_space = true),
	FIELD(TEXT, order, html, .max = 500000, .lines = true, .keep_space = true),
	FIELD(TEXT, order, calendar, .max = 500000, .lines = true, .keep_space = true),
	FIELD(TEXT, order, method, .max = 2000),
};
static const struct shape order_shape = SHAPE(order, order_fields);

static const char *const fates[] = { "sent", "later", "refused", "uncertain" };

static enum err
write_message(struct arena *a, const char *line, size_t len, struct order *o, struct buffer *out)
{
	struct complaints complaints = { 0 };
	struct message m;
	struct json *json;
	enum err e;

	shape_clear(&order_shape, o);
	if ((e = json_read(a, line, len, &json, NULL, NULL)) != OK
	    || (e = json_into(a, json, &order_shape, o, &complaints)) != OK)
		return e;
	m = (struct message){ .from = { o->from_name, o->from },
			      .to = { o->to_name, o->to },
			      .reply_to = o->reply_to,
			      .subject = o->subject == NULL ? "" : o->subject,
			      .id = o->id,
			      .date = 1795515600,
			      .unsubscribe = o->unsubscribe,
			      .text = o->text == NULL ? "" : o->text,
			      .html = o->html == NULL ? "" : o->html,
			      .calendar = o->calendar,
			      .method = o->method };
	return message_write(out, &m);
}

static void
answer(struct arena *a, struct mail *mail, const char *line, size_t len)
{
	struct buffer out = buffer_new(a, 4 << 20);
	struct order o;
	enum err e = write_message(a, line, len, &o, &out);
	const char *why = "";

	if (e != OK) {
		printf("%s\n", err_name(e));
	} else if (mail == NULL) {
		printf("%zu\n", out.len);
		fwrite(out.bytes, 1, out.len, stdout);
	} else {
		struct parcel p = { o.from, o.to, o.id, out.bytes, out.len };
		enum mail_fate fate = mail_send(mail, a, &p, &why);

		printf("%s %s\n", fates[fate], why);
	}
	fflush(stdout);
}

/* usage: message_answers [URL HELLO PATIENCE [AUTHORITIES [USER PASSWORD]]] */
int
main(int argc, char **argv)
{
	struct arena *program = arena_new(), *a = arena_new();
	struct mail_relay relay = { 0 };
	struct mail *mail = NULL;
	const char *why = NULL;
	char *line = NULL;
	size_t room = 0;
	ssize_t len;

	if (argc >= 4) {
		relay = (struct mail_relay){ .url = argv[1],
					     .hello = argv[2],
					     .patience = strtol(argv[3], NULL, 10) };
		relay.bare = argc == 4;
		if (argc > 4)
			relay.authorities = argv[4];
		if (argc > 6) {
			relay.user = argv[5];
			relay.password = argv[6];
		}
		if (mail_open(program, &relay, &mail, &why) != OK) {
			fprintf(stderr, "%s\n", why);
			return 1;
		}
	}
	while ((len = getline(&line, &room, stdin)) > 0) {
		answer(a, mail, line, (size_t)len);
		arena_clear(a);
	}
	free(line);
	arena_free(a);
	arena_free(program);
	return 0;
}
