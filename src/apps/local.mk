# A folder per program.
include src/apps/booking/local.mk
include src/apps/auth/local.mk
include src/apps/admin/local.mk
include src/apps/payments/local.mk
include src/apps/line/local.mk
include src/apps/worker/local.mk
include src/apps/image/local.mk
include src/apps/cli/local.mk

# Who may ask for what, of all programs: the access audit.
RESPONDERS = hora-booking hora-auth hora-admin hora-payments hora-line
routes: $(RESPONDERS)
	@for program in $(RESPONDERS); do ./$$program --routes; done
.PHONY: routes
