noinst_LIBRARIES += libweb.a
libweb_a_SOURCES = \
	src/web/cookie.h src/web/csrf.h src/web/form.h \
	src/web/pair.c src/web/pair.h \
	src/web/request.h src/web/response.h src/web/route.h src/web/server.h
WEB_LIBS = libweb.a $(CRYPTO_LIBS) $(FCGI_LIBS)
