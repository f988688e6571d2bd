DOMAIN_TESTS = \
	tests/domain/test_arrival \
	tests/domain/test_calendar \
	tests/domain/test_choice \
	tests/domain/test_contact \
	tests/domain/test_deed \
	tests/domain/test_member \
	tests/domain/test_notice \
	tests/domain/test_offer \
	tests/domain/test_party \
	tests/domain/test_passphrase \
	tests/domain/test_picture \
	tests/domain/test_reminder \
	tests/domain/test_role \
	tests/domain/test_scenario \
	tests/domain/test_slot_busy \
	tests/domain/test_slot_hours \
	tests/domain/test_slot_property \
	tests/domain/test_slot_staff \
	tests/domain/test_state \
	tests/domain/test_validity
check_PROGRAMS += $(DOMAIN_TESTS)
TESTS += $(DOMAIN_TESTS)
tests_domain_test_arrival_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_calendar_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_contact_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_deed_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_role_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_scenario_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_slot_property_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_state_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_picture_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_notice_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_reminder_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)

SLOT_CASE = tests/domain/slot_case.c tests/domain/slot_case.h
tests_domain_test_slot_hours_SOURCES = tests/domain/test_slot_hours.c $(SLOT_CASE)
tests_domain_test_slot_hours_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_slot_busy_SOURCES = tests/domain/test_slot_busy.c $(SLOT_CASE)
tests_domain_test_slot_busy_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_slot_staff_SOURCES = tests/domain/test_slot_staff.c $(SLOT_CASE)
tests_domain_test_slot_staff_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)

SLOT_WORLD = tests/domain/slot_world.c tests/domain/slot_world.h
tests_domain_test_choice_SOURCES = tests/domain/test_choice.c $(SLOT_WORLD)
tests_domain_test_choice_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_offer_SOURCES = tests/domain/test_offer.c $(SLOT_WORLD)
tests_domain_test_offer_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_party_SOURCES = tests/domain/test_party.c $(SLOT_WORLD)
tests_domain_test_party_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_validity_SOURCES = tests/domain/test_validity.c $(SLOT_WORLD)
tests_domain_test_validity_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)

# Another reading of the same rules, with random scenarios; more with a number of rounds.
dist_check_SCRIPTS += tests/domain/slot_oracle.py
TESTS += tests/domain/slot_oracle.py

# Microseconds per list; run by hand.
check_PROGRAMS += tests/domain/slot_bench
tests_domain_slot_bench_LDADD = $(DOMAIN_LIBS)
tests_domain_test_passphrase_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_member_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
