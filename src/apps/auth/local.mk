pkglibexec_PROGRAMS += hora-auth
# The handlers apart, so that tests can call them through the routes.
noinst_LIBRARIES += libauth.a
libauth_a_SOURCES = \
	src/apps/auth/account.c src/apps/auth/account.h \
	src/apps/auth/address.c src/apps/auth/address.h \
	src/apps/auth/admission.c src/apps/auth/admission.h \
	src/apps/auth/again.c src/apps/auth/again.h \
	src/apps/auth/arrival.c src/apps/auth/arrival.h \
	src/apps/auth/bookings.c src/apps/auth/bookings.h \
	src/apps/auth/browser.c src/apps/auth/browser.h \
	src/apps/auth/departure.c src/apps/auth/departure.h \
	src/apps/auth/device.c src/apps/auth/device.h \
	src/apps/auth/entrance.c src/apps/auth/entrance.h \
	src/apps/auth/factor.c src/apps/auth/factor.h \
	src/apps/auth/handoff.c src/apps/auth/handoff.h \
	src/apps/auth/invitation.c src/apps/auth/invitation.h \
	src/apps/auth/known.c src/apps/auth/known.h \
	src/apps/auth/leaving.c src/apps/auth/leaving.h \
	src/apps/auth/link.c src/apps/auth/link.h \
	src/apps/auth/links.c src/apps/auth/links.h \
	src/apps/auth/login.c src/apps/auth/login.h \
	src/apps/auth/newcomer.c src/apps/auth/newcomer.h \
	src/apps/auth/passkey.c src/apps/auth/passkey.h \
	src/apps/auth/password.c src/apps/auth/password.h \
	src/apps/auth/photo.c src/apps/auth/photo.h \
	src/apps/auth/profile.c src/apps/auth/profile.h \
	src/apps/auth/routes.c src/apps/auth/routes.h \
	src/apps/auth/second.c src/apps/auth/second.h \
	src/apps/auth/setup.c src/apps/auth/setup.h \
	src/apps/auth/ways.c src/apps/auth/ways.h
hora_auth_SOURCES = src/apps/auth/main.c
hora_auth_LDADD = libauth.a $(DOCUMENT_LIBS) $(FRONT_LIBS)
