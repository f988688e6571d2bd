# The measurements: see bench/run --help. Not part of make check.
EXTRA_DIST += \
	bench/book.lua \
	bench/data.sql \
	bench/get.lua \
	bench/load.py \
	bench/quote \
	bench/report.py \
	bench/results/result.json \
	bench/results/result.svg \
	bench/results/result.txt \
	bench/row.py \
	bench/run \
	bench/stage.py
