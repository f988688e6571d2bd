DOMAIN_TESTS = \
	tests/domain/test_role \
	tests/domain/test_state
check_PROGRAMS += $(DOMAIN_TESTS)
TESTS += $(DOMAIN_TESTS)
tests_domain_test_role_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_domain_test_state_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
