/** The plan's grid by keys, and the plan as a file. */
import { describe, expect, it } from 'vitest';
import { withCells } from '../../shared/plan.ts';
import { demoSchedule } from '../../shared/settings/schedule-demo.ts';
import type { Schedule } from '../../shared/settings/schedule.ts';
import { actOf } from '../../web/dashboard/src/settings/schedule/keys.ts';
import { planFromCsv, planToCsv, replaced, type Heads } from '../../web/dashboard/src/settings/schedule/plan-file.ts';
import { scheduleWords } from '../../web/dashboard/src/settings/schedule/locale/words.ts';
import type { DeskAgent } from '../../shared/seat.ts';
import type { RollRow } from '../../shared/shift-api.ts';
import { standingOf } from '../../web/dashboard/src/floor/standing.ts';
import { outsideOf } from '../../web/dashboard/src/shift/outside.ts';
import { inHours } from '../../web/dashboard/src/settings/schedule/reading.ts';

const demo = demoSchedule(Date.parse('2026-11-26T03:00:00Z'));
const heads: Heads = {
  date: '日期',
  login: '账号',
  name: '姓名',
  shift: '班次',
  note: '说明',
  rest: '休息',
  leave: '请假',
};
const names = new Map([
  ['wangqing', '王晴'],
  ['liming', '李明'],
  ['zhaomin', '=赵敏'],
]);
const known = new Set(names.keys());

describe('keys in the grid', () => {
  const press = (key: string, more: Partial<Parameters<typeof actOf>[0]> = {}) =>
    actOf({ key, code: '', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more }, demo.shifts);

  it('Q13 plan, move, rest, leave, clear and open', () => {
    expect(press('1')).toEqual({ kind: 'plan', shift: 'early', add: false });
    expect(press('!', { code: 'Digit2', shiftKey: true })).toEqual({ kind: 'plan', shift: 'late', add: true });
    expect(press('Process', { code: 'Digit3' })).toEqual({ kind: 'plan', shift: 'day', add: false });
    expect([press('R'), press('l')]).toEqual([{ kind: 'rest' }, { kind: 'leave' }]);
    expect([press('Delete'), press('Backspace')]).toEqual([{ kind: 'clear' }, { kind: 'clear' }]);
    expect(press('ArrowLeft')).toEqual({ kind: 'move', rows: 0, columns: -1 });
    expect(press('End', { ctrlKey: true })).toEqual({ kind: 'end', last: true, grid: true });
    expect(press('PageDown')).toEqual({ kind: 'week', by: 1 });
    expect(press('Enter')).toEqual({ kind: 'open' });
  });

  it('Q13 leave the browser’s and the page’s own keys alone', () => {
    const saves = press('s', { ctrlKey: true });
    expect([saves, press('1', { ctrlKey: true }), press('1', { altKey: true }), press('Tab'), press('9')]).toEqual([
      ...[null, null, null, null, null],
    ]);
  });
});

describe('the plan as a file', () => {
  it('Q14 comes back as it was, in both languages, and no cell of it is a formula', () => {
    for (const [rest, leave] of [
      ['休息', '请假'],
      ['Rest', 'Leave'],
    ] as const) {
      const text = planToCsv(demo, names, { ...heads, rest, leave });
      expect(text).toContain("'=赵敏");
      const read = planFromCsv(text, demo.shifts, known);
      expect(read.ok).toBe(true);
      if (!read.ok) return;
      const again: Schedule = withCells({ ...demo, plan: [] }, read.cells);
      expect(again.plan).toEqual(demo.plan);
      expect(replaced(demo, read.cells)).toBe(read.cells.length);
    }
  });

  it('Q14 names every bad row and takes nothing then', () => {
    const text = [
      ...[
        '日期,账号,姓名,班次,说明',
        '2026-11-26,wangqing,王晴,早班,',
        '2026-02-30,wangqing,,早班,',
        '2026/11/27,nobody,,早班,',
      ],
      ...[
        '2026-11-27,liming,,大夜班,',
        '2026年11月26日,wangqing,,晚班,',
        '2026-11-28,liming,,,',
        '2026-11-29,liming,,早班+2+day+night,',
      ],
      `2026-11-30,liming,,请假,${'长'.repeat(41)}`,
    ].join('\n');
    const read = planFromCsv(text, demo.shifts, known);
    expect(read).toEqual({
      ok: false,
      large: false,
      bad: [
        { row: 3, why: 'date', value: '2026-02-30' },
        { row: 4, why: 'member', value: 'nobody' },
        { row: 5, why: 'shift', value: '大夜班' },
        { row: 6, why: 'twice', value: '' },
        { row: 7, why: 'shift', value: '' },
        { row: 8, why: 'many', value: '3' },
        { row: 9, why: 'long', value: '' },
      ],
    });
  });

  it('Q14 reads others’ files: without a head, shifts by id, key or name, more than one', () => {
    const read = planFromCsv('20261126,wangqing,,early、2\r\n\r\n2026-11-27,liming,,休,\r\n', demo.shifts, known);
    expect(read).toEqual({
      ok: true,
      cells: [
        {
          date: '2026-11-26',
          member: 'wangqing',
          cell: { member: 'wangqing', kind: 'work', shifts: ['early', 'late'] },
        },
        { date: '2026-11-27', member: 'liming', cell: { member: 'liming', kind: 'rest' } },
      ],
    });
    const many = Array.from({ length: 4_001 }, (_, at) => `2026-11-26,m${at},,早班,`).join('\n');
    expect(planFromCsv(many, demo.shifts, known)).toEqual({ ok: false, large: true, bad: [] });
    expect(planFromCsv('', demo.shifts, known)).toEqual({ ok: true, cells: [] });
  });
});

