import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atCap, CAPS, offerTo, type Candidate } from '../../shared/campaign/eligible.ts';

const DAY_MS = 24 * 3_600_000;
const at = (day: string, clock = '12:00') => Date.parse(`${day}T${clock}:00+08:00`);

describe('O25 whether an offer may go to somebody', () => {
  const lin: Candidate = {
    addresses: [
      { channel: 'miniprogram', blocked: false },
      { channel: 'sms', blocked: false },
    ],
    consents: [
      { channel: 'miniprogram', given: true, evidence: 'miniprogram:own-choice' },
      { channel: 'sms', given: true, evidence: 'web:own-choice' },
    ],
    ...{ subscriptions: 1, offered: [], had: false, busy: false, switchedOff: false },
  };
  const noon = at('2026-11-27');

  it('tells the first reason that holds, and the next way where one is shut', () => {
    expect(offerTo(lin, ['miniprogram', 'sms'], noon)).toMatchObject({
      ...{ go: 'now', channel: 'miniprogram' },
      proof: { channel: 'miniprogram', evidence: 'miniprogram:own-choice' },
    });
    const of = (change: Partial<Candidate>) => offerTo({ ...lin, ...change }, ['miniprogram', 'sms'], noon);
    expect(of({ subscriptions: 0 })).toMatchObject({ go: 'now', channel: 'sms' });
    expect(of({ consents: [] })).toEqual({ go: 'never', why: 'no-consent' });
    expect(of({ consents: [{ channel: 'sms', given: true, evidence: '' }] })).toEqual({
      go: 'never',
      why: 'no-consent',
    });
    expect(of({ addresses: [] })).toEqual({ go: 'never', why: 'no-address' });
    expect(of({ had: true })).toEqual({ go: 'never', why: 'had' });
    expect(of({ switchedOff: true })).toEqual({ go: 'never', why: 'switched-off' });
    expect(of({ offered: [noon - DAY_MS / 2] })).toEqual({ go: 'never', why: 'cap' });
    expect(of({ busy: true })).toMatchObject({ go: 'later', why: 'busy' });
    expect(offerTo(lin, ['miniprogram'], at('2026-11-27', '20:00'))).toEqual({
      ...{ go: 'later', why: 'quiet', channel: 'miniprogram', at: at('2026-11-28', '08:00') },
    });
  });

  it('over any month of consents, refusals and campaigns none leaves after a refusal, at night, or above a cap', () => {
    const event = fc.record({
      later: fc.integer({ min: 1, max: 30 * 3_600_000 }),
      what: fc.constantFrom('consent', 'refuse', 'campaign', 'campaign', 'campaign', 'block', 'merge'),
      channel: fc.constantFrom('miniprogram' as const, 'sms' as const),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let now = noon;
        let person: Candidate = { ...lin, consents: [], subscriptions: 9 };
        const left: number[] = [];
        for (const { later, what, channel } of events) {
          now += later;
          const others = person.consents.filter((one) => one.channel !== channel);
          if (what === 'consent') {
            person = { ...person, consents: [...others, { channel, given: true, evidence: 'own' }] };
          } else if (what === 'refuse') {
            person = { ...person, consents: person.consents.map((one) => ({ ...one, given: false })) };
          } else if (what === 'block') {
            person = {
              ...person,
              addresses: person.addresses.map((one) => (one.channel === channel ? { ...one, blocked: true } : one)),
            };
          } else if (what === 'merge') {
            // Somebody who had an offer an hour ago turns out to be them.
            person = { ...person, offered: [...person.offered, now - 3_600_000] };
          } else {
            const offer = offerTo(person, [channel], now);
            if (offer.go !== 'now') continue;
            const word = person.consents.find((one) => one.channel === offer.channel);
            expect(word).toMatchObject({ given: true });
            const hour = new Date(now + 8 * 3_600_000).getUTCHours();
            expect(hour).toBeGreaterThanOrEqual(8);
            expect(hour).toBeLessThan(20);
            left.push(now);
            person = { ...person, offered: [...person.offered, now] };
            for (const { days, most } of CAPS) {
              expect(left.filter((one) => one > now - days * DAY_MS).length).toBeLessThanOrEqual(most);
            }
          }
        }
        expect(atCap(left, now + 31 * DAY_MS)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});
