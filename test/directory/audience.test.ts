/** Whom an audience counts over the directory's columns: those the plain function means, told of before or after there were columns. */
import { runInDurableObject } from 'cloudflare:test';
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import type { DirectoryNews } from '../../shared/directory.ts';
import { armOf } from '../../shared/campaign/arms.ts';
import { parts, usualPart } from '../../shared/campaign/hours.ts';
import { offerTo } from '../../shared/campaign/eligible.ts';
import { unknownStanding, type Standing } from '../../shared/campaign/standing.ts';
import type { Kept } from '../../shared/profile/fact.ts';
import { usualScale } from '../../shared/profile/figures.ts';
import { emptyProfile, foldAll } from '../../shared/profile/fold.ts';
import { means } from '../../shared/profile/match.ts';
import { rule, type Rule } from '../../shared/profile/rule.ts';
import { audienceIn } from '../../worker/directory/audience.ts';
import { plannedIn, previewIn } from '../../worker/directory/outreach.ts';
import { putProfile } from '../../worker/directory/profiles.ts';
import { steps } from '../../worker/directory/schema.ts';
import { DirectoryStore } from '../../worker/directory/store.ts';
import { migrate } from '../../worker/lib/migrate.ts';
import { bought, came, lives, NOW, whens, word } from '../shared/profile-facts.ts';
import { stubOf } from '../stub.ts';
import { fresh, news } from './told.ts';

const EVERYBODY = { if: 'any', of: [{ if: 'not', of: { if: 'level', is: 'nobody' } }] };
const COLUMNS = steps.findIndex(({ name }) => name === 'profiles by what is counted');

/** A directory's storage with the tables of its first so many steps. */
const withSteps = (count: number, work: (storage: DurableObjectStorage) => void) =>
  runInDurableObject(stubOf(fresh()), (_: unknown, { storage }: DurableObjectState) => {
    const tables = storage.sql
      .exec<{ name: string }>(
        `select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like '\\_cf%' escape '\\'
         and name not like '%\\_words\\_%' escape '\\'`,
      )
      .toArray();
    for (const { name } of tables) storage.sql.exec(`drop table "${name}"`);
    migrate(storage, steps.slice(0, count));
    work(storage);
  });

const standings: fc.Arbitrary<Standing> = fc.record({
  addresses: fc.subarray([
    { channel: 'sms' as const, blocked: false },
    { channel: 'miniprogram' as const, blocked: true },
  ]),
  consents: fc.subarray([
    { channel: 'sms' as const, given: true, evidence: 'sms:1' },
    { channel: 'miniprogram' as const, given: true, evidence: 'mp:1' },
  ]),
  subscriptions: fc.constantFrom(0, 1),
  offered: fc.constantFrom([], [NOW - 3_600_000]),
  busy: fc.boolean(),
});
/** Somebody who mostly comes at one hour, and may not want that used. */
const habitual = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(true, false, false, false))
  .map(([hour, off]): Kept[] => [
    ...[1, 2, 3].map((day) => came(day, { hour })),
    ...(off ? [word('trait:hours', false)] : []),
  ]);
/** Verdicts on answers were not kept then. */
const wasKnown = ({ fact }: Kept): boolean => fact.kind !== 'feedback';
const person = fc
  .record({
    facts: fc.option(fc.oneof(lives, { weight: 3, arbitrary: habitual })),
    level: fc.constantFrom(null, '金卡'),
    tags: fc.constantFrom([], ['老客户']),
    standing: fc.option(standings),
    /** Told before there were columns, and not since. */
    before: fc.boolean(),
  })
  .map((one) => (one.before && one.facts ? { ...one, facts: one.facts.filter(wasKnown) } : one));
type Person = typeof person extends fc.Arbitrary<infer One> ? One : never;

const idOf = (at: number) => `c_${String(at).padStart(3, '0')}`;
const toldOf = ({ facts, level, tags, standing }: Person, at: number) =>
  news({
    customer: { ...news().customer, customer: idOf(at), level, tags: [...tags] },
    ...(facts === null ? {} : { profile: foldAll(facts) }),
    ...(standing === null ? {} : { standing }),
  });

