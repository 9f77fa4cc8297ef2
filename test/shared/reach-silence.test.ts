/** The planner where nobody answers: receipts, silence, an APP's push, and a number whose lease is over. */
import { describe, expect, it } from 'vitest';
import type { Attempt, Ledger, News, Way } from '../../shared/reach/news.ts';
import { CALL_AGAIN_MS, outlook, plan, UNREAD_MS } from '../../shared/reach/plan.ts';
import { NOW, HOUR, nothing, answer, screen, wechat, subscription, sms, callback, tried } from './reach-kit.ts';

describe('who gives no sign of life', () => {
  const push: Way = { kind: 'push', endpoint: 'app', channel: 'app', label: 'APP' };
  const app = (here: boolean): Way => ({ ...screen(here, 'app'), channel: 'app' });
  const called = (attempts: Attempt[], calledAt: number | null = NOW): Ledger => ({ attempts, read: false, calledAt });

  it.each(['sent', 'delivered'] as const)(
    'C68 called by an SMS that was %s, a colleague phones after half an hour',
    (fate) => {
      const ledger = called([tried('screen', 'web', 'sent'), tried('sms', 'tel', fate, NOW)]);
      const ways = [screen(false), sms(), callback];
      expect(plan(answer('web'), ways, ledger, NOW + 60_000)).toEqual({
        way: null,
        why: 'called',
        at: NOW + CALL_AGAIN_MS,
      });
      expect(plan(answer('web'), ways, ledger, NOW + CALL_AGAIN_MS)).toMatchObject({ way: callback, why: 'silent' });
      expect(plan(answer('web'), ways.slice(0, 2), ledger, NOW + CALL_AGAIN_MS).why).toBe('told');
    },
  );

  it('C68 undelivered, the next way is taken at once; of unknown fate none; never the same way twice', () => {
    const ways = [subscription(3), sms(), callback];
    const after = (fate: Attempt['fate']) =>
      plan(
        answer('web'),
        ways,
        called([tried('subscription', 'mp', fate)], fate === 'failed' ? null : NOW),
        NOW + CALL_AGAIN_MS,
      );
    expect(after('failed')).toMatchObject({ way: { kind: 'sms' }, why: 'undelivered' });
    expect(after('unknown').why).toBe('unknown');
    const all = [
      tried('subscription', 'mp', 'sent'),
      tried('sms', 'tel', 'sent', NOW + 1),
      tried('callback', 'tel', 'sent', NOW + 2),
    ];
    expect(plan(answer('web'), ways, called(all, null), NOW + 24 * HOUR).why).toBe('told');
  });

  it('C68 a notice says all there is where it was taken; words taken by WeChat are told', () => {
    const notice: News = { ...answer(null), purpose: 'service', weight: 'plain' };
    for (const way of ['sms', 'subscription'] as const)
      expect(plan(notice, [sms(), callback], called([tried(way, 'tel', 'sent')], null), NOW + HOUR).why).toBe('told');
    expect(
      plan(answer('oa'), [wechat(5), sms()], called([tried('platform', 'oa', 'sent')], null), NOW + HOUR).why,
    ).toBe('told');
  });

  it('C69 an APP nobody looks at is pushed to at once, one that is open after three minutes; three minutes later the next way', () => {
    const ways = [app(false), wechat(5), push, sms()];
    const stood = called([tried('screen', 'app', 'sent')], null);
    expect(plan(answer('app'), ways, stood, NOW)).toMatchObject({ way: push, at: NOW });
    expect(plan(answer('app'), [app(true), push, sms()], stood, NOW)).toMatchObject({
      way: push,
      at: NOW + UNREAD_MS.here,
    });
    const pushed = called([tried('screen', 'app', 'sent'), tried('push', 'app', 'sent', NOW + 1)], null);
    expect(plan(answer('app'), ways, pushed, NOW + 2)).toMatchObject({
      way: { kind: 'platform' },
      at: NOW + 1 + UNREAD_MS.here,
    });
    const failed = called([tried('screen', 'app', 'sent'), tried('push', 'app', 'failed', NOW + 1)], null);
    expect(plan(answer('app'), ways, failed, NOW + 2)).toMatchObject({ why: 'undelivered', at: NOW + 2 });
  });

  it('C69 asked on the website, their APP comes before an SMS; at night a notice pushes nothing', () => {
    const unread = called([tried('screen', 'web', 'sent')], null);
    expect(plan(answer('web'), [screen(false), push, sms()], unread, NOW + UNREAD_MS.away)).toMatchObject({
      way: push,
    });
    const notice: News = { ...answer(null), purpose: 'service', weight: 'plain' };
    expect(plan(notice, [push], nothing, NOW - 10 * HOUR).at).toBe(NOW - 2 * HOUR);
  });

  it('C69 C54 the colleague sees the push, and after a call the colleague’s', () => {
    const seen = outlook(answer('app'), [app(false), push, sms()], NOW);
    expect([seen.first.way?.kind, seen.then?.way?.kind]).toEqual(['screen', 'push']);
    const then = outlook(answer('oa'), [wechat(-1), sms(), callback], NOW);
    expect([then.first.way?.kind, then.then?.way?.kind, then.then?.at]).toEqual([
      'sms',
      'callback',
      NOW + CALL_AGAIN_MS,
    ]);
  });
});

describe('a number is a lease', () => {
  const held = (heardAt: number): Way[] => [
    { ...sms(), heardAt },
    { ...callback, heardAt },
  ];
  it.each<[string, number, string | null]>([
    ['to its last moment', NOW - 90 * 24 * HOUR, 'sms'],
    ['and not a moment later', NOW - 90 * 24 * HOUR - 1, null],
  ])('C66 news goes there %s', (_, heardAt, kind) => {
    const planned = plan(answer('oa'), [wechat(-1), ...held(heardAt)], nothing, NOW);
    expect(planned.way?.kind ?? null).toBe(kind);
    if (kind === null) expect(planned.why).toBe('lapsed');
  });

  it('C66 also an answer to the very SMS, and a reminder that waits for the morning', () => {
    const lapsed = NOW - 91 * 24 * HOUR;
    expect(plan(answer('tel'), [{ ...sms(), kind: 'platform', heardAt: lapsed }], nothing, NOW).why).toBe('lapsed');
    const night = NOW - 10 * HOUR;
    const reminder: News = { ...answer(null), purpose: 'service', weight: 'plain' };
    const planned = plan(reminder, held(night - 90 * 24 * HOUR + HOUR), nothing, night);
    // It lasts now, and no longer by then: looked at again as it leaves.
    expect(planned.way?.kind).toBe('sms');
    expect(plan(reminder, held(night - 90 * 24 * HOUR + HOUR), nothing, planned.at ?? 0).why).toBe('lapsed');
  });
});
