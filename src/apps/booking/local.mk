pkglibexec_PROGRAMS += hora-booking
hora_booking_SOURCES = src/apps/booking/main.c src/apps/booking/routes.c src/apps/booking/routes.h
hora_booking_LDADD = $(FRONT_LIBS)
