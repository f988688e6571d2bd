-- Jobs, idempotency keys and quotas.

set local search_path = hora, public;

create table job (
	id           bigint generated always as identity primary key,
	studio_id    bigint references studio,
	lane         text not null check (lane in ('live', 'now', 'mail', 'sms', 'line', 'pay', 'hooks', 'batch')),
	kind         text not null check (kind ~ '^[a-z][a-z_.]{1,59}$'),
	key          text not null check (length(key) <= 200),
	payload      jsonb not null default '{}',
	due_at       timestamptz not null default now(),
	tries        integer not null default 0,
	state        text not null default 'due' check (state in ('due', 'leased', 'done', 'dead', 'dropped')),
	leased_until timestamptz,
	leased_by    text,
	last_error   text check (length(last_error) <= 1000),
	created_at   timestamptz not null default now(),
	done_at      timestamptz,
	check ((state = 'leased') = (leased_until is not null)),
	unique (kind, key)
);
create index job_due on job (lane, due_at) where state = 'due';
create index job_leased on job (leased_until) where state = 'leased';
comment on table job is 'Work to be done after the transaction that wrote it: messages, publishing, payments.';
comment on column job.id is 'Key.';
comment on column job.studio_id is 'Whose work; null for the platform''s.';
comment on column job.lane is 'Which worker lane does it.';
comment on column job.kind is 'What is to be done.';
comment on column job.key is 'What it is done for; one job per kind and key, ever.';
comment on column job.payload is 'Ids and facts it needs; no secrets.';
comment on column job.due_at is 'Not before.';
comment on column job.tries is 'How often it was started.';
comment on column job.state is 'due, leased by a worker, done, dead (gave up), dropped (no longer wanted).';
comment on column job.leased_until is 'A lease that has run out goes back to due.';
comment on column job.leased_by is 'Which worker process.';
comment on column job.last_error is 'What went wrong last.';
comment on column job.created_at is 'When it was written.';
comment on column job.done_at is 'When it ended.';

create table idempotency (
	scope       text not null check (length(scope) <= 200),
	key         text not null check (length(key) between 1 and 255),
	fingerprint bytea not null check (length(fingerprint) = 32),
	studio_id   bigint not null references studio,
	booking_id  bigint,
	version     bigint,
	created_at  timestamptz not null default now(),
	primary key (scope, key)
);
create index idempotency_age on idempotency (created_at);
comment on table idempotency is 'Answers given under an Idempotency-Key, kept 24 hours; only successes are stored.';
comment on column idempotency.scope is 'Who and where: address or key, and route.';
comment on column idempotency.key is 'The client''s key.';
comment on column idempotency.fingerprint is 'SHA-256 of the request''s body.';
comment on column idempotency.studio_id is 'Studio.';
comment on column idempotency.booking_id is 'The booking it made.';
comment on column idempotency.version is 'That booking''s version then.';
comment on column idempotency.created_at is 'When.';

create unlogged table quota (
	key        text primary key check (length(key) <= 200),
	window_end timestamptz not null,
	used       integer not null
);
comment on table quota is 'Counters of what may be done only so often; lost in a crash, which does no harm.';
comment on column quota.key is 'What is counted: kind and subject.';
comment on column quota.window_end is 'The count starts anew then.';
comment on column quota.used is 'How often in this window.';

-- Takes one of `most` per window; answers the seconds to wait, 0 when taken.
create function quota_take(subject text, most integer, seconds integer) returns integer
	language sql volatile security definer set search_path = hora, pg_catalog as $$
	insert into quota as q (key, window_end, used)
	values (subject, now() + make_interval(secs => seconds), 1)
	on conflict (key) do update
	   set used = case when q.window_end <= now() then 1 else least(q.used + 1, most + 1) end,
	       window_end = case when q.window_end <= now() then excluded.window_end else q.window_end end
	returning case when used <= most then 0
	               else greatest(1, ceil(extract(epoch from window_end - now())))::integer end
$$;
comment on function quota_take(text, integer, integer) is 'Takes one of most per window; answers the seconds to wait, 0 when it was granted.';
