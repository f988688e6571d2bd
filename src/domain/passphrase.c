/* What people choose and others therefore try first: common words with something
 * behind them, runs, repetitions, walks over the keyboard, the owner's own names.
 * Not a list of passwords but of what they are made of: what is left when that is
 * taken away has to be worth something. */
#include "domain/passphrase.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"

#define BYTES_MAX (4 * PASSPHRASE_MOST)
#define WORD_LEAST 3
#define WORTH_LEAST 8 /* in halves: a letter counts two, a digit or sign one, a common word two */
#define SIGNS_MOST 4  /* that count */
#define STEPS_MOST 80 /* percent of a password that may be a run */

/* What common passwords are made of, besides names of their owner. */
static const char common[] =
    " password passwort passwd pass senha palavra parola contrasena motdepasse secret segredo qwerty qwertz "
    "azerty asdf asdfgh zxcvbn iloveyou ilove loveyou love amor teamo amo letmein welcome bemvindo login "
    "admin "
    "administrator root user guest test teste testing demo default changeme change trustno trust master "
    "mestre access acesso hello ola sunshine shadow princess princesa prince dragon monkey macaco football "
    "futebol soccer baseball basketball hockey superman batman spiderman pokemon naruto starwars matrix "
    "ninja pirate killer hunter hacker phoenix falcon eagle tiger tigre lion leao wolf bear panther jaguar "
    "mustang ferrari porsche mercedes corvette harley yamaha honda toyota whatever nothing something "
    "anything "
    "freedom liberty liberdade forever always never computer internet windows microsoft google facebook "
    "instagram youtube twitter linkedin samsung iphone android apple orange banana cherry lemon pepper "
    "ginger cookie coffee chocolate cheese butter sugar summer winter spring autumn verao inverno january "
    "february march april june july august september october november december janeiro fevereiro marco "
    "abril maio junho julho agosto setembro outubro novembro dezembro monday tuesday wednesday thursday "
    "friday saturday sunday segunda terca quarta quinta sexta sabado domingo michael jennifer jessica "
    "jordan michelle daniel andrew joshua matthew robert thomas charlie george william anthony ashley "
    "amanda nicole samantha hannah taylor jasmine maria joao jose pedro paulo carlos antonio manuel ana "
    "sofia beatriz mariana ricardo miguel rafael gabriel francisco david john peter james richard alex "
    "alexander benjamin chelsea arsenal liverpool barcelona realmadrid benfica sporting porto portugal "
    "lisboa lisbon brasil brazil madrid london paris berlin america england canada mexico spain italia "
    "taiwan taipei hongkong china angel angels devil heaven jesus christ cristo deus god bless faith church "
    "blessed family familia mother mae father pai brother sister baby babygirl babyboy honey sweet sweetie "
    "lovely beautiful pretty purple yellow green blue red black white silver golden gold diamond crystal "
    "flower flor rose rosa lily star stars moon lua sun sky ocean beach praia mountain river thunder "
    "lightning storm fire ice snow rainbow butterfly kitten puppy doggy fluffy snoopy tweety bubbles peanut "
    "cupcake buttercup happy smile lucky magic merlin wizard gandalf frodo hobbit potter hogwarts snowball "
    "gaming gamer player minecraft fortnite counter strike zelda mario sonic tennis golf guitar music metal "
    "rock punk jazz drummer dancer dance singer school college university student teacher doctor nurse "
    "police soldier army navy marine money dinheiro cash rich million dollar euro business company office "
    "empresa server system security secure private public network database oracle cisco linux ubuntu debian "
    "abc abcd abcdef xyz qaz wsx edc qazwsx zaq xsw asd zxc qwe qwer qweasd iop poiuy lkjh mnbv aaa bbb zzz "
    "xxx one two three four five six seven eight nine ten um dois tres quatro cinco number numero keyboard "
    "teclado fuck fucker shit bitch asshole sexy pussy boobs porn hot cool great good best super mega ultra "
    "power force energy strong big little small old new year ano feliz natal christmas newyear birthday "
    "aniversario holiday ferias vacation travel world mundo house casa home garden jardim street phone "
    "telefone mobile email mail online web site page hora booking reserva marcacao clinic clinica studio "
    "estudio massage massagem yoga pilates therapy physio ";

/* Paths of a finger. */
static const char *const walks[] = {
	"1234567890",
	"qwertyuiop",
	"asdfghjkl",
	"zxcvbnm",
	"qwertzuiop",
	"yxcvbnm",
	"azertyuiop",
	"qsdfghjklm",
	"wxcvbn",
	"abcdefghijklmnopqrstuvwxyz",
	"1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
	"qazwsxedcrfvtgbyhnujmikolp",
	"1q2w3e4r5t6y7u8i9o0p",
	"q1w2e3r4t5y6u7i8o9p0",
	"zaq1xsw2cde3vfr4bgt5nhy6mju7",
};

