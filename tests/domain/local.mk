DOMAIN_TESTS = \
	tests/domain/test_contact \
	tests/domain/test_notice \
	tests/domain/test_reminder \
	tests/domain/test_role \
	tests/domain/test_state
check_PROGRAMS += $(DOMAIN_TESTS)
TESTS += $(DOMAIN_TESTS)
tests_domain_test_contact_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_role_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_state_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_notice_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_reminder_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
