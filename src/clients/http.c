/* HTTPS by libcurl. The address is parsed once, by libcurl itself, so that what
 * is checked is what is asked. Where the name leads is judged at the socket: a
 * name that means another machine the second time is judged the second time. */
#include "clients/http.h"

#include <curl/curl.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/log.h"
#include "base/text.h"
#include "clients/address.h"

#define CONNECT_SECONDS 5L
#define AGENT "Hora"

struct http {
	CURL *curl;
	CURLU *url;
	const char *inside;
	/* Of the wish under way: */
	bool may_inside, refused;
	struct buffer body;
};

static size_t
take(char *bytes, size_t size, size_t count, void *data)
{
	struct http *h = data;

	buffer_add(&h->body, bytes, size * count);
	return h->body.full ? 0 : size * count;
}

static curl_socket_t
open_socket(void *data, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct http *h = data;

	(void)purpose;
	if (!h->may_inside && !address_is_public(&to->addr)) {
		h->refused = true;
		return CURL_SOCKET_BAD;
	}
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

static void
close_http(void *data)
{
	struct http *h = data;

	curl_easy_cleanup(h->curl);
	curl_url_cleanup(h->url);
	curl_global_cleanup();
}

#define SET(option, value) (void)curl_easy_setopt(curl, CURLOPT_##option, (value))

/* No proxy from the environment, no other protocol, no compression, nothing
 * followed. */
static void
set_options(struct http *h, const struct http_rules *rules)
{
	CURL *curl = h->curl;

	SET(CURLU, h->url);
	SET(PROTOCOLS_STR, "https");
	SET(PROXY, "");
	SET(FOLLOWLOCATION, 0L);
	SET(HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	SET(SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	SET(SSL_VERIFYPEER, 1L);
	SET(SSL_VERIFYHOST, 2L);
	if (rules->authorities != NULL)
		SET(CAINFO, rules->authorities);
	SET(USERAGENT, AGENT);
	SET(HTTPAUTH, (long)CURLAUTH_BASIC);
	SET(NOSIGNAL, 1L);
	SET(CONNECTTIMEOUT, CONNECT_SECONDS);
	SET(OPENSOCKETFUNCTION, open_socket);
	SET(OPENSOCKETDATA, h);
	SET(WRITEFUNCTION, take);
	SET(WRITEDATA, h);
}

enum err
http_open(struct arena *a, const struct http_rules *rules, struct http **out, const char **why)
{
	struct http *h = arena_make(a, struct http);

	if (rules->authorities != NULL && access(rules->authorities, R_OK) != 0) {
		*why = arena_text(a, "%s cannot be read", rules->authorities);
		return ERR_INVALID;
	}
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || (h->curl = curl_easy_init()) == NULL
	    || (h->url = curl_url()) == NULL) {
		*why = "libcurl does not start";
		return ERR_INTERNAL;
	}
	arena_own(a, h, close_http);
	h->inside = arena_dup(a, rules->inside);
	set_options(h, rules);
	*out = h;
	return OK;
}

/* One part of a parsed address, in the arena; NULL when there is none. */
static const char *
part_of(struct arena *a, CURLU *url, CURLUPart part, unsigned flags)
{
	char *text = NULL;
	const char *copy = NULL;

	if (curl_url_get(url, part, &text, flags) == CURLUE_OK)
		copy = arena_dup(a, text);
	curl_free(text);
	return copy;
}

/* Parses into url. NULL when it may be asked. */
static const char *
object_to_url(struct arena *a, CURLU *url, const char *text)
{
	for (const char *c = text; *c != '\0'; c++)
		if (*c <= ' ' || *c > '~' || *c == '\\')
			return "The address has a character that no address has.";
	/* libcurl would take the path for a host. */
	if (strstr(text, ":///") != NULL || curl_url_set(url, CURLUPART_URL, text, 0) != CURLUE_OK)
		return "That is no address.";
	if (!text_equal(part_of(a, url, CURLUPART_SCHEME, 0), "https"))
		return "The address must start with https://.";
	if (part_of(a, url, CURLUPART_USER, 0) != NULL || part_of(a, url, CURLUPART_PASSWORD, 0) != NULL)
		return "The address must not hold a name or password.";
	if (part_of(a, url, CURLUPART_FRAGMENT, 0) != NULL)
		return "The address must not point into a page.";
	return NULL;
}

const char *
http_objection(const char *url)
{
	struct arena *a = arena_new();
	CURLU *parsed = curl_url();
	const char *why = object_to_url(a, parsed, url);

	curl_url_cleanup(parsed);
	arena_free(a);
	return why;
}

/* True when the address's host and port are among those of our own network that
 * the operator has named. */
static bool
is_inside(struct arena *a, const struct http *h)
{
	const char *host = part_of(a, h->url, CURLUPART_HOST, 0);
	const char *door =
	    arena_text(a, "%s:%s", host, part_of(a, h->url, CURLUPART_PORT, CURLU_DEFAULT_PORT));
	const char *word = h->inside;

	while (word != NULL && *(word += strspn(word, " ,")) != '\0') {
		size_t len = strcspn(word, " ,");

		if (text_equal_fold(arena_copy(a, word, len), door))
			return true;
		word += len;
	}
	return false;
}

static struct curl_slist *
list_headers(struct arena *a, const struct http_wish *wish)
{
	struct curl_slist *list = NULL;

	for (size_t i = 0; i < HTTP_HEADERS && wish->headers[i] != NULL; i++)
		list = curl_slist_append(list, wish->headers[i]);
	if (wish->body != NULL) {
		list = curl_slist_append(list, arena_text(a, "Content-Type: %s", wish->type));
		list = curl_slist_append(list, "Expect:");
	}
	return list;
}

static CURLcode
transfer(struct http *h, struct arena *a, const struct http_wish *wish)
{
	struct curl_slist *headers = list_headers(a, wish);
	CURL *curl = h->curl;
	CURLcode rc;

	h->may_inside = is_inside(a, h);
	h->refused = false;
	h->body = buffer_new(a, wish->most);
	SET(HTTPHEADER, headers);
	SET(USERNAME, wish->user);
	SET(PASSWORD, wish->password);
	SET(TIMEOUT, (long)wish->seconds);
	SET(MAXFILESIZE_LARGE, (curl_off_t)wish->most);
	SET(CUSTOMREQUEST, wish->method);
	if (wish->body == NULL) {
		SET(HTTPGET, 1L);
	} else {
		SET(POST, 1L);
		SET(POSTFIELDSIZE_LARGE, (curl_off_t)(wish->len > 0 ? wish->len : strlen(wish->body)));
		SET(POSTFIELDS, wish->body);
	}
	rc = curl_easy_perform(curl);
	SET(HTTPHEADER, NULL);
	SET(POSTFIELDS, NULL);
	curl_slist_free_all(headers);
	return rc;
}

static const char *
explain(const struct http *h, CURLcode rc)
{
	if (h->refused)
		return "it is in our own network, and not among what may be asked there";
	if (h->body.full || rc == CURLE_FILESIZE_EXCEEDED)
		return "the answer is too long";
	return curl_easy_strerror(rc);
}

enum err
http_ask(struct http *h, struct arena *a, const struct http_wish *wish, struct http_answer *out,
	 const char **why)
{
	struct curl_header *tag;
	long status = 0;
	CURLcode rc;

	if ((*why = object_to_url(a, h->url, wish->url)) != NULL)
		return ERR_INVALID;
	if ((rc = transfer(h, a, wish)) != CURLE_OK) {
		*why = arena_text(a, "%s: %s", part_of(a, h->url, CURLUPART_HOST, 0), explain(h, rc));
		log_event(LOG_WARNING, "not_answered", { "host", part_of(a, h->url, CURLUPART_HOST, 0) },
			  { "why", *why });
		return h->refused ? ERR_INVALID : ERR_UPSTREAM;
	}
	(void)curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &status);
	*out = (struct http_answer){ .status = (int)status,
				     .body = buffer_string(&h->body),
				     .len = h->body.len };
	if (curl_easy_header(h->curl, "ETag", 0, CURLH_HEADER, -1, &tag) == CURLHE_OK)
		out->tag = arena_dup(a, tag->value);
	return OK;
}
