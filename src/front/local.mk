EXTRA_DIST += src/front/app.h src/front/front.h src/front/jar.h src/front/show.h
