import { describe, expect, it } from 'vitest';
import { againMs, barOf, headOf, phaseOf } from '../../miniprogram/line/bar.ts';
import { atEnd, keptTop, keyboardCover } from '../../miniprogram/line/layout.ts';
import { personView } from '../../miniprogram/line/person.ts';
import { noticeView } from '../../miniprogram/own/privacy-view.ts';
import { wordsIn } from '../../miniprogram/words.ts';
import type { Line, SessionView } from '../../shared/line.ts';
import { usualPrivacy } from '../../shared/settings/privacy.ts';
import { line } from './pages-line.ts';

const session = (change: Partial<SessionView>): Line =>
  line([], { session: { id: 's1', state: 'robot', openedAt: 0, fence: 1, ...change } });
const bar = (change: Partial<Parameters<typeof barOf>[0]>) =>
  barOf({
    status: 'live',
    refusal: '',
    lostMs: 0,
    line: session({}),
    place: null,
    language: 'zh',
    phase: 'line',
    ...change,
  });

describe('who serves', () => {
  it('is the robot, and a human is one tap away, until an agent takes over', () => {
    expect(headOf(null, false, 'zh')).toMatchObject({ title: '智能客服', robot: true, human: 'ask' });
    expect(headOf(null, true, 'zh').human).toBe('asked');
    expect(headOf(session({ state: 'queued' }), false, 'zh').human).toBe('asked');
    expect(headOf(session({ state: 'left-message' }), false, 'zh')).toMatchObject({
      note: '客服不在线，已留言',
      human: 'ask',
    });
    expect(headOf(session({ state: 'closed' }), false, 'zh').human).toBe('ask');
    const served = headOf(session({ state: 'agent', agent: { id: 'a', name: '王晴' } }), false, 'zh');
    expect(served).toMatchObject({ title: '王晴', face: '王', robot: false, human: 'served' });
  });
});

describe('the bar above the messages', () => {
  it('is silent while all is well, and through gaps nobody notices', () => {
    expect(bar({})).toBeNull();
    expect(bar({ status: 'waiting', lostMs: 1000 })).toBeNull();
  });

  it('tells of a lost connection, of a long outage with its length, and of a stop', () => {
    expect(bar({ status: 'waiting', lostMs: 2000 })).toMatchObject({ tone: 'alarm', act: 'reconnect' });
    expect(bar({ status: 'connecting', lostMs: 3 * 60_000 })?.text).toContain('已断线 3 分钟');
    expect(bar({ status: 'stopped', refusal: 'stale_client' })?.text).toContain('版本太旧');
    expect(bar({ status: 'stopped' })?.text).toBe('连接已停止');
  });

  it('leaves trouble to the page while there is nothing else on it', () => {
    expect(bar({ status: 'waiting', lostMs: 90_000, line: null, phase: 'failed' })).toBeNull();
    expect(bar({ status: 'waiting', lostMs: 90_000, line: null, phase: 'line' })?.tone).toBe('alarm');
  });

  it('tells the place in the queue, how long it may take, and how to leave', () => {
    const queued = session({ state: 'queued' });
    expect(bar({ line: queued })).toMatchObject({ text: '正在为您接入人工客服', act: 'leave-queue' });
    expect(bar({ line: queued, place: { position: 0, waitMs: null, priority: false } })?.text).toBe('您是下一位');
    expect(bar({ line: queued, place: { position: 3, waitMs: 240_000, priority: false } })?.text).toBe(
      '您前面还有 3 位，预计等待 4 分钟',
    );
    expect(bar({ line: queued, language: 'en', place: { position: 1, waitMs: null, priority: false } })?.text).toBe(
      '1 person before you',
    );
    expect(bar({ line: queued, status: 'waiting', lostMs: 5000 })?.act).toBe('reconnect');
  });

  it('says that a message may be left, and that another way is used', () => {
    expect(bar({ line: session({ state: 'left-message' }) })?.text).toContain('请留言');
    expect(bar({ status: 'polling' })?.text).toContain('备用线路');
  });
});

