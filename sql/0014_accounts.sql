-- Accounts, who belongs to which studio, and the links by which people prove an
-- address or come in for the first time.

set local search_path = hora, public;

create table account (
	id          bigint generated always as identity primary key,
	email       text check (length(email) <= 254),
	email_key   text unique check (length(email_key) <= 254),
	verified_at timestamptz,
	phone       text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
	first_name  text not null default '' check (length(first_name) <= 80),
	last_name   text not null default '' check (length(last_name) <= 80),
	language    text not null default 'en' check (language in ('en', 'pt', 'zh-TW')),
	zone        text check (length(zone) <= 64),
	tax_number  text check (length(tax_number) <= 32),
	created_at  timestamptz not null default now(),
	disabled_at timestamptz,
	erased_at   timestamptz,
	check ((email is null) = (email_key is null)),
	check (verified_at is null or email_key is not null),
	check (erased_at is null or disabled_at is not null)
);
comment on table account is 'Somebody who can log in. One for all studios.';
comment on column account.id is 'Key.';
comment on column account.email is 'E-mail address as typed; null: none, or erased.';
comment on column account.email_key is 'The address normalised: what the account is found by.';
comment on column account.verified_at is 'When its holder proved to read that address; null: not yet.';
comment on column account.phone is 'Phone number, E.164.';
comment on column account.first_name is 'First name.';
comment on column account.last_name is 'Last name.';
comment on column account.language is 'Language of pages and letters.';
comment on column account.zone is 'IANA time zone times are shown in besides the studio''s; null: the browser''s.';
comment on column account.tax_number is 'Tax number for documents, as its country writes it.';
comment on column account.created_at is 'When it was made.';
comment on column account.disabled_at is 'Nobody logs in by it from then on; null while it is in use.';
comment on column account.erased_at is 'Its personal data were removed then.';

create table password (
	id         bigint primary key references account,
	hash       text not null check (hash ~ '^\$argon2id\$'),
	changed_at timestamptz not null
);
comment on table password is 'Hashes of passwords. Only hora-auth reads them, and only through functions.';
comment on column password.id is 'The account.';
comment on column password.hash is 'Argon2id with its parameters and salt, in the usual text form.';
comment on column password.changed_at is 'When it was set.';

create table platform_admin (
	id         bigint primary key references account,
	created_at timestamptz not null default now()
);
comment on table platform_admin is 'Administrators of the installation. They stand above studios, not in them.';
comment on column platform_admin.id is 'The account.';
comment on column platform_admin.created_at is 'Since when.';

create table membership (
	id          bigint generated always as identity primary key,
	studio_id   bigint not null references studio,
	account_id  bigint not null references account,
	role        text not null check (role in ('owner', 'manager', 'staff', 'reception')),
	resource_id bigint,
	created_at  timestamptz not null default now(),
	unique (studio_id, account_id),
	unique (studio_id, resource_id),
	foreign key (studio_id, resource_id) references resource (studio_id, id)
);
create index membership_account on membership (account_id);
comment on table membership is 'An account works in a studio, in a role.';
comment on column membership.id is 'Key.';
comment on column membership.studio_id is 'Studio.';
comment on column membership.account_id is 'Who.';
comment on column membership.role is 'owner, manager, staff or reception: src/domain/role.c says what each may.';
comment on column membership.resource_id is 'The staff member this account is; null: none, as for who only runs the desk.';
comment on column membership.created_at is 'Since when.';

create table invitation (
	id          bigint generated always as identity primary key,
	studio_id   bigint not null references studio,
	email       text not null check (length(email) <= 254),
	email_key   text not null check (length(email_key) <= 254),
	role        text not null check (role in ('owner', 'manager', 'staff', 'reception')),
	resource_id bigint,
	language    text not null check (language in ('en', 'pt', 'zh-TW')),
	account_id  bigint not null references account,
	token_hash  bytea unique check (length(token_hash) = 32),
	created_at  timestamptz not null,
	expires_at  timestamptz not null,
	accepted_at timestamptz,
	revoked_at  timestamptz,
	unique (studio_id, id),
	foreign key (studio_id, resource_id) references resource (studio_id, id)
);
create unique index invitation_open on invitation (studio_id, email_key)
	where accepted_at is null and revoked_at is null;
comment on table invitation is 'Somebody is asked to join a studio; the letter''s link is the way in, for who reads that address.';
comment on column invitation.id is 'Key.';
comment on column invitation.studio_id is 'Studio.';
comment on column invitation.email is 'Address it goes to, as typed.';
comment on column invitation.email_key is 'The address normalised.';
comment on column invitation.role is 'The role offered.';
comment on column invitation.resource_id is 'The staff member they are; null: none.';
comment on column invitation.language is 'Language of the letter.';
comment on column invitation.account_id is 'Who invited.';
comment on column invitation.token_hash is 'SHA-256 of the link''s token; null until the letter goes out. A new letter has a new link.';
comment on column invitation.created_at is 'When.';
comment on column invitation.expires_at is 'The link works until then.';
comment on column invitation.accepted_at is 'When it was accepted; null before.';
comment on column invitation.revoked_at is 'When it was taken back; null: it was not.';

