USECASE_TESTS = \
	tests/usecase/test_agenda \
	tests/usecase/test_arrival \
	tests/usecase/test_book \
	tests/usecase/test_change \
	tests/usecase/test_desk \
	tests/usecase/test_factor \
	tests/usecase/test_ledger \
	tests/usecase/test_retry \
	tests/usecase/test_notify \
	tests/usecase/test_profile \
	tests/usecase/test_series \
	tests/usecase/test_team \
	tests/usecase/test_visit
check_PROGRAMS += $(USECASE_TESTS)
TESTS += $(USECASE_TESTS)
USECASE_TEST_LIBS = libtestworld.a libtestsupport.a $(USECASE_LIBS) $(CMOCKA_LIBS)
tests_usecase_test_agenda_LDADD = $(USECASE_TEST_LIBS)
tests_usecase_test_arrival_SOURCES = tests/usecase/test_arrival.c tests/crypto/signer.c tests/crypto/signer.h
tests_usecase_test_arrival_LDADD = $(USECASE_TEST_LIBS)
tests_usecase_test_book_LDADD = $(USECASE_TEST_LIBS)
tests_usecase_test_change_LDADD = $(USECASE_TEST_LIBS)
tests_usecase_test_desk_LDADD = $(USECASE_TEST_LIBS)
tests_usecase_test_factor_LDADD = $(USECASE_TEST_LIBS)
tests_usecase_test_ledger_LDADD = $(USECASE_TEST_LIBS)
tests_usecase_test_notify_LDADD = $(USECASE_TEST_LIBS)
tests_usecase_test_profile_LDADD = $(USECASE_TEST_LIBS)
tests_usecase_test_retry_LDADD = $(USECASE_TEST_LIBS)
tests_usecase_test_series_LDADD = $(USECASE_TEST_LIBS)
tests_usecase_test_team_LDADD = $(USECASE_TEST_LIBS)
tests_usecase_test_visit_LDADD = $(USECASE_TEST_LIBS)

# Random clients against each other; a slice of what `tests/part/torture` runs.
check_PROGRAMS += tests/usecase/torture
TESTS += tests/usecase/torture
tests_usecase_torture_LDADD = $(USECASE_TEST_LIBS)
