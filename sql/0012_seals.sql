-- Seals over the audit log: a chain per studio, each link the hash of the one
-- before and of the entries since, so that whoever changes, adds or removes an
-- entry afterwards breaks it.
--
-- Entries become visible in the order of commits, not of their ids. What is
-- sealed is therefore bounded by transaction: once every transaction before a
-- number has ended, nothing can appear before it any more.

set local search_path = audit, hora, public;

create table audit.seal (
	studio_id  bigint not null,
	number     bigint not null check (number > 0),
	from_txid  xid8 not null,
	until_txid xid8 not null,
	first_id   bigint not null,
	last_id    bigint not null,
	entries    integer not null check (entries > 0),
	hash       bytea not null check (length(hash) = 32),
	sealed_at  timestamptz not null default clock_timestamp(),
	primary key (studio_id, number)
);
alter table audit.seal owner to hora_audit;
comment on table audit.seal is 'The chain of seals over the audit entries of each studio.';
comment on column audit.seal.studio_id is 'Whose entries; 0 = those of no studio.';
comment on column audit.seal.number is 'Counts up from 1 without gaps.';
comment on column audit.seal.from_txid is 'Entries of transactions from this one on …';
comment on column audit.seal.until_txid is '… and before this one.';
comment on column audit.seal.first_id is 'Lowest id among them.';
comment on column audit.seal.last_id is 'Highest id among them.';
comment on column audit.seal.entries is 'How many they are.';
comment on column audit.seal.hash is 'SHA-256 of the last seal''s hash and the entries, in order of transaction and id.';
comment on column audit.seal.sealed_at is 'When.';

create table audit.progress (
	one        boolean primary key default true check (one),
	until_txid xid8 not null,
	low_id     bigint not null,
	next_txid  xid8 not null,
	next_id    bigint not null
);
alter table audit.progress owner to hora_audit;
comment on table audit.progress is 'How far the log is sealed: one row.';
comment on column audit.progress.one is 'There is only one.';
comment on column audit.progress.until_txid is 'Every transaction before this one is sealed.';
comment on column audit.progress.low_id is 'No later entry has an id up to this one.';
comment on column audit.progress.next_txid is 'Transactions from this one on began after …';
comment on column audit.progress.next_id is '… ids had come this far: low_id, once all before have ended.';
insert into audit.progress (until_txid, low_id, next_txid, next_id) values ('0', 0, '0', 0);

