/** People by their cards: 客户分组, 黑名单. */
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CustomerRow, PeopleFilter } from '../../shared/directory.ts';
import { customer, freshPerson, openScreen, visitor } from '../customer/rig.ts';
import { must } from '../results.ts';
import { knowledgeable, openWorld, until } from '../world.ts';

const main = env.DIRECTORY.getByName('main');
let made = 0;
const fresh = () => env.DIRECTORY.getByName(`dp-${(made += 1)}`);
const row = (id: string, more: Partial<CustomerRow> = {}): CustomerRow => ({
  ...{ customer: id, name: `客户${id}`, userId: null, level: null, care: null, addresses: [], seenAt: 1 },
  ...more,
});

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

describe('people', () => {
  it('V5 are listed by tag, level, owner, block and words, those heard last first', async () => {
    const actor = fresh();
    const owner = { id: 'a_1', name: '王晴' };
    const people = [
      row('c1', { tags: ['老客户', 'VIP'], owner, level: '金卡', seenAt: 3 }),
      row('c2', { tags: ['老客户'], owner: null, seenAt: 5, blocked: { until: null } }),
      row('c3', { tags: [], level: '金卡', seenAt: 4, blocked: { until: 50 } }),
      row('c4', { seenAt: 9 }),
    ];
    for (const one of people) await actor.tell({ revision: 2, customer: one, sessions: [], messages: [], gone: [] });
    const found = async (filter: PeopleFilter) => {
      const { people: list, count } = await actor.people({ filter, after: null, now: 100 });
      expect(count).toBe(list.length);
      return list.map((one) => one.customer);
    };
    expect(await found({})).toEqual(['c4', 'c2', 'c3', 'c1']);
    expect(await found({ tag: '老客户' })).toEqual(['c2', 'c1']);
    expect(await found({ level: '金卡' })).toEqual(['c3', 'c1']);
    expect(await found({ owner: 'a_1' })).toEqual(['c1']);
    expect(await found({ owner: 'none', tag: '老客户' })).toEqual(['c2']);
    expect(await found({ blocked: '1' })).toEqual(['c2']);
    expect(await found({ q: '客户c3' })).toEqual(['c3']);
    expect(await found({ tag: `老客户' or 1=1 --` })).toEqual([]);
    const told = { revision: 1, customer: row('c1', { tags: ['旧'] }), sessions: [], messages: [], gone: [] };
    await actor.tell(told);
    expect(await found({ tag: '旧' })).toEqual([]);
    await actor.tell({ ...told, revision: 3 });
    expect([await found({ tag: '旧' }), await found({ tag: 'VIP' })]).toEqual([['c1'], []]);
  });

  it('V5 come in pages without loss, also of the same moment', async () => {
    const actor = fresh();
    for (let at = 0; at < 95; at += 1) {
      const one = row(`c${String(at).padStart(3, '0')}`, { seenAt: Math.floor(at / 10), tags: ['全'] });
      await actor.tell({ revision: 1, customer: one, sessions: [], messages: [], gone: [] });
    }
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const page: Awaited<ReturnType<typeof actor.people>> = await actor.people({
        filter: { tag: '全' },
        after,
        now: 1,
      });
      expect(page.count).toBe(95);
      seen.push(...page.people.map((one) => one.customer));
      if (page.next === null) break;
      after = page.next;
    }
    expect(new Set(seen).size).toBe(95);
    expect(seen).toHaveLength(95);
  });

  it('V5 V6 what a card says reaches the directory by its line’s letter', async () => {
    const person = freshPerson();
    await openScreen(person.id, visitor(person.web), 'i1');
    const by = { id: 'a_1', name: '王晴' };
    const order = { order: 'card' as const, by, leads: false };
    const tag = `批发${made}`;
    must(await customer(person.id).person({ ...order, revision: 0, act: { act: 'tags', tags: [tag] } }));
    must(await customer(person.id).person({ ...order, revision: 1, act: { act: 'block', reason: '测试', days: 1 } }));
    const filter = { tag, blocked: '1' as const };
    await until('the directory knows', async () => {
      const { people } = await main.people({ filter, after: null, now: Date.now() });
      return people.some((one) => one.customer === person.id);
    });
  });
});
