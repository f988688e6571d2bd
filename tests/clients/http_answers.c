/* Asks as the test beside it wants: each line of standard input is an address,
 * or an address, a space and a body. Tells the result, status, length and tag. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "clients/http.h"

static void
ask(struct http *http, struct arena *a, char *line)
{
	char *space = strchr(line, ' ');
	struct http_wish wish = { .url = line, .headers = { "X-Test: yes" }, .most = 1000, .seconds = 2 };
	struct http_answer answer = { .status = 0 };
	const char *why = NULL;
	enum err e;

	if (space != NULL) {
		*space = '\0';
		wish.body = space + 1;
		wish.type = "application/x-www-form-urlencoded";
	}
	e = http_ask(http, a, &wish, &answer, &why);
	printf("%s %d %zu %s %s\n", err_name(e), answer.status, answer.len,
	       answer.tag == NULL ? "-" : answer.tag, e == OK ? answer.body : why);
	fflush(stdout);
}

/* http_answers [AUTHORITIES [INSIDE]] */
int
main(int argc, char **argv)
{
	const struct http_rules rules = { .authorities = argc > 1 && *argv[1] != '\0' ? argv[1] : NULL,
					  .inside = argc > 2 ? argv[2] : NULL };
	struct arena *a = arena_new();
	struct http *http;
	const char *why = "";
	char line[4096];

	if (http_open(a, &rules, &http, &why) != OK) {
		fprintf(stderr, "%s\n", why);
		arena_free(a);
		return 1;
	}
	while (fgets(line, sizeof line, stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		ask(http, a, line);
	}
	arena_free(a);
	return 0;
}
