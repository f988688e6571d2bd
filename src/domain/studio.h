/* What a studio is and offers, as rows of data: the words of the product as
 * structs. Stores fill them, use cases and pages read them; ids are the
 * database's. Texts live in the arena they were read into. */
#ifndef HORA_DOMAIN_STUDIO_H
#define HORA_DOMAIN_STUDIO_H

#include <stdbool.h>
#include <stdint.h>

struct studio {
	int64_t id;
	const char *slug;
	const char *name;
	const char *about;
	const char *zone;         /* IANA name */
	const char *currency;     /* ISO 4217 */
	const char *language;     /* "en", "pt", "zh-TW" */
	const char *calling_code; /* digits, without + */
	const char *address;
	const char *map_url;  /* https, or NULL */
	const char *email;    /* or NULL */
	const char *phone;    /* E.164, or NULL */
	const char *accent;   /* "#rrggbb" */
	int64_t cancel_until; /* minutes before the start */
	int64_t open_limit;   /* open future bookings per customer; 0 = any number */
	int64_t rules;        /* version of all that a rulebook holds */
};

struct specialty {
	int64_t id;
	const char *name;
};

enum staff_mode { STAFF_ANY, STAFF_ALL, STAFF_MODE__MAX };

struct service {
	int64_t id;
	int64_t specialty_id;
	const char *slug;
	const char *name;
	const char *about;
	int64_t duration_min;
	int64_t interval_min; /* step between starts; the duration when not set */
	int64_t before_min, after_min;
	int64_t notice_min;
	int64_t horizon_days;
	int64_t price_minor;  /* of the studio's currency; 0 = free */
	int64_t tax_permille; /* included in the price */
	int64_t capacity;
	int staff_mode; /* enum staff_mode */
	bool approval;
	bool timetabled;
	bool visible;
};

enum resource_kind { RESOURCE_STAFF, RESOURCE_ROOM, RESOURCE_KIND__MAX };

struct resource {
	int64_t id;
	int kind;             /* enum resource_kind */
	int64_t room_kind_id; /* rooms; 0 for staff */
	const char *slug;
	const char *name;
	const char *title;
	const char *about;
	const char *zone;
	int64_t before_min, after_min;
	int64_t per_day, per_week, minutes_per_day; /* 0 = no limit */
};

/* Which staff offer a service, and which kinds of room it needs: pairs of ids. */
struct service_staff {
	int64_t service_id;
	int64_t resource_id;
};
struct service_room_kind {
	int64_t service_id;
	int64_t room_kind_id;
};

enum question_kind { QUESTION_TEXT, QUESTION_LINES, QUESTION_YES_NO, QUESTION_CHOICE, QUESTION_KIND__MAX };

struct question {
	int64_t id;
	int64_t service_id;
	const char *label;
	int kind;            /* enum question_kind */
	const char *choices; /* one a line; NULL when none */
	bool required;
};

/* Working windows, as the database keeps them. Minutes are of the wall clock. */
struct hours_row {
	int64_t resource_id;
	int64_t weekday; /* ISO */
	int64_t from_min, to_min;
};
struct exception_row {
	int64_t resource_id;
	int64_t day; /* civil days since 1970 */
	bool closed;
	const char *windows; /* "540-720 780-1080"; "" = closed all day */
};
struct holiday {
	int64_t day;
	const char *name;
};
struct lesson_row { /* of the timetable */
	int64_t service_id, resource_id;
	int64_t weekday, start_min;
	int64_t first_day, last_day;
};

extern const char *const staff_mode_names[];
extern const char *const resource_kind_names[];
extern const char *const question_kind_names[];

#endif
