# The rules that are programs. Those that need no tool beyond awk run in
# `make check`, the others in ./check.
SOURCE_CHECKS = tools/check-layers tools/check-banned tools/check-headers tools/check-names tools/check-hygiene \
	tools/check-views

EXTRA_DIST += $(SOURCE_CHECKS) tools/tree.sh tools/strip.awk tools/fuzz \
	tools/layers tools/banned tools/budgets \
	tools/check-format tools/check-hardening \
	tests/breaches/run tests/breaches/table \
	check tests/parts tests/part/build.sh tests/part/deps tests/part/source tests/part/breaches \
	tests/part/gcc tests/part/clang tests/part/sanitizers tests/part/static tests/part/fuzz \
	tests/part/nginx tests/part/browser tests/part/api tests/part/templates tests/part/dist \
	tools/deps tools/packages package.json package-lock.json

check-local:
	@for check in $(SOURCE_CHECKS); do \
		$(srcdir)/$$check --source $(srcdir) >/dev/null || exit 1; \
	done
