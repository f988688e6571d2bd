noinst_LIBRARIES += libview.a
libview_a_SOURCES = \
	src/view/catalogue.c src/view/catalogue.h \
	src/view/escape.c src/view/escape.h \
	src/view/format.c src/view/format.h \
	src/view/language.c src/view/language.h \
	src/view/locale.c src/view/locale.h \
	src/view/message.c \
	src/view/mustache.c src/view/mustache.h \
	src/view/parser.c src/view/parser.h \
	src/view/plural.c src/view/plural.h \
	src/view/render.c \
	src/view/tag.c src/view/tag.h \
	src/view/template.c src/view/template.h \
	src/view/value.c src/view/value.h \
	src/view/view.c src/view/view.h
VIEW_LIBS = libview.a $(BASE_LIBS)
