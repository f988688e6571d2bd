# Fuzz harnesses, one per parser of foreign bytes. To add one: write
# fuzz_<name>.c (tests/fuzz/fuzz.h says what it is), put first inputs into
# corpus/<name>/, name it in FUZZ_HARNESSES and give it its three lines below.
#
# `make check` runs each over corpus/<name>/ and regression/<name>/; tools/fuzz
# builds them with clang's libFuzzer (--enable-fuzzers) and lets them search. An
# input that once broke something is kept in regression/<name>/.
FUZZ_HARNESSES = \
	tests/fuzz/fuzz_assertion \
	tests/fuzz/fuzz_catalogue \
	tests/fuzz/fuzz_clock \
	tests/fuzz/fuzz_conf \
	tests/fuzz/fuzz_cookie \
	tests/fuzz/fuzz_form \
	tests/fuzz/fuzz_json \
	tests/fuzz/fuzz_jwks \
	tests/fuzz/fuzz_multipart \
	tests/fuzz/fuzz_mustache \
	tests/fuzz/fuzz_passkey \
	tests/fuzz/fuzz_picture \
	tests/fuzz/fuzz_request \
	tests/fuzz/fuzz_scenario \
	tests/fuzz/fuzz_shape \
	tests/fuzz/fuzz_zone

tests_fuzz_fuzz_assertion_SOURCES = tests/fuzz/fuzz_assertion.c $(FUZZ_MAIN)
tests_fuzz_fuzz_assertion_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)
tests_fuzz_fuzz_assertion_LDADD = $(CRYPTO_LIBS)

tests_fuzz_fuzz_jwks_SOURCES = tests/fuzz/fuzz_jwks.c $(FUZZ_MAIN)
tests_fuzz_fuzz_jwks_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)
tests_fuzz_fuzz_jwks_LDADD = $(CRYPTO_LIBS)

tests_fuzz_fuzz_clock_SOURCES = tests/fuzz/fuzz_clock.c $(FUZZ_MAIN)
tests_fuzz_fuzz_clock_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)
tests_fuzz_fuzz_clock_LDADD = $(BASE_LIBS)

tests_fuzz_fuzz_conf_SOURCES = tests/fuzz/fuzz_conf.c $(FUZZ_MAIN)
tests_fuzz_fuzz_conf_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)
tests_fuzz_fuzz_conf_LDADD = $(BASE_LIBS)

tests_fuzz_fuzz_json_SOURCES = tests/fuzz/fuzz_json.c $(FUZZ_MAIN)
tests_fuzz_fuzz_json_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)
tests_fuzz_fuzz_json_LDADD = $(BASE_LIBS)

tests_fuzz_fuzz_shape_SOURCES = tests/fuzz/fuzz_shape.c $(FUZZ_MAIN)
tests_fuzz_fuzz_shape_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)
tests_fuzz_fuzz_shape_LDADD = $(BASE_LIBS)

tests_fuzz_fuzz_catalogue_SOURCES = tests/fuzz/fuzz_catalogue.c $(FUZZ_MAIN)
tests_fuzz_fuzz_catalogue_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)
tests_fuzz_fuzz_catalogue_LDADD = $(VIEW_LIBS)

tests_fuzz_fuzz_mustache_SOURCES = tests/fuzz/fuzz_mustache.c $(FUZZ_MAIN)
tests_fuzz_fuzz_mustache_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)
tests_fuzz_fuzz_mustache_LDADD = $(VIEW_LIBS)

tests_fuzz_fuzz_multipart_SOURCES = tests/fuzz/fuzz_multipart.c $(FUZZ_MAIN)
tests_fuzz_fuzz_multipart_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)
tests_fuzz_fuzz_multipart_LDADD = $(WEB_LIBS)

tests_fuzz_fuzz_cookie_SOURCES = tests/fuzz/fuzz_cookie.c $(FUZZ_MAIN)
tests_fuzz_fuzz_cookie_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)
tests_fuzz_fuzz_cookie_LDADD = $(WEB_LIBS)

tests_fuzz_fuzz_form_SOURCES = tests/fuzz/fuzz_form.c $(FUZZ_MAIN)
tests_fuzz_fuzz_form_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)
tests_fuzz_fuzz_form_LDADD = $(WEB_LIBS)

tests_fuzz_fuzz_passkey_SOURCES = tests/fuzz/fuzz_passkey.c $(FUZZ_MAIN)
tests_fuzz_fuzz_passkey_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)
tests_fuzz_fuzz_passkey_LDADD = $(CRYPTO_LIBS)

tests_fuzz_fuzz_request_SOURCES = tests/fuzz/fuzz_request.c $(FUZZ_MAIN)
tests_fuzz_fuzz_request_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)
tests_fuzz_fuzz_request_LDADD = $(WEB_LIBS)

tests_fuzz_fuzz_scenario_SOURCES = tests/fuzz/fuzz_scenario.c $(FUZZ_MAIN)
tests_fuzz_fuzz_scenario_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)
tests_fuzz_fuzz_scenario_LDADD = $(DOMAIN_LIBS)

tests_fuzz_fuzz_picture_SOURCES = tests/fuzz/fuzz_picture.c src/apps/image/exif.c $(FUZZ_MAIN)
tests_fuzz_fuzz_picture_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)
tests_fuzz_fuzz_picture_LDADD = $(DOMAIN_LIBS)

tests_fuzz_fuzz_zone_SOURCES = tests/fuzz/fuzz_zone.c $(FUZZ_MAIN)
tests_fuzz_fuzz_zone_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LINK)
tests_fuzz_fuzz_zone_LDADD = $(BASE_LIBS)

# libFuzzer brings the main() in a fuzzing build, replay.c in any other.
if FUZZERS
FUZZ_MAIN = tests/fuzz/fuzz.h
FUZZ_LINK = -fsanitize=fuzzer
else
FUZZ_MAIN = tests/fuzz/fuzz.h tests/fuzz/replay.c
FUZZ_LINK =
TESTS += $(FUZZ_HARNESSES)
endif
check_PROGRAMS += $(FUZZ_HARNESSES)
EXTRA_DIST += tests/fuzz/corpus tests/fuzz/regression

fuzzers: $(FUZZ_HARNESSES)
.PHONY: fuzzers