describe('the phase of the page', () => {
  it('goes from a skeleton to the greeting or the line, or tells that it failed', () => {
    const phase = (change: object) => phaseOf({ status: 'connecting', lostMs: 100, line: null, rows: 0, ...change });
    expect(phase({})).toBe('loading');
    expect(phase({ lostMs: 6000 })).toBe('failed');
    expect(phase({ status: 'stopped' })).toBe('failed');
    expect(phase({ rows: 1 })).toBe('line');
    expect(phase({ line: session({}), status: 'live' })).toBe('empty');
  });

  it('is looked at again when time alone changes it', () => {
    expect(againMs(0)).toBe(0);
    for (const lostMs of [100, 1600, 5100]) expect(againMs(lostMs) + lostMs).toBeLessThan(60_100);
    expect(againMs(70_000)).toBe(20_000);
  });
});

describe('where the list stands', () => {
  it('is followed at its end', () => {
    expect(atEnd({ scrollTop: 940, scrollHeight: 1500 }, 520)).toBe(true);
    expect(atEnd({ scrollTop: 800, scrollHeight: 1500 }, 520)).toBe(false);
  });

  it('does not move what is looked at when older messages come', () => {
    expect(keptTop(120, 40, 1740)).toBe(1820);
    expect(keptTop(10, 40, 0)).toBe(0);
  });

  it('keeps clear of the keyboard, which covers the tab bar first', () => {
    const window = { screenHeight: 720, screenTop: 84, windowHeight: 586 };
    expect(keyboardCover(300, window)).toBe(250);
    expect(keyboardCover(0, window)).toBe(0);
  });
});

it('a person has a name or is a guest; this phone’s address stands first, masked as it came', () => {
  const endpoint = { account: 'a', window: null, lastInboundAt: 0 };
  const known = line([], {
    endpoints: [
      { ...endpoint, id: 'e1', channel: 'sms', accountName: '一线优选', label: '138****8000' },
      { ...endpoint, id: 'e2', channel: 'miniprogram', accountName: '一线优选小程序', label: 'ow4-…r0_P' },
    ],
  });
  const view = personView(known, 'e2', 'zh');
  expect([view.name, view.face]).toEqual(['林小满', '林']);
  expect(view.addresses.map(({ title, label, here }) => [title, label, here])).toEqual([
    ['小程序', '一线优选小程序 · ow4-…r0_P', true],
    ['短信', '一线优选 · 138****8000', false],
  ]);
  expect(personView(null, '', 'en')).toMatchObject({ name: 'Guest', face: '', addresses: [] });
});

it('W4 both languages are complete: every word has the same gaps to fill, no English is Chinese', () => {
  const [zh, en] = [wordsIn('zh'), wordsIn('en')];
  const gaps = (pattern: string) => new Set([...pattern.matchAll(/\{(\w+)/gu)].map(([, name]) => name));
  expect(Object.keys(zh).length).toBeGreaterThan(80);
  for (const [key, pattern] of Object.entries(zh)) {
    const english: string = Object.entries(en).find(([name]) => name === key)?.[1] ?? '';
    expect([key, gaps(english)]).toEqual([key, gaps(pattern)]);
    expect(english).not.toMatch(/\p{Script=Han}/u);
  }
});

it('V35 the notice stands as its version that holds, with its day, what changed, and the other versions', () => {
  const { versions } = usualPrivacy;
  const given = { ok: true as const, now: '1.2', versions, standing: { asks: null, restsSince: null, said: null } };
  expect(noticeView(given, '', 'zh')).toMatchObject({ title: '版本 1.2', from: '自 2025/6/1 起施行', asks: false });
  const before = noticeView(given, '1.1', 'en');
  expect(before).toMatchObject({ from: 'In force since 1 Jan 2025, replaced by a newer version' });
  expect(before?.others).toMatchObject([{ version: '1.2', title: 'Version 1.2 · 1 Jun 2025' }]);
  expect(noticeView(given, '9', 'zh')).toBeNull();
  const asked = { ...given, standing: { ...given.standing, asks: '1.2' } };
  expect(noticeView(asked, '', 'zh')?.asks).toBe(true);
});
