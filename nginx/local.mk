# What nginx serves by itself, laid out under share/ in the build folder: the
# error pages, and public/ under names that hold the hash of its content.
NGINX_FILES = nginx/hora.conf.in nginx/run.conf.in \
	nginx/errors/table nginx/errors/page.html nginx/errors/page.css \
	nginx/snippets/answers.conf nginx/snippets/bucket.conf nginx/snippets/errors.conf nginx/snippets/fastcgi.conf nginx/snippets/gate.conf \
	nginx/snippets/headers.conf nginx/snippets/kept.conf nginx/snippets/limits.conf nginx/snippets/log.conf nginx/snippets/media.conf \
	nginx/snippets/publisher.conf nginx/snippets/request.conf nginx/snippets/responder.conf \
	nginx/snippets/routes.conf nginx/snippets/server.conf nginx/snippets/starts.conf nginx/snippets/subscriber.conf \
	nginx/snippets/tls.conf nginx/snippets/types.conf nginx/snippets/visitor.conf
EXTRA_DIST += $(NGINX_FILES) tools/error-pages tools/assets tools/render tools/nginx-config \
	tests/nginx/echo.mjs tests/nginx/idle.mjs tests/nginx/malformed.mjs tests/nginx/site.mjs tests/nginx/test_http.mjs tests/nginx/slow.mjs

ERROR_FILES = $(srcdir)/nginx/errors/table $(srcdir)/nginx/errors/page.html $(srcdir)/nginx/errors/page.css
share/errors.stamp: $(ERROR_FILES) $(srcdir)/tools/error-pages
	$(AM_V_GEN)rm -rf share/errors && mkdir -p share/errors
	$(AM_V_at)$(srcdir)/tools/error-pages $(srcdir)/nginx/errors/table $(srcdir)/nginx/errors/page.html share/errors
	$(AM_V_at)cp $(srcdir)/nginx/errors/page.css share/errors/page.css
	$(AM_V_at)chmod -R u=rwX,go=rX share/errors && touch $@

share/static.stamp: $(addprefix $(srcdir)/,$(PUBLIC)) $(srcdir)/tools/assets
	$(AM_V_GEN)mkdir -p share && $(srcdir)/tools/assets $(srcdir)/public share/static && touch $@

all-local: share/errors.stamp share/static.stamp

install-data-local: share/errors.stamp share/static.stamp
	$(MKDIR_P) '$(DESTDIR)$(pkgdatadir)'
	cp -r share/errors share/static '$(DESTDIR)$(pkgdatadir)/'

uninstall-local:
	rm -rf '$(DESTDIR)$(pkgdatadir)/errors' '$(DESTDIR)$(pkgdatadir)/static'

clean-local:
	rm -rf share
