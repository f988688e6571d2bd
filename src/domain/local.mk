noinst_LIBRARIES += libdomain.a
libdomain_a_SOURCES = \
	src/domain/calendar.h \
	src/domain/contact.c src/domain/contact.h \
	src/domain/notice.c src/domain/notice.h \
	src/domain/offer.h \
	src/domain/reminder.c src/domain/reminder.h \
	src/domain/role.c src/domain/role.h \
	src/domain/slot.h \
	src/domain/span.h \
	src/domain/state.c src/domain/state.h \
	src/domain/studio.c src/domain/studio.h
DOMAIN_LIBS = libdomain.a $(BASE_LIBS)