/* The text in lower case; what looks like a letter is one. */
static void
plain(const char *text, size_t len, char out[static BYTES_MAX + 1])
{
	static const char looks[] = "@40135$7!8", means[] = "aaoiesstib";

	for (size_t i = 0; i < len; i++) {
		const char *at = text[i] == '\0' ? NULL : strchr(looks, text[i]);

		out[i] = (char)(at == NULL ? tolower((unsigned char)text[i]) : means[at - looks]);
	}
	out[len] = '\0';
}

static void
lower(const char *text, size_t len, char out[static BYTES_MAX + 1])
{
	for (size_t i = 0; i < len; i++)
		out[i] = (char)tolower((unsigned char)text[i]);
	out[len] = '\0';
}

static size_t
points(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++)
		count += (*text & 0xC0) != 0x80;
	return count;
}

/* Is b next to a on one of the walks, in either direction? */
static bool
follows(char a, char b)
{
	if (a == b)
		return true;
	for (size_t i = 0; i < sizeof walks / sizeof *walks; i++) {
		const char *at = strchr(walks[i], a);

		if (at != NULL && (at[1] == b || (at > walks[i] && at[-1] == b)))
			return true;
	}
	return false;
}

/* Mostly a run: each character next to the one before. */
static bool
runs(const char *text, size_t len)
{
	size_t steps = 0;

	for (size_t i = 1; i < len; i++)
		steps += follows(text[i - 1], text[i]);
	return steps * 100 >= (len - 1) * STEPS_MOST;
}

/* The same once more, and again. */
static bool
repeats(const char *text, size_t len)
{
	for (size_t unit = 1; unit * 2 <= len; unit++)
		if (memcmp(text, text + unit, len - unit) == 0)
			return true;
	return false;
}

#define OWN ' '
#define COMMON '_' /* begins a common word that was taken away */

/* Takes away every place of the word, leaving one mark: twice is worth no more. */
static void
blank(char *text, const char *word, size_t len, char mark)
{
	for (char *at = text; (at = memmem(at, strlen(at), word, len)) != NULL; at += len) {
		memset(at, OWN, len);
		*at = mark;
		mark = OWN;
	}
}

/* Long ones first, so that parts of them do not spoil it. */
static void
blank_common(char *text)
{
	for (size_t want = 14; want >= WORD_LEAST; want--)
		for (const char *word = common + 1; *word != '\0'; word += strcspn(word, " ") + 1)
			if (strcspn(word, " ") == want)
				blank(text, word, want, COMMON);
}

/* The runs of letters and digits in what is known about the owner. */
static void
blank_own(char *text, const char *about)
{
	char known[BYTES_MAX + 1];

	if (about == NULL || strlen(about) > BYTES_MAX)
		return;
	lower(about, strlen(about), known);
	for (const char *at = known; *at != '\0';) {
		size_t len = strcspn(at, " .,@-_+'");

		if (len >= WORD_LEAST)
			blank(text, at, len, OWN);
		at += len + (at[len] != '\0');
	}
}

/* What is left of the text, as it was typed. Digits and signs behind a word add
 * little, however many. */
static size_t
worth(const char *left, const char *typed)
{
	size_t letters = 0, signs = 0;

	for (size_t i = 0; left[i] != '\0'; i++)
		if (left[i] == COMMON
		    || (left[i] != OWN && !isdigit((unsigned char)typed[i])
			&& !ispunct((unsigned char)typed[i])))
			letters++;
		else
			signs += left[i] != OWN;
	return 2 * letters + (signs < SIGNS_MOST ? signs : SIGNS_MOST);
}

static bool
is_made_of(char *text, const char *typed, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		blank_own(text, words[i]);
	blank_common(text);
	return worth(text, typed) < WORTH_LEAST;
}

enum err
passphrase_check(const char *text, const char *const *words, size_t count, const char **why)
{
	char small[BYTES_MAX + 1], meant[BYTES_MAX + 1];
	size_t len = strlen(text);

	*why = N_("Take at least 10 characters. Three or four words are easy to keep in mind.");
	if (points(text) < PASSPHRASE_LEAST)
		return ERR_INVALID;
	*why = N_("That is too long: take at most 200 characters.");
	if (points(text) > PASSPHRASE_MOST || len > BYTES_MAX)
		return ERR_INVALID;
	lower(text, len, small);
	*why = N_("That is a run or a repetition, which is tried first. Take something else.");
	if (runs(small, len) || repeats(small, len))
		return ERR_INVALID;
	plain(text, len, meant);
	*why = N_("That is tried early: it is common, or about you. Add some words of your own.");
	if (is_made_of(small, text, words, count) || is_made_of(meant, text, words, count))
		return ERR_INVALID;
	return OK;
}
