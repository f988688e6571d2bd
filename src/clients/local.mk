# What speaks to the outside. Only the worker links it.
noinst_LIBRARIES += libclients.a
libclients_a_SOURCES = \
	src/clients/address.c src/clients/address.h \
	src/clients/http.c src/clients/http.h \
	src/clients/mail.c src/clients/mail.h \
	src/clients/media.c src/clients/media.h \
	src/clients/message.c src/clients/message.h \
	src/clients/oidc.c src/clients/oidc.h \
	src/clients/publisher.c src/clients/publisher.h \
	src/clients/s3.c src/clients/s3.h
CLIENTS_LIBS = libclients.a $(CRYPTO_LIBS) $(BASE_LIBS) $(CURL_LIBS)
