/** The profile in the person's actor: what is gathered when, what they say to it, and that it is the sum of its facts whatever happens. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fact, Kept } from '../../shared/profile/fact.ts';
import { canonical, foldAll } from '../../shared/profile/fold.ts';
import type { ProfileSaid, Purchase } from '../../shared/profile/view.ts';
import type { Stores } from '../../worker/customer/stores.ts';
import { documents } from '../../shared/settings.ts';
import { refreshSettings } from '../../worker/settings/shelf.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { atRest, decide, speaker, type Somebody } from './merge-rig.ts';
import { customer, freshPerson, rows, said, visitor } from './rig.ts';
import { closingIs, served } from './served.ts';
import { opens } from './ticket-rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
  await refreshSettings(env);
}, 70_000);
beforeEach(() => openWorld());

const DAY = 24 * 3_600_000;
let orders = 0;
const bought = (category: string, daysAgo: number, amount = 9_900): Purchase => ({
  ...{ key: `o${(orders += 1)}`, category, amount, at: Date.now() - daysAgo * DAY },
});
const buys = async (id: string, ...purchases: Purchase[]) => {
  const told = must(await customer(id).backend({ order: 'purchases', purchases }));
  if (!('kept' in told)) throw new Error('no answer');
  return { kept: told.kept, left: told.left };
};
const facts = async (id: string): Promise<Kept[]> =>
  (await rows(id, 'select key, at, body from profile_fact order by at, key')).map((row) => ({
    ...{ key: String(row['key']), at: Number(row['at']) },
    fact: JSON.parse(String(row['body'])) as Fact,
  }));
const kinds = async (id: string) => (await facts(id)).map(({ fact }) => fact.kind);
/** As the person sees it, after a word of theirs if any. */
const own = async (person: Pick<Somebody, 'id' | 'web'>, word: ProfileSaid | null = null) => {
  const got = must(await customer(person.id).own({ order: 'profile', viewer: visitor(person.web), said: word }));
  if (!('profile' in got)) throw new Error('no profile');
  return got.profile;
};
const seen = async (id: string) => {
  const got = must(await customer(id).person({ order: 'profile' }));
  if (!('profile' in got)) throw new Error('no profile');
  return got.profile;
};
/** What the actor holds while it is awake. */
const live = async (id: string) => {
  await seen(id);
  return runInDurableObject(stubOf(customer(id)), (actor: object) => JSON.stringify(canonical(held(actor))));
};
function held(actor: object) {
  const { profile } = Reflect.get(actor, 'stores') as Pick<Stores, 'profile'>;
  return profile.read();
}
const tagNames = async (id: string) => (await seen(id)).tags.map(({ name }) => name.zh);

