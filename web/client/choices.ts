/** What may be pushed to the person, by purpose and channel, as they said it or just say it. The same in widget and mini-program. */
import type { CustomerAct } from '../../shared/frame.ts';
import type { Line } from '../../shared/line.ts';
import type { OwnView, Purpose } from '../../shared/notice.ts';

type Choose = Extract<CustomerAct, { act: 'choose' }>;
export type PushChannel = NonNullable<Choose['channel']>;
type Pending = readonly { payload: object }[];
/** One switch; `channel` empty: wherever it is. */
export type Choice = { purpose: Purpose; channel: PushChannel | ''; on: boolean };

/** Until the person speaks, news of their own matters may come and nothing else. */
const BY_ITSELF: Record<Purpose, boolean> = { service: true, marketing: false, personal: false };
const CHANNELS: readonly PushChannel[] = ['miniprogram', 'wechat', 'sms', 'phone', 'app'];
/** A consent is taken from a button that has stood for so long: the second tap of two meant the button before it. */
export const STOOD_MS = 1_200;

/** Does the person let this come? The newest word counts, here or for everywhere. */
function given(own: OwnView, purpose: Purpose, channel: PushChannel | ''): boolean {
  const of = (at: string | null) => own.choices.find((one) => one.purpose === purpose && one.channel === at);
  const [here, everywhere] = [channel === '' ? undefined : of(channel), of(null)];
  const counts = here && everywhere ? (here.at >= everywhere.at ? here : everywhere) : (here ?? everywhere);
  return counts?.given ?? BY_ITSELF[purpose];
}

/** What was said here and is still on its way: of this channel, or of all. */
function wanted(pending: Pending, purpose: Purpose, channel: string): boolean | null {
  let last: boolean | null = null;
  for (const { payload } of pending) {
    const { act } = payload as { act?: Partial<Choose> };
    if (act?.act !== 'choose' || act.purpose !== purpose) continue;
    if (act.channel === undefined || act.channel === channel) last = act.given ?? null;
  }
  return last;
}

/** The switches for the channels the person is reached on; on a website nothing is pushed, offers alone stand there. */
export function choicesOf(line: Line | null, pending: Pending): Choice[] {
  const own = line?.own;
  if (!line || !own) return [];
  const has = new Set<string>(
    line.endpoints.flatMap(({ channel, blocked }) =>
      blocked?.code === 'unlinked' || blocked?.code === 'number_moved' ? [] : [channel],
    ),
  );
  const made = (purpose: Purpose, channel: PushChannel | ''): Choice => ({
    ...{ purpose, channel },
    on: wanted(pending, purpose, channel) ?? given(own, purpose, channel),
  });
  const reached = CHANNELS.filter((one) => has.has(one));
  const offers: PushChannel[] = has.has('web') ? [...reached, 'web'] : reached;
  return [
    ...reached.map((channel) => made('service', channel)),
    ...offers.map((channel) => made('marketing', channel)),
    made('personal', ''),
  ];
}

/** Whether offers may come by any channel; null: the line tells nothing of it. */
export function takesOffers(line: Line | null, pending: Pending): boolean | null {
  if (!line?.own) return null;
  return choicesOf(line, pending).some(({ purpose, on }) => purpose === 'marketing' && on);
}
