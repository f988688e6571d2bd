noinst_LIBRARIES += libusecase.a
libusecase_a_SOURCES = \
	src/usecase/act.c src/usecase/act.h \
	src/usecase/admission.c src/usecase/admission.h \
	src/usecase/agenda.c src/usecase/agenda.h \
	src/usecase/arrival.c src/usecase/arrival.h \
	src/usecase/book.c src/usecase/book.h \
	src/usecase/card.c src/usecase/card.h \
	src/usecase/challenge.c src/usecase/challenge.h \
	src/usecase/course.c src/usecase/course.h \
	src/usecase/desk.c src/usecase/desk.h \
	src/usecase/desk_deed.c \
	src/usecase/enrolment.c src/usecase/enrolment.h \
	src/usecase/facts.c src/usecase/facts.h \
	src/usecase/ledger.c src/usecase/ledger.h \
	src/usecase/login.c src/usecase/login.h \
	src/usecase/move.c src/usecase/move.h \
	src/usecase/network.c src/usecase/network.h \
	src/usecase/notify.c src/usecase/notify.h \
	src/usecase/photo.c src/usecase/photo.h \
	src/usecase/place.c src/usecase/place.h \
	src/usecase/profile.c src/usecase/profile.h \
	src/usecase/proof.c src/usecase/proof.h \
	src/usecase/rulebook.c src/usecase/rulebook.h \
	src/usecase/series.c src/usecase/series.h \
	src/usecase/setup.c src/usecase/setup.h \
	src/usecase/step.c src/usecase/step.h \
	src/usecase/team.c src/usecase/team.h \
	src/usecase/visit.c src/usecase/visit.h \
	src/usecase/wish.c src/usecase/wish.h \
	src/usecase/witness.c src/usecase/witness.h
USECASE_LIBS = libusecase.a $(STORE_LIBS) $(VIEW_LIBS) $(CRYPTO_LIBS)
