# The rules that are programs. Those that need no tool beyond awk run in
# `make check`, the others in ./check.
SOURCE_CHECKS = tools/check-layers tools/check-banned tools/check-headers tools/check-names tools/check-hygiene \
	tools/check-views

EXTRA_DIST += $(SOURCE_CHECKS) tools/tree.sh tools/strip.awk tools/fuzz \
	tools/layers tools/banned tools/budgets \
	tools/check-format tools/check-hardening tools/check-quote \
	tools/deps tools/packages package.json package-lock.json \
	tests/parts tests/part tests/findings tests/breaches

# Not in EXTRA_DIST, where it would mean the target of that name.
dist-hook:
	cp -p $(srcdir)/check $(distdir)/check

check-local:
	@for check in $(SOURCE_CHECKS); do \
		$(srcdir)/$$check --source $(srcdir) >/dev/null || exit 1; \
	done
