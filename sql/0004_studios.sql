-- Studios and what they offer: specialties, services, resources, questions,
-- terms. Every row belongs to one studio; composite keys keep it so.

set local search_path = hora, public;

create table studio (
	id           bigint generated always as identity primary key,
	slug         text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
	name         text not null check (length(name) between 1 and 80),
	about        text not null default '' check (length(about) <= 2000),
	zone         text not null check (length(zone) <= 64),
	currency     text not null check (currency ~ '^[A-Z]{3}$'),
	language     text not null check (language in ('en', 'pt', 'zh-TW')),
	calling_code text not null check (calling_code ~ '^[1-9][0-9]{0,2}$'),
	address      text not null default '' check (length(address) <= 300),
	map_url      text check (map_url ~ '^https://'),
	email        text check (length(email) <= 254),
	phone        text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
	accent       text not null default '#1f6f5c' check (accent ~ '^#[0-9a-f]{6}$'),
	listed       boolean not null default true,
	cancel_until integer not null default 1440 check (cancel_until between 0 and 525600),
	open_limit   integer not null default 0 check (open_limit between 0 and 1000),
	api_origins  text[] not null default '{}',
	created_at   timestamptz not null default now(),
	erased_at    timestamptz
);
comment on table studio is 'A tenant: a business with its own services, staff, customers, money and channels.';
comment on column studio.id is 'Key.';
comment on column studio.slug is 'Name in addresses: /s/{slug}.';
comment on column studio.name is 'Name shown.';
comment on column studio.about is 'A few sentences for the studio''s page, in its language.';
comment on column studio.zone is 'IANA time zone: the truth for all its times.';
comment on column studio.currency is 'ISO 4217 code of its prices.';
comment on column studio.language is 'Language its own texts are written in, and the standard for its visitors.';
comment on column studio.calling_code is 'Country calling code assumed for phone numbers typed without one.';
comment on column studio.address is 'Postal address, as shown.';
comment on column studio.map_url is 'Link to a map.';
comment on column studio.email is 'Public e-mail address.';
comment on column studio.phone is 'Public phone number, E.164.';
comment on column studio.accent is 'Accent colour; white text on it must have contrast 4.5:1.';
comment on column studio.listed is 'Shown in the list of studios.';
comment on column studio.cancel_until is 'Customers may cancel or move until this many minutes before the start.';
comment on column studio.open_limit is 'Most open future bookings per customer; 0 = no limit.';
comment on column studio.api_origins is 'Web origins allowed to call the API from a browser.';
comment on column studio.created_at is 'When it was added.';
comment on column studio.erased_at is 'When it was closed for good; null while open.';

create table studio_version (
	studio_id bigint primary key references studio on delete cascade,
	rules     bigint not null default 1
);
comment on table studio_version is 'Counts changes of a studio''s catalogue and rules, so that programs may cache them.';
comment on column studio_version.studio_id is 'Studio.';
comment on column studio_version.rules is 'Bumped by trigger on every change of what the studio offers or when.';

create table specialty (
	id        bigint generated always as identity primary key,
	studio_id bigint not null references studio,
	name      text not null check (length(name) between 1 and 80),
	position  integer not null default 0,
	unique (studio_id, id),
	unique (studio_id, name)
);
comment on table specialty is 'A group of services, such as massage or evaluation.';
comment on column specialty.id is 'Key.';
comment on column specialty.studio_id is 'Studio.';
comment on column specialty.name is 'Name shown, in the studio''s language.';
comment on column specialty.position is 'Order on the page.';

create table room_kind (
	id        bigint generated always as identity primary key,
	studio_id bigint not null references studio,
	name      text not null check (length(name) between 1 and 80),
	unique (studio_id, id),
	unique (studio_id, name)
);
comment on table room_kind is 'A kind of place or machine, such as treatment room.';
comment on column room_kind.id is 'Key.';
comment on column room_kind.studio_id is 'Studio.';
comment on column room_kind.name is 'Name shown to staff.';

