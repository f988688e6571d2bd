DB_TESTS = \
	tests/db/test_argument \
	tests/db/test_connection \
	tests/db/test_failure \
	tests/db/test_pipe \
	tests/db/test_row \
	tests/db/test_transaction
check_PROGRAMS += $(DB_TESTS) tests/db/test_restart
DB_SCRIPT_TESTS = tests/db/migrate.sh tests/db/restart.sh tests/db/sql2c.sh
dist_check_SCRIPTS += $(DB_SCRIPT_TESTS) tools/check-statements
TESTS += $(DB_TESTS) $(DB_SCRIPT_TESTS) tools/check-statements
DB_TEST_SQL = tests/db/argument.sql tests/db/failure.sql tests/db/pipe.sql tests/db/row.sql
EXTRA_DIST += tools/statements.sql tools/tenants $(DB_TEST_SQL) tests/db/sql2c/literals.sql tests/db/sql2c/literals.want
BUILT_SOURCES += $(DB_TEST_SQL:.sql=.q.h)
CLEANFILES += $(DB_TEST_SQL:.sql=.q.h)

check_LIBRARIES += libtestdb.a
libtestdb_a_SOURCES = tests/db/proxy.c tests/db/proxy.h tests/db/thing.c tests/db/thing.h
DB_TEST_LIBS = libtestdb.a libtestsupport.a $(DB_LIBS) $(CMOCKA_LIBS)
tests_db_test_argument_LDADD = $(DB_TEST_LIBS)
tests_db_test_connection_LDADD = $(DB_TEST_LIBS)
tests_db_test_failure_LDADD = $(DB_TEST_LIBS)
tests_db_test_pipe_LDADD = $(DB_TEST_LIBS)
tests_db_test_restart_LDADD = $(DB_TEST_LIBS)
tests_db_test_row_LDADD = $(DB_TEST_LIBS)
tests_db_test_transaction_LDADD = $(DB_TEST_LIBS)
