/* The answer to a scenario as JSON. */
#include "base/clock.h"
#include "base/json.h"
#include "domain/scenario.h"

static void
write_time(struct buffer *out, const char *name, int64_t instant)
{
	char text[32];

	buffer_format(out, "\"%s\": \"%s\"", name, time_write(instant, 0, text));
}

static void
write_slot(struct buffer *out, const struct scenario *scenario, const struct slot_list *list, size_t i)
{
	const char *comma = "";

	buffer_char(out, '{');
	write_time(out, "start", list->slots[i].start);
	buffer_text(out, ", ");
	write_time(out, "end", list->slots[i].end);
	buffer_text(out, ", \"providers\": [");
	for (uint32_t p = 0; p < scenario->facts.providers; p++) {
		if (!slot_is_free(list, i, p))
			continue;
		buffer_text(out, comma);
		json_write_string(out, scenario->names[p]);
		comma = ", ";
	}
	buffer_format(out, "], \"seats_left\": %u}", list->slots[i].seats_left);
}

static void
write_drop(struct buffer *out, const struct scenario *scenario, const struct slot_drop *drop)
{
	buffer_char(out, '{');
	write_time(out, "start", drop->start);
	if (drop->provider != SLOT_NOBODY) {
		buffer_text(out, ", \"provider\": ");
		json_write_string(out, scenario->names[drop->provider]);
	}
	buffer_format(out, ", \"reason\": \"%s\", \"text\": ", slot_reason_name(drop->reason));
	json_write_string(out, slot_reason_text(drop->reason));
	buffer_char(out, '}');
}

void
scenario_write(struct buffer *out, const struct scenario *scenario, const struct slot_list *list)
{
	buffer_text(out, "{\"slots\": [");
	for (size_t i = 0; i < list->count; i++) {
		buffer_text(out, i > 0 ? ",\n" : "\n");
		write_slot(out, scenario, list, i);
	}
	buffer_char(out, ']');
	if (scenario->query.explain)
		buffer_text(out, ",\n\"dropped\": [");
	for (size_t i = 0; i < list->drop_count; i++) {
		buffer_text(out, i > 0 ? ",\n" : "\n");
		write_drop(out, scenario, &list->drops[i]);
	}
	buffer_text(out, scenario->query.explain ? "]}\n" : "}\n");
}
