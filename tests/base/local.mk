BASE_TESTS = tests/base/test_arena
check_PROGRAMS += $(BASE_TESTS)
TESTS += $(BASE_TESTS)
tests_base_test_arena_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
