/* The rules for people who come by another's word. */
#include "domain/arrival.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"

const char *const provider_kind_names[] = {
	[PROVIDER_OIDC] = "oidc",
	[PROVIDER_LINE] = "line",
	[PROVIDER_PARTNER] = "partner",
	[PROVIDER__MAX] = NULL,
};

const char *const arrival_phase_names[] = {
	[ARRIVAL_BEGUN] = "begun",       [ARRIVAL_ASKED] = "asked",   [ARRIVAL_RETURNED] = "returned",
	[ARRIVAL_VERIFIED] = "verified", [ARRIVAL_FAILED] = "failed", [ARRIVAL_FINISHED] = "finished",
	[ARRIVAL__MAX] = NULL,
};

const char *const arrival_fault_names[] = {
	[ARRIVAL_DECLINED] = "declined", [ARRIVAL_AWAY] = "away", [ARRIVAL_DOUBTED] = "doubted",
	[ARRIVAL_UNFIT] = "unfit",       [ARRIVAL_USED] = "used", [ARRIVAL_FAULT__MAX] = NULL,
};

static const char *const sentences[] = {
	[ARRIVAL_DECLINED] = N_("You did not log in there. You can try again, or come in another way."),
	[ARRIVAL_AWAY] = N_("It does not answer just now. Come in another way, or try again in a minute."),
	[ARRIVAL_DOUBTED] = N_("What came back could not be believed, so nobody was logged in. Start again."),
	[ARRIVAL_UNFIT] =
	    N_("It and we did not understand each other. Come in another way; we have been told."),
	[ARRIVAL_USED] =
	    N_("This link was used already. Go back to where you came from, and follow it anew."),
};
static_assert(sizeof sentences / sizeof *sentences == ARRIVAL_FAULT__MAX, "each fault has its sentence");

const char *
arrival_explain(const char *fault)
{
	for (int i = 0; i < ARRIVAL_FAULT__MAX; i++)
		if (text_equal(arrival_fault_names[i], fault))
			return sentences[i];
	return sentences[ARRIVAL_UNFIT];
}

enum arrival_way
arrival_judge(const struct arrival *a)
{
	if (a->linking) {
		if (a->linked == 0)
			return ARRIVAL_LINK;
		return a->linked == a->acting ? ARRIVAL_STAND : ARRIVAL_OTHER;
	}
	if (a->linked != 0)
		return ARRIVAL_LOG_IN;
	return a->proved && a->taken ? ARRIVAL_PROVE : ARRIVAL_MAKE;
}

/* A place whose path, its first len bytes, no browser takes for another. */
static bool
is_straight(const char *place, size_t len)
{
	if (len == 0 || place[0] != '/')
		return false;
	for (size_t i = 0; i < len; i++)
		if (strchr("%;", place[i]) != NULL
		    || (place[i] == '/' && i + 1 < len && strchr("/.", place[i + 1]) != NULL))
			return false;
	for (const char *c = place; *c != '\0'; c++)
		if (*c <= ' ' || *c > '~' || strchr("\\#", *c) != NULL)
			return false;
	return true;
}

bool
arrival_may_go(const char *paths, const char *place)
{
	size_t len = place == NULL ? 0 : strcspn(place, "?");

	if (!is_straight(place, len) || strlen(place) > ARRIVAL_PLACE_MOST)
		return false;
	while (paths != NULL && *(paths += strspn(paths, " ")) != '\0') {
		size_t n = strcspn(paths, " ");

		if (strncmp(paths, place, n) == 0 && (n == len || (n < len && paths[n - 1] == '/')))
			return true;
		paths += n;
	}
	return false;
}
