/* Translated sections: the text between the tags becomes a message, its
 * translations are looked up and compiled once for each language and plural
 * form, so that rendering parses nothing. */
#include "view/template.h"

#include <string.h>

static bool
starts(struct span name, const char *prefix)
{
	size_t len = strlen(prefix);

	return name.len > len && memcmp(name.at, prefix, len) == 0;
}

bool
template_is_message(struct span name)
{
	return (name.len == 1 && *name.at == '_') || starts(name, "_n.") || starts(name, "_c.");
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* White space as one space, none at the ends: how a text is known to the
 * catalogues, whatever its lines in the template. */
static char *
collapsed(struct arena *a, struct span text)
{
	char *copy = arena_alloc(a, text.len + 1, 1), *end = copy;

	for (size_t i = 0; i < text.len; i++)
		if (!is_space(text.at[i]))
			*end++ = text.at[i];
		else if (end > copy && end[-1] != ' ')
			*end++ = ' ';
	if (end > copy && end[-1] == ' ')
		end--;
	*end = '\0';
	return copy;
}

struct wording {
	const char *context; /* msgctxt or NULL */
	const char *one;
	const char *many; /* NULL unless plural */
};

static enum err
read_wording(const struct source *source, struct span name, struct span text, unsigned line,
	     struct wording *out)
{
	const char *bar = memchr(text.at, '|', text.len);
	struct wording w = { 0 };

	if (starts(name, "_c."))
		w.context = arena_copy(source->arena, name.at + 3, name.len - 3);
	if (starts(name, "_n.")) {
		size_t len = bar == NULL ? 0 : (size_t)(bar - text.at);
		struct span rest = { text.at + len + 1, text.len - len - 1 };

		if (bar == NULL || memchr(rest.at, '|', rest.len) != NULL)
			return template_fault(source, line, "a plural is written as one|many");
		w.many = collapsed(source->arena, rest);
		text.len = len;
	}
	w.one = collapsed(source->arena, text);
	if (*w.one == '\0' || (w.many != NULL && *w.many == '\0'))
		return template_fault(source, line, "a translated text cannot be empty");
	*out = w;
	return OK;
}

/* Compiles the wording in one language and form. What is wrong with a
 * translation is told at the section, since its own lines mean nothing there. */
static enum err
compile(const struct source *source, const struct wording *w, unsigned line, enum language language,
	unsigned form, struct program *out)
{
	const char *found = catalogue_text(source->options->catalogues[language], w->context, w->one, form);
	struct source part = *source;
	enum err e;

	part.text = found != NULL ? found : form > 0 && w->many != NULL ? w->many : w->one;
	part.len = strlen(part.text);
	part.line = line;
	part.message = true;
	if ((e = template_parse(&part, out)) == OK || found == NULL)
		return e;
	return template_fault(source, line, "in %s: %s", language_catalogue(language), source->fault->reason);
}

/* Compiles all forms in one language; a text it does not have stays English,
 * with the plural rule of English. */
static enum err
compile_forms(const struct source *source, const struct wording *w, unsigned line, enum language language,
	      struct message *message)
{
	const struct catalogue *catalogue = source->options->catalogues[language];
	unsigned forms;
	enum err e;

	if (catalogue_text(catalogue, w->context, w->one, 0) == NULL)
		catalogue = NULL;
	message->rules[language] = catalogue;
	forms = message->plural ? catalogue_forms(catalogue) : 1;
	for (unsigned form = 0; form < forms; form++)
		if ((e = compile(source, w, line, language, form, &message->programs[language][form])) != OK)
			return e;
	return OK;
}

enum err
template_message(const struct source *source, struct span name, struct span text, unsigned line,
		 const struct message **out)
{
	struct message *message = arena_make(source->arena, struct message);
	struct wording wording = { .one = "" };
	enum err e;

	if ((e = read_wording(source, name, text, line, &wording)) != OK)
		return e;
	message->plural = wording.many != NULL;
	if (message->plural
	    && template_path(source->arena, (struct span){ name.at + 3, name.len - 3 }, &message->number)
		   != OK)
		return template_fault(source, line, "a plural names its number, as in {{#_n.seats}}");
	for (enum language i = 0; i < LANGUAGE__MAX; i++)
		if ((e = compile_forms(source, &wording, line, i, message)) != OK)
			return e;
	*out = message;
	return OK;
}
