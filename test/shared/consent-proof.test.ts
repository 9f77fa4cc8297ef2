/** No letter that markets is made without a proof of consent: what doesn't compile says so here, and `npm run check` compiles this file. */
import { describe, expect, it } from 'vitest';
import type { SmsOffer } from '../../shared/campaign/calls.ts';
import { ConsentProof, type Marketing } from '../../shared/campaign/consent-proof.ts';
import type { Promoters } from '../../worker/customer/offers/leaving.ts';
import type { Reminder } from '../../worker/customer/own/remind.ts';

const words = [
  { channel: 'sms', given: true, evidence: 'web:own-choice' },
  { channel: 'web', given: false, evidence: 'web:own-choice' },
  { channel: 'app', given: true, evidence: '' },
] as const;
const offer: SmsOffer = {
  id: 'n_1',
  address: { channel: 'sms', account: 'sms', peer: '+8613700000000' },
  form: { account: 'sms', text: '满减', code: 'SMS_1' },
};

/** What leaves, in the words of the program that lets it go. Never run: it is compiled. */
export function doors({ promote, offer: push }: Promoters, reminder: Reminder, proof: ConsentProof) {
  // @ts-expect-error an SMS that markets has a proof
  const bare = () => promote(offer);
  // @ts-expect-error so has one by the mini-program
  const pushed = () => push(reminder);
  // @ts-expect-error null is none
  const none = () => promote({ ...offer, proof: ConsentProof.of(words, 'web') });
  // @ts-expect-error nothing else has its shape
  const shaped = () => promote({ ...offer, proof: { channel: 'sms', evidence: 'web:own-choice' } });
  // @ts-expect-error nor is one made but of the person's words
  const forged = () => new ConsentProof({ channel: 'sms', given: true, evidence: 'mine' });
  // @ts-expect-error nor is it written over
  const changed = () => (proof.channel = 'sms');
  const good = () => promote({ ...offer, proof });
  return [bare, pushed, none, shaped, forged, changed, good];
}

describe('a proof of consent', () => {
  it('O61 is made of a word that was given by this channel, with its evidence, and of nothing else', () => {
    const proof = ConsentProof.of(words, 'sms');
    expect(proof && [proof.channel, proof.evidence]).toEqual(['sms', 'web:own-choice']);
    for (const channel of ['web', 'app', 'miniprogram'] as const) expect(ConsentProof.of(words, channel)).toBeNull();
    const letter: Marketing<SmsOffer> | null = proof && { ...offer, proof };
    expect(letter?.proof.channel).toBe(letter?.address.channel);
  });
});
