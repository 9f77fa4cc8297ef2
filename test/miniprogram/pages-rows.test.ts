import { describe, expect, it } from 'vitest';
import { hasSpoken, refusedActs, rowsOf } from '../../miniprogram/line/rows.ts';
import { patchRows } from '../../miniprogram/line/patch.ts';
import { entry, line, message, MINUTE, noon, seen, text } from './pages-line.ts';

const robot = { direction: 'out', speaker: { kind: 'robot' } } as const;
const agent = { direction: 'out', speaker: { kind: 'agent', name: '王晴' } } as const;
const said = (given: Parameters<typeof rowsOf>[0], change = {}) =>
  rowsOf(given, seen(change)).filter(({ kind }) => kind === 'said');

describe('rows of a line', () => {
  it('stand in the server’s order, with a line between days and notes for staff left out', () => {
    const rows = rowsOf(
      line([
        message(1, { at: noon - 24 * 60 * MINUTE }),
        message(2, { direction: 'note' }),
        message(3, {
          speaker: { kind: 'system' },
          body: { kind: 'text', text: '客服 王晴 为您服务' },
          direction: 'out',
        }),
        message(4, { body: { kind: 'event', event: 'subscribe', text: '关注了公众号' } }),
      ]),
      seen(),
    );
    expect(rows.map(({ kind, text: words, key }) => [kind, words || key])).toEqual([
      ['day', '昨天'],
      ['said', 'm1'],
      ['day', '今天'],
      ['note', '客服 王晴 为您服务'],
      ['note', '关注了公众号'],
    ]);
  });

  it('say who spoke: the robot labelled, the agent by name', () => {
    const [one, two, three] = said(line([message(1, robot), message(2, agent), message(3)]));
    expect([one?.name, one?.robot, one?.robotWord, one?.face]).toEqual(['智能客服', true, '自动应答', '']);
    expect([two?.name, two?.robot, two?.robotWord, two?.face]).toEqual(['王晴', false, '', '王']);
    expect([three?.name, three?.own]).toEqual(['我', true]);
  });

  it('bear a mark when they are of another channel, in both languages', () => {
    const given = line([message(1), message(2, { channel: 'sms' }), message(3, { channel: 'wechat', ...agent })]);
    expect(said(given).map(({ channelWord }) => channelWord)).toEqual(['', '短信', '公众号']);
    expect(said(given, { language: 'en' }).map(({ channelWord }) => channelWord)).toEqual(['', 'SMS', 'WeChat']);
  });

  it('name a speaker once a group: another speaker, channel, day or five minutes begin a new one', () => {
    const at = (minutes: number) => ({ at: noon + minutes * MINUTE });
    const rows = said(
      line([
        message(1, at(0)),
        message(2, at(1)),
        message(3, { ...at(2), channel: 'sms' }),
        message(4, { ...at(3), ...robot }),
        message(5, { ...at(4), ...robot }),
        message(6, { ...at(10), ...robot }),
      ]),
    );
    expect(rows.map(({ head }) => head)).toEqual([true, false, true, true, false, true]);
    // N65: the mark is every message's, not the group's.
    expect(rows.map(({ robotWord }) => robotWord !== '')).toEqual([false, false, false, true, true, true]);
  });

  it('say of the last own message how far it came', () => {
    const given = line([message(1), message(2), message(3, robot)]);
    expect(said(given).map(({ state, stateWord }) => [state, stateWord])).toEqual([
      ['', ''],
      ['delivered', '已送达'],
      ['', ''],
    ]);
    const read = { ...given, marks: { customer: {}, company: { read: 2 } } };
    expect(said(read)[1]?.state).toBe('read');
  });

  it('end with own words on their way: sending, waiting for a connection, or refused with the reason', () => {
    const pending = [
      entry('1', text('一')),
      entry('2', text('二'), { refused: { code: 'too_long', detail: 'The text is too long.' } }),
    ];
    const rows = said(line([message(1)]), { pending });
    expect(rows.map(({ state, stateWord, pending: key }) => [state, stateWord, key])).toEqual([
      ['', '', ''],
      ['waiting', '发送中…', '1'],
      ['failed', '发送失败 · 文字太长', '2'],
    ]);
    expect(said(line([message(1)]), { pending, offline: true })[1]?.stateWord).toBe('待发送');
    expect(said(null, { pending })).toHaveLength(2);
  });

  it('show a word once, though the outbox still holds it', () => {
    const own = message(1, { client: { instance: 'm-1', number: 7 } });
    expect(said(line([own]), { pending: [entry('1', text('words 1'), { number: 7 })] })).toHaveLength(1);
    expect(said(line([own]), { instance: 'm-2', pending: [entry('1', text('x'), { number: 7 })] })).toHaveLength(2);
  });
});

describe('what setData is given', () => {
  const before = rowsOf(line([message(1), message(2)]), seen());

  it('is nothing when nothing changed', () => {
    expect(patchRows(before, rowsOf(line([message(1), message(2)]), seen()))).toEqual({});
  });

  it('is one row for one message more, and the row whose tick moved on', () => {
    const after = rowsOf(line([message(1), message(2), message(3)]), seen());
    expect(Object.keys(patchRows(before, after))).toEqual(['rows[2]', 'rows[3]']);
  });

  it('is the whole list when older messages come in above', () => {
    const after = rowsOf(line([message(0), message(1), message(2)]), seen());
    expect(patchRows(before, after)).toEqual({ rows: after });
  });
});

describe('common questions', () => {
  it('are offered until the person speaks in this encounter, and again after it has ended', () => {
    const closed = { id: 's1', state: 'closed', openedAt: 0, fence: 1 } as const;
    expect(hasSpoken(null, [])).toBe(false);
    expect(hasSpoken(line([message(1, robot)]), [])).toBe(false);
    expect(hasSpoken(line([message(1, { session: 's0' })]), [])).toBe(false);
    expect(hasSpoken(line([message(1)]), [])).toBe(true);
    expect(hasSpoken(line([message(1)], { session: closed }), [])).toBe(false);
    expect(hasSpoken(line([], { session: closed }), [entry('1', text('x'))])).toBe(true);
  });
});

it('an act that was refused is told and does not stay; a refused word stays to be tried again', () => {
  const refused = { refused: { code: 'wrong_state', detail: 'No.' } };
  const pending = [
    entry('1', text('x'), refused),
    entry('2', { type: 'act', act: { act: 'rate', score: 5 } }, refused),
    entry('3', { type: 'act', act: { act: 'request-human' } }),
  ];
  expect(refusedActs(null, pending)).toEqual([
    { key: '2', act: 'rate', code: 'wrong_state', detail: 'No.', moot: false },
  ]);
});

it('asking for a human is moot when one came meanwhile, leaving the queue when it is left', () => {
  const refused = { refused: { code: 'wrong_state', detail: 'No.' } };
  const moot = (act: string, state: 'robot' | 'queued' | 'agent') =>
    refusedActs(line([], { session: { id: 's1', state, openedAt: 0, fence: 1 } }), [
      entry('1', { type: 'act', act: { act } }, refused),
    ])[0]?.moot;
  expect([moot('request-human', 'agent'), moot('request-human', 'robot')]).toEqual([true, false]);
  expect([moot('leave-queue', 'agent'), moot('leave-queue', 'queued')]).toEqual([true, false]);
});
