noinst_LIBRARIES += libdb.a
libdb_a_SOURCES = \
	src/db/argument.c src/db/argument.h \
	src/db/connection.c src/db/connection.h \
	src/db/db.h \
	src/db/failure.c src/db/failure.h \
	src/db/migration.c src/db/migration.h \
	src/db/prepared.c src/db/prepared.h \
	src/db/queue.c src/db/queue.h \
	src/db/row.c src/db/row.h \
	src/db/statement.h \
	src/db/transaction.c \
	src/db/type.h \
	src/db/verb.c src/db/verb.h
DB_LIBS = libdb.a $(BASE_LIBS) $(PQ_LIBS)

# A file of statements becomes a header of constants in the build folder. Who
# includes one names it in BUILT_SOURCES and CLEANFILES.
EXTRA_DIST += tools/sql2c.awk
%.q.h: %.sql tools/sql2c.awk
	$(AM_V_GEN)$(MKDIR_P) $(@D) && LC_ALL=C $(AWK) -f $(srcdir)/tools/sql2c.awk $< >$@.new && mv $@.new $@
