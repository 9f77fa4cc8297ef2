/** What an incident's page makes of its timeline: whom it touched, and the draft of its post-mortem. */
import { expect, it } from 'vitest';
import { draftOf } from '../../web/dashboard/src/operations/draft.ts';
import type { IncidentView } from '../../web/dashboard/src/operations/net.ts';
import { channelsOf, overOf, spanOf } from '../../web/dashboard/src/operations/span.ts';

const TEN = Date.parse('2026-12-01T10:00:00+08:00');
const MINUTE = 60_000;
const by = { id: 'u', name: '赵敏' };
const incident: IncidentView = {
  ...{ id: 'g1201-1', state: 'mitigated', level: 'page', openedAt: TEN, calledAt: TEN, round: 1, called: 1 },
  ...{ acknowledgedBy: by, quietSince: TEN + 9 * MINUTE, alarms: [{ key: 'unknown:sms', stands: false }] },
  timeline: [
    { at: TEN, kind: 'opened', word: 'unknown:sms' },
    { at: TEN + MINUTE, kind: 'acknowledged', word: '', by },
    { at: TEN + 2 * MINUTE, kind: 'notice', word: '短信延迟\nSMS are late', by },
    { at: TEN + 3 * MINUTE, kind: 'review', word: '', by },
    { at: TEN + 9 * MINUTE, kind: 'mitigated', word: '' },
  ],
};

it('O122 the draft says when what happened and who did it, one line each, and leaves open what nobody knows yet', () => {
  const o = (key: string, values: object = {}) => `${key} ${JSON.stringify(values)}`;
  const told = (_: unknown, one: IncidentView['timeline'][number]) => ({ what: one.kind, said: one.word });
  const draft = draftOf(incident, [], { o, told });
  const lines = draft.split('\n');
  expect(lines[0]).toContain('g1201-1');
  expect(draft).toContain('"resolved":"draftNot {}"');
  expect(lines.filter((line) => line.startsWith('- 20'))).toHaveLength(4);
  expect(draft).toContain('赵敏 notice — 短信延迟 / SMS are late');
});

it('O123 touched is who had not ended before it began; while it goes on it has no end', () => {
  expect(spanOf(incident)).toEqual({ from: TEN - 24 * 60 * MINUTE, to: TEN + 9 * MINUTE });
  expect(spanOf({ ...incident, state: 'acknowledged', quietSince: null }).to).toBeNull();
  expect(overOf({ closedAt: null }, TEN)).toBe(true);
  expect(overOf({ closedAt: TEN + 1 }, TEN)).toBe(true);
  expect(overOf({ closedAt: TEN - 1 }, TEN)).toBe(false);
});

it('O133 the channels of its alarms: a budget that burns beside an account’s own adds none, anything else of no account all', () => {
  const accounts = [
    { id: 'sms', name: 'SMS', channel: 'sms' as const, sends: true },
    { id: 'wx', name: '微信', channel: 'wechat' as const, sends: true },
  ];
  const of = (...keys: string[]) =>
    channelsOf(
      keys.map((key) => ({ key })),
      accounts,
    );
  expect(of('unknown:sms', 'fast:', 'slow:')).toEqual(['sms']);
  expect(of('unknown:sms', 'token:wx')).toEqual(['sms', 'wechat']);
  expect(of('fast:')).toEqual([]);
  expect(of('unknown:sms', 'queue:')).toEqual([]);
  expect(of('unknown:sms', 'part:desk')).toEqual([]);
});
