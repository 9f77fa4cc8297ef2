/** What may be pushed by which channel, by the person's own words. Pure. */
import type { ChannelName } from '../../../shared/message.ts';
import type { ChoiceView, Purpose } from '../../../shared/notice.ts';

/** Until somebody decides: news of one's own matters may come, nothing else. */
const BY_ITSELF: Record<Purpose, boolean> = { service: true, marketing: false, personal: false };
/**
 * Whether this may be pushed by this channel: the word for the channel counts, else the one for all, else what holds by itself.
 * A consent from before `restsSince` rests: the notice changed what data are used for, and they have not agreed to it.
 */
export function mayPush(
  choices: readonly ChoiceView[],
  purpose: Purpose,
  channel: ChannelName,
  restsSince: number | null,
): boolean {
  const counts = countedWord(choices, purpose, channel);
  const rests = purpose !== 'service' && restsSince !== null && (counts?.at ?? 0) < restsSince;
  return rests ? false : (counts?.given ?? BY_ITSELF[purpose]);
}

/** Their word that counts for a channel: the newer one of that for it and that for all, of two at once the refusal; null: they never spoke. */
export function countedWord(choices: readonly ChoiceView[], purpose: Purpose, channel: ChannelName): ChoiceView | null {
  const of = (at: ChannelName | null) => choices.find((one) => one.purpose === purpose && one.channel === at);
  const [here, everywhere] = [of(channel), of(null)];
  if (!here || !everywhere) return here ?? everywhere ?? null;
  if (here.at === everywhere.at) return here.given ? everywhere : here;
  return here.at > everywhere.at ? here : everywhere;
}

/**
 * What the ledger gains by a word of theirs, beside what stands there of this purpose: none where it agrees again, and nothing else was said
 * since. Refused wherever it is, it is refused on each channel for which they had agreed.
 */
export function spoken(said: readonly ChoiceView[], given: Omit<ChoiceView, 'at'>, at: number): ChoiceView[] {
  const before = said.find((one) => one.channel === given.channel);
  const undone = said.some((one) => one.given !== given.given && one.at >= (before?.at ?? 0));
  // A refusal said again is one again: it counts against whatever somebody who turns out to be them said meanwhile.
  if (before?.given === given.given && !undone && (given.given || before.at >= at)) return [];
  const { purpose, channel, evidence } = given;
  const agreed = channel === null && !given.given ? said.filter((one) => one.channel !== null && one.given) : [];
  return [
    { purpose, channel, given: given.given, evidence, at },
    ...agreed.map((one) => ({ ...one, given: false, evidence, at })),
  ];
}

/** Their consents to offers by these channels. `heard`: an address of the channel is there that refuses nothing; `fitted`: what is known of them may be used. */
export function offerConsents<Channel extends ChannelName>(
  choices: readonly ChoiceView[],
  channels: readonly Channel[],
  { heard, hasProfile, rests }: { heard: (channel: Channel) => boolean; hasProfile: boolean; rests: number | null },
): { channel: Channel; given: boolean; evidence: string }[] {
  return channels.flatMap((channel) => {
    const word = countedWord(choices, 'marketing', channel);
    if (!word) return [];
    // Campaigns are fitted to what is known of people: whoever refused that, or switched their profile off, has refused them.
    const fitted = hasProfile && countedWord(choices, 'personal', channel)?.given !== false;
    const given = fitted && heard(channel) && mayPush(choices, 'marketing', channel, rests);
    return [{ channel, given, evidence: word.evidence }];
  });
}
