CRYPTO_TESTS = \
	tests/crypto/test_assertion \
	tests/crypto/test_base32 \
	tests/crypto/test_base64url \
	tests/crypto/test_certificate \
	tests/crypto/test_jwks \
	tests/crypto/test_passkey \
	tests/crypto/test_passkey_vector \
	tests/crypto/test_password \
	tests/crypto/test_proof \
	tests/crypto/test_random \
	tests/crypto/test_recovery \
	tests/crypto/test_safe \
	tests/crypto/test_sealed \
	tests/crypto/test_signature \
	tests/crypto/test_sigv4 \
	tests/crypto/test_token \
	tests/crypto/test_totp \
	tests/crypto/test_vault
check_PROGRAMS += $(CRYPTO_TESTS)
TESTS += $(CRYPTO_TESTS)
tests_crypto_test_assertion_SOURCES = tests/crypto/test_assertion.c \
	tests/crypto/forged.c tests/crypto/forged.h tests/crypto/signer.c tests/crypto/signer.h
tests_crypto_test_assertion_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_base32_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_base64url_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_certificate_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_jwks_SOURCES = tests/crypto/test_jwks.c tests/crypto/signer.c tests/crypto/signer.h
tests_crypto_test_jwks_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_passkey_LDADD = libtestsupport.a $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_passkey_vector_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_random_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_recovery_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_safe_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_sealed_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_signature_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_totp_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_vault_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_sigv4_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_token_SOURCES = tests/crypto/test_token.c tests/crypto/signer.c tests/crypto/signer.h
tests_crypto_test_token_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_password_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
tests_crypto_test_proof_LDADD = $(CRYPTO_LIBS) $(CMOCKA_LIBS)
