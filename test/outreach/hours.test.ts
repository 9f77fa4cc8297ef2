/** A campaign at each person's usual hours: who has some gets it then, who has none in turn, and nobody is forgotten for it. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { refreshSettings } from '../../worker/settings/shelf.ts';
import { lineOf } from '../../worker/line.ts';
import { rows, visitor } from '../customer/rig.ts';
import { must } from '../results.ts';
import { until } from '../world.ts';
import {
  at,
  campaign,
  counted,
  DAY,
  freshLevel,
  HOUR,
  leftFor,
  many,
  moments,
  outside,
  report,
  runs,
  sentTo,
  staged,
  TEN,
  ticks,
  type Person,
} from './rig.ts';

staged();

const clock = (moment: number) => new Date(moment + 8 * HOUR).toISOString().slice(5, 16).replace('T', ' ');
type Word = { says: 'off' | 'wrong'; of: string; on: boolean };
const says = async (person: Person, said: Word) =>
  must(await lineOf(env, person.id).own({ order: 'profile', viewer: visitor(person.sms), said }));

/** They came three times at this hour; the directory knows it. */
async function comes(person: Person, hour: number): Promise<void> {
  for (const day of [1, 5, 9])
    await rows(
      person.id,
      `insert into profile_fact (key, at, kind, body) values ('e${day}', ${TEN - day * DAY}, 'encounter',
       '{"kind":"encounter","channel":"sms","hour":${hour},"upset":false,"complaint":false,"solved":null,"language":"zh"}')`,
    );
  // A word of theirs about something else: the profile is read anew and told.
  await says(person, { says: 'off', of: 'trait:rhythm', on: true });
}

/** People who agreed, and the hour at which each usually comes. */
async function usually(level: string, hours: readonly (number | null)[]): Promise<Person[]> {
  await refreshSettings(env);
  const people = await many(level, hours.length, 0);
  for (const [index, hour] of hours.entries()) if (hour !== null) await comes(people[index]!, hour);
  await moments(people, 2_000);
  const wanted = hours.filter((hour) => hour !== null).length;
  await until('their hours are in the directory', async () => {
    const { usual } = await counted(level, hours.length, Date.now(), true);
    return usual.reduce((sum, { count }) => sum + count, 0) === wanted;
  });
  return people;
}

/** It is this time, and everything due happens. */
async function goesOn(id: string, people: readonly Person[], now: number): Promise<void> {
  at(Math.max(now, Date.now()));
  await ticks(id, 3);
  await moments(people, 1_000);
  await ticks(id, 1);
}
const own = async (person: Person, viewer: ReturnType<typeof visitor> | null) => {
  const answer = must(await lineOf(env, person.id).offers({ order: 'list', viewer }));
  if (!('offers' in answer)) throw new Error('no list');
  return answer.offers[0]?.then;
};

describe('O52 at each person’s usual hours', () => {
  it('who has some gets it then, the night’s people at the first open hour, the others at once; each reads why then', async () => {
    const level = freshLevel();
    const people = await usually(level, [19, 10, null, 3]);
    const [evening, morning, any, night] = people as [Person, Person, Person, Person];
    const id = await runs(level, { ownHours: true });
    await goesOn(id, people, TEN);
    await until('two left', () => outside.left.length === 2);
    expect([evening, morning, any, night].map(sentTo)).toEqual([0, 1, 1, 0]);
    const found = await report(id);
    expect(found.ownHours).toEqual({
      hurried: false,
      parts: [
        { part: 0, people: 1, waiting: 1, sent: 0, read: 0 },
        { part: 1, people: 1, waiting: 0, sent: 1, read: 0 },
        { part: 3, people: 1, waiting: 1, sent: 0, read: 0 },
        { part: null, people: 1, waiting: 0, sent: 1, read: 0 },
      ],
    });
    expect(clock(found.nextAt ?? 0)).toBe('12-01 18:00');
    await goesOn(id, people, TEN + 7 * HOUR);
    expect(sentTo(evening), 'at five it waits').toBe(0);
    await goesOn(id, people, TEN + 8.5 * HOUR);
    await until('the evening’s left', () => sentTo(evening) === 1);
    expect(clock((await report(id)).nextAt ?? 0)).toBe('12-02 08:00');
    await goesOn(id, people, TEN + 22.2 * HOUR);
    await until('the night’s left', () => sentTo(night) === 1);
    expect(people.map((one) => clock(leftFor(one)[0]!.at).slice(0, 8))).toEqual([
      ...['12-01 18', '12-01 10', '12-01 10', '12-02 08'],
    ]);
    await goesOn(id, people, TEN + 23 * HOUR);
    expect((await report(id)).stage).toBe('over');
    expect(await own(evening, null)).toMatchObject({ zh: '通常在晚上来访，在 18:00–20:00 发出' });
    expect(await own(evening, visitor(evening.sms))).toMatchObject({ zh: expect.stringContaining('您通常在晚上联系') });
    expect(await own(night, null)).toMatchObject({ zh: expect.stringContaining('凌晨') });
    expect(await own(any, null)).toBeNull();
    const { people: page } = must(await campaign(id).people({ filter: {}, after: null }));
    expect(page.find((one) => one.customer === evening.id)?.usual).toBe(3);
  });

  it('written without, everybody gets it in turn', async () => {
    const level = freshLevel();
    const people = await usually(level, [19, 10]);
    const id = await runs(level);
    await goesOn(id, people, TEN);
    await until('both left', () => outside.left.length === 2);
    expect((await report(id)).ownHours).toBeNull();
    expect(await own(people[0]!, null)).toBeNull();
  });
});

