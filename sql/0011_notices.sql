-- What customers are told: the studios' wishes, their own words, and the record
-- of what went out.

set local search_path = hora, public;

create table messaging (
	studio_id   bigint primary key references studio,
	quiet_from  integer not null default 0 check (quiet_from between 0 and 1439),
	quiet_to    integer not null default 0 check (quiet_to between 0 and 1439),
	sender_name text check (length(sender_name) between 1 and 80),
	reply_to    text check (length(reply_to) <= 254)
);
comment on table messaging is 'How a studio writes to its customers.';
comment on column messaging.studio_id is 'Studio.';
comment on column messaging.quiet_from is 'No reminders from this minute of the studio''s day on.';
comment on column messaging.quiet_to is 'Until this one; the same as quiet_from = no such hours.';
comment on column messaging.sender_name is 'Name in From; null = the studio''s own.';
comment on column messaging.reply_to is 'Address for answers; null = the studio''s own.';

create table reminder (
	id        bigint generated always as identity primary key,
	studio_id bigint not null references studio,
	days      integer not null default 0 check (days between 0 and 14),
	minutes   integer not null,
	check (case when days = 0 then minutes between 15 and 20160 else minutes between 0 and 1439 end),
	unique (studio_id, days, minutes)
);
comment on table reminder is 'When a studio''s customers are reminded of an appointment.';
comment on column reminder.id is 'Key.';
comment on column reminder.studio_id is 'Studio.';
comment on column reminder.days is '0: so many minutes before the start; else so many local dates before its date.';
comment on column reminder.minutes is 'Minutes before the start, or minute of the studio''s day.';

create table notice_text (
	studio_id bigint not null references studio,
	kind      text not null check (kind in ('requested', 'booked', 'moved', 'cancelled', 'declined', 'expired', 'reminder')),
	channel   text not null check (channel in ('mail', 'sms', 'line')),
	language  text not null check (language in ('en', 'pt', 'zh-TW')),
	subject   text not null default '' check (length(subject) <= 200),
	body      text not null check (length(body) between 1 and 4000),
	primary key (studio_id, kind, channel, language)
);
comment on table notice_text is 'A studio''s own words in place of the opening ones of a message; facts and links stay as built in.';
comment on column notice_text.studio_id is 'Studio.';
comment on column notice_text.kind is 'Which message.';
comment on column notice_text.channel is 'How it is sent.';
comment on column notice_text.language is 'Language it is written in.';
comment on column notice_text.subject is 'Subject, with tags; empty = the built-in one.';
comment on column notice_text.body is 'Text with tags such as {{name}}; blank lines part paragraphs.';

create table notice (
	id         bigint generated always as identity primary key,
	studio_id  bigint not null,
	booking_id bigint not null,
	kind       text not null check (kind in ('requested', 'booked', 'moved', 'cancelled', 'declined', 'expired', 'reminder')),
	channel    text not null check (channel in ('mail', 'sms', 'line')),
	due_at     timestamptz not null,
	state      text not null check (state in ('sending', 'waiting', 'sent', 'uncertain', 'failed', 'skipped')),
	reason     text check (length(reason) <= 500),
	recipient  text check (length(recipient) <= 254),
	begun_at   timestamptz not null default clock_timestamp(),
	ended_at   timestamptz,
	check ((state = 'sending') = (ended_at is null)),
	check (state not in ('failed', 'skipped', 'waiting', 'uncertain') or reason is not null),
	unique (booking_id, kind, channel, due_at),
	unique (studio_id, id),
	foreign key (studio_id, booking_id) references booking (studio_id, id)
);
create index notice_sending on notice (begun_at) where state = 'sending';
comment on table notice is 'A message to a customer and its fate; at most one per booking, kind, channel and time.';
comment on column notice.id is 'Key.';
comment on column notice.studio_id is 'Studio.';
comment on column notice.booking_id is 'What it tells of.';
comment on column notice.kind is 'Which message.';
comment on column notice.channel is 'How.';
comment on column notice.due_at is 'For when it was planned.';
comment on column notice.state is 'sending: handed over at this moment; waiting: certainly not out yet, tried again; sent; uncertain: the worker or the connection died on the last stretch, so it is not sent again by itself; failed: refused for good; skipped: not wanted any more.';
comment on column notice.reason is 'Why it is not sent.';
comment on column notice.recipient is 'Address it went to.';
comment on column notice.begun_at is 'Start of the last attempt.';
comment on column notice.ended_at is 'Its end.';

create table manage_link (
	token_hash bytea primary key check (length(token_hash) = 32),
	studio_id  bigint not null,
	booking_id bigint not null,
	notice_id  bigint not null,
	until      timestamptz not null,
	unique (notice_id),
	foreign key (studio_id, booking_id) references booking (studio_id, id),
	foreign key (studio_id, notice_id) references notice (studio_id, id)
);
create index manage_link_until on manage_link (until);
create index manage_link_booking on manage_link (booking_id);
comment on table manage_link is 'Manage links that messages carry, besides the one given when booking.';
comment on column manage_link.token_hash is 'SHA-256 of the link''s token.';
comment on column manage_link.studio_id is 'Studio.';
comment on column manage_link.booking_id is 'What it opens.';
comment on column manage_link.notice_id is 'The message it went out with; a new attempt has a new link.';
comment on column manage_link.until is 'It works until then.';

