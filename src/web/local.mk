noinst_LIBRARIES += libweb.a
libweb_a_SOURCES = \
	src/web/cookie.c src/web/cookie.h \
	src/web/csrf.c src/web/csrf.h \
	src/web/form.c src/web/form.h \
	src/web/multipart.c src/web/multipart.h \
	src/web/pair.c src/web/pair.h \
	src/web/request.c src/web/request.h \
	src/web/response.c src/web/response.h \
	src/web/route.c src/web/route.h \
	src/web/server.c src/web/server.h \
	src/web/tag.c \
	src/web/upload.c src/web/upload.h
WEB_LIBS = libweb.a $(CRYPTO_LIBS) $(FCGI_LIBS)
