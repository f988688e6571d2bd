# What must be true after any run (tools/check-invariants), and the proof that each can fail.
dist_check_SCRIPTS += tests/invariants/test_breaches.sh tools/check-invariants
TESTS += tests/invariants/test_breaches.sh
EXTRA_DIST += \
	tests/invariants/breach.table \
	tests/invariants/journal.sql \
	tests/invariants/inv01_double_booking.sql \
	tests/invariants/inv02_nothing_lost.sql \
	tests/invariants/inv03_nothing_invented.sql \
	tests/invariants/inv04_one_per_key.sql \
	tests/invariants/inv10_holds_end.sql \
	tests/invariants/inv11_states_by_the_table.sql \
	tests/invariants/inv13_sessions.sql \
	tests/invariants/inv15_sane_values.sql \
	tests/invariants/journal.json \
	tests/invariants/studio.sql