create table opt_out (
	studio_id   bigint not null,
	customer_id bigint not null,
	channel     text not null check (channel in ('mail', 'sms', 'line')),
	at          timestamptz not null default now(),
	primary key (customer_id, channel),
	foreign key (studio_id, customer_id) references customer (studio_id, id)
);
comment on table opt_out is 'Who does not want the messages that are not needed to keep an appointment.';
comment on column opt_out.studio_id is 'Studio.';
comment on column opt_out.customer_id is 'Who.';
comment on column opt_out.channel is 'Which messages.';
comment on column opt_out.at is 'Since when.';

-- Every studio starts with a day and two hours before.
create function messaging_begun() returns trigger
	language plpgsql security definer set search_path = hora, pg_catalog as $$
begin
	insert into messaging (studio_id) values (new.id);
	insert into reminder (studio_id, minutes) values (new.id, 1440), (new.id, 120);
	return null;
end $$;
comment on function messaging_begun() is 'Trigger: gives a new studio its reminders.';
create trigger messaging_begun after insert on studio
	for each row execute function messaging_begun();
insert into messaging (studio_id) select id from studio;
insert into reminder (studio_id, minutes) select id, m from studio, unnest(array[1440, 120]) m;

-- Rulebooks hold them.
do $$
declare
	ruled text;
begin
	foreach ruled in array array['messaging', 'reminder'] loop
		execute format('create trigger rules_insert after insert on %I referencing new table as changed '
			'for each statement execute function rules_changed()', ruled);
		execute format('create trigger rules_update after update on %I referencing new table as changed '
			'for each statement execute function rules_changed()', ruled);
		execute format('create trigger rules_delete after delete on %I referencing old table as changed '
			'for each statement execute function rules_changed()', ruled);
	end loop;
end $$;

-- Not audited: notice is itself a record, manage_link is bookkeeping.
do $$
declare
	audited text;
begin
	foreach audited in array array['messaging', 'reminder', 'notice_text', 'opt_out'] loop
		execute format('create trigger zz_audit after insert or update or delete on %I '
			'for each row execute function audit.note()', audited);
	end loop;
end $$;

-- The customer behind a link in a message wants, or wants no more, what is
-- optional on its channel. False: no such link.
create function opt_out_put(token bytea, wanted boolean) returns boolean
	language plpgsql volatile security definer set search_path = hora, pg_catalog as $$
declare
	who record;
begin
	select b.studio_id, b.customer_id, n.channel into who
	  from manage_link l
	  join booking b on b.id = l.booking_id and b.studio_id = l.studio_id
	  join notice n on n.id = l.notice_id and n.studio_id = l.studio_id
	 where l.token_hash = sha256(token) and l.until > now();
	if not found then
		return false;
	end if;
	if wanted then
		delete from opt_out where customer_id = who.customer_id and channel = who.channel;
	else
		insert into opt_out (studio_id, customer_id, channel)
		values (who.studio_id, who.customer_id, who.channel) on conflict do nothing;
	end if;
	return true;
end $$;
comment on function opt_out_put(bytea, boolean) is 'Unsubscribes, or subscribes again, the customer behind a message''s link.';

-- Keeps a booking from changing until the transaction ends, after a step that is
-- under way: who has just cancelled is not reminded. What is read next is current.
create function notice_lock(of_studio bigint, of_booking bigint) returns void
	language plpgsql volatile security definer set search_path = hora, pg_catalog as $$
begin
	perform from booking where id = of_booking and studio_id = of_studio for share;
end $$;
comment on function notice_lock(bigint, bigint) is 'Keeps a booking as it is while a message about it is decided.';

-- A message that ended goes out once more, because a person says so.
create function notice_resend(of_studio bigint, of_notice bigint) returns boolean
	language plpgsql volatile security definer set search_path = hora, pg_catalog as $$
declare
	n notice;
begin
	update notice set state = 'waiting', reason = 'to be sent again', ended_at = clock_timestamp()
	 where id = of_notice and studio_id = of_studio and state in ('sent', 'uncertain', 'failed', 'skipped')
	returning * into n;
	if not found then
		return false;
	end if;
	insert into job as j (studio_id, lane, kind, key, payload)
	values (of_studio, n.channel, n.channel || '.' || n.kind,
	        n.booking_id || '/' || extract(epoch from n.due_at)::bigint,
	        jsonb_build_object('booking', n.booking_id))
	on conflict (kind, key) do update
	   set state = 'due', due_at = now(), tries = 0, crashes = 0, last_error = null, result = null,
	       done_at = null
	 where j.state in ('done', 'dead', 'dropped');
	return true;
end $$;
comment on function notice_resend(bigint, bigint) is 'Sends a message once more.';

grant select on messaging, reminder to hora_booking, hora_admin, hora_payments, hora_line, hora_worker, hora_reader;
grant insert, update, delete on messaging, reminder, notice_text to hora_admin;
grant select on notice_text, notice, opt_out to hora_admin, hora_worker, hora_reader;
grant insert, update on notice to hora_worker;
grant select (token_hash, studio_id, booking_id, until) on manage_link
	to hora_booking, hora_admin, hora_payments, hora_line;
grant select, insert, update, delete on manage_link to hora_worker;
revoke all on function opt_out_put(bytea, boolean), notice_resend(bigint, bigint), messaging_begun()
	from public;
grant execute on function notice_resend(bigint, bigint) to hora_admin;
revoke all on function notice_lock(bigint, bigint) from public;
grant execute on function notice_lock(bigint, bigint) to hora_worker;
grant execute on function opt_out_put(bytea, boolean) to hora_booking;
