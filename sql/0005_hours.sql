-- When: weekly hours, dated exceptions, holidays, absences, timetables, and
-- what outside calendars say.

set local search_path = hora, public;

create table hours (
	id          bigint generated always as identity primary key,
	studio_id   bigint not null,
	resource_id bigint not null,
	weekday     integer not null check (weekday between 1 and 7),
	from_min    integer not null check (from_min between 0 and 1439),
	to_min      integer not null check (to_min between 1 and 1440),
	check (from_min < to_min),
	foreign key (studio_id, resource_id) references resource (studio_id, id)
);
create index hours_resource on hours (resource_id);
comment on table hours is 'Weekly working windows of staff, several a day.';
comment on column hours.id is 'Key.';
comment on column hours.studio_id is 'Studio.';
comment on column hours.resource_id is 'Staff member.';
comment on column hours.weekday is 'ISO weekday, Monday = 1.';
comment on column hours.from_min is 'Wall clock of the resource''s zone, minutes after midnight.';
comment on column hours.to_min is 'Wall clock, exclusive; 1440 = end of the date.';

create table exception (
	id          bigint generated always as identity primary key,
	studio_id   bigint not null,
	resource_id bigint not null,
	day         date not null,
	closed      boolean not null,
	windows     integer[] not null default '{}',
	check (cardinality(windows) % 2 = 0 and cardinality(windows) <= 32),
	check (not closed or windows = '{}'),
	unique (resource_id, day, closed),
	foreign key (studio_id, resource_id) references resource (studio_id, id)
);
comment on table exception is 'Dated changes of working hours: an override replaces the weekly windows, a closed date removes them.';
comment on column exception.id is 'Key.';
comment on column exception.studio_id is 'Studio.';
comment on column exception.resource_id is 'Staff member.';
comment on column exception.day is 'Local date of the resource.';
comment on column exception.closed is 'True: closed, and wins over an override of the same date.';
comment on column exception.windows is 'Override: pairs from, to in minutes after midnight; empty = closed.';

create table holiday (
	id        bigint generated always as identity primary key,
	studio_id bigint not null references studio,
	day       date not null,
	name      text not null check (length(name) between 1 and 80),
	unique (studio_id, day)
);
comment on table holiday is 'Public holidays and other dates on which the whole studio is closed.';
comment on column holiday.id is 'Key.';
comment on column holiday.studio_id is 'Studio.';
comment on column holiday.day is 'Local date of each resource.';
comment on column holiday.name is 'What is celebrated.';

create table absence (
	id          bigint generated always as identity primary key,
	studio_id   bigint not null,
	resource_id bigint not null,
	away        tstzrange not null check (not isempty(away) and lower_inc(away) and not upper_inc(away)
	                                      and not lower_inf(away) and not upper_inf(away)),
	note        text not null default '' check (length(note) <= 200),
	foreign key (studio_id, resource_id) references resource (studio_id, id)
);
create index absence_resource on absence (resource_id, lower(away));
comment on table absence is 'Ranges of time a resource is away.';
comment on column absence.id is 'Key.';
comment on column absence.studio_id is 'Studio.';
comment on column absence.resource_id is 'Resource.';
comment on column absence.away is 'From (inclusive) to (exclusive).';
comment on column absence.note is 'Why, for staff.';

create table external_busy (
	id          bigint generated always as identity primary key,
	studio_id   bigint not null,
	resource_id bigint not null,
	busy        tstzrange not null check (not isempty(busy) and lower_inc(busy) and not upper_inc(busy)
	                                      and not lower_inf(busy) and not upper_inf(busy)),
	source      text not null check (length(source) <= 200),
	foreign key (studio_id, resource_id) references resource (studio_id, id)
);
create index external_busy_resource on external_busy (resource_id, lower(busy));
comment on table external_busy is 'Ranges read from a staff member''s outside calendar.';
comment on column external_busy.id is 'Key.';
comment on column external_busy.studio_id is 'Studio.';
comment on column external_busy.resource_id is 'Staff member.';
comment on column external_busy.busy is 'From (inclusive) to (exclusive).';
comment on column external_busy.source is 'Which calendar, and the event''s UID there.';

