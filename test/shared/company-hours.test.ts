/** The company's own hours for offers: narrower than everybody's, never wider. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { offerTo, type Candidate } from '../../shared/campaign/eligible.ts';
import { hourFor, hurries, parts, spanOf } from '../../shared/campaign/hours.ts';
import { mayRing } from '../../shared/reach/quiet.ts';
import { campaigns, usualCampaigns } from '../../shared/settings/campaigns.ts';
import { neverAwake } from '../../worker/outreach/schedule.ts';

const HOUR = 3_600_000;
const at = (clock: string, day = '2026-12-01') => Date.parse(`${day}T${clock}:00+08:00`);
const hourIn = (moment: number) => new Date(moment + 8 * HOUR).getUTCHours();
const taken = (hours: unknown) => v.safeParse(campaigns, { ...usualCampaigns, hours }).success;
const lin: Candidate = {
  addresses: [{ channel: 'sms', blocked: false }],
  consents: [{ channel: 'sms', given: true, evidence: 'web:own-choice' }],
  ...{ subscriptions: 0, offered: [], had: false, busy: false, switchedOff: false },
};
const span = fc
  .tuple(fc.integer({ min: 8, max: 19 }), fc.integer({ min: 1, max: 12 }))
  .map(([from, long]) => ({ from, to: Math.min(20, from + long) }));
const moment = fc.integer({ min: at('00:00'), max: at('23:59', '2026-12-09') });

describe('O63 the company’s hours for offers', () => {
  it('O63 are within 08:00–20:00 or refused; what was saved before holds those of all', () => {
    for (const hours of [{ from: 8, to: 20 }, { from: 10, to: 12 }, undefined]) expect(taken(hours)).toBe(true);
    for (const [from, to] of [
      [7, 20],
      [8, 21],
      [12, 12],
      [14, 10],
      [8.5, 12],
    ])
      expect(taken({ from, to })).toBe(false);
    const { hours: _, ...old } = usualCampaigns;
    expect(v.parse(campaigns, old).hours).toEqual({ from: 8, to: 20 });
  });

  it('O63 an offer leaves within them alone, and never outside those of all, whatever they are', () => {
    fc.assert(
      fc.property(span, moment, (hours, now) => {
        const offer = offerTo(lin, ['sms'], now, hours);
        const next = offer.go === 'later' ? offer.at : now;
        expect(offer.go).toBe(hourIn(now) >= hours.from && hourIn(now) < hours.to ? 'now' : 'later');
        expect([hourIn(next) >= hours.from, hourIn(next) < hours.to, next - now < 24 * HOUR]).toEqual([
          true,
          true,
          true,
        ]);
      }),
      { numRuns: 2_000 },
    );
    const wide = { from: 0, to: 24 };
    expect(mayRing('marketing', true, at('20:00'), wide)).toBe(at('08:00', '2026-12-02'));
    expect(mayRing('marketing', true, at('06:00'), wide)).toBe(at('08:00'));
    expect(mayRing('service', true, at('21:00'), { from: 10, to: 12 }), 'one’s own matters aren’t touched').toBe(
      at('21:00'),
    );
    expect(mayRing('answer', true, at('03:00'), { from: 10, to: 12 })).toBe(at('03:00'));
  });

  it('O63 usual hours lie within them as well', () => {
    fc.assert(
      fc.property(
        span,
        moment,
        fc.constantFrom(...parts),
        fc.integer({ min: 24, max: 200 }),
        (hours, now, part, lasts) => {
          const found = hourFor(part, now, now + lasts * HOUR, hours);
          expect([found >= now, hourIn(found) >= hours.from, hourIn(found) < hours.to]).toEqual([true, true, true]);
          const { from, to } = spanOf(part, hours);
          expect([from < to, from >= hours.from, to <= hours.to]).toEqual([true, true, true]);
        },
      ),
      { numRuns: 2_000 },
    );
    expect(hurries(60, 1, at('10:00'), at('12:00'))).toBe(false);
    expect(hurries(60, 1, at('10:00'), at('12:00'), { from: 11, to: 12 }), 'half of the time is open').toBe(true);
  });

  it('O63 a campaign all of whose hours lie outside them is let go by nobody', () => {
    expect(neverAwake({ hours: 2 }, at('14:00'))).toBe(false);
    expect(neverAwake({ hours: 2 }, at('14:00'), { from: 10, to: 12 })).toBe(true);
  });
});
