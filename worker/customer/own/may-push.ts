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
