bin_PROGRAMS += hora
hora_SOURCES = \
	src/apps/cli/main.c \
	src/apps/cli/slots.c src/apps/cli/slots.h
hora_LDADD = $(DOMAIN_LIBS)
