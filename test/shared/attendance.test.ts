/** What was planned beside who came. */
import { describe, expect, it } from 'vitest';
import { attend, rollOf, type Stretch } from '../../shared/attendance.ts';
import { spellsOn } from '../../shared/shift.ts';
import { day, night, scheduleOf, works } from './schedule.ts';

const ZONE = 'Asia/Shanghai';
const plan = scheduleOf(
  [day, night],
  [
    ['2026-11-26', works('wang', 'day')],
    ['2026-11-26', works('li', 'night')],
  ],
);
const spells = spellsOn(plan, '2026-11-26', ZONE);
const MINUTE = 60_000;
const clock = (text: string) => Date.parse(`2026-11-${text}:00+08:00`);
const [byDay, byNight] = spells;
if (!byDay || !byNight) throw new Error('two spells were planned');
const on = (from: string, to: string | null): Stretch => ({ from: clock(from), to: to === null ? null : clock(to) });
const kept = (stretches: Stretch[], now: string, spell = byDay) => attend(spell, stretches, clock(now), 5 * MINUTE);

describe('how a spell is kept', () => {
  it('Q9 before it begins nobody is late; who is there already has come for it', () => {
    expect(kept([], '26T08:59')).toMatchObject({ standing: 'coming', cameAt: null, lateMs: 0 });
    expect(kept([on('26T08:50', null)], '26T08:55')).toMatchObject({ standing: 'present', lateMs: 0 });
    expect(kept([on('26T05:00', null)], '26T07:00')).toMatchObject({ standing: 'coming' });
  });

  it('Q9 late is counted from the start, within the grace not at all, and grows until they come', () => {
    expect(kept([], '26T09:05')).toMatchObject({ standing: 'missing', lateMs: 0 });
    expect(kept([], '26T09:06')).toMatchObject({ standing: 'missing', lateMs: 6 * MINUTE });
    expect(kept([on('26T09:05', null)], '26T10:00')).toMatchObject({ standing: 'present', lateMs: 0 });
    expect(kept([on('26T09:20', null)], '26T10:00')).toMatchObject({
      ...{ standing: 'present', cameAt: clock('26T09:20'), leftAt: null, lateMs: 20 * MINUTE, presentMs: 40 * MINUTE },
    });
  });

  it('Q9 who came and is gone is away; back again only the time between is missing', () => {
    expect(kept([on('26T08:50', '26T10:00')], '26T11:00')).toMatchObject({
      standing: 'away',
      leftAt: clock('26T10:00'),
    });
    const twice = kept([on('26T08:50', '26T10:00'), on('26T10:30', null)], '26T11:00');
    expect(twice).toMatchObject({ standing: 'present', lateMs: 0, earlyMs: 0, presentMs: 90 * MINUTE });
  });

  it('Q9 over: early beyond the grace, absent when they never came, nothing for who stayed', () => {
    expect(kept([on('26T09:00', '26T17:30')], '26T20:00')).toMatchObject({ standing: 'done', earlyMs: 30 * MINUTE });
    expect(kept([on('26T09:00', '26T17:56')], '26T20:00')).toMatchObject({ standing: 'done', earlyMs: 0 });
    expect(kept([on('26T09:00', null)], '26T20:00')).toMatchObject({
      standing: 'done',
      earlyMs: 0,
      leftAt: clock('26T18:00'),
    });
    expect(kept([on('26T18:00', null)], '26T20:00')).toMatchObject({ standing: 'absent', lateMs: 0, presentMs: 0 });
  });

  it('Q9 a night is kept over midnight', () => {
    const whole = kept([on('26T21:55', '27T06:05')], '27T08:00', byNight);
    expect(whole).toMatchObject({ standing: 'done', lateMs: 0, earlyMs: 0, presentMs: 8 * 60 * MINUTE });
    expect(kept([on('27T00:10', '27T05:00')], '27T08:00', byNight)).toMatchObject({
      ...{ lateMs: 130 * MINUTE, earlyMs: 60 * MINUTE, cameAt: clock('27T00:10') },
    });
  });
});

it('Q9 应到 and 实到 at a moment; who is there outside the plan is named apart', () => {
  const at = (text: string, ...people: string[]) => {
    const { due, here, resting, extra } = rollOf(spells, new Set(people), clock(text));
    return [due, here, resting, extra].map((one) => [...one].join());
  };
  expect(at('26T10:00', 'wang', 'zhao')).toEqual(['wang', 'wang', '', 'zhao']);
  expect(at('26T12:30')).toEqual(['wang', '', 'wang', '']);
  expect(at('26T20:00', 'wang')).toEqual(['', '', '', 'wang']);
  expect(at('27T01:00', 'li')).toEqual(['li', 'li', '', '']);
});
