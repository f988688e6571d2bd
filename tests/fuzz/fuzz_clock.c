/* The calendar: text that is read is written back the same (in upper case, in
 * its own offset, without a fraction of nothing), and any day number and instant
 * survives the way to civil form and back. */
#include <ctype.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "tests/fuzz/fuzz.h"

#define FIRST_DATE INT64_C(-719162)
#define LAST_DATE INT64_C(2932896)

static void
check_date_text(const char *text, size_t len)
{
	char back[16];
	int64_t days;

	if (!date_read(text, len, &days))
		return;
	EXPECT(days >= FIRST_DATE && days <= LAST_DATE);
	EXPECT(strlen(date_write(days, back)) == len && memcmp(back, text, len) == 0);
}

/* The offset that accepted text ends in. */
static int32_t
offset_of(const char *text, size_t len)
{
	int32_t minutes;

	if (toupper(text[len - 1]) == 'Z')
		return 0;
	text += len - sizeof "01:00" + 1;
	minutes = (text[0] - '0') * 600 + (text[1] - '0') * 60 + (text[3] - '0') * 10 + (text[4] - '0');
	return text[-1] == '-' ? -60 * minutes : 60 * minutes;
}

static void
check_time_text(const char *text, size_t len)
{
	static const size_t local = sizeof "2030-01-31T09:30:00" - 1;
	char back[32];
	int64_t seconds, again;
	int32_t offset;

	if (!time_read(text, len, &seconds))
		return;
	offset = offset_of(text, len);
	EXPECT(strlen(time_write(seconds, offset, back)) == (offset == 0 ? 20 : 25));
	for (size_t i = 0; i < local; i++)
		EXPECT(back[i] == toupper(text[i]));
	EXPECT(offset == 0 || memcmp(back + local, text + len - 6, 6) == 0);
	EXPECT(time_read(back, strlen(back), &again) && again == seconds);
	EXPECT(time_read(time_write(seconds, 0, back), 20, &again) && again == seconds);
}

static void
check_days(int64_t days)
{
	struct civil date = date_civil(days);
	char text[16];
	int64_t back;

	EXPECT(date.weekday >= 1 && date.weekday <= 7 && date.month >= 1 && date.month <= 12);
	EXPECT(date.day >= 1 && date.day <= month_length(date.year, date.month));
	if (days > -INT64_C(700000000000) && days < INT64_C(700000000000))
		EXPECT(date_days(date.year, date.month, date.day) == days
		       && date_weekday(days) == date.weekday);
	if (*date_write(days, text) != '\0')
		EXPECT(date_read(text, strlen(text), &back) && back == days);
	else
		EXPECT(days < FIRST_DATE || days > LAST_DATE);
}

static void
check_instant(int64_t seconds, int32_t offset)
{
	char text[32];
	int64_t back;

	if (*time_write(seconds, offset, text) == '\0')
		return;
	if (seconds >= FIRST_DATE * 86400 && seconds < (LAST_DATE + 1) * 86400)
		EXPECT(time_read(text, strlen(text), &back) && back == seconds);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int32_t offset;
	int64_t number;

	check_date_text((const char *)data, size);
	check_time_text((const char *)data, size);
	if (size >= sizeof number + sizeof offset) {
		memcpy(&number, data, sizeof number);
		memcpy(&offset, data + sizeof number, sizeof offset);
		check_days(number);
		check_days(number % 4000000);
		check_instant(number, offset % 100000);
		check_instant(number % 400000000000, offset % 86400);
	}
	return 0;
}