create table resource (
	id           bigint generated always as identity primary key,
	studio_id    bigint not null references studio,
	kind         text not null check (kind in ('staff', 'room')),
	room_kind_id bigint,
	slug         text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
	name         text not null check (length(name) between 1 and 80),
	title        text not null default '' check (length(title) <= 80),
	about        text not null default '' check (length(about) <= 2000),
	zone         text not null check (length(zone) <= 64),
	before_min   integer not null default 0 check (before_min between 0 and 480),
	after_min    integer not null default 0 check (after_min between 0 and 480),
	per_day      integer check (per_day > 0),
	per_week     integer check (per_week > 0),
	minutes_per_day integer check (minutes_per_day > 0),
	position     integer not null default 0,
	active       boolean not null default true,
	check ((kind = 'room') = (room_kind_id is not null)),
	unique (studio_id, id),
	unique (studio_id, slug),
	foreign key (studio_id, room_kind_id) references room_kind (studio_id, id)
);
comment on table resource is 'What can be occupied once at a time: staff, or a room (a place or machine of one kind).';
comment on column resource.id is 'Key.';
comment on column resource.studio_id is 'Studio.';
comment on column resource.kind is 'staff or room.';
comment on column resource.room_kind_id is 'The room''s kind; null for staff.';
comment on column resource.slug is 'Name in addresses.';
comment on column resource.name is 'Name shown.';
comment on column resource.title is 'Profession or a short description.';
comment on column resource.about is 'A few sentences for the studio''s page.';
comment on column resource.zone is 'IANA time zone of its working hours.';
comment on column resource.before_min is 'Minutes kept free before each of its bookings, added to the service''s.';
comment on column resource.after_min is 'Minutes kept free after each of its bookings, added to the service''s.';
comment on column resource.per_day is 'Most bookings on a local date; null = no limit. Staff only.';
comment on column resource.per_week is 'Most bookings in an ISO week; null = no limit. Staff only.';
comment on column resource.minutes_per_day is 'Most booked minutes on a local date; null = no limit. Staff only.';
comment on column resource.position is 'Order on the page.';
comment on column resource.active is 'False: kept for its history, not offered.';

create table resource_version (
	resource_id bigint primary key,
	studio_id   bigint not null,
	version     bigint not null default 1,
	assigned_at timestamptz,
	foreign key (studio_id, resource_id) references resource (studio_id, id) on delete cascade
) with (fillfactor = 50);
comment on table resource_version is
	'Counts changes of what occupies a resource; bumped last in every transaction that does, under its lock. A table of its own so that it can be updated in place.';
comment on column resource_version.resource_id is 'Resource.';
comment on column resource_version.studio_id is 'Studio.';
comment on column resource_version.version is 'The count.';
comment on column resource_version.assigned_at is 'When it was last given a booking; null = never.';

create table service (
	id           bigint generated always as identity primary key,
	studio_id    bigint not null references studio,
	specialty_id bigint not null,
	slug         text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
	name         text not null check (length(name) between 1 and 80),
	about        text not null default '' check (length(about) <= 2000),
	duration_min integer not null check (duration_min between 1 and 1380),
	interval_min integer check (interval_min between 1 and 1440),
	before_min   integer not null default 0 check (before_min between 0 and 480),
	after_min    integer not null default 0 check (after_min between 0 and 480),
	notice_min   integer not null default 0 check (notice_min between 0 and 525600),
	horizon_days integer not null default 90 check (horizon_days between 0 and 730),
	price_minor  bigint not null default 0 check (price_minor between 0 and 100000000000),
	tax_permille integer not null default 0 check (tax_permille between 0 and 1000),
	capacity     integer not null default 1 check (capacity between 1 and 1000),
	staff_mode   text not null default 'any' check (staff_mode in ('any', 'all')),
	approval     boolean not null default false,
	timetabled   boolean not null default false,
	position     integer not null default 0,
	visible      boolean not null default true,
	active       boolean not null default true,
	unique (studio_id, id),
	unique (studio_id, slug),
	unique (studio_id, name),
	foreign key (studio_id, specialty_id) references specialty (studio_id, id)
);
comment on table service is 'Something bookable.';
comment on column service.id is 'Key.';
comment on column service.studio_id is 'Studio.';
comment on column service.specialty_id is 'The group it is shown in.';
comment on column service.slug is 'Name in addresses.';
comment on column service.name is 'Name shown, unique in the studio.';
comment on column service.about is 'A few sentences, in the studio''s language.';
comment on column service.duration_min is 'Length, minutes.';
comment on column service.interval_min is 'Step between starts, minutes; null = the duration.';
comment on column service.before_min is 'Minutes kept free before.';
comment on column service.after_min is 'Minutes kept free after.';
comment on column service.notice_min is 'A start is offered only this many elapsed minutes ahead.';
comment on column service.horizon_days is 'Last bookable local date is this many days after today''s.';
comment on column service.price_minor is 'Price in minor units of the studio''s currency; 0 = free.';
comment on column service.tax_permille is 'Tax rate included in the price, in tenths of a percent.';
comment on column service.capacity is 'Seats of one occasion; 1 for ordinary bookings.';
comment on column service.staff_mode is 'any: one of its staff; all: all of them together.';
comment on column service.approval is 'Bookings wait for the studio''s approval.';
comment on column service.timetabled is 'A group class: starts come from the timetable, not from working hours.';
comment on column service.position is 'Order within its specialty.';
comment on column service.visible is 'Shown to visitors; hidden ones are booked by staff.';
comment on column service.active is 'False: kept for its history, not bookable.';

