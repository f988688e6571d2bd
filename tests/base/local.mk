BASE_TESTS = \
	tests/base/test_arena \
	tests/base/test_buffer \
	tests/base/test_clock \
	tests/base/test_complaint \
	tests/base/test_conf \
	tests/base/test_err \
	tests/base/test_json \
	tests/base/test_json_cost \
	tests/base/test_json_record \
	tests/base/test_kin \
	tests/base/test_log \
	tests/base/test_program \
	tests/base/test_shape \
	tests/base/test_text \
	tests/base/test_turn \
	tests/base/test_zone
check_PROGRAMS += $(BASE_TESTS)
TESTS += $(BASE_TESTS)
tests_base_test_arena_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
tests_base_test_buffer_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
tests_base_test_clock_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
tests_base_test_complaint_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
tests_base_test_conf_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
tests_base_test_err_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
tests_base_test_json_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
tests_base_test_json_cost_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
tests_base_test_json_record_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
tests_base_test_kin_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
tests_base_test_log_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
tests_base_test_program_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
tests_base_test_shape_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
tests_base_test_text_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
tests_base_test_zone_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)

# Answers what zone_oracle.py asks; a few zones here, all with --full.
check_PROGRAMS += tests/base/zone_answers
tests_base_zone_answers_LDADD = $(BASE_LIBS)
dist_check_SCRIPTS += tests/base/zone_oracle.py
TESTS += tests/base/zone_oracle.py
EXTRA_DIST += tests/support/measure.h
tests_base_test_turn_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
