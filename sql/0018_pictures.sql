-- Photos: of a studio, its services and its staff, and of accounts. A picture is
-- spooled as it was sent, made into copies by the worker, and then shown.

set local search_path = hora, public;

alter table studio add column picture_bytes bigint not null default 104857600
	check (picture_bytes between 0 and 1099511627776);
comment on column studio.picture_bytes is 'Most bytes its pictures may take, those being made and being removed included.';

create table picture (
	id          bigint generated always as identity primary key,
	studio_id   bigint references studio,
	service_id  bigint,
	resource_id bigint,
	account_id  bigint references account,
	kind        text not null check (kind in ('portrait', 'scene')),
	state       text not null default 'waiting' check (state in ('waiting', 'ready', 'failed', 'removing')),
	spool       text check (spool ~ '^[A-Za-z0-9_-]{20,40}$'),
	sha256      bytea check (length(sha256) = 32),
	width       integer check (width > 0),
	height      integer check (height > 0),
	bytes       bigint not null check (bytes >= 0),
	fault       text check (length(fault) <= 40),
	sent_at     timestamptz not null default now(),
	unique (studio_id, id),
	check ((studio_id is null) <> (account_id is null)),
	check (service_id is null or resource_id is null),
	check (account_id is null or (service_id is null and resource_id is null)),
	check ((state = 'failed') = (fault is not null)),
	check (state <> 'waiting' or spool is not null),
	check (state <> 'ready' or (sha256 is not null and width is not null and height is not null)),
	foreign key (studio_id, service_id) references service (studio_id, id),
	foreign key (studio_id, resource_id) references resource (studio_id, id)
);
comment on table picture is 'A photo, and what became of it. Of each thing one is shown at most.';
comment on column picture.id is 'Key.';
comment on column picture.studio_id is 'Whose; null for an account''s own.';
comment on column picture.service_id is 'The service it shows; null: none.';
comment on column picture.resource_id is 'The staff member it shows; null with service_id null: the studio itself.';
comment on column picture.account_id is 'The account whose own it is; null for a studio''s.';
comment on column picture.kind is 'How it is cut: a portrait or a scene.';
comment on column picture.state is 'waiting for its copies to be made, ready to be shown, failed, removing its files.';
comment on column picture.spool is 'Name of the file it was sent as, until that is worked off.';
comment on column picture.sha256 is 'Digest of its copies: names their files.';
comment on column picture.width is 'Width of its widest copy.';
comment on column picture.height is 'Height of that.';
comment on column picture.bytes is 'What it takes: as sent while it waits, then its copies together.';
comment on column picture.fault is 'Why nothing could be made of it, by a name of domain/picture.c.';
comment on column picture.sent_at is 'When it was sent.';

create unique index picture_of_studio on picture (studio_id)
	where state = 'ready' and service_id is null and resource_id is null and account_id is null;
create unique index picture_of_service on picture (service_id) where state = 'ready' and service_id is not null;
create unique index picture_of_resource on picture (resource_id) where state = 'ready' and resource_id is not null;
create unique index picture_of_account on picture (account_id) where state = 'ready' and account_id is not null;
create index picture_studio on picture (studio_id) include (bytes);
create index picture_account on picture (account_id) where account_id is not null;
create index picture_files on picture (sha256);
create unique index picture_spool on picture (spool);

-- What is shown belongs to the catalogue, which programs keep copies of.
create trigger picture_rules_update after update on picture referencing new table as changed
	for each statement execute function rules_changed();
create trigger picture_rules_delete after delete on picture referencing old table as changed
	for each statement execute function rules_changed();

insert into audit.personal (object, name) values ('picture', 'sha256'), ('picture', 'spool');
create trigger zz_audit after insert or update or delete on picture
	for each row execute function audit.note();

