noinst_LIBRARIES += libdocument.a
libdocument_a_SOURCES = \
	src/document/calendar.c src/document/calendar.h \
	src/document/qr.c src/document/qr.h
DOCUMENT_LIBS = libdocument.a $(VIEW_LIBS) $(QRENCODE_LIBS)
