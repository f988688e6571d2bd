noinst_LIBRARIES += libfront.a
libfront_a_SOURCES = \
	src/front/answer.c src/front/answer.h \
	src/front/app.h \
	src/front/asker.c src/front/asker.h \
	src/front/asset.c src/front/asset.h \
	src/front/edition.c src/front/edition.h \
	src/front/front.c src/front/front.h \
	src/front/health.c src/front/health.h \
	src/front/identity.c src/front/identity.h \
	src/front/jar.c src/front/jar.h \
	src/front/origin.c src/front/origin.h \
	src/front/photo.c src/front/photo.h \
	src/front/place.c src/front/place.h \
	src/front/refusal.c src/front/refusal.h \
	src/front/settings.c src/front/settings.h \
	src/front/show.c src/front/show.h
libfront_a_CPPFLAGS = $(AM_CPPFLAGS) -DHORA_CONF='"$(sysconfdir)/hora"' \
	-DHORA_VIEWS='"$(pkgdatadir)/views"' -DHORA_TEXTS='"$(pkgdatadir)/texts"' \
	-DHORA_ASSETS='"$(pkgdatadir)/static/assets.txt"' -DHORA_API='"$(pkgdatadir)/openapi.json"' \
	-DHORA_TURNS='"$(runstatedir)/hora/auth"' -DHORA_SPOOL='"$(localstatedir)/lib/hora/spool"'
FRONT_LIBS = libfront.a $(USECASE_LIBS) $(STORE_LIBS) $(DB_LIBS) $(VIEW_LIBS) $(DOMAIN_LIBS) $(WEB_LIBS)
