/** What somebody says of themselves goes before what was counted, and stays; what they say of the robot's answers is a fact. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import type { ProfileSaid } from '../../shared/profile/view.ts';
import { canonical, foldAll } from '../../shared/profile/fold.ts';
import { lineOf } from '../../worker/line.ts';
import { must } from '../results.ts';
import { atRest, decide } from './merge-rig.ts';
import { looksAfter, type Person } from './planner-rig.ts';
import { byPhone, fresh, mini } from './reminders-rig.ts';
import { openScreen, rows } from './rig.ts';
import { Hand } from './served.ts';

looksAfter();

async function profile(person: Pick<Person, 'id'>) {
  const found = must(await lineOf(env, person.id).person({ order: 'profile' }));
  if (!('profile' in found)) throw new Error('no profile');
  return found.profile;
}
const says = async (person: Person, said: ProfileSaid) =>
  must(await lineOf(env, person.id).own({ order: 'profile', viewer: mini(person), said }));
const is = (of: 'trait:hours', value: '0' | '1' | '2' | '3'): ProfileSaid => ({ says: 'is', of, on: true, value });

async function whole(person: Person): Promise<void> {
  const hand = new Hand(await openScreen(person.id, mini(person), `m-${fresh()}`));
  hand.screen.socket.close();
}

it('V76 what is true of them they say themselves: it goes before what was counted, stays through merge and parting, and is taken back', async () => {
  const [person, other] = [await byPhone(), await byPhone()];
  await whole(person);
  expect((await profile(person)).stated.find(({ of }) => of === 'trait:hours')).toMatchObject({ is: null });
  await says(person, is('trait:hours', '3'));
  const shows = async (one: Person) =>
    (await profile(one)).traits
      .filter(({ id }) => id === 'hours')
      .map(({ value, confidence, until }) => [...[value.zh, confidence, until]]);
  expect(await shows(person)).toEqual([['晚上', 100, null]]);
  await says(person, is('trait:hours', '1'));
  expect(await shows(person)).toEqual([['上午', 100, null]]);
  await decide(person, 'merge', other);
  await atRest(person, other);
  expect(await shows(other)).toEqual([['上午', 100, null]]);
  await says(person, is('trait:hours', '2'));
  await decide(person, 'unmerge', other);
  await atRest(person, other);
  for (const one of [person, other]) {
    expect(await shows(one)).toEqual([['下午', 100, null]]);
    const facts = await rows(one.id, 'select key, at, body from profile_fact');
    const sum = foldAll(
      facts.map((row) => ({ key: String(row['key']), at: Number(row['at']), fact: JSON.parse(String(row['body'])) })),
    );
    expect(sum.choices['trait:hours']).toMatchObject({ says: 'is', value: '2' });
    expect(canonical(sum)).toEqual(sum);
  }
  await says(person, { says: 'off', of: 'trait:hours', on: true });
  expect(await shows(person)).toEqual([]);
  expect((await profile(person)).stated.find(({ of }) => of === 'trait:hours')).toMatchObject({ is: null });
});

it('V77 有用 and 没用 are a fact, the newer word of an answer in place of the older; several make a trait', async () => {
  const person = await byPhone();
  const hand = new Hand(await openScreen(person.id, mini(person), `m-${fresh()}`));
  for (const text of ['怎么退款', '怎么开发票', '付款后多久发货']) expect(await hand.say(text)).toBe('accepted');
  const answers = await rows(
    person.id,
    `select id from message where direction = 'out' and speaker ->> '$.kind' = 'robot' order by revision desc limit 3`,
  );
  expect(answers).toHaveLength(3);
  const judge = (at: number, helpful: boolean) =>
    hand.act({ act: 'feedback', message: String(answers[at]?.['id']), helpful });
  for (const at of [0, 1, 2]) expect(await judge(at, false)).toBe('accepted');
  expect(await judge(0, true)).toBe('accepted');
  const facts = await rows(
    person.id,
    `select body ->> '$.helpful' as helpful from profile_fact where kind = 'feedback'`,
  );
  expect(facts.map(({ helpful }) => Number(helpful)).toSorted()).toEqual([0, 0, 1]);
  expect((await profile(person)).traits.find(({ id }) => id === 'answers')).toMatchObject({
    ...{ value: { zh: '多数没用' }, why: { zh: '90 天内 3 次评价中的 2 次' }, until: expect.any(Number) },
  });
  hand.screen.socket.close();
});
