noinst_LIBRARIES += libadmin.a
libadmin_a_SOURCES = \
	src/apps/admin/bookings.c src/apps/admin/bookings.h \
	src/apps/admin/demand.c src/apps/admin/demand.h \
	src/apps/admin/keys.c src/apps/admin/keys.h \
	src/apps/admin/move.c src/apps/admin/move.h \
	src/apps/admin/panel.c src/apps/admin/panel.h \
	src/apps/admin/photo.c src/apps/admin/photo.h \
	src/apps/admin/routes.c src/apps/admin/routes.h \
	src/apps/admin/sheet.c src/apps/admin/sheet.h \
	src/apps/admin/step.c src/apps/admin/step.h \
	src/apps/admin/studios.c src/apps/admin/studios.h \
	src/apps/admin/team.c src/apps/admin/team.h
ADMIN_LIBS = libadmin.a $(FRONT_LIBS)

pkglibexec_PROGRAMS += hora-admin
hora_admin_SOURCES = src/apps/admin/main.c
hora_admin_LDADD = $(ADMIN_LIBS)