create table timetable (
	id          bigint generated always as identity primary key,
	studio_id   bigint not null,
	service_id  bigint not null,
	resource_id bigint not null,
	weekday     integer not null check (weekday between 1 and 7),
	start_min   integer not null check (start_min between 0 and 1439),
	first_day   date not null default '2000-01-01',
	last_day    date not null default '2099-12-31',
	check (first_day <= last_day),
	unique (service_id, resource_id, weekday, start_min, first_day),
	foreign key (studio_id, service_id) references service (studio_id, id),
	foreign key (studio_id, resource_id) references resource (studio_id, id)
);
comment on table timetable is 'Weekly starts of group classes.';
comment on column timetable.id is 'Key.';
comment on column timetable.studio_id is 'Studio.';
comment on column timetable.service_id is 'The class.';
comment on column timetable.resource_id is 'Who teaches it.';
comment on column timetable.weekday is 'ISO weekday, Monday = 1.';
comment on column timetable.start_min is 'Wall clock of the teacher''s zone, minutes after midnight.';
comment on column timetable.first_day is 'First local date it happens on.';
comment on column timetable.last_day is 'Last local date it happens on.';

-- A change of what a studio offers, or when, makes the programs' copies stale.
create function rules_changed() returns trigger
	language plpgsql security definer set search_path = hora, pg_catalog as $$
begin
	update studio_version set rules = rules + 1
	 where studio_id in (select distinct changed.studio_id from changed);
	return null;
end $$;
comment on function rules_changed() is 'Trigger: bumps the rules version of the studios whose rows changed.';

do $$
declare
	ruled text;
	verb  text;
begin
	foreach ruled in array array['specialty', 'room_kind', 'resource', 'service', 'service_staff',
		'service_room_kind', 'question', 'terms', 'hours', 'exception', 'holiday', 'timetable']
	loop
		foreach verb in array array['insert', 'update', 'delete'] loop
			execute format('create trigger %I after %s on %I referencing %s table as changed '
				'for each statement execute function rules_changed()',
				ruled || '_rules_' || verb, verb, ruled,
				case verb when 'delete' then 'old' else 'new' end);
		end loop;
	end loop;
end $$;

create function studio_rules_changed() returns trigger
	language plpgsql security definer set search_path = hora, pg_catalog as $$
begin
	insert into studio_version (studio_id) values (new.id)
	on conflict (studio_id) do update set rules = studio_version.rules + 1;
	return null;
end $$;
comment on function studio_rules_changed() is 'Trigger: makes or bumps the rules version of the studio itself.';
create trigger studio_rules after insert or update on studio
	for each row execute function studio_rules_changed();

create function resource_is_counted() returns trigger
	language plpgsql security definer set search_path = hora, pg_catalog as $$
begin
	insert into resource_version (resource_id, studio_id) values (new.id, new.studio_id);
	return null;
end $$;
comment on function resource_is_counted() is 'Trigger: gives a new resource its version row.';
create trigger resource_version_made after insert on resource
	for each row execute function resource_is_counted();

create function occupation_changed() returns trigger
	language plpgsql security definer set search_path = hora, pg_catalog as $$
begin
	update resource_version set version = version + 1
	 where resource_id in (select distinct changed.resource_id from changed);
	return null;
end $$;
comment on function occupation_changed() is 'Trigger: bumps the version of the resources whose absences or external busy changed.';
do $$
declare
	occupying text;
	verb text;
begin
	foreach occupying in array array['absence', 'external_busy'] loop
		foreach verb in array array['insert', 'update', 'delete'] loop
			execute format('create trigger %I after %s on %I referencing %s table as changed '
				'for each statement execute function occupation_changed()',
				occupying || '_version_' || verb, verb, occupying,
				case verb when 'delete' then 'old' else 'new' end);
		end loop;
	end loop;
end $$;
