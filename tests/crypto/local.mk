CRYPTO_TESTS = \
	tests/crypto/test_base64url \
	tests/crypto/test_certificate \
	tests/crypto/test_random \
	tests/crypto/test_sealed \
	tests/crypto/test_signature
check_PROGRAMS += $(CRYPTO_TESTS)
TESTS += $(CRYPTO_TESTS)
tests_crypto_test_base64url_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_certificate_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_random_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_sealed_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_signature_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