create table service_staff (
	studio_id   bigint not null,
	service_id  bigint not null,
	resource_id bigint not null,
	primary key (service_id, resource_id),
	foreign key (studio_id, service_id) references service (studio_id, id),
	foreign key (studio_id, resource_id) references resource (studio_id, id)
);
create index service_staff_resource on service_staff (resource_id);
comment on table service_staff is 'Who offers a service.';
comment on column service_staff.studio_id is 'Studio.';
comment on column service_staff.service_id is 'Service.';
comment on column service_staff.resource_id is 'Staff member.';

create table service_room_kind (
	studio_id    bigint not null,
	service_id   bigint not null,
	room_kind_id bigint not null,
	primary key (service_id, room_kind_id),
	foreign key (studio_id, service_id) references service (studio_id, id),
	foreign key (studio_id, room_kind_id) references room_kind (studio_id, id)
);
comment on table service_room_kind is 'Kinds of room a service needs, one free room of each.';
comment on column service_room_kind.studio_id is 'Studio.';
comment on column service_room_kind.service_id is 'Service.';
comment on column service_room_kind.room_kind_id is 'Kind of room.';

create table question (
	id         bigint generated always as identity primary key,
	studio_id  bigint not null,
	service_id bigint not null,
	label      text not null check (length(label) between 1 and 200),
	kind       text not null default 'text' check (kind in ('text', 'lines', 'yes_no', 'choice')),
	choices    text[] not null default '{}',
	required   boolean not null default false,
	position   integer not null default 0,
	active     boolean not null default true,
	check ((kind = 'choice') = (cardinality(choices) > 0)),
	unique (studio_id, id),
	foreign key (studio_id, service_id) references service (studio_id, id)
);
create index question_service on question (service_id);
comment on table question is 'A question asked when a service is booked.';
comment on column question.id is 'Key.';
comment on column question.studio_id is 'Studio.';
comment on column question.service_id is 'Service.';
comment on column question.label is 'The question, in the studio''s language.';
comment on column question.kind is 'One line, several lines, yes or no, or one of the choices.';
comment on column question.choices is 'The choices of a choice question.';
comment on column question.required is 'Must be answered.';
comment on column question.position is 'Order on the form.';
comment on column question.active is 'False: no longer asked.';

create table terms (
	id         bigint generated always as identity primary key,
	studio_id  bigint not null references studio,
	version    integer not null check (version > 0),
	body       text not null check (length(body) between 1 and 20000),
	created_at timestamptz not null default now(),
	unique (studio_id, version)
);
comment on table terms is 'A studio''s terms, by version; the newest is the one agreed to.';
comment on column terms.id is 'Key.';
comment on column terms.studio_id is 'Studio.';
comment on column terms.version is 'Counts up from 1; a consent names it.';
comment on column terms.body is 'The text.';
comment on column terms.created_at is 'From when.';

create table setup_link (
	id         bigint generated always as identity primary key,
	studio_id  bigint not null references studio,
	token_hash bytea not null unique check (length(token_hash) = 32),
	email      text check (length(email) <= 254),
	expires_at timestamptz not null,
	used_at    timestamptz
);
comment on table setup_link is 'One-time links by which the first owner of a studio makes an account.';
comment on column setup_link.id is 'Key.';
comment on column setup_link.studio_id is 'Studio.';
comment on column setup_link.token_hash is 'SHA-256 of the link''s token.';
comment on column setup_link.email is 'Address the owner is expected to use, if the operator said.';
comment on column setup_link.expires_at is 'No longer usable from then on.';
comment on column setup_link.used_at is 'When it was used; null before.';
