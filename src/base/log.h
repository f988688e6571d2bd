/* The log: one structured line per event on standard error (the journal), as
 * logfmt: time, level, program, event, request id, then key=value pairs.
 * Values are quoted, control characters and malformed UTF-8 encoded, so that one
 * event is always one line, of at most 4,096 bytes (a longer one ends in
 * cut=yes). Values under keys that contain password, token, secret,
 * authorization, cookie or key are replaced by "[redacted]". */
#ifndef HORA_BASE_LOG_H
#define HORA_BASE_LOG_H

#include <stdint.h>

#include "base/err.h"

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG, LOG__MAX };

/* Names the program and sets the most detailed level written (default
 * LOG_INFO). program must outlive the log. */
void log_open(const char *program, enum log_level most);

/* The request the next lines belong to (at most 63 characters are kept); NULL
 * for none. */
void log_request(const char *id);

struct log_pair {
	const char *key;
	const char *value; /* NULL writes - */
};

/* log_event(LOG_INFO, "started", {"socket", path}, {"children", "6"}); */
#define log_event(level, event, ...) \
	log_pairs((level), (event), (const struct log_pair[]){ __VA_ARGS__ __VA_OPT__(, ){ NULL, NULL } })
void log_pairs(enum log_level, const char *event, const struct log_pair *pairs);

/* A number as text for one log line; from a small ring, valid for the call. */
const char *log_number(int64_t n);

#endif
