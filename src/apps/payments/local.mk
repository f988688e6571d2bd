pkglibexec_PROGRAMS += hora-payments
hora_payments_SOURCES = src/apps/payments/main.c src/apps/payments/routes.c src/apps/payments/routes.h
hora_payments_LDADD = $(FRONT_LIBS)
