/**
 * Two people, their consents, refusals, merges and partings, and campaigns at their door, in any order: a model of the line upon the very
 * functions its last door asks. What it is judged by is told apart from them.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { offerChannel, type OfferChannel } from '../../shared/campaign/campaign.ts';
import { CAPS, offerTo } from '../../shared/campaign/eligible.ts';
import type { ChoiceView } from '../../shared/notice.ts';
import { offerConsents, spoken } from '../../worker/customer/own/may-push.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TEN = Date.parse('2026-12-01T10:00:00+08:00');
const channels = offerChannel.options;

type Row = ChoiceView & { home: number };
type Address = { channel: OfferChannel; refused: boolean };
type Left = { at: number; home: number; channel: OfferChannel; campaign: number };

/** What is kept of two people, whose lines are one or two. */
class Lines {
  one = false;
  readonly rows: Row[] = [];
  readonly addresses: Address[][] = [0, 1].map(() => channels.map((channel) => ({ channel, refused: false })));
  readonly profile = [true, true];
  readonly subscriptions = [3, 3];
  readonly busyUntil = [0, 0];
  readonly left: Left[] = [];

  homes = (who: number): number[] => (this.one ? [0, 1] : [who]);

  /** The newest of each channel, as the ledger tells it. */
  choices(who: number, purpose: ChoiceView['purpose']): ChoiceView[] {
    const newest = new Map<string, Row>();
    for (const row of this.rows)
      if (row.purpose === purpose && this.homes(who).includes(row.home)) newest.set(row.channel ?? '', row);
    return [...newest.values()];
  }

  says(who: number, purpose: ChoiceView['purpose'], channel: OfferChannel | null, given: boolean, now: number): void {
    const words = spoken(this.choices(who, purpose), { purpose, channel, given, evidence: `e${now}` }, now);
    const homes = given ? [who] : this.homes(who);
    for (const word of words) for (const home of homes) this.rows.push({ ...word, home });
    if (purpose !== 'marketing' || words.length === 0) return;
    for (const home of this.homes(who))
      for (const one of this.addresses[home] ?? [])
        if (channel === null || one.channel === channel) one.refused = !given;
  }

  /** The door: what leaves is noted. */
  offers(who: number, by: readonly OfferChannel[], campaign: number, now: number): Left | null {
    const homes = this.homes(who);
    const addresses = homes.flatMap((home) => this.addresses[home] ?? []);
    const mine = this.left.filter(({ home }) => homes.includes(home));
    const offer = offerTo(
      {
        addresses: addresses.map(({ channel }) => ({ channel, blocked: false })),
        consents: offerConsents([...this.choices(who, 'marketing'), ...this.choices(who, 'personal')], channels, {
          heard: (channel) => addresses.some((one) => one.channel === channel && !one.refused),
          hasProfile: homes.every((home) => this.profile[home] === true),
          rests: null,
        }),
        subscriptions: homes.reduce((sum, home) => sum + (this.subscriptions[home] ?? 0), 0),
        offered: mine.map(({ at }) => at),
        had: mine.some((one) => one.campaign === campaign),
        ...{ busy: homes.some((home) => (this.busyUntil[home] ?? 0) > now), switchedOff: false },
      },
      by,
      now,
    );
    if (offer.go !== 'now') return null;
    const { channel } = offer;
    const left = { at: now, home: who, channel, campaign };
    // What one of them had is known to both while they are one, and stays so.
    for (const home of homes) this.left.push({ ...left, home });
    if (channel === 'miniprogram') {
      const payer = homes.find((home) => (this.subscriptions[home] ?? 0) > 0) ?? who;
      this.subscriptions[payer] = (this.subscriptions[payer] ?? 1) - 1;
    }
    return left;
  }
}

