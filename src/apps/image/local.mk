pkglibexec_PROGRAMS += hora-image
IMAGE_FILES = \
	src/apps/image/blend.h \
	src/apps/image/colour.c \
	src/apps/image/confine.c src/apps/image/confine.h \
	src/apps/image/exif.c src/apps/image/exif.h \
	src/apps/image/frame.c src/apps/image/frame.h \
	src/apps/image/image.h \
	src/apps/image/jpeg.c \
	src/apps/image/png.c \
	src/apps/image/shrink.c src/apps/image/shrink.h \
	src/apps/image/webp.c
hora_image_SOURCES = src/apps/image/main.c $(IMAGE_FILES)
hora_image_LDADD = $(DOMAIN_LIBS) $(IMAGE_LIBS)
