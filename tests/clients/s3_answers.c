/* Does as the test beside it wants: each line of standard input is "put NAME TEXT",
 * "get NAME" or "delete NAME"; tells the result and what came or was said. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "clients/s3.h"

static void
act(struct s3 *s3, struct arena *a, char *line, int64_t now)
{
	const char *verb = line, *why = "";
	struct s3_object object = { .type = "image/webp" };
	struct http_answer answer = { .body = "" };
	char *space = strchr(line, ' ');
	enum err e;

	*space = '\0';
	object.name = space + 1;
	if (text_equal(verb, "put") && (space = strchr(space + 1, ' ')) != NULL) {
		*space = '\0';
		object.bytes = space + 1;
		object.len = strlen(object.bytes);
		e = s3_put(s3, a, &object, now, &why);
	} else if (text_equal(verb, "get")) {
		e = s3_get(s3, a, object.name, now, &answer, &why);
	} else {
		e = s3_delete(s3, a, object.name, now, &why);
	}
	printf("%s %s\n", err_name(e), e == OK ? answer.body : why);
	fflush(stdout);
}

/* s3_answers URL REGION ID SECRET AUTHORITIES [SECONDS FROM NOW] */
int
main(int argc, char **argv)
{
	struct s3_bucket bucket;
	struct arena *a = arena_new();
	int64_t late = 0;
	const char *why = "";
	struct s3 *s3;
	char line[4096];

	if (argc < 6 || (argc > 6 && !text_integer(argv[6], strlen(argv[6]), &late)))
		return 2;
	bucket = (struct s3_bucket){ argv[1], argv[2], argv[3], argv[4], argv[5] };
	if (s3_open(a, &bucket, &s3, &why) != OK) {
		printf("refused %s\n", why);
		arena_free(a);
		return 1;
	}
	while (fgets(line, sizeof line, stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		act(s3, a, line, clock_now() + late);
	}
	arena_free(a);
	return 0;
}
