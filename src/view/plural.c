/* A small parser by precedence makes a tree of the rule, evaluated with 64-bit
 * unsigned numbers as gettext does. Size and depth of the tree are bounded. */
#include "view/plural.h"

#include <stdbool.h>
#include <string.h>

#define NODES 256
#define DEPTH 32

enum action { OR, AND, EQUAL, UNEQUAL, AT_MOST, AT_LEAST, LESS, MORE, PLUS, MINUS, TIMES, BY, MODULO };

struct node {
	enum { NUMBER, COUNT, NOT, CHOICE, BINARY } kind;
	uint64_t number;
	enum action action;
	const struct node *a, *b, *c;
};

struct plural {
	unsigned forms;
	const struct node *rule;
};

struct parser {
	struct arena *arena;
	const char *at, *end;
	unsigned nodes;
	unsigned depth;
};

static uint64_t
apply(enum action action, uint64_t a, uint64_t b)
{
	switch (action) {
	case OR:
		return a || b;
	case AND:
		return a && b;
	case EQUAL:
		return a == b;
	case UNEQUAL:
		return a != b;
	case AT_MOST:
		return a <= b;
	case AT_LEAST:
		return a >= b;
	case LESS:
		return a < b;
	case MORE:
		return a > b;
	case PLUS:
		return a + b;
	case MINUS:
		return a - b;
	case TIMES:
		return a * b;
	case BY:
		return b == 0 ? 0 : a / b;
	case MODULO:
		return b == 0 ? 0 : a % b;
	}
	return 0;
}

/* C's signs by precedence; the longer of two that begin alike comes first. */
static const struct sign {
	const char *text;
	int level; /* how strongly it binds */
	enum action action;
} signs[] = {
	{ "||", 0, OR },      { "&&", 1, AND },      { "==", 2, EQUAL }, { "!=", 2, UNEQUAL },
	{ "<=", 3, AT_MOST }, { ">=", 3, AT_LEAST }, { "<", 3, LESS },   { ">", 3, MORE },
	{ "+", 4, PLUS },     { "-", 4, MINUS },     { "*", 5, TIMES },  { "/", 5, BY },
	{ "%", 5, MODULO },
};

#define LEVELS 6

static const struct node *read_choice(struct parser *);

static void
skip_space(struct parser *p)
{
	while (p->at < p->end && strchr(" \t\n", *p->at) != NULL && *p->at != '\0')
		p->at++;
}

/* Takes the sign if it comes next. */
static bool
take(struct parser *p, const char *sign)
{
	size_t len = strlen(sign);

	skip_space(p);
	if ((size_t)(p->end - p->at) < len || memcmp(p->at, sign, len) != 0)
		return false;
	p->at += len;
	return true;
}

/* A new node; NULL when there are too many or a part is missing. */
static const struct node *
node(struct parser *p, struct node n)
{
	struct node *made;

	if (++p->nodes > NODES || (n.kind >= NOT && n.a == NULL) || (n.kind >= CHOICE && n.b == NULL)
	    || (n.kind == CHOICE && n.c == NULL))
		return NULL;
	made = arena_make(p->arena, struct node);
	*made = n;
	return made;
}

/* Reads a decimal number; at most 9 digits. */
static bool
read_number(struct parser *p, uint64_t *out)
{
	const char *from;

	skip_space(p);
	from = p->at;
	for (*out = 0; p->at < p->end && *p->at >= '0' && *p->at <= '9' && p->at - from < 9; p->at++)
		*out = *out * 10 + (uint64_t)(*p->at - '0');
	return p->at > from;
}

static const struct node *
read_operand(struct parser *p)
{
	const struct node *inner = NULL;
	uint64_t number;

	if (p->depth == DEPTH)
		return NULL;
	p->depth++;
	if (take(p, "!"))
		inner = node(p, (struct node){ .kind = NOT, .a = read_operand(p) });
	else if (take(p, "n"))
		inner = node(p, (struct node){ .kind = COUNT });
	else if (read_number(p, &number))
		inner = node(p, (struct node){ .kind = NUMBER, .number = number });
	else if (take(p, "(") && (inner = read_choice(p)) != NULL && !take(p, ")"))
		inner = NULL;
	p->depth--;
	return inner;
}

/* The sign of that level that comes next, or NULL. */
static const struct sign *
take_sign(struct parser *p, int level)
{
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (signs[i].level == level && take(p, signs[i].text))
			return &signs[i];
	return NULL;
}

static const struct node *
read_binary(struct parser *p, int level)
{
	const struct node *left;
	const struct sign *sign;

	if (level == LEVELS)
		return read_operand(p);
	left = read_binary(p, level + 1);
	while (left != NULL && (sign = take_sign(p, level)) != NULL)
		left = node(p, (struct node){ .kind = BINARY,
					      .action = sign->action,
					      .a = left,
					      .b = read_binary(p, level + 1) });
	return left;
}

static const struct node *
read_choice(struct parser *p)
{
	const struct node *test = read_binary(p, 0), *yes;

	if (test == NULL || !take(p, "?"))
		return test;
	if (p->depth == DEPTH)
		return NULL;
	p->depth++;
	yes = read_choice(p);
	test = yes == NULL || !take(p, ":")
		   ? NULL
		   : node(p, (struct node){ .kind = CHOICE, .a = test, .b = yes, .c = read_choice(p) });
	p->depth--;
	return test;
}

static uint64_t
evaluate(const struct node *node, uint64_t n)
{
	switch (node->kind) {
	case NUMBER:
		return node->number;
	case COUNT:
		return n;
	case NOT:
		return !evaluate(node->a, n);
	case CHOICE:
		return evaluate(evaluate(node->a, n) ? node->b : node->c, n);
	case BINARY:
		return apply(node->action, evaluate(node->a, n), evaluate(node->b, n));
	}
	return 0;
}

enum err
plural_read(struct arena *a, const char *text, size_t len, struct plural **out)
{
	struct parser p = { .arena = a, .at = text, .end = text + len };
	struct plural *plural = arena_make(a, struct plural);
	uint64_t forms;

	if (!take(&p, "nplurals") || !take(&p, "=") || !read_number(&p, &forms) || forms < 1
	    || forms > PLURAL_FORMS || !take(&p, ";") || !take(&p, "plural") || !take(&p, "=")
	    || (plural->rule = read_choice(&p)) == NULL)
		return ERR_INVALID;
	take(&p, ";");
	skip_space(&p);
	if (p.at != p.end)
		return ERR_INVALID;
	plural->forms = (unsigned)forms;
	*out = plural;
	return OK;
}

unsigned
plural_forms(const struct plural *plural)
{
	return plural == NULL ? 2 : plural->forms;
}

unsigned
plural_form(const struct plural *plural, uint64_t number)
{
	uint64_t form;

	if (plural == NULL)
		return number != 1;
	form = evaluate(plural->rule, number);
	return form < plural->forms ? (unsigned)form : 0;
}
