/** What the directory shows when a line went into another, and when it came back. */
import { describe, expect, it } from 'vitest';
import { fresh, message, news, session } from './told.ts';

const young = { customer: 'c_young', name: '访客', userId: null, level: null, care: null, seenAt: 5, addresses: [] };
const old = { ...young, customer: 'c_old', name: '林小满' };

describe('I41 a line that went into another', () => {
  it('I41 its words and encounters are the other’s, it stands in no list; late words change nothing', async () => {
    const directory = fresh();
    const said = (customer: string, revision: number) => [message('m_1', '包裹丢在驿站了', { customer, revision })];
    const met = (customer: string) => [session('s_1', { customer })];
    const before = news({ revision: 9, customer: young, sessions: met('c_young'), messages: said('c_young', 7) });
    await directory.tell(before);
    const shown = async () => {
      const found = await directory.search({ q: '驿站', filter: {}, after: null });
      const people = await directory.people({ filter: {}, after: null, now: 10 });
      const one = await directory.search({ q: '访客', filter: {}, after: null });
      return {
        message: found.messages.map(({ row }) => row.customer),
        sessions: (await directory.of({ customer: 'c_old', after: null })).sessions.map((row) => row.session),
        people: people.people.map(({ customer }) => customer),
        count: people.count,
        found: one.customers.map(({ row }) => row.customer),
      };
    };
    expect(await shown()).toMatchObject({
      message: ['c_young'],
      sessions: [],
      people: ['c_young'],
      found: ['c_young'],
    });

    await directory.tell(news({ revision: 30, customer: old, sessions: met('c_old'), messages: said('c_old', 27) }));
    await directory.tell(news({ revision: 31, customer: { ...young, into: 'c_old' } }));
    const merged = { message: ['c_old'], sessions: ['s_1'], people: ['c_old'], count: 1, found: [] };
    expect(await shown()).toEqual(merged);
    await directory.tell(before);
    expect(await shown()).toEqual(merged);

    await directory.tell(
      news({ revision: 50, customer: young, sessions: met('c_young'), messages: said('c_young', 47) }),
    );
    expect(await shown()).toMatchObject({ message: ['c_young'], sessions: [], count: 2, found: ['c_young'] });
  });
});
