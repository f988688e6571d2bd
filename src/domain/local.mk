noinst_LIBRARIES += libdomain.a
libdomain_a_SOURCES = \
	src/domain/calendar.h \
	src/domain/offer.h \
	src/domain/role.c src/domain/role.h \
	src/domain/slot.h \
	src/domain/span.h \
	src/domain/state.c src/domain/state.h
DOMAIN_LIBS = libdomain.a $(BASE_LIBS)