const act = fc.record({
  what: fc.constantFrom(
    ...(['agree', 'agree', 'agree-all', 'refuse', 'refuse-all', 'unfit', 'fit', 'profile', 'talk'] as const),
    ...(['offer', 'offer', 'offer', 'offer', 'offer', 'offer', 'merge', 'part'] as const),
  ),
  who: fc.constantFrom(0, 1),
  channel: fc.constantFrom(...channels),
  more: fc.constantFrom(...channels),
  campaign: fc.integer({ min: 0, max: 6 }),
  later: fc.oneof(fc.integer({ min: 1, max: 3 * HOUR }), fc.integer({ min: HOUR, max: 3 * DAY })),
});

const again = (...acts: ['refuse' | 'agree' | 'merge' | 'offer', 0 | 1][]) =>
  acts.map(([what, who]) => ({ what, who, channel: 'sms' as const, more: 'sms' as const, campaign: 0, later: 1_000 }));

it('O42 in ten thousand random orders, by every channel, no offer leaves after a refusal, at night, above a cap, or twice', () => {
  const left = new Map<OfferChannel, number>();
  let [refusedOnce, asOne] = [0, 0];
  fc.assert(
    fc.property(fc.array(act, { minLength: 4, maxLength: 40 }), (acts) => {
      const lines = new Lines();
      let now = TEN;
      // The plain account: of each person and channel, the newest word that was about it, whoever else stood in the line.
      const word = [0, 1].map(() => new Map<OfferChannel, { given: boolean; at: number }>());
      for (const { what, who, channel, more, campaign, later } of acts) {
        now += later;
        const both = lines.homes(who);
        switch (what) {
          case 'agree':
            lines.says(who, 'marketing', channel, true, now);
            word[who]?.set(channel, { given: true, at: now });
            break;
          case 'agree-all':
            lines.says(who, 'marketing', null, true, now);
            for (const one of channels) word[who]?.set(one, { given: true, at: now });
            break;
          case 'refuse':
            lines.says(who, 'marketing', channel, false, now);
            for (const home of both) word[home]?.set(channel, { given: false, at: now });
            break;
          case 'refuse-all':
            lines.says(who, 'marketing', null, false, now);
            for (const home of both) for (const one of channels) word[home]?.set(one, { given: false, at: now });
            break;
          case 'unfit':
          case 'fit':
            lines.says(who, 'personal', null, what === 'fit', now);
            break;
          case 'profile':
            for (const home of both) lines.profile[home] = lines.profile[who] !== true;
            break;
          case 'talk':
            lines.busyUntil[who] = now + HOUR / 2;
            break;
          case 'merge':
            lines.one = true;
            break;
          case 'part':
            lines.one = false;
            break;
          case 'offer': {
            const gone = lines.offers(who, [channel, more], campaign, now);
            if (!gone) break;
            left.set(gone.channel, (left.get(gone.channel) ?? 0) + 1);
            if (both.length > 1) asOne += 1;
            // The newest word of anybody of the line about this channel is a yes.
            const said = both.flatMap((home) => word[home]?.get(gone.channel) ?? []);
            expect(said.toSorted((one, other) => other.at - one.at)[0]).toMatchObject({ given: true });
            const hour = new Date(now + 8 * HOUR).getUTCHours();
            expect(hour >= 8 && hour < 20).toBe(true);
            for (const home of both) {
              const mine = lines.left.filter((one) => one.home === home);
              for (const { days, most } of CAPS)
                expect(mine.filter(({ at }) => at > now - days * DAY).length).toBeLessThanOrEqual(most);
              expect(mine.filter((one) => one.campaign === gone.campaign)).toHaveLength(1);
              expect(lines.profile[home]).toBe(true);
            }
            break;
          }
        }
        if (what === 'refuse-all' && lines.left.length > 0) refusedOnce += 1;
      }
    }),
    {
      numRuns: 12_000,
      // Refused twice, with another's consent between, who turns out to be them.
      examples: [[again(['refuse', 0], ['agree', 1], ['refuse', 0], ['merge', 0], ['offer', 0])]],
    },
  );
  // It says nothing unless much left, by each channel, also for two who are one, and refusals came after.
  for (const one of channels) expect(left.get(one) ?? 0, one).toBeGreaterThan(300);
  expect(Math.min(refusedOnce, asOne)).toBeGreaterThan(300);
}, 120_000);
