/* JPEG by libjpeg: read at the coarsest scale of its transform that is still fine
 * enough, written progressively. */
#include <stdio.h> /* jpeglib.h wants it first */

#include <jerror.h>
#include <jpeglib.h>
#include <stdlib.h>
#include <string.h>

#include "apps/image/exif.h"
#include "apps/image/frame.h"
#include "apps/image/shrink.h"

#define QUALITY 82
#define MARKER_BYTES 65533

static void
fail(j_common_ptr info)
{
	refuse(info->err->msg_code == JERR_OUT_OF_MEMORY ? PICTURE_LARGE : PICTURE_DAMAGED);
}

/* Warnings that mean a part of the picture is missing. */
static void
warn(j_common_ptr info, int level)
{
	int code = info->err->msg_code;

	if (level < 0 && (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE))
		refuse(PICTURE_DAMAGED);
}

static struct jpeg_error_mgr *
set_errors(struct jpeg_error_mgr *errors)
{
	(void)jpeg_std_error(errors);
	errors->error_exit = fail;
	errors->emit_message = warn;
	return errors;
}

static void
read_traits(struct jpeg_decompress_struct *info, struct traits *traits)
{
	unsigned char *profile = NULL;
	unsigned int len = 0;

	traits->orientation = 1;
	for (jpeg_saved_marker_ptr m = info->marker_list; m != NULL; m = m->next)
		if (m->marker == JPEG_APP0 + 1 && m->data_length > 6 && memcmp(m->data, "Exif\0\0", 6) == 0) {
			traits->orientation = exif_orientation((struct input){ m->data, m->data_length });
			break;
		}
	if (jpeg_read_icc_profile(info, &profile, &len))
		traits->profile = (struct input){ profile, len };
}

/* The fewest eighths of the size that are enough. */
static void
choose_scale(struct jpeg_decompress_struct *info, struct size wanted)
{
	info->scale_denom = 8;
	for (info->scale_num = 1; info->scale_num < 8; info->scale_num++) {
		jpeg_calc_output_dimensions(info);
		if (info->output_width >= (JDIMENSION)wanted.width
		    && info->output_height >= (JDIMENSION)wanted.height)
			return;
	}
}

/* Print's four inks, as Adobe's programs write them: inverted. */
static void
mix_inks(unsigned char *row, JDIMENSION width)
{
	for (JDIMENSION x = 0; x < width; x++)
		for (int c = 0; c < 3; c++)
			row[3 * x + (JDIMENSION)c] =
			    (unsigned char)(row[4 * x + (JDIMENSION)c] * row[4 * x + 3] / 255);
}

struct raster
decode_jpeg(struct arena *a, struct input in, enum picture_kind kind, struct traits *traits)
{
	struct jpeg_decompress_struct info = { .err = NULL };
	struct jpeg_error_mgr errors;
	struct shrink shrink;
	struct size size;
	unsigned char *row;
	bool inks;

	info.err = set_errors(&errors);
	jpeg_create_decompress(&info);
	jpeg_mem_src(&info, in.bytes, (unsigned long)in.len);
	jpeg_save_markers(&info, JPEG_APP0 + 1, MARKER_BYTES);
	jpeg_save_markers(&info, JPEG_APP0 + 2, MARKER_BYTES);
	(void)jpeg_read_header(&info, TRUE);
	read_traits(&info, traits);
	size = frame_fit(kind, info.image_width, info.image_height, traits->orientation);
	inks = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
	info.out_color_space = inks ? JCS_CMYK : JCS_RGB;
	choose_scale(&info, size);
	(void)jpeg_start_decompress(&info);
	shrink =
	    shrink_new(a, (int32_t)info.output_width, (int32_t)info.output_height, size.width, size.height);
	row = arena_alloc(a, info.output_width, 4);
	while (info.output_scanline < info.output_height) {
		(void)jpeg_read_scanlines(&info, &row, 1);
		if (inks)
			mix_inks(row, info.output_width);
		shrink_row(&shrink, row);
	}
	(void)jpeg_finish_decompress(&info);
	jpeg_destroy_decompress(&info);
	return shrink.out;
}

struct input
encode_jpeg(struct raster raster)
{
	struct jpeg_compress_struct info = { .err = NULL };
	struct jpeg_error_mgr errors;
	unsigned char *bytes = NULL;
	unsigned long len = 0;

	info.err = set_errors(&errors);
	jpeg_create_compress(&info);
	jpeg_mem_dest(&info, &bytes, &len);
	info.image_width = (JDIMENSION)raster.width;
	info.image_height = (JDIMENSION)raster.height;
	info.input_components = 3;
	info.in_color_space = JCS_RGB;
	jpeg_set_defaults(&info);
	jpeg_set_quality(&info, QUALITY, TRUE);
	jpeg_simple_progression(&info);
	jpeg_start_compress(&info, TRUE);
	for (unsigned char *row = raster.rgb; info.next_scanline < info.image_height;
	     row += (size_t)raster.width * 3)
		(void)jpeg_write_scanlines(&info, &row, 1);
	jpeg_finish_compress(&info);
	jpeg_destroy_compress(&info);
	return (struct input){ bytes, len };
}
