pkglibexec_PROGRAMS += hora-auth
hora_auth_SOURCES = src/apps/auth/main.c src/apps/auth/routes.c src/apps/auth/routes.h
hora_auth_LDADD = $(FRONT_LIBS)
