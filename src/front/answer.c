/* Answers, from JSON. */
#include "front/answer.h"

#include <string.h>

#include "base/json.h"

static const struct field answered_fields[] = {
	FIELD(TEXT, answered, question),
	FIELD(TEXT, answered, answer),
};
const struct shape answered_shape = SHAPE(answered, answered_fields);

struct list
answers_read(struct arena *a, const char *text)
{
	struct answered *answers;
	struct json *json;
	size_t count;

	if (text == NULL || json_read(a, text, strlen(text), &json, NULL, NULL) != OK)
		return (struct list){ 0 };
	count = json_count(json);
	answers = arena_alloc(a, count + 1, sizeof *answers);
	for (size_t i = 0; i < count; i++) {
		answers[i].question = json_string(json_member(json_element(json, i), "question"), NULL);
		answers[i].answer = json_string(json_member(json_element(json, i), "answer"), NULL);
	}
	return (struct list){ answers, count };
}
