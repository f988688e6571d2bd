bin_PROGRAMS += hora
hora_CPPFLAGS = $(AM_CPPFLAGS) -DHORA_CONF='"$(sysconfdir)/hora"' \
	-DHORA_MIGRATIONS='"$(pkgdatadir)/sql"' -DHORA_RUN='"$(runstatedir)/hora"' \
	-DHORA_LIBEXEC='"$(pkglibexecdir)"'
hora_SOURCES = \
	src/apps/cli/account.c src/apps/cli/account.h \
	src/apps/cli/addition.c src/apps/cli/addition.h \
	src/apps/cli/audit.c src/apps/cli/audit.h \
	src/apps/cli/demo.c src/apps/cli/demo.h \
	src/apps/cli/doctor.c src/apps/cli/doctor.h \
	src/apps/cli/door.c src/apps/cli/door.h \
	src/apps/cli/folder.c src/apps/cli/folder.h \
	src/apps/cli/jobs.c src/apps/cli/jobs.h \
	src/apps/cli/line.c src/apps/cli/line.h \
	src/apps/cli/main.c \
	src/apps/cli/migrate.c src/apps/cli/migrate.h \
	src/apps/cli/provider.c src/apps/cli/provider.h \
	src/apps/cli/reach.c src/apps/cli/reach.h \
	src/apps/cli/round.c src/apps/cli/round.h \
	src/apps/cli/settings.c src/apps/cli/settings.h \
	src/apps/cli/slots.c src/apps/cli/slots.h \
	src/apps/cli/studio.c src/apps/cli/studio.h
hora_LDADD = $(USECASE_LIBS)
