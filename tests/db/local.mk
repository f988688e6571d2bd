DB_TESTS = tests/db/test_row
check_PROGRAMS += $(DB_TESTS)
TESTS += $(DB_TESTS)
DB_TEST_SQL = tests/db/row.sql
EXTRA_DIST += $(DB_TEST_SQL)
BUILT_SOURCES += $(DB_TEST_SQL:.sql=.q.h)
CLEANFILES += $(DB_TEST_SQL:.sql=.q.h)
DB_TEST_LIBS = libtestsupport.a $(DB_LIBS) $(CMOCKA_LIBS)
DB_TEST_THING = tests/db/thing.c tests/db/thing.h
tests_db_test_row_SOURCES = tests/db/test_row.c $(DB_TEST_THING)
tests_db_test_row_LDADD = $(DB_TEST_LIBS)
