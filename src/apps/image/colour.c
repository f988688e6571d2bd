/* Colours by Little CMS: cameras write wider spaces than browsers assume of a
 * picture without a profile. */
#include <lcms2.h>

#include "apps/image/image.h"

void *
colour_open(void)
{
	return cmsCreate_sRGBProfile();
}

void
colour_convert(struct raster *raster, struct input profile, void *screen)
{
	cmsHPROFILE from = NULL;
	cmsHTRANSFORM transform = NULL;

	if (profile.len > 0)
		from = cmsOpenProfileFromMem(profile.bytes, (cmsUInt32Number)profile.len);
	if (from == NULL)
		return;
	if (cmsGetColorSpace(from) == cmsSigRgbData)
		transform = cmsCreateTransform(from, TYPE_RGB_8, screen, TYPE_RGB_8, INTENT_PERCEPTUAL, 0);
	if (transform != NULL) {
		cmsDoTransform(transform, raster->rgb, raster->rgb,
			       (cmsUInt32Number)raster->width * (cmsUInt32Number)raster->height);
		cmsDeleteTransform(transform);
	}
	cmsCloseProfile(from);
}
