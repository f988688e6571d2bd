# Driven by tests/part/worker and survive; tests/part/life.
EXTRA_DIST += \
	tests/part/life \
	tests/part/media \
	tests/part/media-full \
	tests/part/survive \
	tests/part/worker \
	tests/e2e/life/test_life.mjs \
	tests/e2e/worker/bench.mjs \
	tests/e2e/worker/doors.mjs \
	tests/e2e/worker/fair.mjs \
	tests/e2e/worker/gallery.mjs \
	tests/e2e/worker/letters.mjs \
	tests/e2e/worker/survive.mjs
