VIEW_TESTS = tests/view/test_language tests/view/test_mustache tests/view/test_mustache_fault \
	tests/view/test_mustache_spec
check_PROGRAMS += $(VIEW_TESTS)
TESTS += $(VIEW_TESTS)
tests_view_test_language_LDADD = $(VIEW_LIBS) $(CMOCKA_LIBS)
tests_view_test_mustache_SOURCES = tests/view/test_mustache.c tests/view/mustache_case.h
tests_view_test_mustache_LDADD = $(VIEW_LIBS) $(CMOCKA_LIBS)
tests_view_test_mustache_fault_SOURCES = tests/view/test_mustache_fault.c tests/view/mustache_case.h
tests_view_test_mustache_fault_LDADD = $(VIEW_LIBS) $(CMOCKA_LIBS)
tests_view_test_mustache_spec_LDADD = $(VIEW_LIBS) $(CMOCKA_LIBS)
