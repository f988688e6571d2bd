# The operator's commands, run as an operator does.
CLI_TESTS = tests/apps/cli/slots.sh tests/apps/cli/studio.sh
dist_check_SCRIPTS += $(CLI_TESTS)
TESTS += $(CLI_TESTS)
dist_check_SCRIPTS += tests/apps/test_routes.sh
TESTS += tests/apps/test_routes.sh
