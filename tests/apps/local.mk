# The operator's commands, run as an operator does.
CLI_TESTS = \
	tests/apps/cli/demo.sh \
	tests/apps/cli/doctor.sh \
	tests/apps/cli/jobs.sh \
	tests/apps/cli/provider.sh \
	tests/apps/cli/slots.sh \
	tests/apps/cli/studio.sh
dist_check_SCRIPTS += $(CLI_TESTS)
TESTS += $(CLI_TESTS)
dist_check_SCRIPTS += tests/apps/test_routes.sh
TESTS += tests/apps/test_routes.sh

# The pages of booking, in process. The clock is the world's: the linker puts the
# test's in place of clock_now.
SITE = tests/support/site.c tests/support/site.h
BOOKING_SITE = $(SITE) tests/apps/booking/site.c tests/apps/booking/site.h
BOOKING_TESTS = \
	tests/apps/booking/test_card \
	tests/apps/booking/test_choice \
	tests/apps/booking/test_copy \
	tests/apps/booking/test_details \
	tests/apps/booking/test_month
check_PROGRAMS += $(BOOKING_TESTS)
TESTS += $(BOOKING_TESTS)
BOOKING_SITE_LIBS = libtestworld.a libtestsupport.a $(BOOKING_LIBS) $(CMOCKA_LIBS)
tests_apps_booking_test_card_SOURCES = tests/apps/booking/test_card.c $(BOOKING_SITE)
tests_apps_booking_test_card_LDADD = $(BOOKING_SITE_LIBS)
tests_apps_booking_test_card_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=clock_now
tests_apps_booking_test_choice_SOURCES = tests/apps/booking/test_choice.c $(BOOKING_SITE)
tests_apps_booking_test_choice_LDADD = $(BOOKING_SITE_LIBS)
tests_apps_booking_test_choice_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=clock_now
tests_apps_booking_test_copy_LDADD = $(BOOKING_LIBS) $(CMOCKA_LIBS)
tests_apps_booking_test_details_SOURCES = tests/apps/booking/test_details.c $(BOOKING_SITE)
tests_apps_booking_test_details_LDADD = $(BOOKING_SITE_LIBS)
tests_apps_booking_test_details_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=clock_now
tests_apps_booking_test_month_LDADD = $(BOOKING_LIBS) $(CMOCKA_LIBS)
dist_check_SCRIPTS += tests/apps/test_access.py
TESTS += tests/apps/test_access.py

# hora-image. What it makes of pictures is tried by tests/part/media.
check_PROGRAMS += tests/apps/image/test_confine
TESTS += tests/apps/image/test_confine
tests_apps_image_test_confine_SOURCES = tests/apps/image/test_confine.c src/apps/image/confine.c
tests_apps_image_test_confine_LDADD = $(IMAGE_LIBS) $(CMOCKA_LIBS)
EXTRA_DIST += tests/apps/image/pictures.py tests/apps/image/test_image.py

# The panel, likewise.
ADMIN_SITE = $(SITE) tests/apps/admin/site.c tests/apps/admin/site.h
ADMIN_TESTS = \
	tests/apps/admin/test_bookings \
	tests/apps/admin/test_sheet
check_PROGRAMS += $(ADMIN_TESTS)
TESTS += $(ADMIN_TESTS)
ADMIN_SITE_LIBS = libtestworld.a libtestsupport.a $(ADMIN_LIBS) $(CMOCKA_LIBS)
tests_apps_admin_test_bookings_SOURCES = tests/apps/admin/test_bookings.c $(ADMIN_SITE)
tests_apps_admin_test_bookings_LDADD = $(ADMIN_SITE_LIBS)
tests_apps_admin_test_bookings_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=clock_now
tests_apps_admin_test_sheet_SOURCES = tests/apps/admin/test_sheet.c $(ADMIN_SITE)
tests_apps_admin_test_sheet_LDADD = $(ADMIN_SITE_LIBS)
tests_apps_admin_test_sheet_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=clock_now
