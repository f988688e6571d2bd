VIEW_TESTS = \
	tests/view/test_catalogue \
	tests/view/test_language \
	tests/view/test_locale \
	tests/view/test_mustache \
	tests/view/test_mustache_fault \
	tests/view/test_mustache_spec \
	tests/view/test_plural \
	tests/view/test_view \
	tests/view/test_view_member
check_PROGRAMS += $(VIEW_TESTS)
TESTS += $(VIEW_TESTS)
tests_view_test_catalogue_SOURCES = tests/view/test_catalogue.c tests/view/mo.h
tests_view_test_catalogue_LDADD = $(VIEW_LIBS) $(CMOCKA_LIBS)
tests_view_test_language_LDADD = $(VIEW_LIBS) $(CMOCKA_LIBS)
tests_view_test_locale_LDADD = $(VIEW_LIBS) $(CMOCKA_LIBS)
tests_view_test_mustache_SOURCES = tests/view/test_mustache.c tests/view/mustache_case.h
tests_view_test_mustache_LDADD = $(VIEW_LIBS) $(CMOCKA_LIBS)
tests_view_test_mustache_fault_SOURCES = tests/view/test_mustache_fault.c tests/view/mo.h tests/view/mustache_case.h
tests_view_test_mustache_fault_LDADD = $(VIEW_LIBS) $(CMOCKA_LIBS)
tests_view_test_mustache_spec_LDADD = $(VIEW_LIBS) $(CMOCKA_LIBS)
tests_view_test_plural_LDADD = $(VIEW_LIBS) $(CMOCKA_LIBS)
tests_view_test_view_SOURCES = tests/view/test_view.c tests/view/visit.h
tests_view_test_view_member_SOURCES = tests/view/test_view_member.c tests/view/visit.h
tests_view_test_view_member_LDADD = $(VIEW_LIBS) $(CMOCKA_LIBS)
tests_view_test_view_LDADD = $(VIEW_LIBS) $(CMOCKA_LIBS)

# What test_view reads: templates as they are, texts compiled.
VIEW_TEXTS = tests/view/texts/pt.mo tests/view/texts/zh_TW.mo
check_DATA = $(VIEW_TEXTS)
CLEANFILES += $(VIEW_TEXTS)
EXTRA_DIST += \
	tests/view/texts/pt.po tests/view/texts/zh_TW.po \
	tests/view/views/layout.mustache tests/view/views/visit.mustache \
	tests/view/views/note.txt.mustache tests/view/views/card.json.mustache \
	tests/view/views/part/guest.mustache tests/view/views/untranslated.mustache

tests/view/texts/%.mo: tests/view/texts/%.po
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(MSGFMT) --check-format --check-domain -o $@ $<

# Answers what mustache_oracle.mjs asks; 5,000 templates here, 200,000 with --full.
check_PROGRAMS += tests/view/mustache_answers
tests_view_mustache_answers_LDADD = $(VIEW_LIBS)
dist_check_SCRIPTS += tests/view/mustache_oracle.mjs
TESTS += tests/view/mustache_oracle.mjs
