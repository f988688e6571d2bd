noinst_LIBRARIES += libcrypto.a
libcrypto_a_SOURCES = \
	src/crypto/assertion.c src/crypto/assertion.h \
	src/crypto/base32.c src/crypto/base32.h \
	src/crypto/base64url.c src/crypto/base64url.h \
	src/crypto/certificate.c src/crypto/certificate.h \
	src/crypto/client_data.c src/crypto/client_data.h \
	src/crypto/cose.c src/crypto/cose.h \
	src/crypto/digest.c src/crypto/digest.h \
	src/crypto/digits.c src/crypto/digits.h \
	src/crypto/jwks.c src/crypto/jwks.h \
	src/crypto/key.c src/crypto/key.h \
	src/crypto/passkey.c src/crypto/passkey.h \
	src/crypto/password.c src/crypto/password.h \
	src/crypto/proof.c src/crypto/proof.h \
	src/crypto/pkce.c src/crypto/pkce.h \
	src/crypto/random.c src/crypto/random.h \
	src/crypto/recovery.c src/crypto/recovery.h \
	src/crypto/safe.c src/crypto/safe.h \
	src/crypto/sealed.c src/crypto/sealed.h \
	src/crypto/signature.c src/crypto/signature.h \
	src/crypto/sigv4.c src/crypto/sigv4.h \
	src/crypto/totp.c src/crypto/totp.h \
	src/crypto/token.c src/crypto/token.h \
	src/crypto/vault.c src/crypto/vault.h
CRYPTO_LIBS = libcrypto.a $(OPENSSL_LIBS) $(SODIUM_LIBS) $(JWT_LIBS) $(BASE_LIBS)
