DOMAIN_TESTS = \
	tests/domain/test_contact \
	tests/domain/test_notice \
	tests/domain/test_reminder \
	tests/domain/test_role \
	tests/domain/test_scenario \
	tests/domain/test_slot_busy \
	tests/domain/test_slot_hours \
	tests/domain/test_slot_staff \
	tests/domain/test_state
check_PROGRAMS += $(DOMAIN_TESTS)
TESTS += $(DOMAIN_TESTS)
tests_domain_test_contact_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_role_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_scenario_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_state_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_notice_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_reminder_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)

SLOT_CASE = tests/domain/slot_case.c tests/domain/slot_case.h
tests_domain_test_slot_hours_SOURCES = tests/domain/test_slot_hours.c $(SLOT_CASE)
tests_domain_test_slot_hours_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_slot_busy_SOURCES = tests/domain/test_slot_busy.c $(SLOT_CASE)
tests_domain_test_slot_busy_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_slot_staff_SOURCES = tests/domain/test_slot_staff.c $(SLOT_CASE)
tests_domain_test_slot_staff_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)

# Another reading of the same rules, with random scenarios; more with a number of rounds.
dist_check_SCRIPTS += tests/domain/slot_oracle.py
TESTS += tests/domain/slot_oracle.py
