EXTRA_DIST += src/usecase/act.h
