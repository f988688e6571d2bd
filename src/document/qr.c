/* Draws QR codes. libqrencode finds the modules; each run of dark ones in a row
 * becomes one rectangle of the path. */
#include "document/qr.h"

#include <string.h>

#include <qrencode.h>

#include "base/buffer.h"

#define QUIET 4
#define PATH_BYTES 65536

static void
release(void *code)
{
	QRcode_free(code);
}

static void
draw_row(struct buffer *path, const unsigned char *row, int width, int y)
{
	for (int x = 0, end; x < width; x = end + 1) {
		for (end = x; end < width && (row[end] & 1) != 0; end++)
			;
		if (end > x)
			buffer_format(path, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, end - x, end - x);
	}
}

enum err
qr_draw(struct arena *a, const char *text, struct qr *out)
{
	struct buffer path = buffer_new(a, PATH_BYTES);
	size_t len = strlen(text);
	QRcode *code;

	if (len == 0 || len > QR_BYTES_MAX)
		return ERR_INVALID;
	code = arena_own(a, QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M), release);
	if (code == NULL)
		return ERR_INTERNAL;
	for (int y = 0; y < code->width; y++)
		draw_row(&path, code->data + y * code->width, code->width, y);
	out->size = code->width + 2 * QUIET;
	out->path = buffer_string(&path);
	return path.full ? ERR_INTERNAL : OK;
}
