# What browsers fetch; laid out by tools/assets.
PUBLIC = \
	public/css/hora.css \
	public/img/icon.svg
EXTRA_DIST += $(PUBLIC)
