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
  const of = (at: ChannelName | null) => choices.find((one) => one.purpose === purpose && one.channel === at);
  const [here, everywhere] = [of(channel), of(null)];
  const counts = here && everywhere ? (here.at >= everywhere.at ? here : everywhere) : (here ?? everywhere);
  const rests = purpose !== 'service' && restsSince !== null && (counts?.at ?? 0) < restsSince;
  return rests ? false : (counts?.given ?? BY_ITSELF[purpose]);
}
