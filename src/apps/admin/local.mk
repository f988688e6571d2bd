pkglibexec_PROGRAMS += hora-admin
hora_admin_SOURCES = src/apps/admin/main.c src/apps/admin/routes.c src/apps/admin/routes.h
hora_admin_LDADD = $(FRONT_LIBS)
