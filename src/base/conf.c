/* Reads configuration files against a table. Every refusal is one line for the
 * operator: file:line: key: reason. */
#include "base/conf.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"

/* One file being read. */
struct reading {
	const struct conf_table *table;
	struct arena *arena;
	const char *path;
	size_t line;   /* 0: not about a line */
	size_t *lines; /* by row: the line that set it, 0 = none yet */
	void *record;
	FILE *complaints;
};

static enum err
refuse(const struct reading *r, const char *key, const char *why)
{
	fputs(r->path, r->complaints);
	if (r->line > 0)
		fprintf(r->complaints, ":%zu", r->line);
	if (key != NULL)
		fprintf(r->complaints, ": %s", key);
	fprintf(r->complaints, ": %s\n", why);
	return ERR_INVALID;
}

/* What a row's value must be. */
static const char *
rule(struct arena *a, const struct conf_row *row)
{
	const struct field *f = &row->field;
	struct buffer names = buffer_new(a, FILE_BYTES_MAX);

	if (row->secret)
		return "the name of a file that holds the secret";
	switch (f->kind) {
	case KIND_BOOL:
		return "true or false";
	case KIND_INT:
		if (f->least == 0 && f->most == 0)
			return "a whole number";
		return arena_text(a, "a whole number from %" PRId64 " to %" PRId64, f->least, f->most);
	case KIND_ENUM:
		buffer_text(&names, "one of");
		for (size_t i = 0; f->names[i] != NULL; i++)
			buffer_format(&names, "%s %s", i == 0 ? "" : ",", f->names[i]);
		return buffer_string(&names);
	default:
		return arena_text(a, "text of at most %zu characters", f->max == 0 ? 200 : f->max);
	}
}

static const char *
secret_path(const struct reading *r, const char *name)
{
	const char *folder = getenv("CREDENTIALS_DIRECTORY");
	const char *slash = strrchr(r->path, '/');

	if (*name == '/')
		return name;
	if (folder != NULL)
		return arena_text(r->arena, "%s/%s", folder, name);
	return arena_text(r->arena, "%.*s%s", slash == NULL ? 0 : (int)(slash + 1 - r->path), r->path, name);
}

/* A secret row: value names the file. */
static enum err
set_secret(const struct reading *r, const struct conf_row *row, const char *value, size_t len)
{
	const char *path = secret_path(r, arena_copy(r->arena, value, len));
	struct field f = row->field;
	struct buffer secret;
	const char *why = file_read(r->arena, path, true, &secret);

	f.keep_space = true;
	if (why == NULL && secret.len == 0)
		why = "is empty";
	if (why == NULL && field_read(&f, r->arena, secret.bytes, secret.len, r->record, &why) == OK)
		return OK;
	return refuse(r, f.name, arena_text(r->arena, "the secret's file %s: %s", path, why));
}

/* An empty value is as good as none: the standard's. */
static enum err
set(const struct reading *r, const struct conf_row *row, const char *value, size_t len)
{
	const char *why;

	if (len == 0 && row->standard != NULL) {
		value = row->standard;
		len = strlen(value);
	}
	if (row->secret && len > 0)
		return set_secret(r, row, value, len);
	if (field_read(&row->field, r->arena, value, len, r->record, &why) == OK)
		return OK;
	if (len == 0)
		return refuse(r, row->field.name, "needs a value");
	return refuse(r, row->field.name, arena_text(r->arena, "must be %s", rule(r->arena, row)));
}

/* What the file did not say. */
static enum err
fill(struct reading *r)
{
	r->line = 0;
	for (size_t i = 0; i < r->table->count; i++) {
		const struct conf_row *row = &r->table->rows[i];
		enum err e;

		assert(row->standard != NULL || row->field.required || row->field.kind == KIND_TEXT);
		if (r->lines[i] != 0)
			continue;
		if (row->standard == NULL && row->field.required)
			return refuse(r, row->field.name, "is missing");
		if ((e = set(r, row, "", 0)) != OK)
			return e;
	}
	return OK;
}

/* The row of a key; NULL for anything that is not one of ours. */
static const struct conf_row *
find(const struct conf_table *table, const char *key, size_t len)
{
	for (const struct conf_row *row = table->rows; row < table->rows + table->count; row++)
		if (strlen(row->field.name) == len && memcmp(row->field.name, key, len) == 0)
			return row;
	return NULL;
}

static enum err
read_line(struct reading *r, const char *text, size_t len)
{
	const char *equals, *value;
	const struct conf_row *row;
	size_t key_len, value_len;

	r->line++;
	text_trim(&text, &len);
	if (len == 0 || *text == '#')
		return OK;
	equals = memchr(text, '=', len);
	if (equals == NULL)
		return refuse(r, NULL, "is not of the form key = value");
	value = equals + 1;
	value_len = len - (size_t)(value - text);
	key_len = (size_t)(equals - text);
	text_trim(&text, &key_len);
	text_trim(&value, &value_len);
	row = find(r->table, text, key_len);
	if (row == NULL)
		return refuse(r, NULL, "sets a key that this program does not know");
	if (r->lines[row - r->table->rows] != 0)
		return refuse(
		    r, row->field.name,
		    arena_text(r->arena, "is set already, in line %zu", r->lines[row - r->table->rows]));
	r->lines[row - r->table->rows] = r->line;
	return set(r, row, value, value_len);
}

static enum err
read_lines(struct reading *r, const char *text)
{
	size_t len;
	enum err e;

	for (; *text != '\0'; text += len + (text[len] != '\0')) {
		len = strcspn(text, "\n");
		if ((e = read_line(r, text, len)) != OK)
			return e;
	}
	return OK;
}

enum err
conf_read(const struct conf_table *table, struct arena *a, const char *path, void *record, FILE *complaints)
{
	struct reading r = {
		.table = table, .arena = a, .path = path, .record = record, .complaints = complaints
	};
	struct buffer text;
	const char *why = file_read(a, path, false, &text);
	enum err e;

	if (why == NULL && memchr(buffer_string(&text), '\0', text.len) != NULL)
		why = "is not a text file";
	if (why != NULL)
		return refuse(&r, NULL, why);
	memset(record, 0, table->size);
	r.lines = arena_alloc(a, table->count, sizeof *r.lines);
	e = read_lines(&r, buffer_string(&text));
	return e != OK ? e : fill(&r);
}

void
conf_show(const struct conf_table *table, const void *record, FILE *out)
{
	struct arena *a = arena_new();

	for (const struct conf_row *row = table->rows; row < table->rows + table->count; row++) {
		const char *text = field_text(&row->field, a, record);

		if (text == NULL)
			fprintf(out, "# %s =\n", row->field.name);
		else if (row->secret)
			fprintf(out, "%s = ********\n", row->field.name);
		else /* field_text gives "" for false alone */
			fprintf(out, "%s = %s\n", row->field.name, *text == '\0' ? "false" : text);
	}
	arena_free(a);
}

void
conf_help(const struct conf_table *table, FILE *out)
{
	struct arena *a = arena_new();

	for (const struct conf_row *row = table->rows; row < table->rows + table->count; row++) {
		fprintf(out, "  %s\n      %s\n      (%s; ", row->field.name, row->help, rule(a, row));
		if (row->standard != NULL)
			fprintf(out, "%s unless set)\n", row->standard);
		else
			fprintf(out, "%s)\n", row->field.required ? "required" : "optional");
	}
	arena_free(a);
}
