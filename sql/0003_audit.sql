-- The audit log: one row per changed row, written by a trigger whose owner is
-- nobody else, in the same transaction as the change.

set local search_path = hora, public;

create table audit.entry (
	id        bigint generated always as identity primary key,
	at        timestamptz not null default clock_timestamp(),
	txid      xid8 not null default pg_current_xact_id(),
	actor     text not null,
	request   text,
	studio_id bigint,
	object    text not null,
	object_id text not null,
	action    text not null check (action in ('insert', 'update', 'delete')),
	columns   text[] not null,
	reason    text
);
alter table audit.entry owner to hora_audit;
comment on table audit.entry is 'One entry per changed row of a business table.';
comment on column audit.entry.id is 'In order of writing; gaps are rolled-back transactions.';
comment on column audit.entry.at is 'When the change was made.';
comment on column audit.entry.txid is 'Transaction id: ties the entry to the change.';
comment on column audit.entry.actor is 'Who: kind and id, such as guest, account:12, job:expiry; the database role when nobody said.';
comment on column audit.entry.request is 'Request id, as in the logs.';
comment on column audit.entry.studio_id is 'Whose; null for what belongs to no studio.';
comment on column audit.entry.object is 'Table changed.';
comment on column audit.entry.object_id is 'Primary key of the row changed.';
comment on column audit.entry.action is 'insert, update or delete.';
comment on column audit.entry.columns is 'Columns changed: name=value, personal and secret columns by name alone.';
comment on column audit.entry.reason is 'Why, where the actor gave a reason.';
create index entry_object on audit.entry (object, object_id);
create index entry_studio on audit.entry (studio_id, id);

create table audit.personal (
	object text not null,
	name   text not null,
	primary key (object, name)
);
alter table audit.personal owner to hora_audit;
comment on table audit.personal is 'Columns whose values never enter the log: personal data and secrets.';
comment on column audit.personal.object is 'Table.';
comment on column audit.personal.name is 'Column.';

-- Compares old and new row as JSON; what differs is named, and valued unless
-- the column is personal. Versions and time stamps of the row say nothing new.
create function audit.note() returns trigger
	language plpgsql security definer set search_path = pg_catalog, audit as $$
declare
	was  jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
	here jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
	row  jsonb := case when tg_op = 'DELETE' then was else here end;
	changed text[];
begin
	select coalesce(array_agg(case
			when p.name is not null or tg_op = 'DELETE' then k
			else k || '=' || coalesce(here ->> k, 'null') end order by k), '{}')
	  into changed
	  from jsonb_object_keys(was || here) k
	  left join personal p on p.object = tg_table_name and p.name = k
	 where (was -> k) is distinct from (here -> k)
	   and (tg_op <> 'INSERT' or here -> k <> 'null'::jsonb)
	   and k not in ('version', 'updated_at');
	if tg_op = 'UPDATE' and changed = '{}' then
		return null;
	end if;
	insert into entry (actor, request, studio_id, object, object_id, action, columns, reason)
	values (coalesce(nullif(current_setting('hora.actor', true), ''), 'role:' || session_user),
	        nullif(current_setting('hora.request', true), ''),
	        case when tg_table_name = 'studio' then row ->> 'id' else row ->> 'studio_id' end::bigint,
	        tg_table_name,
	        coalesce(row ->> 'id', row ->> 'key', ''),
	        lower(tg_op), changed,
	        nullif(current_setting('hora.reason', true), ''));
	return null;
end $$;
alter function audit.note() owner to hora_audit;
comment on function audit.note() is 'Trigger: writes one audit entry for the row just changed.';

revoke all on all tables in schema audit from public;
grant select on audit.entry to hora_admin, hora_worker, hora_reader;

-- Who acts, for the rest of the transaction. reason may be empty.
create function act_as(actor text, request text, reason text) returns void
	language sql volatile as $$
	select set_config('hora.actor', actor, true),
	       set_config('hora.request', request, true),
	       set_config('hora.reason', reason, true)
$$;
comment on function act_as(text, text, text) is 'Names the actor, the request and the reason of this transaction for the audit log.';
