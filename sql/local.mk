# Migrations, applied in order by `hora migrate`.
MIGRATIONS = \
	sql/0001_roles.sql \
	sql/0002_schemas.sql \
	sql/0003_audit.sql \
	sql/0004_studios.sql \
	sql/0005_hours.sql \
	sql/0006_bookings.sql \
	sql/0007_jobs.sql \
	sql/0008_booking_transaction.sql \
	sql/0009_rights.sql \
	sql/0010_leases.sql \
	sql/0011_notices.sql \
	sql/0012_seals.sql \
	sql/0013_dead_letters.sql \
	sql/0014_accounts.sql \
	sql/0015_sessions.sql \
	sql/0016_desk.sql \
	sql/0017_providers.sql \
	sql/0018_pictures.sql \
	sql/0019_factors.sql \
	sql/0020_userinfo.sql \
	sql/0021_account_letters.sql \
	sql/0022_listing_index.sql \
	sql/0023_profiles.sql \
	sql/0024_demands.sql \
	sql/0025_under_locks.sql \
	sql/0026_temporary_things.sql \
	sql/0027_changes.sql \
	sql/0028_erasing.sql \
	sql/0029_requests.sql \
	sql/0030_misunderstood.sql
migrationsdir = $(pkgdatadir)/sql
dist_migrations_DATA = $(MIGRATIONS)
