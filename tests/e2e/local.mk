# Driven by tests/part/api, race and chaos, on a running site.
EXTRA_DIST += \
	tests/e2e/site.mjs \
	tests/e2e/api/test_caching.mjs \
	tests/e2e/api/test_contract.mjs