-- The hash of one link. Entries as JSON arrays of texts: what they say does not
-- depend on anybody's settings.
create function audit.seal_hash(of_studio bigint, from_tx xid8, until_tx xid8, first bigint, last bigint,
                                before bytea, out hash bytea, out entries integer)
	language sql stable security definer set search_path = pg_catalog, audit set timezone = 'UTC' as $$
	select sha256(before || convert_to(coalesce(string_agg(json_build_array(
	               e.id::text, e.txid::text, to_char(e.at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.actor,
	               e.request, e.object, e.object_id, e.action, e.columns, e.reason)::text,
	               E'\n' order by e.txid, e.id), ''), 'UTF8')),
	       count(*)::integer
	  from entry e
	 where coalesce(e.studio_id, 0) = of_studio and e.id between first and last
	   and e.txid >= from_tx and e.txid < until_tx
$$;
alter function audit.seal_hash(bigint, xid8, xid8, bigint, bigint, bytea) owner to hora_audit;
comment on function audit.seal_hash(bigint, xid8, xid8, bigint, bigint, bytea) is 'What a seal over these entries, after this one, must be.';

-- Seals all that can be. Answers how many entries.
create function audit.seal_entries() returns bigint
	language plpgsql volatile security definer set search_path = pg_catalog, audit as $$
declare
	p      progress;
	ended  xid8;
	future xid8;
	id_now bigint;
	batch  record;
	last_seal record;
	made   record;
	sealed bigint := 0;
begin
	if not pg_try_advisory_xact_lock(hashtext('audit.seal'), 0) then
		return 0;
	end if;
	select * into p from progress;
	-- This transaction gets its number only now: whoever gets a later one takes
	-- ids beyond these.
	select last_value into id_now from entry_id_seq;
	future := pg_current_xact_id();
	ended := pg_snapshot_xmin(pg_current_snapshot());
	if ended <= p.until_txid then
		return 0;
	end if;
	for batch in
		select coalesce(e.studio_id, 0) as studio, min(e.id) as first, max(e.id) as last
		  from entry e
		 where e.id > p.low_id and e.txid >= p.until_txid and e.txid < ended
		 group by 1 order by 1
	loop
		select s.number, s.hash into last_seal from seal s
		 where s.studio_id = batch.studio order by s.number desc limit 1;
		select * into made from seal_hash(batch.studio, p.until_txid, ended, batch.first, batch.last,
			coalesce(last_seal.hash, '\x'));
		insert into seal (studio_id, number, from_txid, until_txid, first_id, last_id, entries, hash)
		values (batch.studio, coalesce(last_seal.number, 0) + 1, p.until_txid, ended, batch.first, batch.last,
		        made.entries, made.hash);
		sealed := sealed + made.entries;
	end loop;
	update progress
	   set until_txid = ended,
	       low_id = case when ended >= p.next_txid then p.next_id else p.low_id end,
	       next_txid = case when ended >= p.next_txid then future else p.next_txid end,
	       next_id = case when ended >= p.next_txid then id_now else p.next_id end;
	return sealed;
end $$;
alter function audit.seal_entries() owner to hora_audit;
comment on function audit.seal_entries() is 'Seals the entries of all transactions that have ended.';

-- The links that do not hold, and what lies outside them, in words.
create function audit.faults(of_studio bigint) returns table (studio bigint, number bigint, fault text)
	language sql stable security definer set search_path = pg_catalog, audit as $$
	with chain as (
		select s.*, lag(s.hash, 1, '\x') over w as before, lag(s.number, 1, 0) over w as number_before,
		       lag(s.until_txid, 1, '0') over w as until_before, lag(s.sealed_at) over w as sealed_before
		  from seal s
		 where of_studio is null or s.studio_id = of_studio
		window w as (partition by s.studio_id order by s.number)
	), checked as (
		select c.*, h.hash as should, h.entries as found
		  from chain c
		 cross join lateral seal_hash(c.studio_id, c.from_txid, c.until_txid, c.first_id, c.last_id, c.before) h
	)
	select c.studio_id, c.number,
	       case when c.number <> c.number_before + 1 then 'a seal before it is missing'
	            when c.from_txid < c.until_before then 'it reaches back over the one before'
	            when c.sealed_at < c.sealed_before then 'it is older than the one before'
	            when c.found < c.entries then 'entries are missing'
	            when c.found > c.entries then 'entries were added'
	            else 'entries were changed' end
	  from checked c
	 where c.number <> c.number_before + 1 or c.from_txid < c.until_before or c.sealed_at < c.sealed_before
	    or c.hash <> c.should or c.entries <> c.found
	union all
	select coalesce(e.studio_id, 0), null, 'entry ' || e.id || ' is in no seal'
	  from entry e
	 where (of_studio is null or coalesce(e.studio_id, 0) = of_studio)
	   and e.txid < (select p.until_txid from progress p)
	   and not exists (select from seal s
	                    where s.studio_id = coalesce(e.studio_id, 0) and e.id between s.first_id and s.last_id
	                      and e.txid >= s.from_txid and e.txid < s.until_txid)
	order by 1, 2 nulls last, 3
$$;
alter function audit.faults(bigint) owner to hora_audit;
comment on function audit.faults(bigint) is 'What is wrong with the seals of a studio (null: of all): no row when all is well.';

grant select on audit.seal to hora_admin, hora_worker, hora_reader;
revoke all on function audit.seal_hash(bigint, xid8, xid8, bigint, bigint, bytea), audit.seal_entries(),
	audit.faults(bigint) from public;
grant execute on function audit.seal_entries() to hora_worker;
grant execute on function audit.faults(bigint) to hora_admin, hora_worker, hora_reader;