-- A picture whose files are on their way out, with the job that sees to it.
create function picture_drop(of_picture bigint) returns void
	language sql volatile set search_path = hora, pg_catalog as $$
	with dropped as (
		update picture set state = 'removing', fault = null
		 where id = of_picture and state <> 'removing' returning id, studio_id)
	insert into job (studio_id, lane, kind, key, payload)
	select studio_id, 'batch', 'picture.remove', id, jsonb_build_object('picture', id) from dropped
$$;
comment on function picture_drop(bigint) is 'Takes a picture off the pages and has its files removed.';

-- All pictures of a thing but one (0: none is spared), in some states.
create function picture_drop_others(p picture, states text[]) returns bigint
	language sql volatile set search_path = hora, pg_catalog as $$
	select count(picture_drop(o.id)) from picture o
	 where o.studio_id is not distinct from p.studio_id and o.service_id is not distinct from p.service_id
	   and o.resource_id is not distinct from p.resource_id and o.account_id is not distinct from p.account_id
	   and o.id <> p.id and o.state = any(states)
$$;
comment on function picture_drop_others(picture, text[]) is 'Drops what else there is of the same thing, in some states; how many.';

-- One sent; whatever was waiting for the same thing is not wanted any more. Those
-- of one owner are put one after the other, so that the sum holds.
create function picture_put(p picture) returns bigint
	language plpgsql volatile set search_path = hora, pg_catalog as $$
declare
	taken bigint;
begin
	perform pg_advisory_xact_lock(hashtextextended(
		'pictures of ' || coalesce('studio ' || p.studio_id, 'account ' || p.account_id), 0));
	if quota_take('pictures of ' || coalesce('studio ' || p.studio_id, 'account ' || p.account_id),
	              case when p.studio_id is null then 20 else 300 end, 3600) > 0 then
		raise exception 'too many pictures of late' using errcode = 'HO019';
	end if;
	perform picture_drop_others(p, array['waiting', 'failed']);
	select coalesce(sum(o.bytes), 0) into taken from picture o where o.studio_id = p.studio_id;
	if taken + p.bytes > (select s.picture_bytes from studio s where s.id = p.studio_id) then
		raise exception 'no room for this picture' using errcode = 'HO018';
	end if;
	insert into picture (studio_id, service_id, resource_id, account_id, kind, spool, bytes)
	values (p.studio_id, p.service_id, p.resource_id, p.account_id, p.kind, p.spool, p.bytes)
	returning id into p.id;
	insert into job (studio_id, lane, kind, key, payload)
	values (p.studio_id, 'batch', 'picture.make', p.id, jsonb_build_object('picture', p.id));
	return p.id;
end $$;
comment on function picture_put(picture) is 'Keeps a picture that was sent, with the job that makes its copies; HO018 when its studio has no room, HO019 after too many in an hour.';

create function studio_picture_put(of_studio bigint, of_service bigint, of_resource bigint, sent text,
	sent_bytes bigint) returns bigint
	language sql volatile security definer set search_path = hora, pg_catalog as $$
	select picture_put(row(0, of_studio, of_service, of_resource, null,
		case when of_resource is null then 'scene' else 'portrait' end, 'waiting', sent,
		null, null, null, sent_bytes, null, now())::picture)
$$;
comment on function studio_picture_put(bigint, bigint, bigint, text, bigint) is 'A photo of a studio, of its service or of its staff member.';

create function account_picture_put(of_account bigint, sent text, sent_bytes bigint) returns bigint
	language sql volatile security definer set search_path = hora, pg_catalog as $$
	select picture_put(row(0, null, null, null, of_account, 'portrait', 'waiting', sent,
		null, null, null, sent_bytes, null, now())::picture)
$$;
comment on function account_picture_put(bigint, text, bigint) is 'An account''s own photo.';

create function studio_picture_drop(of_studio bigint, of_service bigint, of_resource bigint) returns bigint
	language sql volatile security definer set search_path = hora, pg_catalog as $$
	select picture_drop_others(row(0, of_studio, of_service, of_resource, null,
		null, null, null, null, null, null, 0, null, now())::picture, array['waiting', 'ready', 'failed'])
$$;
comment on function studio_picture_drop(bigint, bigint, bigint) is 'Removes all there is of that.';

