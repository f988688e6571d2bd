/* Questions are data, so their fields are not in the form's shape: they are read
 * here, by the same rules, from the fields named answers/0, answers/1, … */
#include "apps/booking/asked.h"

#include <string.h>

#include "base/complaint.h"
#include "base/text.h"
#include "front/app.h"
#include "usecase/act.h"
#include "view/view.h"

#define ANSWER_MAX 1000

struct option {
	const char *text;
	bool current;
};
static const struct field option_fields[] = { FIELD(TEXT, option, text), FIELD(BOOL, option, current) };
static const struct shape option_shape = SHAPE(option, option_fields);

struct asked {
	const char *name, *label, *value, *complaint;
	int kind;
	bool required;
	struct list choices;
};
static const struct field asked_fields[] = {
	FIELD(TEXT, asked, name),
	FIELD(TEXT, asked, label),
	FIELD(TEXT, asked, value),
	FIELD(TEXT, asked, complaint),
	FIELD(ENUM, asked, kind, .names = question_kind_names),
	FIELD(BOOL, asked, required),
	FIELD(LIST, asked, choices, .of = &option_shape),
};
const struct shape asked_shape = SHAPE(asked, asked_fields);

struct mistake {
	const char *name, *label, *why;
};
static const struct field mistake_fields[] = {
	FIELD(TEXT, mistake, name),
	FIELD(TEXT, mistake, label),
	FIELD(TEXT, mistake, why),
};
const struct shape mistake_shape = SHAPE(mistake, mistake_fields);

static const char *
complaint_about(const struct request *rq, const char *name)
{
	for (size_t i = 0; rq->complaints != NULL && i < rq->complaints->count; i++)
		if (text_equal(rq->complaints->items[i].field, name))
			return rq->complaints->items[i].message;
	return NULL;
}

static struct list
split_choices(struct arena *a, const char *lines, const char *value)
{
	size_t len = lines == NULL ? 0 : strlen(lines), count = 0;
	struct option *options = arena_alloc(a, len + 1, sizeof *options);

	for (const char *line = lines; line != NULL && *line != '\0';) {
		size_t width = strcspn(line, "\n");

		options[count].text = arena_copy(a, line, width);
		options[count].current = text_equal(options[count].text, value);
		count++;
		line += width + (line[width] == '\n');
	}
	return (struct list){ options, count };
}

const char *
asked_yes_or_no(const struct request *rq, const struct studio *studio)
{
	enum language language;

	if (language_find(studio->language, &language) != OK)
		language = LANGUAGE_EN;
	return arena_text(rq->arena, "%s\n%s", view_text(rq->app->views, language, N_("Yes")),
			  view_text(rq->app->views, language, N_("No")));
}

/* The questions of all services, in the order of the services: the i-th, NULL behind
 * the last. */
static const struct question *
find_question(const struct agenda_query *q, size_t i)
{
	const struct question *questions = q->book->questions.items;

	for (; q != NULL; q = q->then)
		for (size_t k = 0; k < q->book->questions.count; k++)
			if (questions[k].service_id == q->service->id && i-- == 0)
				return &questions[k];
	return NULL;
}

static size_t
count_questions(const struct agenda_query *q)
{
	size_t count = 0;

	for (; q != NULL; q = q->then)
		count += rulebook_asks(q->book, q->service);
	return count;
}

struct list
asked_list(const struct request *rq, const struct agenda_query *q)
{
	struct asked *asked = arena_alloc(rq->arena, count_questions(q) + 1, sizeof *asked);
	const char *yes_or_no = asked_yes_or_no(rq, &q->book->studio);
	const struct question *question;
	size_t count;

	for (count = 0; (question = find_question(q, count)) != NULL; count++) {
		struct asked *out = &asked[count];

		out->name = arena_text(rq->arena, "answers/%zu", count);
		out->label = question->label;
		out->kind = question->kind;
		out->required = question->required;
		out->value = pairs_get(&rq->typed, out->name);
		out->complaint = complaint_about(rq, out->name);
		out->choices = split_choices(
		    rq->arena, out->kind == QUESTION_YES_NO ? yes_or_no : question->choices, out->value);
	}
	return (struct list){ asked, count };
}

const char *const *
asked_answers(struct request *rq, const struct agenda_query *q)
{
	struct answer {
		const char *text;
	};
	const char **answers = arena_alloc(rq->arena, count_questions(q) + 1, sizeof *answers);
	const struct question *question;

	for (size_t i = 0; (question = find_question(q, i)) != NULL; i++) {
		struct field field = FIELD(TEXT, answer, text, .max = ANSWER_MAX);
		const char *name = arena_text(rq->arena, "answers/%zu", i);
		const char *typed = pairs_get(&rq->typed, name), *why;
		struct answer answer;

		field.lines = question->kind == QUESTION_LINES;
		if (typed == NULL)
			answer.text = NULL;
		else if (field_read(&field, rq->arena, typed, strlen(typed), &answer, &why) != OK)
			complaint_add(rq->complaints, name, NULL, why);
		answers[i] = typed == NULL || complaint_about(rq, name) != NULL ? NULL : answer.text;
	}
	return answers;
}

struct list
asked_mistakes(const struct request *rq, const struct list *list)
{
	const struct complaints *complaints = rq->complaints;
	size_t count = complaints == NULL ? 0 : complaints->count;
	struct mistake *mistakes = arena_alloc(rq->arena, count + 1, sizeof *mistakes);
	const struct asked *asked = list->items;

	for (size_t i = 0; i < count; i++) {
		mistakes[i].name = complaints->items[i].field;
		mistakes[i].why = complaints->items[i].message;
		for (size_t k = 0; k < list->count; k++)
			if (text_equal(asked[k].name, mistakes[i].name))
				mistakes[i].label = asked[k].label;
	}
	return (struct list){ mistakes, count };
}
