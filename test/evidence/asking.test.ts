/** What a customer may be asked, and what their yes may do. */
import { describe, expect, it } from 'vitest';
import type { KeptRequest, Repute } from '../../shared/identity.ts';
import { confirms, isAsked, provenBy, wanted } from '../../worker/identity/asking.ts';

const request: KeptRequest = {
  ...{ person: 'c_one', other: 'c_two', act: 'suggest', why: 'same_number', confirm: 'customer' },
  ...{
    kind: 'phone',
    hash: 'aa',
    evidence: 'openid+phone',
    at: 1,
    asked: true,
    firstAt: 1,
    times: 1,
    state: 'open',
    putOffUntil: 0,
    settled: null,
  },
};
const nobody: Repute = { marks: [], merges: 0, frozen: false, declined: [] };
const user = (hash: string): Repute => ({ ...nobody, marks: [{ kind: 'user', realm: '', hash }] });

describe('是您吗？', () => {
  it('I54 asks what is open and the customer’s to answer, and nothing else', () => {
    expect(isAsked(request)).toBe(true);
    const others: Partial<KeptRequest>[] = [
      ...[
        { state: 'declined' as const },
        { state: 'done' as const },
        { act: 'merge' as const },
        { act: 'refuse' as const },
      ],
      ...[
        { confirm: 'agent' as const },
        { confirm: 'nobody' as const },
        { kind: 'order' as const },
        { kind: 'user' as const },
      ],
    ];
    for (const other of others) expect(isAsked({ ...request, ...other }), JSON.stringify(other)).toBe(false);
  });

  it('I55 rests on the number both proved, or on one the other side holds; on nothing for a lone browser', () => {
    expect(provenBy({ kind: 'phone', hash: 'aa' }, ['bb'])).toEqual(['aa']);
    expect(provenBy({ kind: 'device', hash: 'dd' }, ['bb', 'cc'])).toEqual(['bb', 'cc']);
    expect(provenBy({ kind: 'device', hash: 'dd' }, [])).toEqual([]);
  });

  it('I55 a yes never joins two strong identities of one family, nor anybody frozen, nor a sixth time in a day', () => {
    expect(confirms(user('a'), nobody)).toBe('confirmed');
    expect(confirms(user('a'), user('a'))).toBe('confirmed');
    expect(confirms(user('a'), user('b'))).toBe('two_strong');
    expect(confirms(nobody, { ...nobody, frozen: true })).toBe('merge_limit');
    expect(confirms({ ...nobody, merges: 5 }, nobody)).toBe('merge_limit');
  });

  it('I54 a yes is kept with both, as strong as what needs no yes', () => {
    const [mine, theirs] = wanted(request, 9);
    expect(mine).toMatchObject({ person: 'c_one', other: 'c_two', act: 'merge', why: 'confirmed', asked: true, at: 9 });
    expect(theirs).toMatchObject({ person: 'c_two', other: 'c_one', act: 'merge', confirm: 'nobody', asked: false });
  });
});
