# The texts of each language, as the programs read them: in the build folder
# under share/texts, installed beside the views.
CATALOGUES = share/texts/pt.mo share/texts/zh_TW.mo
textsdir = $(pkgdatadir)/texts
nodist_texts_DATA = $(CATALOGUES)
CLEANFILES += $(CATALOGUES)
EXTRA_DIST += po/pt.po po/zh_TW.po tools/texts tools/texts.sh tools/texts.awk tools/check-texts

share/texts/%.mo: po/%.po
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(MSGFMT) --check-format --check-domain -o $@ $<