create table account_link (
	id         bigint generated always as identity primary key,
	kind       text not null check (kind in ('register', 'verify', 'forgotten', 'change')),
	account_id bigint references account,
	email      text not null check (length(email) <= 254),
	email_key  text not null check (length(email_key) <= 254),
	language   text not null check (language in ('en', 'pt', 'zh-TW')),
	next       text check (length(next) <= 500),
	token_hash bytea unique check (length(token_hash) = 32),
	created_at timestamptz not null,
	expires_at timestamptz not null,
	used_at    timestamptz,
	check ((kind in ('verify', 'change')) = (account_id is not null))
);
create index account_link_account on account_link (account_id);
create index account_link_end on account_link (expires_at);
comment on table account_link is 'One-time links sent to an address: whoever opens one reads that address.';
comment on column account_link.id is 'Key.';
comment on column account_link.kind is 'register: make an account; verify: it is mine; forgotten: choose a new password; change: my new address.';
comment on column account_link.account_id is 'Whose address it is to be; null where only the letter finds out whether there is an account.';
comment on column account_link.email is 'Address it goes to, as typed.';
comment on column account_link.email_key is 'The address normalised.';
comment on column account_link.language is 'Language of the letter.';
comment on column account_link.next is 'Where the person was going, a path of ours.';
comment on column account_link.token_hash is 'SHA-256 of the token; null until the letter goes out. A new letter has a new link.';
comment on column account_link.created_at is 'When it was asked for.';
comment on column account_link.expires_at is 'It works until then.';
comment on column account_link.used_at is 'When it was used; null before.';

-- A customer may be linked to an account: by the address that the account's
-- holder has proved to read.
alter table customer add column account_id bigint references account;
create index customer_account on customer (account_id) where account_id is not null;
comment on column customer.account_id is 'Their account; null: none. It owns their bookings.';

create function customer_linked() returns trigger
	language plpgsql security definer set search_path = hora, pg_catalog as $$
begin
	if new.account_id is null and new.email_key is not null then
		select a.id into new.account_id from account a
		 where a.email_key = new.email_key and a.verified_at is not null and a.disabled_at is null;
	end if;
	return new;
end $$;
comment on function customer_linked() is 'Trigger: finds a new customer''s account.';
create trigger customer_linked before insert on customer
	for each row execute function customer_linked();

create function account_verified() returns trigger
	language plpgsql security definer set search_path = hora, pg_catalog as $$
begin
	update customer set account_id = new.id
	 where email_key = new.email_key and account_id is null;
	return null;
end $$;
comment on function account_verified() is 'Trigger: an account gets what was booked with its address before.';
create index customer_email on customer (email_key) where account_id is null;
create trigger account_verified after insert or update of verified_at, email_key on account
	for each row when (new.verified_at is not null and new.disabled_at is null)
	execute function account_verified();

-- A studio keeps an owner who can log in. Whoever takes one away waits for whoever does so too.
create function owner_stays() returns trigger
	language plpgsql security definer set search_path = hora, pg_catalog as $$
begin
	if old.role <> 'owner' or (tg_op = 'UPDATE' and new.role = 'owner'
	                           and new.account_id = old.account_id and new.studio_id = old.studio_id) then
		return case tg_op when 'DELETE' then old else new end;
	end if;
	perform from studio where id = old.studio_id for no key update;
	if not exists (select from membership m join account a on a.id = m.account_id
	                where m.studio_id = old.studio_id and m.role = 'owner' and m.id <> old.id
	                  and a.disabled_at is null) then
		raise exception 'a studio keeps an owner' using errcode = 'HO004';
	end if;
	return case tg_op when 'DELETE' then old else new end;
end $$;
comment on function owner_stays() is 'Trigger: the last owner of a studio stays one.';
create trigger owner_stays before update or delete on membership
	for each row execute function owner_stays();

insert into audit.personal (object, name) values
	('account', 'email'), ('account', 'email_key'), ('account', 'phone'), ('account', 'first_name'),
	('account', 'last_name'), ('account', 'tax_number'),
	('password', 'hash'),
	('invitation', 'email'), ('invitation', 'email_key'), ('invitation', 'token_hash');

-- Not audited: links are bookkeeping; what they lead to is recorded.
do $$
declare
	audited text;
begin
	foreach audited in array array['account', 'password', 'platform_admin', 'membership', 'invitation'] loop
		execute format('create trigger zz_audit after insert or update or delete on %I '
			'for each row execute function audit.note()', audited);
	end loop;
end $$;

revoke all on function customer_linked(), account_verified(), owner_stays() from public;
grant select, insert, update on account to hora_auth;
grant select (id, email, first_name, last_name, language, verified_at, disabled_at, erased_at) on account to hora_admin;
grant select on account to hora_worker, hora_reader;
grant select on platform_admin to hora_auth, hora_reader;
grant select, insert, delete on membership to hora_auth;
grant select, update, delete on membership to hora_admin;
grant select on membership to hora_worker, hora_reader;
grant select, insert, update on invitation to hora_admin;
grant select, update on invitation to hora_auth, hora_worker;
grant select (id, studio_id, role, resource_id, account_id, created_at, expires_at, accepted_at, revoked_at)
	on invitation to hora_reader;
grant select, insert, update on account_link to hora_auth;
grant select, update, delete on account_link to hora_worker;
grant select (id, kind, account_id, created_at, expires_at, used_at) on account_link to hora_reader;
grant select, update (used_at) on setup_link to hora_auth;
