/** Incidents: their states, who is called when, what belongs together. */
import { worthSaying } from '../../shared/operations/check.ts';
import { callingWords } from '../../shared/operations/words.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as machine from '../../shared/operations/incident.ts';
import type { Act, Calling, Incident, Stepped } from '../../shared/operations/incident.ts';

const MINUTE = 60_000;
const by = { id: 'u_1', name: '赵敏' };
const begin = (key = 'channel:shop'): Stepped => machine.opened('i1', key, 0);
const must = (stepped: Stepped | null): Stepped => {
  if (!stepped) throw new Error('refused');
  return stepped;
};
const steps = (callings: readonly Calling[]) => callings.map(({ step }) => step);

describe('an incident', () => {
  it('O104 calls at once, then after 5, 10 and 20 minutes, until somebody takes it', () => {
    let { incident, callings } = begin();
    const called = [...callings];
    for (let minute = 1; minute < 40; minute += 1) {
      ({ incident, callings } = machine.timePassed(incident, minute * MINUTE));
      called.push(...callings);
      if (callings.length > 0) expect([5, 10, 20]).toContain(minute);
    }
    expect(steps(called)).toEqual([0, 1, 2, 3]);
    expect(new Set(called.map(({ id }) => id)).size).toBe(4);
    const taken = must(
      machine.acted(machine.timePassed(begin().incident, 6 * MINUTE).incident, { act: 'acknowledge', by }, 7 * MINUTE),
    );
    expect(taken.incident.acknowledgedBy).toEqual(by);
    expect(machine.timePassed(taken.incident, 60 * MINUTE).callings).toEqual([]);
  });

  it('O104 a clock that stood still calls what it missed, each once', () => {
    const { incident, callings } = machine.timePassed(begin().incident, 12 * MINUTE);
    expect(steps(callings)).toEqual([1, 2]);
    expect(machine.timePassed(incident, 12 * MINUTE).callings).toEqual([]);
  });

  it('O104 a notice is said once and goes up no step', () => {
    const { incident, callings } = begin('quota:aliyun-1069');
    expect(steps(callings)).toEqual([0]);
    expect(machine.timePassed(incident, 60 * MINUTE).callings).toEqual([]);
    // What is worse joins it: now people are called.
    const worse = machine.alarmBegan(incident, 'unknown:aliyun-1069', 2 * MINUTE);
    expect(worse.callings).toMatchObject([{ step: 0, level: 'page' }]);
    expect(steps(machine.timePassed(worse.incident, 7 * MINUTE).callings)).toEqual([1]);
  });

  it('O103 goes from open to acknowledged, mitigated, resolved, and nowhere else', () => {
    const { incident } = begin();
    expect(machine.acted(incident, { act: 'resolve', by }, 1)).toBeNull();
    expect(machine.acted(incident, { act: 'reopen', by }, 1)).toBeNull();
    const taken = must(machine.acted(incident, { act: 'acknowledge', by }, 1)).incident;
    expect(machine.acted(taken, { act: 'acknowledge', by }, 2)).toBeNull();
    // Nobody resolves what still goes on.
    expect(machine.acted(taken, { act: 'resolve', by }, 2)).toBeNull();
    const eased = must(machine.acted(taken, { act: 'mitigate', by, note: 'robot off' }, 2)).incident;
    expect(eased.state).toBe('mitigated');
    const over = machine.alarmEnded(eased, 'channel:shop', 3).incident;
    const resolved = must(machine.acted(over, { act: 'resolve', by }, 4)).incident;
    expect(resolved.state).toBe('resolved');
    expect(resolved.timeline.map(({ kind }) => kind)).toEqual([
      'opened',
      'called',
      'acknowledged',
      'mitigated',
      'cleared',
      'resolved',
    ]);
    expect(must(machine.acted(resolved, { act: 'reopen', by }, 5)).callings).toMatchObject([{ id: 'i1.2.0' }]);
  });

  it('O103 over by itself it is mitigated, after a quiet hour resolved; an alarm that comes back opens it again', () => {
    const over = machine.alarmEnded(begin().incident, 'channel:shop', MINUTE).incident;
    expect(over.state).toBe('mitigated');
    expect(machine.timePassed(over, 30 * MINUTE)).toEqual({ incident: over, callings: [] });
    expect(machine.timePassed(over, 61 * MINUTE).incident.state).toBe('resolved');
    const back = machine.alarmBegan(over, 'channel:shop', 30 * MINUTE);
    expect(back.incident).toMatchObject({ state: 'open', round: 2, acknowledgedBy: null });
    expect(back.callings).toMatchObject([{ id: 'i1.2.0' }]);
    expect(steps(machine.timePassed(back.incident, 35 * MINUTE).callings)).toEqual([1]);
  });

  it('O105 takes in what is of the same thing, or came in the same breath before anybody took it', () => {
    const { incident } = begin();
    expect(machine.takesIn(incident, 'outbox:shop', 50 * MINUTE)).toBe(true);
    expect(machine.takesIn(incident, 'queue:', 9 * MINUTE)).toBe(true);
    expect(machine.takesIn(incident, 'queue:', 11 * MINUTE)).toBe(false);
    const taken = must(machine.acted(incident, { act: 'acknowledge', by }, MINUTE)).incident;
    expect(machine.takesIn(taken, 'queue:', 2 * MINUTE)).toBe(false);
    expect(machine.takesIn(taken, 'outbox:shop', 2 * MINUTE)).toBe(true);
    const over = must(machine.acted(machine.alarmEnded(taken, 'channel:shop', 3).incident, { act: 'resolve', by }, 4));
    expect(machine.takesIn(over.incident, 'channel:shop', 5)).toBe(false);
  });

  it('O132 a topic that rises stands alone, whatever begins in the same breath', () => {
    const { incident } = begin();
    expect(machine.takesIn(incident, 'topic:t1 漏水', MINUTE)).toBe(false);
    const rise = machine.opened('i2', 'topic:t1 漏水', 0);
    expect(rise.incident.level).toBe('notice');
    expect(rise.callings).toHaveLength(1);
    expect(machine.timePassed(rise.incident, 30 * MINUTE).callings).toEqual([]);
    expect(machine.takesIn(rise.incident, 'channel:shop', MINUTE)).toBe(false);
    expect(machine.takesIn(rise.incident, 'topic:t2 安装', MINUTE)).toBe(false);
    expect(machine.takesIn(rise.incident, 'topic:t1 漏水', MINUTE)).toBe(true);
  });

  it('O133 what burns fast is not said to burn, too', () => {
    expect(worthSaying(['slow:', 'unknown:sms', 'fast:'])).toEqual(['unknown:sms', 'fast:']);
    expect(worthSaying(['slow:'])).toEqual(['slow:']);
    const { chat } = callingWords('g1', 0, ['fast:', 'slow:'], '');
    expect(chat.split('\n')[1]).toBe('Error budget burns fast');
  });

  const act = fc.constantFrom<Act['act']>(...machine.actNames);
  const input = fc.oneof(
    fc.record({ kind: fc.constant('act' as const), act, minutes: fc.integer({ min: 0, max: 12 }) }),
    fc.record({
      kind: fc.constantFrom('began' as const, 'ended' as const, 'clock' as const),
      key: fc.constantFrom('channel:shop', 'outbox:shop', 'queue:'),
      minutes: fc.integer({ min: 0, max: 12 }),
    }),
  );

  it('O103 O104 whatever happens: no calling twice, none after somebody took it, nothing resolved that goes on', () => {
    fc.assert(
      fc.property(fc.array(input, { maxLength: 60 }), (given) => {
        let now = 0;
        let { incident, callings } = begin();
        const ids = callings.map(({ id }) => id);
        for (const one of given) {
          now += one.minutes * MINUTE;
          const before: Incident = incident;
          const next =
            one.kind === 'act'
              ? machine.acted(incident, { act: one.act, by, note: 'x' }, now)
              : one.kind === 'began'
                ? machine.alarmBegan(incident, one.key, now)
                : one.kind === 'ended'
                  ? machine.alarmEnded(incident, one.key, now)
                  : machine.timePassed(incident, now);
          if (!next) continue;
          ({ incident, callings } = next);
          ids.push(...callings.map(({ id }) => id));
          if (callings.length > 0) expect(incident.state).toBe('open');
          if (incident.state === 'resolved' && before.state !== 'resolved' && one.kind !== 'began')
            expect(incident.alarms.some(({ stands }) => stands)).toBe(false);
          if (incident.state === 'open') {
            const reached = [0, ...machine.ESCALATION_MINUTES].filter(
              (step) => now - incident.calledAt >= step * MINUTE,
            );
            if (one.kind === 'clock') expect(incident.called).toBe(reached.length);
          }
        }
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});
