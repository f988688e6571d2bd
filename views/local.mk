# Templates, read by every responder and the worker at start.
VIEWS = \
	views/layout.mustache \
	views/panel.mustache \
	views/admin/bookings.mustache \
	views/admin/brief.mustache \
	views/admin/deed.mustache \
	views/admin/notice.mustache \
	views/admin/sheet.mustache \
	views/admin/state.mustache \
	views/admin/step.mustache \
	views/admin/tab.mustache \
	views/booking/cancel.mustache \
	views/booking/move.mustache \
	views/booking/card.mustache \
	views/booking/details.mustache \
	views/booking/question_choices.mustache \
	views/booking/question_why.mustache \
	views/booking/service.mustache \
	views/booking/service_facts.mustache \
	views/booking/state.mustache \
	views/booking/studio.mustache \
	views/booking/studios.mustache \
	views/booking/summary.mustache \
	views/booking/taken.mustache \
	views/booking/unsubscribe.mustache \
	views/error/page.mustache \
	views/icon/alert.mustache \
	views/icon/back.mustache \
	views/icon/calendar.mustache \
	views/icon/check.mustache \
	views/icon/clock.mustache \
	views/icon/copy.mustache \
	views/icon/globe.mustache \
	views/icon/info.mustache \
	views/icon/mail.mustache \
	views/icon/next.mustache \
	views/icon/people.mustache \
	views/icon/person.mustache \
	views/icon/phone.mustache \
	views/icon/pin.mustache \
	views/icon/tag.mustache \
	views/mail/notice.mustache \
	views/mail/notice.txt.mustache \
	views/mail/opening.mustache \
	views/mail/opening.txt.mustache \
	views/mail/subject.txt.mustache
nobase_dist_pkgdata_DATA = $(VIEWS)
