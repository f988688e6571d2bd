/* Forms with a file: what browsers send is taken, however it is cut up on its way;
 * what could be read in two ways is refused; the file lies in the spool under a
 * name of chance, and goes with the request. */
#include "web/multipart.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "tests/web/fake.h"
#include "web/upload.h"

#define FIELD(name) "Content-Disposition: form-data; name=\"" name "\"\r\n"
#define FILE_HEAD(file) \
	"Content-Disposition: form-data; name=\"photo\"; filename=\"" file "\"\r\nContent-Type: " \
	"image/png\r\n\r\n"
#define TOKEN "--b\r\n" FIELD("_csrf") "\r\ntoken\r\n"
#define WHOLE TOKEN "--b\r\n" FILE_HEAD("a.png") "bytes\r\n--b--\r\n"

static enum err
keep(void *to, const char *bytes, size_t len)
{
	buffer_add(to, bytes, len);
	return OK;
}

/* Reads a form cut into pieces; what the file had is in *file. */
static enum err
parse(struct fake *f, const char *body, size_t len, size_t chunk, struct buffer *file, struct multipart *out)
{
	f->body = body;
	f->left = len;
	f->chunk = chunk;
	*file = buffer_new(f->arena, 1 << 20);
	return multipart_read(f->arena, (struct source){ fake_read, f }, "b", (struct sink){ keep, file },
			      out);
}

static void
a_form_is_read_however_it_is_cut(void **state)
{
	(void)state;
	for (size_t chunk = 1; chunk <= sizeof WHOLE; chunk++) {
		struct multipart form;
		struct buffer file;
		struct fake f;

		fake_open(&f);
		assert_int_equal(parse(&f, WHOLE, sizeof WHOLE - 1, chunk, &file, &form), OK);
		assert_string_equal(pairs_get(&form.fields, "_csrf"), "token");
		assert_string_equal(form.file_name, "photo");
		assert_int_equal(form.file_len, 5);
		assert_string_equal(buffer_string(&file), "bytes");
		fake_close(&f);
	}
}

/* Of every length around the window's, and full of what a delimiter begins with. */
static void
a_file_comes_out_as_it_went_in(void **state)
{
	static const char almost[] = "\r\n--\r\n-b--b--\r\n\r\n--a";

	(void)state;
	for (size_t len = 0; len < 40000; len += len < 40 || (len > 16300 && len < 16500) ? 1 : 1777) {
		struct multipart form;
		struct buffer file, body;
		struct fake f;

		fake_open(&f);
		body = buffer_new(f.arena, 1 << 20);
		buffer_text(&body, TOKEN "--b\r\n" FILE_HEAD("x"));
		for (size_t i = 0; i < len; i++)
			buffer_char(&body, almost[i % (sizeof almost - 1)]);
		buffer_text(&body, "\r\n--b--\r\n");
		assert_int_equal(parse(&f, body.bytes, body.len, 4096, &file, &form), OK);
		assert_int_equal(form.file_len, len);
		assert_int_equal(file.len, len);
		for (size_t i = 0; i < len; i++)
			assert_int_equal(file.bytes[i], almost[i % (sizeof almost - 1)]);
		fake_close(&f);
	}
}

