pkglibexec_PROGRAMS += hora-worker
hora_worker_CPPFLAGS = $(AM_CPPFLAGS) -DHORA_CONF='"$(sysconfdir)/hora"' -DHORA_RUN='"$(runstatedir)/hora"' \
	-DHORA_VIEWS='"$(pkgdatadir)/views"' -DHORA_TEXTS='"$(pkgdatadir)/texts"' \
	-DHORA_STATE='"$(localstatedir)/lib/hora"'
hora_worker_SOURCES = \
	src/apps/worker/arrival.c src/apps/worker/arrival.h \
	src/apps/worker/clock.c src/apps/worker/clock.h \
	src/apps/worker/crew.c src/apps/worker/crew.h \
	src/apps/worker/draft.c src/apps/worker/draft.h \
	src/apps/worker/gallery.c src/apps/worker/gallery.h \
	src/apps/worker/entry.c src/apps/worker/entry.h \
	src/apps/worker/lane.c src/apps/worker/lane.h \
	src/apps/worker/lanes.c \
	src/apps/worker/letter.c src/apps/worker/letter.h \
	src/apps/worker/live.c src/apps/worker/live.h \
	src/apps/worker/main.c \
	src/apps/worker/maker.c src/apps/worker/maker.h \
	src/apps/worker/outside.c src/apps/worker/outside.h \
	src/apps/worker/provider.c src/apps/worker/provider.h \
	src/apps/worker/report.c src/apps/worker/report.h \
	src/apps/worker/settings.c src/apps/worker/settings.h \
	src/apps/worker/task.c src/apps/worker/task.h \
	src/apps/worker/worker.h
hora_worker_LDADD = $(CLIENTS_LIBS) $(USECASE_LIBS) $(DOCUMENT_LIBS)
