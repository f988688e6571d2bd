DOCUMENT_TESTS = tests/document/test_calendar tests/document/test_qr
check_PROGRAMS += $(DOCUMENT_TESTS)
TESTS += $(DOCUMENT_TESTS)
tests_document_test_calendar_LDADD = $(DOCUMENT_LIBS) $(CMOCKA_LIBS)
tests_document_test_qr_LDADD = $(DOCUMENT_LIBS) $(CMOCKA_LIBS)

# Written here, read by python3-icalendar and ical.js.
check_PROGRAMS += tests/document/calendar_answers
tests_document_calendar_answers_LDADD = $(DOCUMENT_LIBS)
CALENDAR_ORACLES = tests/document/calendar_oracle.py tests/document/calendar_oracle.mjs
dist_check_SCRIPTS += $(CALENDAR_ORACLES)
TESTS += $(CALENDAR_ORACLES)
