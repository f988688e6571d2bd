# What the tests of several folders stand on.
check_LIBRARIES += libtestsupport.a
libtestsupport_a_SOURCES = \
	tests/support/authenticator.c tests/support/authenticator.h \
	tests/support/database.c tests/support/database.h

dist_check_SCRIPTS += tools/with-postgres

# One throw-away PostgreSQL serves all tests of a run. But for that this is what
# Automake would have written here.
check-TESTS: hora $(check_PROGRAMS) $(dist_check_SCRIPTS)
	@rm -f $(TEST_LOGS) $(TEST_LOGS:.log=.trs) $(TEST_SUITE_LOG)
	@$(srcdir)/tools/with-postgres --hora ./hora $(MAKE) $(AM_MAKEFLAGS) $(TEST_SUITE_LOG)

# The small studio that use cases are tested in.
check_LIBRARIES += libtestworld.a
libtestworld_a_SOURCES = tests/support/world.c tests/support/world.h
