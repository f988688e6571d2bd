pkglibexec_PROGRAMS += hora-booking
hora_booking_SOURCES = \
	src/apps/booking/api.h \
	src/apps/booking/api_bookings.c \
	src/apps/booking/api_catalogue.c \
	src/apps/booking/api_slots.c \
	src/apps/booking/link.c src/apps/booking/link.h \
	src/apps/booking/main.c \
	src/apps/booking/routes.c src/apps/booking/routes.h
hora_booking_LDADD = $(FRONT_LIBS)