describe('what is gathered', () => {
  it('V45 an encounter, what it was about, its rating and a ticket, each once, in the transaction of what they tell of', async () => {
    await closingIs({ required: false });
    const { person, mine, desk, session, fence } = await served();
    await mine.say('退款什么时候到账');
    const summary = { category: 'aftersales-refund', text: '已说明', resolved: true };
    expect(await desk.act({ act: 'close', fence, summary })).toBe('accepted');
    const made = await facts(person.id);
    expect(made.map(({ key }) => key)).toEqual(expect.arrayContaining([`encounter:${session}`, `question:${session}`]));
    const encounter = made.find(({ fact }) => fact.kind === 'encounter')?.fact;
    expect(encounter).toMatchObject({ channel: 'web', upset: false, solved: true, language: 'zh' });
    expect(await mine.act({ act: 'rate', session, score: 5, solved: false })).toBe('accepted');
    await opens(person.id);
    const after = await facts(person.id);
    expect(after.map(({ fact }) => fact.kind).filter((kind) => kind === 'encounter')).toHaveLength(1);
    expect(after.find(({ fact }) => fact.kind === 'encounter')?.fact).toMatchObject({ solved: false });
    expect(after.filter(({ fact }) => fact.kind === 'rating').map(({ fact }) => fact)).toEqual([
      { kind: 'rating', score: 5 },
    ]);
    expect(after.some(({ fact }) => fact.kind === 'ticket')).toBe(true);
    expect((await seen(person.id)).figures).toMatchObject({ satisfaction: 100 });
    expect(await live(person.id)).toBe(JSON.stringify(foldAll(after)));
  });

  it('V45 what the robot answered is a question on what its entry is about', async () => {
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.wechat, `${person.id}-1`, '我的快递到哪里了')));
    must(await customer(person.id).hear(said(person.wechat, `${person.id}-2`, '退款什么时候到账')));
    const topics = (await facts(person.id)).flatMap(({ fact }) => (fact.kind === 'question' ? [fact.topic] : []));
    expect(topics).toEqual(expect.arrayContaining([expect.stringMatching(/^refund\//u)]));
  });

  it('V47 a purchase once under its key, corrected when told again; what is too old or to come is left, and says why', async () => {
    const person = await speaker('你好');
    const one = bought('母婴', 3);
    const old = bought('母婴', 500);
    const ahead = bought('母婴', -2);
    expect(await buys(person.id, one, old, ahead)).toEqual({
      kept: 1,
      left: [
        { key: old.key, why: 'too-old' },
        { key: ahead.key, why: 'to-come' },
      ],
    });
    await buys(person.id, one, { ...one, amount: 19_900 });
    expect((await seen(person.id)).figures).toMatchObject({ frequency: 1, amount: 19_900, recency: 3 });
    await buys(person.id, bought('母婴', 20));
    expect((await seen(person.id)).traits.find(({ id }) => id === 'category')).toMatchObject({
      value: { zh: '母婴' },
    });
  });

  it('V45 at most 2,000 facts are kept, and what they chose or said is never among those let go', async () => {
    const person = await speaker('你好');
    await own(person, { says: 'wrong', of: 'trait:topic', on: false });
    const many = (from: number) => Array.from({ length: 200 }, (_, at) => bought('母婴', 1 + ((from + at) % 300)));
    for (let at = 0; at < 2_200; at += 200) await buys(person.id, ...many(at));
    const made = await facts(person.id);
    expect(made.filter(({ fact }) => fact.kind === 'purchase')).toHaveLength(2_000);
    expect(made.some(({ fact }) => fact.kind === 'choice')).toBe(true);
    expect(await live(person.id)).toBe(JSON.stringify(foldAll(made)));
  }, 60_000);
});

describe('their word', () => {
  const young = async () => {
    const person = await speaker('你好');
    await buys(person.id, bought('母婴', 3), bought('母婴', 20));
    for (const at of [1, 2]) {
      must(await customer(person.id).hear(said(person.wechat, `${person.id}-q${at}`, '退款什么时候到账')));
    }
    return person;
  };

  it('V50 they see every tag with why in plain words; one that is wrong goes and stays away, and comes back by their word alone', async () => {
    const person = await young();
    const shown = (await own(person)).tags.find(({ id }) => id === 'mother-aftersales');
    expect(shown?.plain[0]).toEqual({ zh: '最近 60 天您买过 2 次“母婴”', en: expect.stringContaining('2 times') });
    await own(person, { says: 'wrong', of: 'rule:mother-aftersales', on: false });
    await buys(person.id, bought('母婴', 1));
    expect(await tagNames(person.id)).not.toContain('年轻妈妈·关注母婴售后');
    expect((await seen(person.id)).choices).toEqual([
      expect.objectContaining({ of: 'rule:mother-aftersales', on: false, says: 'wrong', name: expect.anything() }),
    ]);
    await own(person, { says: 'off', of: 'rule:mother-aftersales', on: true });
    expect(await tagNames(person.id)).toContain('年轻妈妈·关注母婴售后');
    expect((await own(person, { says: 'wrong', of: 'trait:topic', on: false })).choices).toContainEqual(
      expect.objectContaining({ of: 'trait:topic', name: { zh: '最关注', en: 'Cares most about' } }),
    );
    expect(
      await customer(person.id).own({ order: 'profile', viewer: visitor(person.web, 'endpoint'), said: null }),
    ).toMatchObject({
      code: 'not_allowed',
    });
  });

  it('V50 switched off, what was gathered is gone and nothing more is gathered: by no encounter, no purchase', async () => {
    const person = await young();
    expect(await own(person, { says: 'off', of: 'all', on: false })).toMatchObject({
      off: true,
      tags: [],
      traits: [],
      figures: null,
    });
    expect(await kinds(person.id)).toEqual(['choice']);
    expect(await buys(person.id, bought('母婴', 1))).toMatchObject({ kept: 0, left: [{ why: 'off' }] });
    must(await customer(person.id).hear(said(person.wechat, `${person.id}-later`, '退款什么时候到账')));
    expect(await kinds(person.id)).toEqual(['choice']);
    expect(await own(person, { says: 'off', of: 'all', on: true })).toMatchObject({ off: false, tags: [] });
    expect(await buys(person.id, bought('母婴', 1))).toMatchObject({ kept: 1 });
  });

  it('V43 what is sensitive is gathered only by a consent of its own, and goes when it is withdrawn', async () => {
    const person = await speaker('你好');
    const pills = bought('处方药', 2);
    expect(await buys(person.id, pills)).toEqual({ kept: 0, left: [{ key: pills.key, why: 'needs-consent' }] });
    await own(person, { says: 'consent', of: 'consent:health', on: true });
    expect((await own(person)).consents).toContainEqual({ of: 'health', given: true });
    expect(await buys(person.id, pills)).toMatchObject({ kept: 1 });
    await own(person, { says: 'consent', of: 'consent:health', on: false });
    expect(await kinds(person.id)).toEqual(['choice']);
  });
});

describe('two who are one', () => {
  it('V46 V50 the profile is the sum of both; off stays off through merge, rebuild and parting; each gets back what was theirs', async () => {
    const [older, younger] = [await speaker('退款什么时候到账'), await speaker('发票怎么开')];
    await buys(older.id, bought('母婴', 3));
    await buys(younger.id, bought('母婴', 5), bought('食品', 9));
    await own(younger, { says: 'off', of: 'rule:vip', on: false });
    const [mine, theirs] = [await facts(older.id), await facts(younger.id)];
    await decide(older, 'merge', younger);
    await atRest(older, younger);
    const both = await facts(older.id);
    expect(both).toHaveLength(mine.length + theirs.length);
    expect(await live(older.id)).toBe(JSON.stringify(foldAll([...mine, ...theirs])));
    expect((await seen(older.id)).choices).toEqual([expect.objectContaining({ of: 'rule:vip', on: false })]);
    must(
      await customer(older.id).own({
        order: 'profile',
        viewer: visitor(older.web),
        said: { says: 'off', of: 'trait:category', on: false },
      }),
    );
    await decide(older, 'unmerge', younger);
    await atRest(older, younger);
    const word = (all: readonly Kept[]) =>
      all.filter(({ fact }) => fact.kind !== 'choice' || fact.of !== 'trait:category');
    expect(word(await facts(older.id))).toEqual(mine);
    expect(word(await facts(younger.id))).toEqual(theirs);
    // Said while they were one, it is the word of both.
    for (const { id } of [older, younger]) {
      expect((await seen(id)).choices).toContainEqual(expect.objectContaining({ of: 'trait:category', on: false }));
      expect(await live(id)).toBe(JSON.stringify(foldAll(await facts(id))));
    }
  }, 60_000);

  it('V46 after any merges and partings of three the profile is the sum of its facts', async () => {
    const walks = fc.array(
      fc.record({ at: fc.integer({ min: 0, max: 2 }), what: fc.constantFrom('buy', 'off', 'on', 'merge', 'part') }),
      {
        ...{ minLength: 4, maxLength: 7 },
      },
    );
    await fc.assert(
      fc.asyncProperty(walks, async (walk) => {
        const three = [await speaker('甲'), await speaker('乙'), await speaker('丙')] as const;
        const [first, ...others] = three;
        const joined = new Set<Somebody>();
        const lineOf = (one: Somebody) => (joined.has(one) ? first : one);
        for (const { at, what } of walk) {
          const one = three[at] ?? first;
          const line = lineOf(one);
          if (what === 'buy') await buys(line.id, bought('母婴', at + 1));
          else if (what === 'off' || what === 'on') {
            const viewer = visitor(one.wechat);
            const word = { says: 'off' as const, of: 'rule:vip' as const, on: what === 'on' };
            must(await customer(line.id).own({ order: 'profile', viewer, said: word }));
          } else if (one !== first && joined.has(one) === (what === 'part')) {
            await decide(first, what === 'part' ? 'unmerge' : 'merge', one);
            await atRest(...three);
            if (what === 'part') joined.delete(one);
            else joined.add(one);
          }
        }
        for (const one of [first, ...others.filter((other) => !joined.has(other))]) {
          expect(await live(one.id)).toBe(JSON.stringify(foldAll(await facts(one.id))));
        }
      }),
      { numRuns: 6, seed: 47 },
    );
  }, 120_000);
});

describe('elsewhere', () => {
  it('V48 the directory is told, counts whom a rule means, and forgets who was erased', async () => {
    const person = await speaker('你好');
    await buys(person.id, bought('限定品类', 3));
    const when = {
      if: 'all' as const,
      of: [
        { if: 'at-least' as const, of: { measure: 'purchases' as const, category: '限定品类', days: 60 }, value: 1 },
      ],
    };
    const rule = { id: 'r', zh: '规则', en: 'Rule', on: true, consent: [], when };
    const order = { rule, scale: documents.profile.empty.scale, after: '', limit: 5_000, named: 3, now: Date.now() };
    const directory = env.DIRECTORY.getByName('main');
    const counted = async () => (await directory.audience(order)).count;
    await until('the directory', async () => ((await counted()) === 1 ? true : null), 10_000);
    expect((await directory.audience(order)).people.map(({ customer: id }) => id)).toEqual([person.id]);
    await own(person, { says: 'off', of: 'all', on: false });
    await until('the directory', async () => ((await counted()) === 0 ? true : null), 10_000);
  });

  it('V51 their data contain every fact, and nothing is left of them after erasing', async () => {
    const person = await speaker('你好');
    await buys(person.id, bought('母婴', 3));
    const viewer = visitor(person.web);
    const data = must(await customer(person.id).own({ order: 'data', viewer, part: null }));
    if (!('data' in data)) throw new Error('no data');
    expect(data.data.head?.profile.facts).toEqual(await facts(person.id));
    const plan = must(await customer(person.id).own({ order: 'erasure-plan', viewer }));
    if (!('plan' in plan)) throw new Error('no plan');
    must(await customer(person.id).own({ order: 'erase', viewer, confirmation: plan.plan.confirmation }));
    expect(await facts(person.id)).toEqual([]);
  }, 30_000);
});
