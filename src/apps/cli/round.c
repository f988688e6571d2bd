/* Findings of hora doctor: collected, and told. */
#include "apps/cli/round.h"

#include <stdio.h>

#include "base/json.h"

static const char *const health_names[] = { "good", "odd", "bad", NULL };

static const struct field finding_fields[] = {
	FIELD(TEXT, finding, what),
	FIELD(ENUM, finding, health, .names = health_names),
	FIELD(TEXT, finding, detail),
};
static const struct shape finding_shape = SHAPE(finding, finding_fields);

void
round_find(struct round *r, enum health health, const char *what, const char *detail)
{
	if (r->count < FINDINGS_MAX)
		r->findings[r->count++] =
		    (struct finding){ .what = what, .detail = detail, .health = (int)health };
}

bool
round_tell(const struct round *r, bool json)
{
	struct buffer out = buffer_new(r->a, 65536);
	const struct list list = { r->findings, r->count };
	size_t bad = 0;

	for (size_t i = 0; i < r->count; i++) {
		bad += r->findings[i].health == HEALTH_BAD;
		if (!json)
			printf("%-4s  %-30s %s\n", health_names[r->findings[i].health], r->findings[i].what,
			       r->findings[i].detail);
	}
	if (json) {
		buffer_format(&out, "{\"ok\":%s,\"findings\":", bad == 0 ? "true" : "false");
		json_write_list(&out, &finding_shape, &list);
		buffer_char(&out, '}');
		puts(buffer_string(&out));
	}
	return bad == 0;
}
