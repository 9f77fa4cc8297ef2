/** 地址来源: what was shown and until when it holds, as the panel says it. */
import { describe, expect, it } from 'vitest';
import { leaseOf, shownIn } from '../../web/dashboard/src/panel/proofs.ts';

describe('I72 what the panel says of a proof', () => {
  it('names what was shown together, each once, the strongest first', () => {
    expect(shownIn('device+user')).toEqual(['user', 'device']);
    expect(shownIn('phone+phone+endpoint')).toEqual(['phone', 'endpoint']);
    expect(shownIn('merge')).toEqual([]);
    expect(shownIn('')).toEqual([]);
  });

  it('says a lease is over once its end is past, not at it; and nothing of what is held for good', () => {
    expect(leaseOf({ endsAt: 1000 }, 1000)).toEqual({ isOver: false, endsAt: 1000 });
    expect(leaseOf({ endsAt: 1000 }, 1001)).toEqual({ isOver: true, endsAt: 1000 });
    expect(leaseOf({ endsAt: null }, 1001)).toBeNull();
  });
});
