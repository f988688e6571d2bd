# A trio per aggregate: .h and .c are read with their .sql as one page.
STORE_SQL = \
	src/store/account.sql \
	src/store/actor.sql \
	src/store/attempt.sql \
	src/store/booking.sql \
	src/store/claim.sql \
	src/store/demand.sql \
	src/store/demo.sql \
	src/store/desk.sql \
	src/store/factor.sql \
	src/store/identity.sql \
	src/store/job.sql \
	src/store/link.sql \
	src/store/news.sql \
	src/store/notice.sql \
	src/store/picture.sql \
	src/store/profile.sql \
	src/store/provider.sql \
	src/store/quota.sql \
	src/store/seal.sql \
	src/store/server.sql \
	src/store/session.sql \
	src/store/studio.sql \
	src/store/team.sql
STATEMENTS = $(STORE_SQL:.sql=.q.h)
BUILT_SOURCES += $(STATEMENTS)
CLEANFILES += $(STATEMENTS)
EXTRA_DIST += $(STORE_SQL)

noinst_LIBRARIES += libstore.a
libstore_a_CFLAGS = $(AM_CFLAGS) -Wunused-const-variable
libstore_a_SOURCES = \
	src/store/account.c src/store/account.h \
	src/store/actor.c src/store/actor.h \
	src/store/attempt.c src/store/attempt.h \
	src/store/booking.c src/store/booking.h \
	src/store/claim.c src/store/claim.h \
	src/store/demand.c src/store/demand.h \
	src/store/demo.c src/store/demo.h \
	src/store/desk.c src/store/desk.h \
	src/store/factor.c src/store/factor.h \
	src/store/identity.c src/store/identity.h \
	src/store/job.c src/store/job.h \
	src/store/link.c src/store/link.h \
	src/store/news.c src/store/news.h \
	src/store/notice.c src/store/notice.h \
	src/store/picture.c src/store/picture.h \
	src/store/profile.c src/store/profile.h \
	src/store/provider.c src/store/provider.h \
	src/store/quota.c src/store/quota.h \
	src/store/seal.c src/store/seal.h \
	src/store/server.c src/store/server.h \
	src/store/session.c src/store/session.h \
	src/store/studio.c src/store/studio.h \
	src/store/team.c src/store/team.h
STORE_LIBS = libstore.a $(DOMAIN_LIBS) $(DB_LIBS)
$(libstore_a_OBJECTS): $(STATEMENTS)
