VIEW_TESTS = tests/view/test_language
check_PROGRAMS += $(VIEW_TESTS)
TESTS += $(VIEW_TESTS)
tests_view_test_language_LDADD = $(VIEW_LIBS) $(CMOCKA_LIBS)
