# What browsers fetch; laid out by tools/assets.
PUBLIC = \
	public/css/hora.css \
	public/css/panel.css \
	public/img/icon.svg \
	public/js/booking.js \
	public/js/days.js \
	public/js/live.js \
	public/js/page.js \
	public/js/panel.js \
	public/js/passkey.js \
	public/js/wait.js \
	public/js/zone.js \
	public/root/favicon.ico \
	public/root/robots.txt
EXTRA_DIST += $(PUBLIC)

# The API's description, which hora-booking shows.
dist_pkgdata_DATA = public/openapi.json
