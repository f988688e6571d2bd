# What browsers fetch; laid out by tools/assets.
PUBLIC = \
	public/css/hora.css \
	public/img/icon.svg
nobase_dist_pkgdata_DATA += $(PUBLIC)