create function account_picture_drop(of_account bigint) returns bigint
	language sql volatile security definer set search_path = hora, pg_catalog as $$
	select picture_drop_others(row(0, null, null, null, of_account,
		null, null, null, null, null, null, 0, null, now())::picture, array['waiting', 'ready', 'failed'])
$$;
comment on function account_picture_drop(bigint) is 'The same of an account''s own.';

create function account_erased_picture() returns trigger
	language plpgsql security definer set search_path = hora, pg_catalog as $$
begin
	perform account_picture_drop(new.id);
	return null;
end $$;
comment on function account_erased_picture() is 'Trigger: the photo goes with the rest of an account.';
create trigger account_erased_picture after update of erased_at on account
	for each row when (new.erased_at is not null) execute function account_erased_picture();

-- Two pictures of the same content share their files. So one that is being made
-- says which files will be its own before they are written, and waits (false)
-- while another's removal may be deleting just these.
create function picture_claim(of_picture bigint, digest bytea) returns boolean
	language plpgsql volatile set search_path = hora, pg_catalog as $$
begin
	perform pg_advisory_xact_lock(hashtextextended('picture ' || encode(digest, 'hex'), 0));
	if exists (select from picture where sha256 = digest and state = 'removing') then
		return false;
	end if;
	update picture set sha256 = digest where id = of_picture and state = 'waiting';
	return found;
end $$;
comment on function picture_claim(bigint, bytea) is 'Names a waiting picture''s files; false: these are being removed, or it is not waiting.';

create function picture_release(of_picture bigint) returns boolean
	language plpgsql volatile set search_path = hora, pg_catalog as $$
declare
	digest bytea := (select sha256 from picture where id = of_picture);
begin
	perform pg_advisory_xact_lock(hashtextextended('picture ' || encode(digest, 'hex'), 0));
	return digest is not null
	       and not exists (select from picture where sha256 = digest and state in ('waiting', 'ready'));
end $$;
comment on function picture_release(bigint) is 'Whether a picture on its way out is the last that has its files.';

-- From now on it is shown, in place of the one before.
create function picture_show(of_picture bigint, its_width integer, its_height integer, its_bytes bigint) returns void
	language plpgsql volatile set search_path = hora, pg_catalog as $$
declare
	p picture;
begin
	select * into p from picture where id = of_picture and state = 'waiting' for update;
	if not found then
		raise exception 'this picture does not wait' using errcode = 'no_data_found';
	end if;
	perform picture_drop_others(p, array['ready']);
	update picture set state = 'ready', spool = null, width = its_width, height = its_height, bytes = its_bytes
	 where id = of_picture;
end $$;
comment on function picture_show(bigint, integer, integer, bigint) is 'Shows a picture whose copies are in place.';

revoke all on function picture_drop(bigint), picture_drop_others(picture, text[]), picture_put(picture),
	studio_picture_put(bigint, bigint, bigint, text, bigint), account_picture_put(bigint, text, bigint),
	studio_picture_drop(bigint, bigint, bigint), account_picture_drop(bigint), account_erased_picture(),
	picture_claim(bigint, bytea), picture_release(bigint), picture_show(bigint, integer, integer, bigint) from public;
grant execute on function studio_picture_put(bigint, bigint, bigint, text, bigint),
	studio_picture_drop(bigint, bigint, bigint) to hora_admin;
grant execute on function account_picture_put(bigint, text, bigint), account_picture_drop(bigint) to hora_auth;
grant execute on function picture_drop(bigint), picture_drop_others(picture, text[]), picture_claim(bigint, bytea),
	picture_release(bigint), picture_show(bigint, integer, integer, bigint) to hora_worker;
grant select (id, studio_id, service_id, resource_id, account_id, kind, state, sha256, width, height, bytes, fault, sent_at)
	on picture to hora_booking, hora_auth, hora_admin, hora_payments, hora_line, hora_reader;
grant select, update, delete on picture to hora_worker;
