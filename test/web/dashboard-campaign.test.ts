/** 营销活动 in the dashboard: what a draft's places say, when it begins, what is kept, what the pictures show. */
import { describe, expect, it } from 'vitest';
import { CAPS } from '../../shared/campaign/eligible.ts';
import type { Funnel } from '../../shared/campaign/api.ts';
import { campaignEditWords } from '../../web/dashboard/src/campaign/locale/edit-words.ts';
import { campaignWords } from '../../web/dashboard/src/campaign/locale/words.ts';
import {
  festivalComes,
  forget,
  freshArm,
  freshDraft,
  freshSchedule,
  keep,
  mostOf,
  readKept,
  sharedBy,
  withArm,
  wrongsOf,
} from '../../web/dashboard/src/campaign/editor/draft.ts';
import { axisOf, barsOf, outline, spreadOf, stairsOf } from '../../web/dashboard/src/campaign/report/figures.ts';
import { actsFrom, doneOf, groups, mayChange, ticksOf, timeToGo } from '../../web/dashboard/src/campaign/stages.ts';

const words = { title: '优惠', text: '满 199 减 50' };
function whole() {
  const draft = freshDraft();
  const [arm] = draft.arms;
  if (!arm) throw new Error('a fresh draft has a version');
  return { ...draft, name: '会员日', rule: 'mother', arms: [{ ...arm, zh: words, en: words }] };
}

