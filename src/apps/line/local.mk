pkglibexec_PROGRAMS += hora-line
hora_line_SOURCES = src/apps/line/main.c src/apps/line/routes.c src/apps/line/routes.h
hora_line_LDADD = $(FRONT_LIBS)
