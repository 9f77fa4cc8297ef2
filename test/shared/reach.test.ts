/** The planner: tables of cases and properties. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attempt, Ledger, News, Way } from '../../shared/reach/news.ts';
import { CALL_AGAIN_MS, NOTICE_UNREAD_MS, outlook, plan, UNREAD_MS } from '../../shared/reach/plan.ts';
import { mayRing } from '../../shared/reach/quiet.ts';
import { wayWords, whyNoneWords, whyWords } from '../../shared/reach/words.ts';
import { NOW, HOUR, nothing, answer, screen, wechat, subscription, sms, callback, tried } from './reach-kit.ts';

describe('where news goes', () => {
  it.each<[string, News, Way[], string, string]>([
    ['the open screen they ask on', answer('web'), [screen(true), sms()], 'screen', 'here'],
    ['the conversation, though they are away', answer('web'), [screen(false), sms()], 'screen', 'away'],
    ['the channel they asked on', answer('oa'), [wechat(5), screen(true), sms()], 'platform', 'home'],
    ['an open screen, where that channel is shut', answer('oa'), [wechat(-1), screen(true), sms()], 'screen', 'here'],
    ['another WeChat address with room', answer('oa'), [wechat(-1), wechat(3, 'mp-chat'), sms()], 'platform', 'closed'],
    ['a subscription before an SMS', answer('oa'), [wechat(0), subscription(1), sms()], 'subscription', 'spent'],
    ['an SMS before a call', answer('oa'), [wechat(-1), subscription(0), sms(), callback], 'sms', 'closed'],
    [
      'a colleague’s call at last',
      answer('oa'),
      [wechat(-1), sms({ barred: 'opted-out' }), callback],
      'callback',
      'closed',
    ],
    ['an SMS they wrote themselves', answer('tel'), [{ ...sms(), kind: 'platform' }, sms()], 'platform', 'home'],
  ])('C21 %s', (_, news, ways, kind, why) => {
    const planned = plan(news, ways, nothing, NOW);
    expect(planned.way?.kind).toBe(kind);
    expect(planned).toMatchObject({ why, at: NOW });
  });

  it.each<[string, News, Way[], Partial<Ledger>, string]>([
    ['read', answer('web'), [screen(true), sms()], { read: true, attempts: [tried('screen', 'web', 'sent')] }, 'read'],
    ['on its way', answer('oa'), [wechat(5), sms()], { attempts: [tried('platform', 'oa', 'going')] }, 'going'],
    [
      'sent where nobody tells of reading',
      answer('oa'),
      [wechat(4), sms()],
      { attempts: [tried('platform', 'oa', 'sent')] },
      'told',
    ],
    [
      'of unknown fate',
      answer('oa'),
      [wechat(4), sms()],
      { attempts: [tried('platform', 'oa', 'unknown')] },
      'unknown',
    ],
    [
      'of unknown fate on the second way',
      answer('web'),
      [screen(false), sms(), callback],
      { attempts: [tried('screen', 'web', 'sent', NOW - HOUR), tried('sms', 'tel', 'unknown')] },
      'unknown',
    ],
    ['without a way', answer('oa'), [wechat(-1)], {}, 'no-way'],
    ['waiting for their next act', answer('oa'), [wechat(0)], {}, 'waits'],
    [
      'the robot’s, which stays where it was asked',
      answer('web', { weight: 'chatter' }),
      [screen(false), sms()],
      { attempts: [tried('screen', 'web', 'sent', NOW - HOUR)] },
      'stays',
    ],
    ['refused', answer(null, { purpose: 'marketing' }), [sms({ barred: 'refused' })], {}, 'refused'],
    ['the sixth SMS of the day', answer('oa'), [wechat(-1), sms({ today: { sent: 5, most: 5 } })], {}, 'called'],
  ])('C21 nowhere when it is %s', (_, news, ways, ledger, why) => {
    expect(plan(news, ways, { ...nothing, ...ledger }, NOW)).toMatchObject({ way: null, why });
  });

  it('C23 the last counted message is for the resolution alone', () => {
    for (const weight of ['chatter', 'plain'] as const) {
      expect(plan(answer('oa', { weight }), [wechat(1)], nothing, NOW)).toMatchObject({ way: null, why: 'kept' });
      expect(plan(answer('oa', { weight }), [wechat(2)], nothing, NOW).way?.endpoint).toBe('oa');
    }
    expect(plan(answer('oa'), [wechat(1)], nothing, NOW).way?.endpoint).toBe('oa');
  });

  it('C25 unread goes the next way: after three minutes in front of them, thirty seconds when away, eight for a notice', () => {
    const sent = { ...nothing, attempts: [tried('screen', 'web', 'sent')] };
    expect(plan(answer('web'), [screen(true), sms()], sent, NOW)).toMatchObject({
      way: { kind: 'sms' },
      why: 'unread',
      at: NOW + UNREAD_MS.here,
    });
    expect(plan(answer('web'), [screen(false), sms()], sent, NOW)).toMatchObject({ at: NOW + UNREAD_MS.away });
    expect(
      plan(answer(null, { purpose: 'service', weight: 'plain' }), [screen(true), subscription(1)], sent, NOW),
    ).toMatchObject({ way: { kind: 'subscription' }, at: NOW + NOTICE_UNREAD_MS });
    const failed = {
      ...nothing,
      attempts: [tried('screen', 'web', 'sent', NOW - HOUR), tried('sms', 'tel', 'failed')],
    };
    expect(plan(answer('web'), [screen(false), sms(), callback], failed, NOW)).toMatchObject({
      way: { kind: 'callback' },
      why: 'undelivered',
      at: NOW,
    });
  });

  it('C25 who was called and has not come is not called again at once', () => {
    const called = { ...nothing, calledAt: NOW - 1_000 };
    expect(plan(answer('oa'), [wechat(-1), sms()], called, NOW)).toEqual({
      way: null,
      why: 'called',
      at: NOW - 1_000 + CALL_AGAIN_MS,
    });
    expect(plan(answer('oa'), [wechat(-1), sms()], called, NOW - 1_000 + CALL_AGAIN_MS).way?.kind).toBe('sms');
  });

  it('C25 quiet hours go by what it is for: an answer is none, news waits for the morning, offers end earlier', () => {
    const at = (hour: number) => Date.UTC(2026, 10, 25, hour - 8);
    expect(mayRing('answer', true, at(3))).toBe(at(3));
    expect(mayRing('service', true, at(3))).toBe(at(8));
    expect(mayRing('service', true, at(23))).toBe(at(32));
    expect(mayRing('service', true, at(21))).toBe(at(21));
    expect(mayRing('service', false, at(3))).toBe(at(3));
    expect(mayRing('marketing', false, at(20))).toBe(at(32));
    expect(plan(answer(null, { purpose: 'service', weight: 'plain' }), [sms()], nothing, at(23))).toMatchObject({
      at: at(32),
    });
  });

  it('C21 the colleague sees where it goes and what follows', () => {
    const shown = outlook(answer('web'), [screen(false), sms()], NOW);
    expect(shown.first).toMatchObject({ way: { kind: 'screen' }, why: 'away' });
    expect(shown.then).toMatchObject({ way: { kind: 'sms' }, why: 'unread', at: NOW + UNREAD_MS.away });
    expect(outlook(answer('oa'), [wechat(3), sms()], NOW).then).toBeNull();
  });

  it('C21 every why has words in both languages', () => {
    for (const words of [whyWords, whyNoneWords, wayWords].flatMap((table) => Object.values(table))) {
      expect(words.zh).toMatch(/\p{Script=Han}/u);
      expect(words.en).not.toMatch(/\p{Script=Han}/u);
    }
  });
});

const anyWay = fc.oneof(
  fc.boolean().map((here) => screen(here)),
  fc.integer({ min: -1, max: 5 }).map((left) => wechat(left)),
  fc.integer({ min: -1, max: 5 }).map((left) => wechat(left, 'mp-chat')),
  fc.integer({ min: 0, max: 2 }).map((left) => subscription(left)),
  fc.constantFrom(sms(), sms({ barred: 'opted-out' }), callback),
);
const anyNews = fc.record({
  ...{ id: fc.constant('n'), since: fc.constant(NOW) },
  purpose: fc.constantFrom('answer' as const, 'service' as const, 'marketing' as const),
  weight: fc.constantFrom('resolution' as const, 'plain' as const, 'chatter' as const),
  home: fc.constantFrom('web', 'oa', null),
});

it('C21 whatever becomes of each way, news goes outside until one takes it or may have taken it, each way once, and it ends', () => {
  fc.assert(
    fc.property(
      anyNews,
      fc.uniqueArray(anyWay, { selector: (way) => `${way.kind}${way.endpoint}` }),
      fc.array(fc.constantFrom('sent' as const, 'unknown' as const, 'failed' as const), { minLength: 8, maxLength: 8 }),
      (news, ways, fates) => {
        let now = NOW;
        const attempts: Attempt[] = [];
        for (const fate of fates) {
          const planned = plan(news, ways, { ...nothing, attempts }, now);
          if (planned.way === null) break;
          expect(planned.at).toBeGreaterThanOrEqual(now);
          now = planned.at;
          attempts.push(tried(planned.way.kind, planned.way.endpoint, fate, now));
        }
        const names = attempts.map((one) => `${one.way} ${one.endpoint}`);
        expect(new Set(names).size).toBe(names.length);
        // Only called to come and read an answer, they are called another way once more.
        const isAnswer = news.purpose === 'answer' && news.weight === 'resolution';
        const waits = ({ way }: Attempt) => way === 'screen' || (isAnswer && (way === 'sms' || way === 'subscription'));
        const taken = attempts.findIndex((one) => one.fate === 'unknown' || (one.fate === 'sent' && !waits(one)));
        if (taken >= 0) expect(taken).toBe(attempts.length - 1);
        expect(plan(news, ways, { ...nothing, attempts }, now + 48 * HOUR).way?.kind === 'platform' && taken >= 0).toBe(
          false,
        );
      },
    ),
    { numRuns: 3_000 },
  );
});
