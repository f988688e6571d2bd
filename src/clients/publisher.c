/* Events to nchan: one POST each (protocol: nchan's publisher endpoint; 201 it
 * was delivered to somebody, 202 nobody listens). */
#include "clients/publisher.h"

#include <curl/curl.h>

#include "base/log.h"

#define SECONDS 5

struct publisher {
	CURL *curl;
};

static size_t
drop(char *bytes, size_t size, size_t count, void *data)
{
	(void)bytes;
	(void)data;
	return size * count;
}

static void
close_curl(void *curl)
{
	curl_easy_cleanup(curl);
	curl_global_cleanup();
}

#define SET(option, value) (void)curl_easy_setopt(curl, CURLOPT_##option, (value))

enum err
publisher_open(struct arena *a, const char *socket, struct publisher **out)
{
	struct publisher *p = arena_make(a, struct publisher);
	CURL *curl;

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || (curl = curl_easy_init()) == NULL)
		return ERR_INTERNAL;
	p->curl = arena_own(a, curl, close_curl);
	SET(UNIX_SOCKET_PATH, socket);
	SET(PROTOCOLS_STR, "http");
	SET(NOSIGNAL, 1L);
	SET(TIMEOUT, (long)SECONDS);
	SET(WRITEFUNCTION, drop);
	*out = p;
	return OK;
}

enum err
publisher_send(struct publisher *p, struct arena *a, const char *channel, const char *event, const char *json)
{
	CURL *curl = p->curl;
	struct curl_slist *headers = curl_slist_append(NULL, arena_text(a, "X-EventSource-Event: %s", event));
	long code = 0;
	CURLcode rc;

	SET(URL, arena_text(a, "http://nginx/publish/p/%s", channel));
	SET(HTTPHEADER, headers);
	SET(POSTFIELDS, json);
	rc = curl_easy_perform(curl);
	(void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
	SET(HTTPHEADER, NULL);
	curl_slist_free_all(headers);
	if (rc == CURLE_OK && (code == 201 || code == 202))
		return OK;
	log_event(LOG_WARNING, "event_not_published", { "channel", channel }, { "status", log_number(code) },
		  { "why", curl_easy_strerror(rc) });
	return ERR_UPSTREAM;
}
