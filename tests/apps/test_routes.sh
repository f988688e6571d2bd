#!/bin/sh
# Every row of every responder says who may ask, and each program prints its
# whole table: the access audit of `make routes` leaves nothing out.
fail=0
for name in booking auth admin payments line; do
	"$HORA_BUILD/hora-$name" --routes >routes.$$ || {
		echo "hora-$name refuses its own table"
		fail=1
	}
	awk -F '\t' -v name="hora-$name" '
	NF != 6 || $1 != name { print "not a row: " $0; bad = 1 }
	$2 !~ /^(GET|POST|PUT|PATCH|DELETE)$/ { print "no method: " $0; bad = 1 }
	$3 !~ /^\// { print "no path: " $0; bad = 1 }
	$4 !~ /^(public|manage|customer|reception|staff|manager|owner|platform|kiosk|key)$/ { print "no role: " $0; bad = 1 }
	END { exit bad }' routes.$$ || fail=1
done
rm -f routes.$$
exit $fail
