/** What somebody switches off in their profile, or calls wrong, holds for the offer that is on its way to them. */
import { env } from 'cloudflare:workers';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { rule } from '../../shared/profile/rule.ts';
import { lineOf } from '../../worker/line.ts';
import { rows, visitor } from '../customer/rig.ts';
import { must } from '../results.ts';
import { until } from '../world.ts';
import { act, agreed, HOUR, idle, leftFor, made, moments, offerOf, staged, TEN, DAY, type Person } from './rig.ts';

staged();

type Word = { says: 'off' | 'wrong'; of: string; on: boolean };
const says = async (person: Person, said: Word) =>
  must(await lineOf(env, person.id).own({ order: 'profile', viewer: visitor(person.sms), said }));

/** Who bought for babies, or mostly comes in the morning. */
const judged = v.parse(rule, {
  ...{ id: 'all', zh: '全部', en: 'All', on: true },
  when: {
    if: 'any',
    of: [
      { if: 'at-least', of: { measure: 'purchases', category: 'baby', days: 60 }, value: 1 },
      { if: 'hours', is: '1' },
    ],
  },
});

const bought = async (person: Person) => {
  const purchase = { key: 'p1', category: 'baby', amount: 100, at: TEN - DAY };
  must(await lineOf(env, person.id).backend({ order: 'purchases', purchases: [purchase] }));
};

/** It stands at the door of somebody while the campaign stands still; then they say this, and it goes on. */
async function atTheDoor(word: Word, facts: (person: Person) => Promise<unknown>): Promise<Record<string, unknown>> {
  const [person, id] = [await agreed(), await idle()];
  await facts(person);
  must(await act(id, 'pause'));
  expect(await made(offerOf(id, person, { judged }))).toMatchObject({ state: 'taken' });
  await moments([person], 1_000);
  await says(person, word);
  must(await act(id, 'resume'));
  await moments([person], HOUR);
  const [one] = await until('it is settled', async () => {
    const found = await rows(person.id, `select state, why from offer where state not in ('taken', 'going')`);
    return found.length > 0 ? found : null;
  });
  return { ...one, left: leftFor(person).length };
}

it('O56 the rule switched off after the planning, nothing leaves; asked anew it stays so', async () => {
  const fell = { state: 'fell', why: 'switched-off', left: 0 };
  expect(await atTheDoor({ of: 'rule:all', on: false, says: 'off' }, bought)).toEqual(fell);
  const [person, id] = [await agreed(), await idle()];
  await bought(person);
  await says(person, { of: 'rule:all', on: false, says: 'wrong' });
  expect(await made(offerOf(id, person, { judged }))).toMatchObject({ state: 'fell', why: 'switched-off' });
  await says(person, { of: 'rule:all', on: true, says: 'off' });
  expect(await made(offerOf(id, person, { judged }))).toMatchObject({ state: 'taken' });
});

it('O56 a trait switched off after the planning, who is meant by it alone gets nothing, who is meant by another does', async () => {
  const word = { of: 'trait:category', on: false, says: 'wrong' } as const;
  expect(await atTheDoor(word, bought)).toEqual({ state: 'fell', why: 'switched-off', left: 0 });
  const mornings = async (person: Person) => {
    await bought(person);
    for (const day of [1, 5, 9])
      await rows(
        person.id,
        `insert into profile_fact (key, at, kind, body) values ('e${day}', ${TEN - day * DAY}, 'encounter',
         '{"kind":"encounter","channel":"sms","hour":9,"upset":false,"complaint":false,"solved":null,"language":"zh"}')`,
      );
  };
  expect(await atTheDoor(word, mornings)).toMatchObject({ state: 'sent', left: 1 });
  // What the rule doesn't rest on changes nothing.
  expect(await atTheDoor({ of: 'trait:mood', on: false, says: 'off' }, bought)).toMatchObject({
    state: 'sent',
    left: 1,
  });
});
