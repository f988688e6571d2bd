STORE_TESTS = \
	tests/store/test_claim \
	tests/store/test_desk \
	tests/store/test_job \
	tests/store/test_picture \
	tests/store/test_seal
check_PROGRAMS += $(STORE_TESTS)
TESTS += $(STORE_TESTS)
STORE_TEST_LIBS = libtestsupport.a $(STORE_LIBS) $(CMOCKA_LIBS)
tests_store_test_claim_LDADD = $(STORE_TEST_LIBS)
tests_store_test_desk_LDADD = $(STORE_TEST_LIBS)
tests_store_test_job_LDADD = $(STORE_TEST_LIBS)
tests_store_test_picture_LDADD = $(STORE_TEST_LIBS)
tests_store_test_seal_LDADD = $(STORE_TEST_LIBS)

# What roles may do, and what is audited.
TESTS += tests/store/test_rights.sh
EXTRA_DIST += tests/store/rights.sql tests/store/test_rights.sh
