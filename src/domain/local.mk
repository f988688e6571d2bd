noinst_LIBRARIES += libdomain.a
libdomain_a_SOURCES = \
	src/domain/arrival.c src/domain/arrival.h \
	src/domain/calendar.c src/domain/calendar.h \
	src/domain/choice.c \
	src/domain/contact.c src/domain/contact.h \
	src/domain/deed.c src/domain/deed.h \
	src/domain/link.c src/domain/link.h \
	src/domain/listing.c \
	src/domain/member.c src/domain/member.h \
	src/domain/notice.c src/domain/notice.h \
	src/domain/obstacle.c src/domain/obstacle.h \
	src/domain/offer.c src/domain/offer.h \
	src/domain/party.c src/domain/party.h \
	src/domain/passphrase.c src/domain/passphrase.h \
	src/domain/picture.c src/domain/picture.h \
	src/domain/reminder.c src/domain/reminder.h \
	src/domain/role.c src/domain/role.h \
	src/domain/room.c src/domain/room.h \
	src/domain/scenario.c src/domain/scenario.h \
	src/domain/scenario_resource.c src/domain/scenario_resource.h \
	src/domain/scenario_value.c src/domain/scenario_value.h \
	src/domain/scenario_write.c \
	src/domain/scope.c src/domain/scope.h \
	src/domain/session.c src/domain/session.h \
	src/domain/slot.c src/domain/slot.h \
	src/domain/span.c src/domain/span.h \
	src/domain/state.c src/domain/state.h \
	src/domain/studio.c src/domain/studio.h \
	src/domain/tally.c src/domain/tally.h \
	src/domain/track.c src/domain/track.h \
	src/domain/validity.c
DOMAIN_LIBS = libdomain.a $(BASE_LIBS)
