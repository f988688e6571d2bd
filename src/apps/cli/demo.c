/* The demonstration: studios from the store, then three weeks of bookings made
 * as visitors make them, by book(). The same dice every time. Its customers
 * have telephones only, so that no mail goes to anybody. */
#include "apps/cli/demo.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>

#include "apps/cli/settings.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/program.h"
#include "base/text.h"
#include "domain/role.h"
#include "store/demo.h"
#include "usecase/book.h"

#define DAYS 21
#define BUSY_DAYS 6    /* from today on, that are nearly full */
#define BUSY_TRIES 5   /* bookings tried for, per service and day */
#define TRIES 2        /* the same on later days */
#define ANSWERS_MAX 16 /* questions of a service */
#define PEOPLE 12

static const char usage[] = "usage: hora demo [OPTION...]\n"
			    "Adds two made-up studios with three weeks of bookings.\n\n"
			    "  --config FILE     read the database from FILE\n"
			    "  --database WORDS  the database in libpq's words, for the role that owns it\n";

static const struct scene {
	const char *slug, *number; /* number: telephone, without its last six digits */
	const char *people[PEOPLE];
	const char *answer;
} scenes[] = {
	{ "ribeira",
	  "+351912",
	  { "Ana Sofia Marques", "João Pedro Teixeira", "Maria do Carmo Lopes", "Rui Fonseca",
	    "Beatriz Antunes", "Manuel Azevedo", "Catarina Pinho", "Pedro Nuno Sousa", "Leonor Vaz",
	    "Helena Barbosa", "Duarte Moreira", "Filipa Rocha" },
	  "Ombro direito, há cerca de um mês." },
	{ "lumen",
	  "+886912",
	  { "王小明", "李佳穎", "黃柏翰", "吳宜庭", "劉建宏", "蔡雅雯", "楊承恩", "許淑芬", "鄭宇軒",
	    "謝佩珊", "郭家豪", "洪詩涵" },
	  "沒有特別的問題。" },
};

struct player {
	struct act act;
	struct shelf *shelf;
	uint32_t dice;
	size_t made;
};

/* Marsaglia's xorshift: any numbers will do, as long as they are the same. */
static uint32_t throw(struct player * p, uint32_t most)
{
	p->dice ^= p->dice << 13;
	p->dice ^= p->dice >> 17;
	p->dice ^= p->dice << 5;
	return p->dice % most;
}

static const char *
answer_of(struct arena *a, const struct scene *scene, const struct question *q)
{
	size_t len = 0;

	if (q->kind == QUESTION_YES_NO)
		return text_equal(scene->slug, "lumen") ? "否" : "Não";
	if (q->kind != QUESTION_CHOICE)
		return scene->answer;
	while (q->choices[len] != '\0' && q->choices[len] != '\n')
		len++;
	return arena_copy(a, q->choices, len);
}

/* Books one of the openings for one of the people. That somebody else was
 * faster is no fault here: the openings were read before the last booking. */
static enum err
book_one(struct player *p, const struct scene *scene, const struct agenda_query *q,
	 const struct list *openings)
{
	const struct question *questions = q->book->questions.items;
	const struct opening *o = openings->items;
	const char *answers[ANSWERS_MAX] = { NULL };
	struct complaints complaints = { .count = 0 };
	struct booked booked;
	struct wish wish = { .what = *q,
			     .start = o[throw(p, (uint32_t)openings->count)].start,
			     .seats = 1,
			     .name = scene->people[throw(p, PEOPLE)],
			     .phone =
				 arena_text(p->act.arena, "%s%06" PRIu32, scene->number, throw(p, 1000000)),
			     .answers = answers,
			     .terms_version = q->book->terms_version,
			     .source = SOURCE_IMPORT };
	size_t asked = 0;
	enum err e;

	for (size_t i = 0; i < q->book->questions.count && asked < ANSWERS_MAX; i++)
		if (questions[i].service_id == q->service->id)
			answers[asked++] = answer_of(p->act.arena, scene, &questions[i]);
	e = book(&p->act, &wish, &complaints, &booked);
	if (e == OK)
		p->made++;
	return e == ERR_CONFLICT || e == ERR_TOO_LATE ? OK : e;
}

