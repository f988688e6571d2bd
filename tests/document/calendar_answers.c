/* Writes a calendar file with the text of standard input in all its places, for
 * calendar_oracle.py to read with another program's eyes. */
#include <stdio.h>

#include "document/calendar.h"

int
main(void)
{
	static char text[65536];
	struct arena *a = arena_new();
	struct buffer out = buffer_new(a, 1 << 20);
	struct calendar_event event = { .uid = "one@hora.example",
					.sequence = 7,
					.stamp = 1795000000,
					.start = 1795516200,
					.end = 1795519200,
					.summary = text,
					.description = text,
					.location = text,
					.url = "https://hora.example/b/one",
					.cancelled = true,
					.organizer = { text, "hora@hora.example" },
					.attendee = { text, "maría+x@example.pt" } };

	text[fread(text, 1, sizeof text - 1, stdin)] = '\0';
	calendar_write(&out, &event, 1);
	fwrite(out.bytes, 1, out.len, stdout);
	arena_free(a);
	return 0;
}