static void
names_of_files_and_files_that_were_not_chosen_do_not_matter(void **state)
{
	static const struct {
		const char *head;
		bool chosen;
	} cases[] = {
		{ FILE_HEAD("../../etc/passwd"), true },
		{ FILE_HEAD("x%0D%0ASet-Cookie: a=b"), true },
		{ FILE_HEAD("\xe7\x85\xa7\xe7\x89\x87.png"), true },
		{ FILE_HEAD("a.php;.png"), true },
		{ FILE_HEAD(""), false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct multipart form;
		struct buffer file;
		struct fake f;
		const char *body;

		fake_open(&f);
		body = arena_text(f.arena, TOKEN "--b\r\n%s%s\r\n--b--\r\n", cases[i].head,
				  cases[i].chosen ? "x" : "");
		assert_int_equal(parse(&f, body, strlen(body), 0, &file, &form), OK);
		assert_int_equal(form.file_name != NULL, cases[i].chosen);
		fake_close(&f);
	}
}

static void
what_is_not_well_formed_is_refused(void **state)
{
	static const char *const cases[] = {
		"",
		"--b",
		"--b--",
		"--b\r\n",
		"x" WHOLE,
		"\r\n" WHOLE,
		WHOLE "x",
		WHOLE "\r\n",
		TOKEN,
		TOKEN "--b",
		TOKEN "--b-",
		TOKEN "--bb--\r\n",
		TOKEN "--b \r\n" FIELD("x") "\r\n\r\n--b--\r\n",
		"--b\n" FIELD("x") "\r\nv\r\n--b--\r\n",
		"--b\r\n\r\nv\r\n--b--\r\n",
		"--b\r\nContent-Type: text/plain\r\n\r\nv\r\n--b--\r\n",
		"--b\r\n" FIELD("x") FIELD("y") "\r\nv\r\n--b--\r\n",
		"--b\r\n" FIELD("") "\r\nv\r\n--b--\r\n",
		"--b\r\n" FIELD("a b") "\r\nv\r\n--b--\r\n",
		"--b\r\n" FIELD("x\"; name=\"y") "\r\nv\r\n--b--\r\n",
		"--b\r\n" FIELD("x\n") "\r\nv\r\n--b--\r\n",
		"--b\r\n" FIELD("x") "X-Other: 1\r\n\r\nv\r\n--b--\r\n",
		"--b\r\n" FIELD("x") "Content-Transfer-Encoding: base64\r\n\r\nv\r\n--b--\r\n",
		"--b\r\nContent-Disposition: attachment; name=\"x\"\r\n\r\nv\r\n--b--\r\n",
		"--b\r\nContent-Disposition: form-data; name=x\r\n\r\nv\r\n--b--\r\n",
		"--b\r\nContent-Disposition: form-data; name=\"x\"; filename*=utf-8''a\r\n\r\nv\r\n--b--\r\n",
		"--b\r\nContent-Disposition: form-data; name=\"x\"; filename=\"a\rb\"\r\n\r\nv\r\n--b--\r\n",
		"--b\r\n" FIELD("x") "\r\n\xff\r\n--b--\r\n",
		"--b\r\n" FILE_HEAD("a") "1\r\n--b\r\n" FILE_HEAD("b") "2\r\n--b--\r\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t chunk = 0; chunk <= 1; chunk++) {
			struct multipart form = { .file_len = 77 };
			struct buffer file;
			struct fake f;

			fake_open(&f);
			if (parse(&f, cases[i], strlen(cases[i]), chunk, &file, &form) != ERR_INVALID)
				fail_msg("taken: %s", cases[i]);
			assert_int_equal(form.file_len, 77);
			fake_close(&f);
		}
}

static void
there_are_bounds_to_fields(void **state)
{
	(void)state;
	for (int more = 0; more <= 1; more++) {
		struct multipart form;
		struct buffer file, many, longest;
		struct fake f;
		enum err want = more ? ERR_INVALID : OK;

		fake_open(&f);
		many = buffer_new(f.arena, 1 << 20);
		for (int i = 0; i < MULTIPART_FIELDS + more; i++)
			buffer_format(&many, "--b\r\n" FIELD("f%d") "\r\n%d\r\n", i, i);
		buffer_text(&many, "--b--\r\n");
		assert_int_equal(parse(&f, many.bytes, many.len, 0, &file, &form), want);
		longest = buffer_new(f.arena, 1 << 20);
		buffer_text(&longest, "--b\r\n" FIELD("x") "\r\n");
		for (int i = 0; i < MULTIPART_FIELD_BYTES + more; i++)
			buffer_char(&longest, 'x');
		buffer_text(&longest, "\r\n--b--\r\n");
		assert_int_equal(parse(&f, longest.bytes, longest.len, 0, &file, &form), want);
		fake_close(&f);
	}
}

static void
a_boundary_is_one_that_browsers_and_mail_programs_make(void **state)
{
	static const struct {
		const char *type, *want;
	} cases[] = {
		{ "multipart/form-data; boundary=----WebKitFormBoundaryAbC", "----WebKitFormBoundaryAbC" },
		{ "Multipart/Form-Data;boundary=x", "x" },
		{ "multipart/form-data", NULL },
		{ "multipart/form-data; boundary=", NULL },
		{ "multipart/form-data; boundary=\"----=_Part_0_12.3\"", "----=_Part_0_12.3" },
		{ "multipart/form-data; boundary=\"x", NULL },
		{ "multipart/form-data; boundary=\"x\"y", NULL },
		{ "multipart/form-data; boundary=\"\"", NULL },
		{ "multipart/form-data; boundary=x\"", NULL },
		{ "multipart/form-data; boundary=x y", NULL },
		{ "multipart/form-data; boundary=x; charset=utf-8", NULL },
		{ "multipart/form-data; charset=utf-8; boundary=x", NULL },
		{ "multipart/mixed; boundary=x", NULL },
		{ "application/x-www-form-urlencoded", NULL },
		{ NULL, NULL },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *found = multipart_boundary(a, cases[i].type);

		assert_int_equal(found == NULL, cases[i].want == NULL);
		if (found != NULL)
			assert_string_equal(found, cases[i].want);
	}
	arena_free(a);
}

/* --- the spool --- */

static char folder[] = "/tmp/hora-spool.XXXXXX";

/* Uploads a body that says it has that length. */
static enum err
upload(struct fake *f, const char *type, size_t said, const char *body, size_t len)
{
	fake_open(f);
	assert_int_equal(fake_head(f, "POST", "/", arena_text(f->arena, "CONTENT_TYPE=%s", type),
				   arena_text(f->arena, "CONTENT_LENGTH=%zu", said)),
			 OK);
	f->body = body;
	f->left = len;
	return upload_read(&f->request, &f->response, (struct source){ fake_read, f }, folder, 100);
}

static const char *
spooled(const struct fake *f)
{
	return arena_text(f->arena, "%s/%s", folder, f->request.upload->name);
}

static void
a_file_goes_with_the_request_unless_it_is_kept(void **state)
{
	(void)state;
	for (int kept = 0; kept <= 1; kept++) {
		struct stat status;
		struct fake f;
		char path[200];

		assert_int_equal(
		    upload(&f, "multipart/form-data; boundary=b", sizeof WHOLE - 1, WHOLE, sizeof WHOLE - 1),
		    OK);
		assert_string_equal(f.request.upload->field, "photo");
		assert_int_equal(f.request.upload->len, 5);
		assert_string_equal(pairs_get(&f.request.typed, "_csrf"), "token");
		assert_true(snprintf(path, sizeof path, "%s", spooled(&f)) < (int)sizeof path);
		assert_int_equal(stat(path, &status), 0);
		assert_int_equal(status.st_mode & 0777, 0640);
		assert_int_equal(status.st_size, 5);
		if (kept)
			upload_keep(f.request.upload);
		fake_close(&f);
		assert_int_equal(access(path, F_OK) == 0, kept);
		(void)unlink(path);
	}
}

static void
too_much_is_counted_and_not_kept(void **state)
{
	struct arena *a = arena_new();
	struct buffer body = buffer_new(a, 1 << 20);
	struct stat status;
	struct fake f;

	(void)state;
	buffer_text(&body, "--b\r\n" FILE_HEAD("a"));
	for (int i = 0; i < 50000; i++)
		buffer_char(&body, 'x');
	buffer_text(&body, "\r\n--b--\r\n");
	assert_int_equal(upload(&f, "multipart/form-data; boundary=b", body.len, body.bytes, body.len), OK);
	assert_int_equal(f.request.upload->len, 50000);
	assert_int_equal(stat(spooled(&f), &status), 0);
	assert_true(status.st_size <= 100);
	fake_close(&f);
	arena_free(a);
}

static void
what_is_no_such_form_is_refused_and_leaves_nothing(void **state)
{
	static const struct {
		const char *type;
		size_t said;
		int status;
	} cases[] = {
		{ "text/plain", sizeof WHOLE - 1, 415 },
		{ "multipart/form-data; boundary=c", sizeof WHOLE - 1, 400 },
		{ "multipart/form-data; boundary=b", 0, 411 },
		{ "multipart/form-data; boundary=b", UPLOAD_REQUEST_BYTES + 1, 413 },
		{ "multipart/form-data; boundary=b", sizeof WHOLE - 3, OK },
		{ "multipart/form-data; boundary=b", sizeof WHOLE - 4, 400 },
		{ "multipart/form-data; boundary=b", sizeof WHOLE + 9, 400 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fake f;

		assert_int_equal(upload(&f, cases[i].type, cases[i].said, WHOLE, sizeof WHOLE - 1),
				 cases[i].status == OK ? OK : ERR_INVALID);
		if (cases[i].status != OK)
			assert_int_equal(f.response.status, cases[i].status);
		fake_close(&f);
	}
	assert_int_equal(rmdir(folder), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_form_is_read_however_it_is_cut),
		cmocka_unit_test(a_file_comes_out_as_it_went_in),
		cmocka_unit_test(names_of_files_and_files_that_were_not_chosen_do_not_matter),
		cmocka_unit_test(what_is_not_well_formed_is_refused),
		cmocka_unit_test(there_are_bounds_to_fields),
		cmocka_unit_test(a_boundary_is_one_that_browsers_and_mail_programs_make),
		cmocka_unit_test(a_file_goes_with_the_request_unless_it_is_kept),
		cmocka_unit_test(too_much_is_counted_and_not_kept),
		cmocka_unit_test(what_is_no_such_form_is_refused_and_leaves_nothing),
	};

	if (mkdtemp(folder) == NULL)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
