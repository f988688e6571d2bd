# The operator's commands, run as an operator does.
CLI_TESTS = tests/apps/cli/slots.sh tests/apps/cli/studio.sh
dist_check_SCRIPTS += $(CLI_TESTS)
TESTS += $(CLI_TESTS)
dist_check_SCRIPTS += tests/apps/test_routes.sh
TESTS += tests/apps/test_routes.sh

BOOKING_TESTS = tests/apps/booking/test_copy
check_PROGRAMS += $(BOOKING_TESTS)
TESTS += $(BOOKING_TESTS)
tests_apps_booking_test_copy_LDADD = $(BOOKING_LIBS) $(CMOCKA_LIBS)
dist_check_SCRIPTS += tests/apps/test_access.py
TESTS += tests/apps/test_access.py
