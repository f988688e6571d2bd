/* The set of all views: reads templates and catalogues from their folders,
 * compiles them, and renders by name. */
#include "view/view.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "view/mustache.h"

#define FOLDER_DEPTH 8
#define CATALOGUE_MAX (8 * 1024 * 1024)

static const char extension[] = ".mustache";

struct views {
	struct mustache *set;
	struct mustache_options options;
	FILE *complaints; /* of views that are watched */
};

/* The sources found so far. */
struct collection {
	struct arena *arena;
	const char *folder;
	FILE *complaints;
	struct mustache_source *sources;
	size_t count, room;
};

/* Reads a whole file of at most `most` bytes. */
static enum err
read_file(struct arena *a, const char *path, size_t most, FILE *complaints, struct span *out)
{
	struct stat about;
	size_t len = 0;
	ssize_t got;
	char *text;
	int file = open(path, O_RDONLY | O_CLOEXEC);

	if (file < 0 || fstat(file, &about) != 0 || about.st_size < 0 || (size_t)about.st_size > most) {
		fprintf(complaints, "%s: %s\n", path, file < 0 ? "cannot be opened" : "too large");
		if (file >= 0)
			close(file);
		return file < 0 ? ERR_NOT_FOUND : ERR_INVALID;
	}
	text = arena_alloc(a, (size_t)about.st_size + 1, 1);
	while (len < (size_t)about.st_size && (got = read(file, text + len, (size_t)about.st_size - len)) > 0)
		len += (size_t)got;
	close(file);
	*out = (struct span){ text, len };
	return OK;
}

static bool
is_template(const char *name)
{
	size_t len = strlen(name);

	return len > sizeof extension - 1 && strcmp(name + len - (sizeof extension - 1), extension) == 0;
}

/* Adds the template at a path; its name is the path below the folder. */
static enum err
add_template(struct collection *c, const char *path)
{
	const char *below = path + strlen(c->folder) + 1;
	struct span text;
	enum err e;

	if ((e = read_file(c->arena, path, MUSTACHE_SOURCE_MAX, c->complaints, &text)) != OK)
		return e;
	if (!utf8_valid(text.at, text.len)) {
		fprintf(c->complaints, "%s: not UTF-8\n", path);
		return ERR_INVALID;
	}
	if (c->count == c->room) {
		struct mustache_source *more =
		    arena_alloc(c->arena, c->room = c->room * 2 + 64, sizeof *more);

		if (c->count > 0)
			memcpy(more, c->sources, c->count * sizeof *more);
		c->sources = more;
	}
	c->sources[c->count++] = (struct mustache_source){
		.name = arena_copy(c->arena, below, strlen(below) - (sizeof extension - 1)),
		.text = text.at,
		.len = text.len,
	};
	return OK;
}

static enum err
add_folder(struct collection *c, const char *path, int depth)
{
	DIR *folder = depth < FOLDER_DEPTH ? opendir(path) : NULL;
	struct dirent *entry;
	enum err e = OK;

	if (folder == NULL) {
		fprintf(c->complaints, "%s: cannot be read\n", path);
		return ERR_NOT_FOUND;
	}
	while (e == OK && (entry = readdir(folder)) != NULL) {
		const char *inner = arena_text(c->arena, "%s/%s", path, entry->d_name);
		struct stat about;

		if (entry->d_name[0] == '.' || stat(inner, &about) != 0)
			continue;
		if (S_ISDIR(about.st_mode))
			e = add_folder(c, inner, depth + 1);
		else if (is_template(inner))
			e = add_template(c, inner);
	}
	closedir(folder);
	return e;
}

static enum err
read_catalogues(struct arena *a, const char *folder, FILE *complaints, struct mustache_options *options)
{
	for (enum language i = 0; i < LANGUAGE__MAX; i++) {
		const char *path = arena_text(a, "%s/%s.mo", folder, language_catalogue(i)), *why;
		struct catalogue *catalogue;
		struct span bytes;
		enum err e;

		if (i == LANGUAGE_EN)
			continue;
		if ((e = read_file(a, path, CATALOGUE_MAX, complaints, &bytes)) != OK)
			return e;
		if ((e = catalogue_read(a, bytes.at, bytes.len, &catalogue, &why)) != OK) {
			fprintf(complaints, "%s: %s\n", path, why);
			return e;
		}
		options->catalogues[i] = catalogue;
	}
	return OK;
}

enum err
views_open(struct arena *a, const char *view_folder, const char *text_folder, FILE *complaints,
	   struct views **out)
{
	struct collection c = { .arena = a, .folder = view_folder, .complaints = complaints };
	struct views *views = arena_make(a, struct views);
	struct mustache_fault fault;
	enum err e;

	if ((e = add_folder(&c, view_folder, 0)) != OK)
		return e;
	if (text_folder != NULL && (e = read_catalogues(a, text_folder, complaints, &views->options)) != OK)
		return e;
	e = mustache_compile(a, c.sources, c.count, &views->options, &fault, &views->set);
	if (e != OK) {
		fprintf(complaints, "%s/%s%s:%u: %s\n", view_folder, fault.name, extension, fault.line,
			fault.reason);
		return e;
	}
	*out = views;
	return OK;
}

void
views_watch(struct views *views, FILE *complaints)
{
	views->complaints = complaints;
}

bool
views_have(const struct views *views, const char *name)
{
	return mustache_find(views->set, name) != NULL;
}

static struct surroundings
surround(const struct views *views, const struct view_context *context)
{
	return (struct surroundings){
		.context = context,
		.catalogue = views->options.catalogues[context->language],
		.complaints = views->complaints,
	};
}

static enum err
render(const struct views *views, const char *name, const struct view_context *context, struct value value,
       struct buffer *out)
{
	const struct template *template = mustache_find(views->set, name);
	const struct surroundings around = surround(views, context);

	if (template == NULL)
		return ERR_NOT_FOUND;
	return mustache_render(template, &around, value, out);
}

enum err
view_render(const struct views *views, const char *name, const struct view_context *context,
	    const struct shape *shape, const void *record, struct buffer *out)
{
	return render(views, name, context, value_of_record(shape, record), out);
}

enum err
view_render_json(const struct views *views, const char *name, const struct view_context *context,
		 const struct json *json, struct buffer *out)
{
	return render(views, name, context, value_of_json(json), out);
}

enum err
view_fill(const struct views *views, const char *text, const struct view_context *context,
	  const struct shape *shape, const void *record, struct buffer *out, const char **why)
{
	const struct mustache_source source = { .name = "own.txt", .text = text, .len = strlen(text) };
	const struct surroundings around = surround(views, context);
	struct mustache_fault fault;
	struct mustache *set;
	enum err e;

	if ((e = mustache_compile(out->arena, &source, 1, &views->options, &fault, &set)) != OK) {
		*why = arena_text(out->arena, "line %u: %s", fault.line, fault.reason);
		return e;
	}
	return mustache_render(mustache_find(set, source.name), &around, value_of_record(shape, record), out);
}

const char *
view_text(const struct views *views, enum language language, const char *text)
{
	const char *found =
	    *text == '\0' ? NULL : catalogue_text(views->options.catalogues[language], NULL, text, 0);

	return found != NULL ? found : text;
}