static enum err
fill_day(struct player *p, const struct scene *scene, const struct agenda_query *q, int64_t date,
	 uint32_t tries)
{
	const struct zone *zone = q->book->zone;
	struct list openings;
	enum err e;

	for (uint32_t n = throw(p, tries + 1); n > 0; n--)
		if ((e = agenda_starts(&p->act, q, zone_day_start(zone, date), zone_day_start(zone, date + 1),
				       &openings))
			!= OK
		    || (openings.count > 0 && (e = book_one(p, scene, q, &openings)) != OK))
			return e;
	return OK;
}

static enum err
fill_studio(struct player *p, const struct scene *scene)
{
	const struct rulebook *book;
	const struct service *services;
	int64_t today;
	enum err e;

	if ((e = rulebook_open(&p->act, p->shelf, scene->slug, &book)) != OK)
		return e;
	if (language_find(book->studio.language, &p->act.language) != OK)
		return ERR_INTERNAL;
	services = book->services.items;
	today = zone_wall(book->zone, p->act.now).date;
	for (int day = 0; day < DAYS; day++)
		for (size_t i = 0; i < book->services.count; i++) {
			struct agenda_query q = { .book = book, .service = &services[i] };

			e = fill_day(p, scene, &q, today + day, day < BUSY_DAYS ? BUSY_TRIES : TRIES);
			if (e != OK)
				return e;
		}
	return OK;
}

static enum err
play(struct arena *a, const char *database, size_t *made)
{
	static const struct actor actor = { .role = ROLE_PLATFORM, .name = "demo" };
	struct player player = { .dice = 20261124, .shelf = shelf_new(a) };
	size_t added;
	enum err e;

	player.act = (struct act){ .db = arena_own(a, db_new(database, "hora"), db_free),
				   .arena = a,
				   .actor = &actor,
				   .now = clock_now(),
				   .request = "demo" };
	if ((e = demo_put(player.act.db, a, &added)) != OK)
		return e;
	for (size_t i = 0; added > 0 && i < sizeof scenes / sizeof *scenes; i++)
		if ((e = fill_studio(&player, &scenes[i])) != OK)
			return e;
	*made = player.made;
	return OK;
}

static bool
read_arguments(int argc, char **argv, const char **config, const char **database, int *status)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "database", required_argument, NULL, 'd' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int option;

	*status = PROGRAM_MISUSED;
	optind = 0;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'c') {
			*config = optarg;
		} else if (option == 'd') {
			*database = optarg;
		} else {
			*status = option == 'h' ? PROGRAM_DONE : PROGRAM_MISUSED;
			fputs(usage, option == 'h' ? stdout : stderr);
			return false;
		}
	}
	if (optind < argc)
		fputs(usage, stderr);
	return optind == argc;
}

int
demo_main(int argc, char **argv)
{
	const char *config = settings_path, *database = NULL;
	struct settings settings;
	struct arena *a;
	size_t made = 0;
	int status;

	if (!read_arguments(argc, argv, &config, &database, &status))
		return status;
	a = arena_new();
	log_open("hora", LOG_WARNING);
	status = PROGRAM_FAILED;
	if (database == NULL && conf_read(&settings_table, a, config, &settings, stderr) == OK)
		database = settings.database;
	if (database != NULL && play(a, database, &made) == OK) {
		status = PROGRAM_DONE;
		printf("Two studios to look at, with %zu bookings made just now:\n"
		       "  /s/ribeira  Clínica Ribeira, Porto\n"
		       "  /s/lumen    Lumen Studio, Taipei\n",
		       made);
	} else {
		fputs("hora demo: the demonstration could not be made; see above\n", stderr);
	}
	arena_free(a);
	return status;
}