it('W4 the plan’s words are there in both languages', () => {
  expect(Object.keys(scheduleWords.en).sort()).toEqual(Object.keys(scheduleWords.zh).sort());
  for (const said of Object.values(scheduleWords.en)) expect(said).not.toMatch(/\p{Script=Han}/u);
  expect([inHours(27_000_000), inHours(28_800_000)]).toEqual(['7.5', '8']);
});

describe('on the floor and at the seat', () => {
  const MINUTE = 60_000;
  const shift = { id: 'day', name: '白班', tone: 'green' as const };
  const spell = {
    shift,
    date: '2026-11-26',
    from: 0,
    to: 480 * MINUTE,
    breaks: [{ from: 200 * MINUTE, to: 230 * MINUTE }],
  };
  const row = (member: string, change: Partial<RollRow> = {}): RollRow => ({
    ...{ member, id: `u_${member}`, name: member, ...spell, standing: 'present', cameAt: 0, leftAt: null },
    ...{ lateMs: 0, earlyMs: 0, presentMs: 0, ...change },
  });
  const agent = (member: string, change: Partial<DeskAgent> = {}): DeskAgent => ({
    ...{ id: `u_${member}`, name: member, duty: 'online', connected: true, load: 0, capacity: 8, since: 0, groups: [] },
    ...{ assign: 'auto', handled: 0, firstAnswerMs: null, ...change },
  });
  const words = {
    f: (key: string, values?: { time: string }) => `${key.slice(5)}${values ? ` ${values.time}` : ''}`,
    span: (ms: number) => `${ms / MINUTE}m`,
  };
  const agents = [agent('wang'), agent('li', { connected: false }), agent('zhao', { duty: 'offline' }), agent('sun')];
  const rows = [
    row('wang'),
    row('li', { cameAt: null }),
    row('zhao'),
    row('sun', { cameAt: 20 * MINUTE, lateMs: 20 * MINUTE }),
    row('gone', { id: null, cameAt: null }),
    row('past', { from: -9 * MINUTE, to: 0, earlyMs: 3 * MINUTE }),
    row('never', { from: -9 * MINUTE, to: 0, cameAt: null }),
    row('later', { from: 481 * MINUTE, to: 500 * MINUTE }),
  ];

  it('Q9 who is due and who is here follows the desk at once; who is late, away or missing says so', () => {
    const told = (now: number) => {
      const found = standingOf(rows, agents, now * MINUTE, words);
      return [found.due, found.here, ...found.rows.map(({ row: one, tag }) => `${one.member} ${tag.text}`)];
    };
    expect(told(30)).toEqual([
      5,
      2,
      'wang present',
      'li missingFor 30m',
      'zhao away',
      'sun late 20m',
      'gone missingFor 30m',
    ]);
    expect(told(210)[2]).toBe('wang resting');
    expect(standingOf(rows, agents, 30 * MINUTE, words).over.map(({ tag }) => tag.text)).toEqual([
      'early 3m',
      'absent',
    ]);
  });

  it('Q15 going on duty outside the plan is told, half an hour before a shift it isn’t', () => {
    const mine = { planned: true, now: null, next: [{ ...spell, from: 100 * MINUTE }], off: null };
    expect(outsideOf(mine, 69 * MINUTE)).toBe('next');
    expect(outsideOf(mine, 70 * MINUTE)).toBeNull();
    expect(outsideOf({ ...mine, off: 'leave' }, 0)).toBe('leave');
    expect(outsideOf({ ...mine, next: [] }, 0)).toBe('none');
    expect(outsideOf({ ...mine, now: spell }, 0)).toBeNull();
    expect(outsideOf({ ...mine, planned: false }, 0)).toBeNull();
  });
});
