// Two who act on one booking at the same moment (trust.md's R07): one is heard, the
// other is told what the booking is now, and nothing is lost.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { ask, logIn, makeAccount, makeStudio, quote, sql, starts, wish } from '../people.mjs';

const pairs = 40;
let studio, owner, manager, times;

before(async () => {
	studio = makeStudio();
	[owner, manager] = await Promise.all(['owner', 'manager'].map((role) => logIn(makeAccount({ role, studio }))));
	times = await starts(studio, 3);
});

const book = async (start) => {
	const answer = await ask('POST', `/api/v1/studios/${studio}/bookings`, { json: wish(start) });
	assert.equal(answer.status, 201, answer.text);
	return answer.json;
};
const step = (member, id, to, reason) => member.copy().post(`/admin/${studio}/bookings/${id}/step`, { to, seen: '1', reason });
const history = (id) => sql(`select t.to_state, t.reason from booking_step t join booking b on b.id = t.booking_id where b.public_id = ${quote(id)} order by t.id`);

test(`of two members with the same page one wins, ${pairs} times`, async () => {
	for (let i = 0; i < pairs; i++) {
		const { id } = await book(times[i]);
		const answers = await Promise.all([step(owner, id, 'cancelled', 'By the owner'), step(manager, id, 'cancelled', 'By the manager')]);
		assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409], id);
		const second = answers.findIndex(({ status }) => status === 409);
		assert.match(answers[second].text, second === 0 ? /By the owner/ : /By the manager/);
		assert.deepEqual(history(id), [['confirmed', ''], ['cancelled', second === 0 ? 'By the manager' : 'By the owner']]);
	}
});

test(`of a member and the customer one wins, ${pairs} times`, async () => {
	for (let i = 0; i < pairs; i++) {
		const { id, manage_token: token } = await book(times[pairs + i]);
		const [member, customer] = await Promise.all([step(owner, id, 'cancelled', 'We are ill'), ask('POST', `/api/v1/bookings/${id}/cancel`,
			{ json: { reason: 'I am ill' }, headers: { Authorization: `Bearer ${token}`, 'If-Match': '"v1"' } })]);
		const won = [member.status === 303, customer.status === 200];
		assert.equal(won.filter(Boolean).length, 1, `${member.status} ${customer.status}`);
		assert.deepEqual(history(id), [['confirmed', ''], ['cancelled', won[0] ? 'We are ill' : 'I am ill']]);
	}
});
