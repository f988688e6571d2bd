WEB_TESTS = \
	tests/web/test_cookie \
	tests/web/test_csrf \
	tests/web/test_form \
	tests/web/test_front \
	tests/web/test_multipart \
	tests/web/test_pair \
	tests/web/test_place \
	tests/web/test_request \
	tests/web/test_response \
	tests/web/test_route \
	tests/web/test_tag
check_PROGRAMS += $(WEB_TESTS)
TESTS += $(WEB_TESTS)
tests_web_test_cookie_SOURCES = tests/web/test_cookie.c tests/web/fake.h
tests_web_test_cookie_LDADD = $(WEB_LIBS) $(CMOCKA_LIBS)
tests_web_test_csrf_SOURCES = tests/web/test_csrf.c tests/web/fake.h
tests_web_test_csrf_LDADD = $(WEB_LIBS) $(CMOCKA_LIBS)
tests_web_test_form_SOURCES = tests/web/test_form.c tests/web/fake.h
tests_web_test_form_LDADD = $(WEB_LIBS) $(CMOCKA_LIBS)
tests_web_test_multipart_SOURCES = tests/web/test_multipart.c tests/web/fake.h
tests_web_test_multipart_LDADD = $(WEB_LIBS) $(CMOCKA_LIBS)
tests_web_test_pair_SOURCES = tests/web/test_pair.c tests/web/fake.h
tests_web_test_pair_LDADD = $(WEB_LIBS) $(CMOCKA_LIBS)
tests_web_test_place_LDADD = $(FRONT_LIBS) $(CMOCKA_LIBS)
tests_web_test_request_SOURCES = tests/web/test_request.c tests/web/fake.h
tests_web_test_request_LDADD = $(WEB_LIBS) $(CMOCKA_LIBS)
tests_web_test_response_SOURCES = tests/web/test_response.c tests/web/fake.h
tests_web_test_response_LDADD = $(WEB_LIBS) $(CMOCKA_LIBS)
tests_web_test_route_SOURCES = tests/web/test_route.c tests/web/fake.h
tests_web_test_route_LDADD = $(WEB_LIBS) $(CMOCKA_LIBS)
tests_web_test_tag_SOURCES = tests/web/test_tag.c tests/web/fake.h
tests_web_test_tag_LDADD = $(WEB_LIBS) $(CMOCKA_LIBS)

# The whole of front, with a database and views of its own.
EXTRA_DIST += tests/web/front.sql tests/web/views/form.mustache tests/web/views/error/page.mustache
BUILT_SOURCES += tests/web/front.q.h
CLEANFILES += tests/web/front.q.h
tests_web_test_front_SOURCES = tests/web/test_front.c tests/web/puppet.c tests/web/puppet.h
tests_web_test_front_LDADD = libtestsupport.a $(FRONT_LIBS) $(CMOCKA_LIBS)

# The loop itself, with real processes.
dist_check_SCRIPTS += tests/web/test_server.py
TESTS += tests/web/test_server.py
EXTRA_DIST += tests/support/fastcgi.py tests/support/responder.py
check_PROGRAMS += tests/web/responder
tests_web_responder_LDADD = $(FRONT_LIBS)
