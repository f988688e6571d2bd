noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	src/base/arena.c src/base/arena.h \
	src/base/buffer.c src/base/buffer.h \
	src/base/clock.c src/base/clock.h \
	src/base/complaint.c src/base/complaint.h \
	src/base/conf.c src/base/conf.h \
	src/base/err.c src/base/err.h \
	src/base/file.c src/base/file.h \
	src/base/json.c src/base/json.h \
	src/base/json_record.c \
	src/base/json_syntax.c src/base/json_syntax.h \
	src/base/kin.c src/base/kin.h \
	src/base/log.c src/base/log.h \
	src/base/program.c src/base/program.h \
	src/base/shape.c src/base/shape.h \
	src/base/text.c src/base/text.h \
	src/base/turn.c src/base/turn.h \
	src/base/zone.c src/base/zone.h \
	src/base/zone_rule.c src/base/zone_rule.h
BASE_LIBS = libbase.a $(JSONC_LIBS)
