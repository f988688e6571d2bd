/* Reads the API's description at the start and answers with it as it is. */
#include "apps/booking/description.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "crypto/digest.h"

struct description {
	const char *text;
	size_t len;
	const char *version; /* of the text: a digest */
};

static enum err
read_file(struct arena *a, const char *path, struct buffer *out)
{
	FILE *file = fopen(path, "re");
	char part[16384];
	bool failed;
	size_t got;

	*out = buffer_new(a, JSON_BYTES);
	if (file == NULL) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return ERR_INVALID;
	}
	while ((got = fread(part, 1, sizeof part, file)) > 0)
		buffer_add(out, part, got);
	failed = ferror(file) != 0 || out->full;
	fclose(file);
	if (failed)
		fprintf(stderr, "%s: cannot be read, or is too long\n", path);
	return failed ? ERR_INVALID : OK;
}

enum err
description_open(struct app *app)
{
	struct description *description = arena_make(app->arena, struct description);
	struct arena *scratch = arena_new();
	const char *why = NULL;
	struct buffer text;
	struct json *json;
	enum err e;

	e = read_file(app->arena, app->settings.api_file, &text);
	if (e == OK && (e = json_read(scratch, buffer_string(&text), text.len, &json, &why, NULL)) != OK)
		fprintf(stderr, "%s: %s\n", app->settings.api_file, why);
	arena_free(scratch);
	if (e != OK)
		return e;
	description->text = buffer_string(&text);
	description->len = text.len;
	description->version =
	    arena_copy(app->arena, digest_hex(app->arena, description->text, text.len), 20);
	app->description = description;
	return OK;
}

enum err
description_show(struct request *rq, struct response *rs)
{
	const struct description *description = rq->app->description;

	if (response_unchanged(rs, description->version))
		return OK;
	rs->type = "application/json";
	buffer_add(&rs->body, description->text, description->len);
	return OK;
}
