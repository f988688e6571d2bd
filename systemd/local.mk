# Units for systemd, one service per responder and lane. What differs between
# responders is this table: name, processes (for two cores; of auth's one hashes and two wait
# for it, the others tell the rest so at once), purpose.
UNIT_TABLE = \
	"booking:6:public pages, bookings and API" \
	"auth:6:accounts and log-in" \
	"admin:2:the studios' panel, kiosks and screens" \
	"payments:2:payments" \
	"line:2:LINE"
LANES = live now mail sms line pay hooks batch
LANES_OUTSIDE = now mail sms line pay hooks

UNIT_SOURCES = \
	systemd/auth.conf.in \
	systemd/hora-worker@.service.in \
	systemd/hora.target.in \
	systemd/image.service.in \
	systemd/image.socket.in \
	systemd/mail.conf.in \
	systemd/nginx.conf.in \
	systemd/outside.conf.in \
	systemd/responder.service.in \
	systemd/responder.socket.in \
	systemd/sandbox.conf \
	systemd/tmpfiles.conf.in
EXTRA_DIST += $(UNIT_SOURCES) systemd/sysusers.conf tests/part/units docs/install.md

unitdir = $(prefix)/lib/systemd/system
sysusersdir = $(prefix)/lib/sysusers.d
tmpfilesdir = $(prefix)/lib/tmpfiles.d
dist_pkglibexec_SCRIPTS = systemd/reload-children

FILL_UNIT = $(SED) -e '/^@sandbox@$$/{' -e 'r $(srcdir)/systemd/sandbox.conf' -e 'd' -e '}'
FILL_PATHS = $(SED) -e 's|@libexec@|$(pkglibexecdir)|g' -e 's|@conf@|$(sysconfdir)/hora|g' \
	-e 's|@run@|$(runstatedir)/hora|g' -e 's|@state@|$(localstatedir)/lib/hora|g' \
	-e 's|@multiwatch@|/usr/bin/multiwatch|g' -e 's|@web_group@|$(WEB_GROUP)|g'

share/units.stamp: $(addprefix $(srcdir)/,$(UNIT_SOURCES)) $(srcdir)/systemd/local.mk Makefile
	$(AM_V_GEN)rm -rf share/units && mkdir -p share/units && wants=''; \
	for row in $(UNIT_TABLE); do \
		name=$${row%%:*} rest=$${row#*:}; \
		for kind in service socket; do \
			$(FILL_UNIT) $(srcdir)/systemd/responder.$$kind.in | $(FILL_PATHS) -e "s|@name@|$$name|g" \
				-e "s|@children@|$${rest%%:*}|g" -e "s|@purpose@|$${rest#*:}|g" \
				>"share/units/hora-$$name.$$kind" || exit 1; \
			wants="$$wants hora-$$name.$$kind"; \
		done; \
	done; \
	$(FILL_UNIT) '$(srcdir)/systemd/hora-worker@.service.in' | $(FILL_PATHS) >'share/units/hora-worker@.service' || exit 1; \
	$(FILL_UNIT) $(srcdir)/systemd/image.service.in | $(FILL_PATHS) >'share/units/hora-image@.service' && \
	$(FILL_PATHS) $(srcdir)/systemd/image.socket.in >share/units/hora-image.socket || exit 1; \
	wants="$$wants hora-image.socket"; \
	for lane in $(LANES); do wants="$$wants hora-worker@$$lane.service"; done; \
	$(SED) "s|@wants@|$${wants# }|" $(srcdir)/systemd/hora.target.in >share/units/hora.target || exit 1; \
	for lane in $(LANES_OUTSIDE); do \
		mkdir -p "share/units/hora-worker@$$lane.service.d" && \
		cp $(srcdir)/systemd/outside.conf.in "share/units/hora-worker@$$lane.service.d/outside.conf" || exit 1; \
	done; \
	mkdir -p share/units/hora-auth.service.d && \
	$(FILL_PATHS) $(srcdir)/systemd/auth.conf.in >share/units/hora-auth.service.d/auth.conf && \
	$(FILL_PATHS) $(srcdir)/systemd/mail.conf.in >'share/units/hora-worker@mail.service.d/mail.conf' && \
	mkdir -p share/units/nginx.service.d && \
	$(FILL_PATHS) $(srcdir)/systemd/nginx.conf.in >share/units/nginx.service.d/hora.conf && touch $@

share/tmpfiles.conf: $(srcdir)/systemd/tmpfiles.conf.in Makefile
	$(AM_V_GEN)mkdir -p share && $(FILL_PATHS) $(srcdir)/systemd/tmpfiles.conf.in >$@

all-local: share/units.stamp share/tmpfiles.conf

install-data-local: install-units
install-units: share/units.stamp share/tmpfiles.conf
	$(MKDIR_P) '$(DESTDIR)$(unitdir)' '$(DESTDIR)$(sysusersdir)' '$(DESTDIR)$(tmpfilesdir)'
	cp -r share/units/. '$(DESTDIR)$(unitdir)/'
	$(INSTALL_DATA) $(srcdir)/systemd/sysusers.conf '$(DESTDIR)$(sysusersdir)/hora.conf'
	$(INSTALL_DATA) share/tmpfiles.conf '$(DESTDIR)$(tmpfilesdir)/hora.conf'

uninstall-local: uninstall-units
uninstall-units:
	cd share/units && find . -type f -exec rm -f '$(DESTDIR)$(unitdir)/{}' ';'
	rm -f '$(DESTDIR)$(sysusersdir)/hora.conf' '$(DESTDIR)$(tmpfilesdir)/hora.conf'
	-rmdir '$(DESTDIR)$(unitdir)'/hora-worker@*.service.d '$(DESTDIR)$(unitdir)/hora-auth.service.d' '$(DESTDIR)$(unitdir)'/nginx.service.d 2>/dev/null
.PHONY: install-units uninstall-units
