/** Two open encounters become one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinSessions, type OpenSession } from '../../worker/identity/merge/sessions.ts';

const base: OpenSession = {
  ...{ id: 's1', state: 'robot', openedAt: 100, place: null, priority: 0, agent: null, beside: [], waitingSince: null },
  fence: 1,
};
const waiting = (id: string, place: number, priority = 0): OpenSession => ({
  ...base,
  ...{ id, state: 'queued', openedAt: place - 10, place, priority, waitingSince: place },
});
const served = (id: string, agent: string, since: number): OpenSession => ({
  ...base,
  ...{ id, state: 'agent', agent: { id: agent, since }, waitingSince: null, fence: 4 },
});

describe('I26 two open sessions become one', () => {
  it('both wait: the earlier place, the higher priority', () => {
    const { goesOn, ends } = joinSessions(waiting('s1', 500, 2), waiting('s2', 300));
    expect(goesOn).toMatchObject({ id: 's2', state: 'queued', place: 300, priority: 2, waitingSince: 300 });
    expect(ends).toBe('s1');
  });

  it('one waits, one has an agent: it joins that agent', () => {
    const { goesOn, ends } = joinSessions(waiting('s1', 300, 2), served('s2', 'li', 400));
    expect(goesOn).toMatchObject({ id: 's2', state: 'agent', agent: { id: 'li' }, place: null, priority: 2 });
    expect(goesOn.waitingSince).toBe(300);
    expect(ends).toBe('s1');
  });

  it('two agents: the earlier is primary, both see it', () => {
    const { goesOn } = joinSessions({ ...served('s1', 'li', 400), beside: ['wu'] }, served('s2', 'zhang', 350));
    expect(goesOn).toMatchObject({ id: 's2', agent: { id: 'zhang' }, beside: ['li', 'wu'] });
    expect(joinSessions(served('s1', 'li', 400), served('s2', 'li', 350)).goesOn.beside).toEqual([]);
  });

  it('robot and human: the human', () => {
    expect(joinSessions(base, served('s2', 'li', 400)).goesOn.id).toBe('s2');
    expect(joinSessions(base, waiting('s2', 300)).goesOn).toMatchObject({ id: 's2', place: 300 });
    expect(joinSessions({ ...base, state: 'left-message' }, { ...base, id: 's0' }).goesOn.state).toBe('left-message');
  });

  it('nobody’s old fence holds, and it does not matter who is named first', () => {
    const session = fc.record({
      ...{ id: fc.constantFrom('s1', 's2'), state: fc.constantFrom('robot', 'queued', 'agent', 'left-message') },
      ...{ openedAt: fc.nat(50), place: fc.option(fc.nat(50), { nil: null }), priority: fc.nat(3) },
      agent: fc.option(fc.record({ id: fc.constantFrom('li', 'wu'), since: fc.nat(50) }), { nil: null }),
      beside: fc.subarray(['li', 'wu', 'zhang']),
      ...{ waitingSince: fc.option(fc.nat(50), { nil: null }), fence: fc.nat(9) },
    });
    let seen = 0;
    fc.assert(
      fc.property(session, session, (one, second) => {
        const other = { ...second, id: `${second.id}b` };
        const joined = joinSessions(one, other);
        expect(joinSessions(other, one)).toEqual(joined);
        expect(joined.goesOn.fence).toBeGreaterThan(Math.max(one.fence, other.fence));
        expect([one.id, other.id].sort()).toEqual([joined.goesOn.id, joined.ends].sort());
        expect(joined.goesOn.beside).not.toContain(joined.goesOn.agent?.id);
        seen += 1;
      }),
    );
    expect(seen).toBeGreaterThan(50);
  });
});
