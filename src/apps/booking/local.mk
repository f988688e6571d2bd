noinst_LIBRARIES += libbooking.a
libbooking_a_SOURCES = \
	src/apps/booking/addition.c src/apps/booking/addition.h \
	src/apps/booking/alternative.c src/apps/booking/alternative.h \
	src/apps/booking/api.h \
	src/apps/booking/api_bookings.c \
	src/apps/booking/api_card.c \
	src/apps/booking/api_catalogue.c \
	src/apps/booking/api_listing.c src/apps/booking/api_listing.h \
	src/apps/booking/api_manage.c \
	src/apps/booking/api_slots.c \
	src/apps/booking/api_studios.c \
	src/apps/booking/asked.c src/apps/booking/asked.h \
	src/apps/booking/card.c src/apps/booking/card.h \
	src/apps/booking/choice.c src/apps/booking/choice.h \
	src/apps/booking/copy.c src/apps/booking/copy.h \
	src/apps/booking/description.c src/apps/booking/description.h \
	src/apps/booking/details.c src/apps/booking/details.h \
	src/apps/booking/event.c src/apps/booking/event.h \
	src/apps/booking/fresh.c src/apps/booking/fresh.h \
	src/apps/booking/link.c src/apps/booking/link.h \
	src/apps/booking/month.c src/apps/booking/month.h \
	src/apps/booking/order.c src/apps/booking/order.h \
	src/apps/booking/relocation.c src/apps/booking/relocation.h \
	src/apps/booking/routes.c src/apps/booking/routes.h \
	src/apps/booking/studio.c src/apps/booking/studio.h \
	src/apps/booking/trust.c src/apps/booking/trust.h \
	src/apps/booking/unsubscribe.c src/apps/booking/unsubscribe.h \
	src/apps/booking/visit.c src/apps/booking/visit.h \
	src/apps/booking/visit_view.c src/apps/booking/visit_view.h \
	src/apps/booking/week.c src/apps/booking/week.h \
	src/apps/booking/weekly.c src/apps/booking/weekly.h
BOOKING_LIBS = libbooking.a $(DOCUMENT_LIBS) $(FRONT_LIBS)

pkglibexec_PROGRAMS += hora-booking
hora_booking_SOURCES = src/apps/booking/main.c
hora_booking_LDADD = $(BOOKING_LIBS)
