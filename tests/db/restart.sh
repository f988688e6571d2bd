#!/bin/sh
# The restart test, on a server of its own: the others' goes on.
unset HORA_TEST_DB
exec "$HORA_SOURCE/tools/with-postgres" "$HORA_BUILD/tests/db/test_restart"
