/* Finding tasks, and the rules all of them share. */
#include "apps/worker/task.h"

#include "apps/worker/lane.h"
#include "base/text.h"
#include "crypto/random.h"

#define FIRST_DELAY 5
#define LONGEST_DELAY 900

const struct task *
task_find(const struct lane *lane, const char *name)
{
	for (const struct task *k = lane->tasks; k != NULL && k->name != NULL; k++)
		if (text_equal(k->name, name))
			return k;
	return NULL;
}

bool
task_is_final(enum err e)
{
	return e == ERR_INVALID || e == ERR_DENIED || e == ERR_NOT_FOUND || e == ERR_TOO_LATE;
}

int64_t
task_delay(int64_t failures)
{
	int64_t delay = failures > 8 ? LONGEST_DELAY : (int64_t)FIRST_DELAY << (failures - 1);

	if (delay > LONGEST_DELAY)
		delay = LONGEST_DELAY;
	return delay * 3 / 4 + random_below((uint32_t)(delay / 2 + 1));
}
