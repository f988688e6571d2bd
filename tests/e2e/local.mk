EXTRA_DIST += tests/support/fastcgi.py