describe('a draft', () => {
  it('O47 says what is wrong with it at its place, and nothing of what the gateway would take', () => {
    expect([...wrongsOf(whole())]).toEqual([]);
    expect(Object.fromEntries(wrongsOf(freshDraft()))).toEqual({
      ...{ name: 'wrong.needed', rule: 'wrong.rule' },
      ...{ 'arms.0.zh.title': 'wrong.needed', 'arms.0.zh.text': 'wrong.needed' },
      ...{ 'arms.0.en.title': 'wrong.needed', 'arms.0.en.text': 'wrong.needed' },
    });
    const by = (change: object) => Object.fromEntries(wrongsOf({ ...whole(), ...change }));
    expect(by({ channels: [] })).toEqual({ channels: 'wrong.channels' });
    expect(by({ channels: ['sms'] })).toEqual({ 'arms.0.sms': 'wrong.sms' });
    expect(by({ hours: 0, perMinute: 0.5 })).toEqual({ hours: 'wrong.range', perMinute: 'wrong.range' });
    expect(by({ schedule: { begins: 'day', on: '', clock: '' } })).toEqual({
      ...{ 'schedule.on': 'wrong.date', 'schedule.clock': 'wrong.needed' },
    });
    const [arm] = whole().arms;
    expect(by({ arms: [{ ...arm, share: 0 }] })).toEqual({ arms: 'wrong.share' });
    expect(
      by({
        arms: [
          { ...arm, share: 60 },
          { ...arm, id: 'b', share: 60 },
        ],
      }),
    ).toEqual({ arms: 'wrong.share' });
    expect(by({ arms: [{ ...arm, zh: { ...words, text: 'x'.repeat(601) } }] })).toEqual({
      'arms.0.zh.text': 'wrong.long',
    });
  });

  it('O47 takes a version’s share from those held out only, and names each version once', () => {
    const arms = [
      { ...freshArm([]), share: 60 },
      { ...freshArm([{ ...freshArm([]), share: 60 }]), share: 30 },
    ];
    expect(arms.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(sharedBy(arms)).toBe(90);
    expect([mostOf(arms, 0), mostOf(arms, 1)]).toEqual([70, 40]);
  });

  it('O47 gives a new version half of the largest one’s share, and leaves who is held out', () => {
    const shares = [[90], [45, 45], [0], [1], [34, 33, 33], [60, 30]].map((all) => {
      const arms = withArm(all.map((share, at) => ({ ...freshArm([]), id: ['a', 'b', 'c'][at] ?? 'd', share })));
      expect(sharedBy(arms)).toBe(sharedBy(all.map((share) => ({ share }))));
      expect(new Set(arms.map(({ id }) => id)).size).toBe(all.length + 1);
      return arms.map(({ share }) => share);
    });
    expect(shares).toEqual([
      [45, 45],
      [23, 45, 22],
      [0, 0],
      [1, 0],
      [17, 33, 33, 17],
      [30, 30, 30],
    ]);
  });

  it('O47 tells the day a festival comes to, or that its hour is over', () => {
    const at = (text: string) => Date.parse(`${text}+08:00`);
    const spring = { festival: 'spring', before: 3, clock: '10:00' } as const;
    const comes = { day: '2027-02-06', start: '2027-02-03' };
    expect(festivalComes(spring, at('2026-11-27T12:00'))).toEqual({ ...comes, past: false });
    expect(festivalComes(spring, at('2027-02-03T09:59'))).toEqual({ ...comes, past: false });
    expect(festivalComes(spring, at('2027-02-03T10:01'))).toEqual({ ...comes, past: true });
    expect(festivalComes({ ...spring, festival: 'new-year', before: 0 }, at('2026-12-31T23:00'))).toEqual({
      ...{ day: '2027-01-01', start: '2027-01-01', past: false },
    });
    expect(festivalComes(spring, at('2100-03-01T00:00'))).toBeNull();
    expect(freshSchedule('day', at('2026-11-27T23:30'))).toEqual({ begins: 'day', on: '2026-11-28', clock: '10:00' });
  });

  it('O47 keeps what isn’t saved on this machine, each member’s and campaign’s own, and forgets it', () => {
    const held = new Map<string, string>();
    const store = {
      getItem: (key: string) => held.get(key) ?? null,
      setItem: (key: string, value: string) => void held.set(key, value),
      removeItem: (key: string) => void held.delete(key),
    };
    const half = { ...whole(), name: '写了一半' };
    keep(store, 'm_1', null, { revision: 0, draft: half });
    expect(readKept(store, 'm_1', null)).toEqual({ revision: 0, draft: half });
    expect([readKept(store, 'm_2', null), readKept(store, 'm_1', 'k_1')]).toEqual([null, null]);
    forget(store, 'm_1', null);
    expect(readKept(store, 'm_1', null)).toBeNull();
    for (const bad of ['{', '{"revision":1,"draft":{"arms":7}}']) {
      held.set('yixian.campaign.m_1.new', bad);
      expect(readKept(store, 'm_1', null)).toBeNull();
    }
  });
});

describe('a campaign', () => {
  it('O48 may do what its stage lets it; only leads approve', () => {
    expect(actsFrom('waiting', false)).toEqual(['stop']);
    expect(actsFrom('waiting', true)).toEqual(['stop', 'approve']);
    expect(actsFrom('running', false)).toEqual(['stop', 'pause']);
    expect(actsFrom('paused', false)).toEqual(['stop', 'resume']);
    expect([actsFrom('over', true), actsFrom('stopped', true)]).toEqual([[], []]);
    expect(mayChange('running')).toBe(false);
    for (const stage of groups.flatMap(({ stages }) => stages)) expect(ticksOf(stage), stage).toBeLessThanOrEqual(4);
    expect(new Set(groups.flatMap(({ stages }) => stages as readonly string[])).size).toBe(7);
  });

  it('O49 shows how far it is and how long the rest takes', () => {
    expect([
      doneOf({ sent: 0, planned: 0 }),
      doneOf({ sent: 5, planned: 10 }),
      doneOf({ sent: 9, planned: 6 }),
    ]).toEqual([...[0, 0.5, 1]]);
    expect([timeToGo(1, 600), timeToGo(1_201, 600)]).toEqual([60_000, 180_000]);
  });

  it('O49 draws a funnel as wide as what came so far, and an axis that holds every interval', () => {
    const counts = { planned: 1_000, sent: 500, delivered: 400, read: 100, replied: 20, resolved: 15 };
    const nothing = { heldOut: 0, waiting: 0, fell: 0, failed: 0, unknown: 0, optedOut: 0, complained: 0 };
    const stairs = stairsOf({ ...nothing, ...counts } satisfies Funnel);
    expect(stairs.map(({ width }) => width)).toEqual([1, 0.5, 0.4, 0.1, 0.02, 0.015]);
    expect(stairs.map(({ share }) => share)).toEqual([null, 0.5, 0.8, 0.25, 0.2, 0.75]);
    expect(outline({ width: 1, next: 0.5 })).toBe('0,0 100,0 75,40 25,40');
    expect(stairsOf({ ...nothing, ...counts, planned: 0, sent: 0 })[1]?.share).toBeNull();
    const arm = (high: number) => {
      const shares = { read: { share: 0.1, low: 0, high }, replied: { share: 0, low: 0, high: 0 } };
      return { arm: 'a', ...nothing, ...counts, shares: { ...shares, optedOut: { share: 0, low: 0, high: 0 } } };
    };
    const bar = (high: number, people = 9) => ({ people, high });
    expect([axisOf([bar(0.11)]), axisOf([bar(0.95)]), axisOf([]), axisOf([bar(0.95, 0)])]).toEqual([
      ...[0.2, 1, 0.01, 0.01],
    ]);
    const groups = [{ arm: null, people: 40, did: 2, share: 0.05, low: 0.01, high: 0.2 }];
    const found = (done: boolean) => barsOf({ arms: [arm(0.11)], bought: { at: 7, done, groups } });
    expect(found(false).map(({ outcome }) => outcome)).toEqual(['read', 'replied', 'opted-out']);
    expect(found(false)[0]?.bars).toMatchObject([{ arm: 'a', people: 500, share: 0.1, high: 0.11 }]);
    expect(found(true)[3]).toEqual({ outcome: 'bought', bars: groups });
    expect(spreadOf([{ low: -0.3, high: 0.1 }])).toBe(0.3);
  });

  it('O47 says the caps as they are', () => {
    const said = campaignEditWords.zh['fell.cap.mend'];
    expect(said).toContain(`每天 ${CAPS[0].most} 条、每周 ${CAPS[1].most} 条、30 天 ${CAPS[2].most} 条`);
    const both = [campaignWords, campaignEditWords];
    for (const { zh, en } of both) expect(Object.keys(en)).toEqual(Object.keys(zh));
    expect(Object.keys(campaignWords.zh).filter((key) => key in campaignEditWords.zh)).toEqual([]);
  });
});
