# Nothing to build here.