/** What was told in the words of the table that held whole profiles. */
function plant(sql: SqlStorage, one: Person, at: number): void {
  const { profile, ...rest } = toldOf(one, at);
  new DirectoryStore(sql).tell(rest);
  if (profile) sql.exec('insert into customer_profile values (?, 1, ?)', idOf(at), JSON.stringify(profile));
}

function walked<Part extends { next: string | null }>(look: (after: string) => Part): Part[] {
  const parts: Part[] = [];
  for (let after: string | null = ''; after !== null;) {
    const part = look(after);
    parts.push(part);
    after = part.next;
  }
  return parts;
}

const profileOf = (facts: readonly Kept[] | null | undefined) => (facts ? foldAll(facts) : emptyProfile());

it('V48 O52 O63 means exactly those the plain function means; offers go to whom the one rule lets them, at their hours where they are asked for', async () => {
  let [met, old, byHours] = [0, 0, 0];
  const shares = [{ arm: 'a', share: 80 }];
  const channels = ['miniprogram', 'sms'] as const;
  const check = (sql: SqlStorage, people: readonly Person[], one: Rule) => {
    const meant = people.flatMap(({ facts, level, tags, before }, at) => {
      const profile = profileOf(facts);
      if (!means(one, { profile, level, tags }, NOW, usualScale)) return [];
      if (before && facts) old += 1;
      return [idOf(at)];
    });
    met += meant.length;
    const order = { rule: one, scale: usualScale, limit: 4, now: NOW };
    const found = walked((after) => audienceIn(sql, { ...order, after, named: 4 }));
    expect(found.flatMap((part) => part.people.map(({ customer }) => customer))).toEqual(meant);
    expect(found.reduce((sum, { looked }) => sum + looked, 0)).toBe(people.length);
    const sent = { ...order, campaign: 'k_1', channels, shares, ownHours: true };
    const planned = walked((after) => plannedIn(sql, { ...sent, after })).flatMap((part) => part.people);
    const plain = meant.map((id) => {
      const standing = people[Number(id.slice(2))]?.standing ?? unknownStanding;
      const arm = armOf('k_1', id, shares);
      const offer = arm === 'holdout' ? null : offerTo({ ...standing, had: false, switchedOff: false }, channels, NOW);
      return {
        ...{ id, arm: arm === 'holdout' ? null : arm.arm },
        way: offer === null || offer.go === 'never' ? null : offer.channel,
        why: offer?.go === 'never' ? offer.why : null,
        usual:
          offer === null || offer.go === 'never' ? null : usualPart(profileOf(people[Number(id.slice(2))]?.facts), NOW),
      };
    });
    expect(planned).toEqual(plain);
    byHours += plain.filter(({ usual }) => usual !== null).length;
    const inTurn = walked((after) => plannedIn(sql, { ...sent, ownHours: false, after })).flatMap(
      (part) => part.people,
    );
    expect(inTurn).toEqual(plain.map((one_) => ({ ...one_, usual: null })));
    const counted = walked((after) => previewIn(sql, { ...sent, after }));
    const sum = (of: (part: (typeof counted)[number]) => number) => counted.reduce((all, part) => all + of(part), 0);
    expect(sum((part) => part.meant)).toBe(plain.length);
    expect(sum((part) => part.heldOut)).toBe(plain.filter(({ arm }) => arm === null).length);
    expect(sum(({ ways }) => ways.reduce((all, { count }) => all + count, 0))).toBe(
      plain.filter(({ way }) => way !== null).length,
    );
    // Outside the company's hours nobody's would leave now.
    const hour = new Date(NOW + 8 * 3_600_000).getUTCHours();
    const open = hour === 8 ? { from: 9, to: 10 } : { from: 8, to: Math.min(hour, 20) };
    const shut = walked((after) => previewIn(sql, { ...sent, after, open }));
    expect(shut.flatMap(({ later }) => later).reduce((all, { count }) => all + count, 0)).toBe(
      plain.filter(({ way }) => way !== null).length,
    );
    for (const part of parts)
      expect(sum(({ usual }) => usual.find((one_) => one_.part === part)?.count ?? 0)).toBe(
        plain.filter(({ usual }) => usual === part).length,
      );
  };
  await withSteps(COLUMNS, (storage) => {
    fc.assert(
      fc.property(
        fc.array(person, { minLength: 1, maxLength: 12 }),
        fc.array(fc.tuple(whens, fc.constantFrom([], ['health'])), { minLength: 6, maxLength: 6 }),
        (people, given) => {
          storage.transactionSync(() => {
            const { sql } = storage;
            people.forEach((one, at) => one.before && plant(sql, one, at));
            migrate(storage, steps);
            // Each as it is written when it is told again.
            const rows = () => sql.exec('select * from profile order by customer').toArray();
            const split = rows();
            people.forEach(({ before, facts }, at) => before && facts && putProfile(sql, idOf(at), 1, foldAll(facts)));
            expect(rows()).toEqual(split);
            const store = new DirectoryStore(sql);
            people.forEach((one, at) => !one.before && store.tell(toldOf(one, at)));
            for (const [when, consent] of [...given, [EVERYBODY, []] as const])
              check(sql, people, v.parse(rule, { id: 'r', zh: '规', en: 'R', on: true, consent, when }));
            // Back to how it was.
            for (const table of ['customer', 'customer_tag', 'customer_standing']) sql.exec(`delete from ${table}`);
            sql.exec('drop table profile');
            sql.exec('delete from migration where step > ?', COLUMNS);
            sql.exec(
              'create table customer_profile (customer text primary key, revision integer not null, body text not null) strict',
            );
          });
        },
      ),
      { numRuns: 60 },
    );
  });
  expect(met).toBeGreaterThan(200);
  expect(old).toBeGreaterThan(50);
  expect(byHours).toBeGreaterThan(8);
});