describe('O53 its end still counts', () => {
  it('who comes only after it gets it in its last open hour', async () => {
    const level = freshLevel();
    const people = await usually(level, [20]);
    const [evening] = people as [Person];
    const id = await runs(level, { ownHours: true, hours: 5 });
    await goesOn(id, people, TEN);
    expect(sentTo(evening)).toBe(0);
    expect(clock((await report(id)).nextAt ?? 0)).toBe('12-01 14:00');
    await goesOn(id, people, TEN + 4.2 * HOUR);
    await until('it left', () => sentTo(evening) === 1);
    expect(await own(evening, null)).toMatchObject({ zh: '通常在晚上来访，在离它最近的时段发出' });
  });

  it('O54 where too little time is left for all who wait, their hours count no more', async () => {
    const level = freshLevel();
    const people = await usually(
      level,
      Array.from({ length: 12 }, () => 20),
    );
    const schedule = { begins: 'day', on: '2037-12-01', clock: '10:10' } as const;
    const id = await runs(level, { ownHours: true, schedule, hours: 8, perMinute: 1 });
    at(TEN + HOUR / 5);
    await ticks(id, 4);
    expect((await report(id)).ownHours).toMatchObject({ hurried: false, parts: [{ part: 3, waiting: 12 }] });
    at(TEN + 7.9 * HOUR);
    await ticks(id, 2);
    expect((await report(id)).ownHours).toMatchObject({ hurried: true });
    await until('the first of them left, before the evening', () => outside.left.length > 0);
    expect(clock(outside.left[0]!.at).slice(0, 8)).toBe('12-01 17');
    expect(
      await own(
        people.find((one) => sentTo(one) === 1)!,
        null,
      ),
    ).toBeNull();
  });
});

describe('O55 whose hours may not be used', () => {
  it.each([
    ['switched that off', { says: 'off', of: 'trait:hours', on: false }],
    ['said it is wrong', { says: 'wrong', of: 'trait:hours', on: false }],
    ['switched the whole profile off', { says: 'off', of: 'all', on: false }],
  ] as const)('who %s gets it in turn, also where it was waiting for their hours', async (_, word) => {
    const level = freshLevel();
    const people = await usually(level, [19, 19, 19]);
    const [before, meanwhile, other] = people as [Person, Person, Person];
    await says(before, word);
    await moments(people, 2_000);
    // Whoever switched the whole profile off is meant by no rule.
    const meant = word.of === 'all' ? 2 : 3;
    await until('the directory knows', async () => {
      const found = await counted(level, meant, Date.now(), true);
      return found.usual[0]?.count === 2;
    });
    const id = await runs(level, { ownHours: true });
    await goesOn(id, people, TEN);
    await until('theirs left', () => sentTo(before) === meant - 2);
    expect([meanwhile, other].map(sentTo)).toEqual([0, 0]);
    await says(meanwhile, word);
    await until('the campaign heard of it', async () => {
      await moments(people, 2_000);
      const found = await report(id);
      return found.ownHours?.parts.find(({ part }) => part === 3)?.people === 1;
    });
    await goesOn(id, people, TEN + HOUR);
    // Without a profile nothing that is fitted to it leaves.
    const gets = word.of === 'all' ? 0 : 1;
    await until('theirs left too', () => sentTo(meanwhile) === gets);
    expect(sentTo(other)).toBe(0);
    await goesOn(id, people, TEN + 9 * HOUR);
    await until('the other’s left', () => sentTo(other) === 1);
    expect(sentTo(meanwhile)).toBe(gets);
    await says(other, word);
    expect(await own(other, null), 'nor is it told any more').toBeNull();
  });
});
