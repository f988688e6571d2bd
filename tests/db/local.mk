DB_TESTS = \
	tests/db/test_argument \
	tests/db/test_failure \
	tests/db/test_pipe \
	tests/db/test_row \
	tests/db/test_transaction
check_PROGRAMS += $(DB_TESTS)
TESTS += $(DB_TESTS)
DB_TEST_SQL = tests/db/argument.sql tests/db/failure.sql tests/db/pipe.sql tests/db/row.sql
EXTRA_DIST += $(DB_TEST_SQL)
BUILT_SOURCES += $(DB_TEST_SQL:.sql=.q.h)
CLEANFILES += $(DB_TEST_SQL:.sql=.q.h)
DB_TEST_LIBS = libtestsupport.a $(DB_LIBS) $(CMOCKA_LIBS)
DB_TEST_THING = tests/db/thing.c tests/db/thing.h
tests_db_test_argument_SOURCES = tests/db/test_argument.c $(DB_TEST_THING)
tests_db_test_argument_LDADD = $(DB_TEST_LIBS)
tests_db_test_failure_SOURCES = tests/db/test_failure.c $(DB_TEST_THING)
tests_db_test_failure_LDADD = $(DB_TEST_LIBS)
tests_db_test_pipe_SOURCES = tests/db/test_pipe.c $(DB_TEST_THING)
tests_db_test_pipe_LDADD = $(DB_TEST_LIBS)
tests_db_test_row_SOURCES = tests/db/test_row.c $(DB_TEST_THING)
tests_db_test_row_LDADD = $(DB_TEST_LIBS)
tests_db_test_transaction_SOURCES = tests/db/test_transaction.c $(DB_TEST_THING)
tests_db_test_transaction_LDADD = $(DB_TEST_LIBS)