const often: Rule = v.parse(rule, {
  ...{ id: 'r', zh: '规', en: 'R', on: true },
  when: { if: 'all', of: [{ if: 'at-least', of: { measure: 'purchases', days: 60 }, value: 2 }] },
});
const meantBy = (sql: SqlStorage) =>
  audienceIn(sql, { rule: often, scale: usualScale, after: '', limit: 9, named: 9, now: NOW }).people.map(
    ({ customer }) => customer,
  );
const of = (customer: string, more: Partial<DirectoryNews> = {}) =>
  news({ ...more, customer: { ...news().customer, customer } });

it('L9 what was told of before there were columns gives way to what is told since, and not to what is older', async () => {
  await withSteps(COLUMNS, (storage) => {
    const { sql } = storage;
    const twice = JSON.stringify(foldAll([bought(1), bought(2)]));
    new DirectoryStore(sql).tell(of('c_1', { revision: 5 }));
    sql.exec('insert into customer_profile values (?, 5, ?)', 'c_1', twice);
    migrate(storage, steps);
    const store = new DirectoryStore(sql);
    expect(meantBy(sql)).toEqual(['c_1']);
    store.tell(of('c_1', { revision: 4, profile: foldAll([bought(1)]) }));
    expect(meantBy(sql)).toEqual(['c_1']);
    store.tell(of('c_1', { revision: 6, profile: foldAll([bought(1)]) }));
    expect(meantBy(sql)).toEqual([]);
  });
});

it('V48 counts who was merged once, who came apart by their own line again, and who was erased never', async () => {
  await withSteps(steps.length, ({ sql }) => {
    const store = new DirectoryStore(sql);
    store.tell(of('c_1', { revision: 2, profile: foldAll([bought(1)]) }));
    store.tell(of('c_2', { revision: 2, profile: foldAll([bought(2), bought(3)]) }));
    expect(meantBy(sql)).toEqual(['c_2']);
    const all = [bought(1), bought(2), bought(3)];
    store.tell(of('c_1', { revision: 3, homes: ['c_1', 'c_2'], profile: foldAll(all) }));
    expect(meantBy(sql)).toEqual(['c_1']);
    // What the other line had under way before it was taken in.
    store.tell(of('c_2', { revision: 2, profile: foldAll(all) }));
    expect(meantBy(sql)).toEqual(['c_1']);
    store.tell(of('c_1', { revision: 4, homes: ['c_1'], profile: foldAll([bought(1)]) }));
    store.tell(of('c_2', { revision: 5, profile: foldAll([bought(2), bought(3)]) }));
    expect(meantBy(sql)).toEqual(['c_2']);
    store.forgetPerson('c_2', NOW);
    store.tell(of('c_2', { revision: 6, profile: foldAll(all) }));
    expect(meantBy(sql)).toEqual([]);
    expect(sql.exec('select customer from profile').toArray()).toEqual([{ customer: 'c_1' }]);
  });
});
