# Driven by tests/part/browser, on a running site.
EXTRA_DIST += \
	tests/e2e/browser/site.mjs \
	tests/e2e/browser/account.mjs \
	tests/e2e/browser/people/test_account.mjs \
	tests/e2e/browser/people/test_factor.mjs \
	tests/e2e/browser/people/test_factor_pages.mjs \
	tests/e2e/browser/test_flow.mjs \
	tests/e2e/browser/test_hostile.mjs \
	tests/e2e/browser/test_keyboard.mjs \
	tests/e2e/browser/test_lighthouse.mjs \
	tests/e2e/browser/test_live.mjs \
	tests/e2e/browser/test_pages.mjs \
	tests/e2e/browser/people/test_photo.mjs \
	tests/e2e/browser/test_visit.mjs \
	tests/e2e/browser/test_weight.mjs

# Driven by tests/part/login, on a running site.
EXTRA_DIST += \
	tests/e2e/login/doors.mjs \
	tests/e2e/login/house.mjs \
	tests/e2e/login/looks.mjs \
	tests/e2e/login/peers.mjs \
	tests/e2e/login/test_browser.mjs \
	tests/e2e/login/test_handoff.mjs \
	tests/e2e/login/test_made.mjs \
	tests/e2e/login/test_next.mjs \
	tests/e2e/login/visitor.mjs

# Driven by tests/part/api, race and chaos, on a running site.
EXTRA_DIST += \
	tests/e2e/account/person.mjs \
	tests/e2e/account/test_limits.mjs \
	tests/e2e/account/test_session.mjs \
	tests/e2e/chaos.mjs \
	tests/e2e/crowd.mjs \
	tests/e2e/lighthouse.mjs \
	tests/e2e/load.mjs \
	tests/e2e/matrix/arrivals.mjs \
	tests/e2e/matrix/fixture.mjs \
	tests/e2e/matrix/test_crawl.mjs \
	tests/e2e/matrix/test_matrix.mjs \
	tests/e2e/migration.mjs \
	tests/e2e/observatory.mjs \
	tests/e2e/panel/test_pairs.mjs \
	tests/e2e/panel/test_panel.mjs \
	tests/e2e/people.mjs \
	tests/e2e/race.mjs \
	tests/e2e/relay.mjs \
	tests/e2e/site.mjs tests/e2e/site/test_answers.mjs \
	tests/e2e/strings.mjs \
	tests/e2e/api/test_caching.mjs \
	tests/e2e/api/test_contract.mjs \
	tests/e2e/api/test_forgery.mjs \
	tests/e2e/api/test_json.mjs \
	tests/e2e/api/test_origin.mjs \
	tests/e2e/api/test_repeat.mjs \
	tests/e2e/api/test_text.mjs \
	tests/e2e/api/test_trial.mjs \
	tests/e2e/visitor.mjs \
	tests/e2e/zones.py

# Driven by tests/part/soak, on a running site.
EXTRA_DIST += \
	tests/e2e/soak/load.mjs \
	tests/e2e/soak/main.mjs \
	tests/e2e/soak/report.mjs \
	tests/e2e/soak/sample.mjs \
	tests/e2e/soak/stream.mjs \
	tests/e2e/soak/test_verdict.mjs \
	tests/e2e/soak/verdict.mjs \
	tests/e2e/soak/yardstick.mjs

include tests/e2e/worker/local.mk
