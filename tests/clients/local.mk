CLIENTS_TESTS = tests/clients/test_address tests/clients/test_message
check_PROGRAMS += $(CLIENTS_TESTS)
TESTS += $(CLIENTS_TESTS)
tests_clients_test_address_LDADD = $(CLIENTS_LIBS) $(CMOCKA_LIBS)
tests_clients_test_message_LDADD = $(CLIENTS_LIBS) $(CMOCKA_LIBS)

# Written and sent here, read by npm's mailparser, ical.js and smtp-server.
check_PROGRAMS += tests/clients/message_answers
tests_clients_message_answers_LDADD = $(CLIENTS_LIBS)

# Asked here, of servers that are kind and unkind.
check_PROGRAMS += tests/clients/http_answers
tests_clients_http_answers_LDADD = $(CLIENTS_LIBS)

# Put into a bucket that npm's aws4 stands before.
check_PROGRAMS += tests/clients/s3_answers
tests_clients_s3_answers_LDADD = $(CLIENTS_LIBS)
CLIENTS_ORACLES = tests/clients/http_oracle.mjs tests/clients/message_oracle.mjs tests/clients/mail_oracle.mjs \
	tests/clients/s3_oracle.mjs
dist_check_SCRIPTS += $(CLIENTS_ORACLES)
EXTRA_DIST += tests/clients/bucket.mjs tests/clients/peer.mjs
TESTS += $(CLIENTS_ORACLES)
