include src/apps/cli/local.mk
