noinst_LIBRARIES += libview.a
libview_a_SOURCES = \
	src/view/language.c src/view/language.h \
	src/view/locale.h src/view/view.h
VIEW_LIBS = libview.a $(BASE_LIBS)
