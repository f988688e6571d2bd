/* Text: UTF-8 and small string helpers. Nothing here allocates. */
#ifndef HORA_BASE_TEXT_H
#define HORA_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Marks a text for the catalogues where it is written; it is looked up where it
 * is shown (view/view.h). */
#define N_(text) (text)

/* True for well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates, at
 * most U+10FFFF) without U+0000. */
bool utf8_valid(const char *text, size_t len);

/* Code points in valid UTF-8. */
size_t utf8_length(const char *text, size_t len);

/* Reads one code point at text (len > 0 bytes left) into *point; returns its
 * length in bytes, 0 when malformed. */
size_t utf8_read(const char *text, size_t len, uint32_t *point);

/* Writes a code point, at most 4 bytes; returns its length. */
size_t utf8_write(char out[4], uint32_t point);

/* True for C0 and C1 controls and DEL; tab and line feed too. */
bool text_is_control(uint32_t point);

bool text_equal(const char *a, const char *b); /* NULL equals only NULL */
bool text_starts(const char *text, const char *prefix);
bool text_is_empty(const char *text); /* NULL or "" */

/* Cuts the white space around what people type: ASCII's, the no-break space, the
 * typographic spaces and the ideographic one of Chinese and Japanese keyboards.
 * Malformed bytes are no space. */
void text_trim(const char **text, size_t *len);

/* Compares ASCII letters without case; lengths must agree. */
bool text_equal_fold(const char *a, const char *b);

/* Reads a whole decimal number with nothing around it: [-]digits, within
 * int64_t. False otherwise, and *out untouched. */
bool text_integer(const char *text, size_t len, int64_t *out);

#endif
