# shellcheck shell=sh
# Building one variant of the tree for a part of ./check. Sourced, not run:
#
#	. "$HORA_SOURCE/tests/part/build.sh"
#	build NAME [CONFIGURE ARGUMENT...]
#
# leaves the build in $HORA_CHECK_BUILD/NAME and goes there. What an earlier
# check built stands, unless its arguments were others. With configure_only set
# nothing is made yet.

build()
{
	variant=$1
	shift
	cd "$HORA_SOURCE" || exit 2
	if [ ! -f Makefile.in ] || [ -n "$(find configure.ac -newer configure)" ]; then
		autoreconf -fi || exit 1
	fi
	mkdir -p "$HORA_CHECK_BUILD/$variant" && cd "$HORA_CHECK_BUILD/$variant" || exit 2
	if [ "$(cat arguments 2>/dev/null)" != "$*" ] || [ ! -f Makefile ]; then
		# Relative, since configure takes no address with a space in it.
		../../configure -q "$@" || exit 1
		printf '%s' "$*" >arguments
	fi
	[ -n "${configure_only-}" ] || make -s -j2 || exit 1
}

# tests: make check, and how many programs of tests passed as the last line.
tests()
{
	make -s -j2 check >check.log 2>&1
	status=$?
	if [ $status -ne 0 ]; then
		grep -E '^(FAIL|ERROR|XPASS):' check.log
		tail -n 40 check.log
	fi
	awk '/^# PASS:/ { print $3 " test programs passed" }' check.log
	return $status
}
