// What must be true of the whole database after any run: each a query that finds
// what breaks it, and a breach that it has to find, or it would prove nothing.
// Looked for as the superuser, over all studios.

import { sql } from './site.mjs';

const states = "('held', 'pending_payment', 'pending_approval', 'confirmed', 'checked_in', 'in_service', 'completed')";
const blocks = (claim) => `${claim}.state in ${states} and (${claim}.state <> 'held' or ${claim}.hold_until > now())`;
const stands = (claim) => `${claim}.state::text not in ('cancelled', 'declined', 'expired')`;
const some = (kind) => `(select c.id from claim c join resource r on r.id = c.resource_id join occasion o on o.id = c.occasion_id
	where r.kind = '${kind}' and c.state = 'confirmed' and o.capacity = 1 order by c.id limit 1)`;
const badStep = `insert into booking_step (studio_id, booking_id, from_state, to_state, actor)
	select studio_id, id, 'cancelled', 'confirmed', 'a test' from booking order by id limit 1`;

const invariants = {
	'two claims that block overlap': {
		found: `
			select a.id from claim a join claim b on b.resource_id = a.resource_id and b.id > a.id and b.blocked && a.blocked
			 where ${blocks('a')} and ${blocks('b')}`,
		breach: `
			alter table claim drop constraint claim_no_overlap;
			insert into claim (studio_id, occasion_id, resource_id, blocked, lead_sec, length_sec, state)
			select studio_id, occasion_id, resource_id, blocked, lead_sec, length_sec, state from claim where id = ${some('staff')}`,
	},
	'a booking lacks a claim': {
		found: `
			select b.id from booking b join occasion o on o.id = b.occasion_id
			 where b.state::text in ${states}
			   and (not exists (select from claim c join resource r on r.id = c.resource_id
			                     where c.occasion_id = o.id and r.kind = 'staff' and ${stands('c')})
			     or exists (select from service_room_kind k where k.service_id = o.service_id and not exists (
			           select from claim c join resource r on r.id = c.resource_id
			            where c.occasion_id = o.id and r.room_kind_id = k.room_kind_id and ${stands('c')})))`,
		breach: `delete from claim where id = ${some('room')}`,
	},
	'a claim blocks for nobody': {
		found: `
			select c.id from claim c join occasion o on o.id = c.occasion_id
			 where ${blocks('c')} and o.capacity = 1
			   and not exists (select from booking b where b.occasion_id = o.id and b.state::text in ${states})`,
		breach: `update booking set state = 'cancelled' where occasion_id = (select occasion_id from claim where id = ${some('staff')})`,
	},
	'a claim is not where its occasion is': {
		found: `
			select c.id from claim c join occasion o on o.id = c.occasion_id
			 where lower(c.blocked) + make_interval(secs => c.lead_sec) <> o.starts or upper(c.blocked) < o.ends`,
		breach: `update claim set lead_sec = lead_sec + 60 where id = ${some('staff')}`,
	},
	'seats do not add up': {
		found: `
			select o.id from occasion o
			 where o.taken > o.capacity
			    or o.taken <> (select coalesce(sum(b.seats), 0) from booking b where b.occasion_id = o.id and b.state::text in ${states})`,
		breach: 'update occasion set taken = taken - 1 where id = (select min(id) from occasion where taken > 0)',
	},
	'a key was kept without its booking': {
		found: 'select key from idempotency where booking_id is null',
		breach: "insert into idempotency (scope, key, fingerprint, studio_id) select 'x', 'x', sha256('x'), min(id) from studio",
	},
	'a booking took a step that the table lacks': {
		found: `
			select s.id from booking_step s
			 where not exists (select from booking_transition t where t.from_state is not distinct from s.from_state and t.to_state = s.to_state)
			   and not (s.moved_from is not null and s.from_state = s.to_state)`,
		breach: badStep,
	},
	'the steps of a booking do not join': {
		found: `
			select id from (select s.id, s.from_state, lag(s.to_state) over (partition by s.booking_id order by s.id) as before from booking_step s) x
			 where from_state is distinct from before`,
		breach: badStep,
	},
	'a booking is not in its last state': {
		found: `
			select b.id from booking b
			 where b.state is distinct from (select s.to_state from booking_step s where s.booking_id = b.id order by s.id desc limit 1)`,
		breach: badStep.replace("'cancelled', 'confirmed'", "'confirmed', 'no_show'"),
	},
	'a booking has no entry in the audit log': {
		found: `
			select b.id from booking b
			 where not exists (select from audit.entry e where e.object = 'booking' and e.object_id = b.id::text and e.action = 'insert')`,
		breach: "delete from audit.entry where object = 'booking' and object_id = (select min(id)::text from booking)",
	},
	'a session keeps a transaction open': {
		found: "select pid from pg_stat_activity where state like 'idle in transaction%' and now() - state_change > interval '5 seconds'",
	},
};

const counted = (found) => `select count(*) from (${found}) x;`;

// The names of those that do not hold, with how often.
export function breaches() {
	const counts = sql(Object.values(invariants).map(({ found }) => counted(found)).join('\n'));
	return Object.keys(invariants).map((name, i) => [name, Number(counts[i][0])]).filter(([, times]) => times > 0)
		.map(([name, times]) => `${name}: ${times}`);
}

// The names of those that overlook their breach. Needs a booking with a room;
// leaves nothing behind.
export function unproven() {
	const proven = Object.entries(invariants).filter(([, { breach }]) => breach !== undefined);
	const counts = sql(proven.map(([, { found, breach }]) => `begin;\n${breach};\n${counted(found)}\nrollback;`).join('\n'));
	return proven.filter((_, i) => Number(counts[i][0]) === 0).map(([name]) => `overlooked: ${name}`);
}

export const count = Object.keys(invariants).length;
