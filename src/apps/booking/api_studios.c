/* The list of studios over the API, page by page. A cursor is a place in the
 * list's order: the direction, the id and the name of the studio it lies next to. */
#include "apps/booking/api.h"

#include <string.h>

#include "base/complaint.h"
#include "base/text.h"
#include "crypto/base64url.h"
#include "crypto/digest.h"
#include "front/app.h"
#include "front/show.h"
#include "store/studio.h"

#define PAGE_STANDARD 50
#define PAGE_MOST 100

struct studios_query {
	int64_t limit;
	const char *cursor;
};

static const struct field studios_fields[] = {
	FIELD(INT, studios_query, limit, .least = 1, .most = PAGE_MOST),
	FIELD(TEXT, studios_query, cursor, .max = 500),
};
const struct shape studios_query_shape = SHAPE(studios_query, studios_fields);

static const char *
write_cursor(struct arena *a, const struct studio *studio, bool before)
{
	const char *place =
	    arena_text(a, "%c%lld %s", before ? '<' : '>', (long long)studio->id, studio->name);

	return base64url_write(a, place, strlen(place));
}

static bool
read_cursor(struct arena *a, const char *cursor, struct studio_part *out)
{
	unsigned char *bytes;
	const char *place, *space;
	size_t len;

	if (!base64url_read(a, cursor, strlen(cursor), &bytes, &len) || !utf8_valid((char *)bytes, len))
		return false;
	place = arena_copy(a, bytes, len);
	space = strchr(place, ' ');
	if (space == NULL || (*place != '<' && *place != '>')
	    || !text_integer(place + 1, (size_t)(space - place - 1), &out->id))
		return false;
	out->before = *place == '<';
	out->name = space + 1;
	return true;
}

/* One more than the page holds is read, to see whether there are more. */
struct page {
	const struct studio *items;
	size_t count;
	bool earlier, later;
};

static struct page
cut_page(const struct list *read, const struct studio_part *wanted, size_t most)
{
	struct page page = { .items = read->items, .count = read->count };
	bool more = read->count > most;

	page.earlier = wanted->before ? more : wanted->id != 0;
	page.later = wanted->before || more;
	if (more) {
		page.items += wanted->before ? 1 : 0;
		page.count--;
	}
	return page;
}

/* RFC 8288. */
static void
link_pages(struct response *rs, const struct page *page, size_t most)
{
	const char *site = rs->request->app->settings.site;
	struct buffer links = buffer_new(rs->arena, 8192);
	const struct {
		bool there, before;
		const char *name;
	} ways[] = { { page->later, false, "next" }, { page->earlier, true, "prev" } };

	for (size_t i = 0; i < sizeof ways / sizeof *ways && page->count > 0; i++)
		if (ways[i].there)
			buffer_format(&links, "%s<%s/api/v1/studios?limit=%zu&cursor=%s>; rel=\"%s\"",
				      links.len > 0 ? ", " : "", site, most,
				      write_cursor(rs->arena,
						   &page->items[ways[i].before ? 0 : page->count - 1],
						   ways[i].before),
				      ways[i].name);
	if (links.len > 0)
		response_header(rs, "Link", buffer_string(&links));
}

enum err
api_studios(struct request *rq, struct response *rs)
{
	const struct studios_query *q = rq->form;
	size_t most = q->limit == 0 ? PAGE_STANDARD : (size_t)q->limit;
	struct studio_part wanted = { .name = "", .most = (int64_t)most + 1 };
	struct list read;
	struct page page;
	enum err e;

	if (!text_is_empty(q->cursor) && !read_cursor(rq->arena, q->cursor, &wanted)) {
		complaint_add(rq->complaints, "cursor", NULL, N_("Take the cursor from a Link header."));
		return ERR_INVALID;
	}
	if ((e = studio_part(rq->act->db, rq->arena, &wanted, &read)) != OK)
		return e;
	page = cut_page(&read, &wanted, most);
	link_pages(rs, &page, most);
	if ((e = show_json_list(rs, &studio_listed_shape, &(struct list){ page.items, page.count })) != OK)
		return e;
	(void)response_unchanged(
	    rs, arena_copy(rs->arena, digest_hex(rs->arena, rs->body.bytes, rs->body.len), 20));
	return OK;
}
