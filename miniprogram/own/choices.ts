/** What may be pushed to the person, by purpose and channel, as switches; 直接人工; and what of it is still on its way. */
import type { CustomerAct } from '../../shared/frame.ts';
import type { Line } from '../../shared/line.ts';
import type { ChannelName } from '../../shared/message.ts';
import type { OwnView, Purpose } from '../../shared/notice.ts';
import { channelWords } from '../../web/client/trade-words.ts';
import type { Language } from '../../web/client/words.ts';
import { addressesOf } from '../line/person.ts';
import { sayIn } from '../words.ts';

type Choose = Extract<CustomerAct, { act: 'choose' }>;
type PushChannel = NonNullable<Choose['channel']>;

/** Until the person speaks, news of their own matters may come and nothing else. */
const BY_ITSELF: Record<Purpose, boolean> = { service: true, marketing: false, personal: false };
const CHANNELS: readonly PushChannel[] = ['miniprogram', 'wechat', 'sms', 'phone', 'app'];

/** One switch; `channel` empty: wherever it is. */
export type Switch = {
  key: string;
  purpose: Purpose;
  channel: PushChannel | '';
  label: string;
  note: string;
  on: boolean;
};

/** Does the person let this come? The newest word counts, here or for everywhere. */
function given(own: OwnView, purpose: Purpose, channel: ChannelName | null): boolean {
  const of = (at: ChannelName | null) => own.choices.find((one) => one.purpose === purpose && one.channel === at);
  const [here, everywhere] = [of(channel), of(null)];
  const counts = here && everywhere ? (here.at >= everywhere.at ? here : everywhere) : (here ?? everywhere);
  return counts?.given ?? BY_ITSELF[purpose];
}

/** The switches for the channels the person is reached on. */
export function switchesOf(line: Line | null, pending: readonly { payload: object }[], language: Language): Switch[] {
  const own = line?.own;
  if (!line || !own) return [];
  const say = sayIn(language);
  const reached = CHANNELS.filter((one) => addressesOf(line).some(({ channel }) => channel === one));
  const made = (purpose: Purpose, channel: PushChannel | ''): Switch => {
    const name =
      purpose === 'service' ? 'chooseService' : purpose === 'marketing' ? 'chooseMarketing' : 'choosePersonal';
    return {
      ...{ key: `${purpose} ${channel}`, purpose, channel, label: say(name) },
      note: channel === '' ? say('choosePersonalNote') : channelWords[language][channel],
      on: wanted(pending, purpose, channel) ?? given(own, purpose, channel === '' ? null : channel),
    };
  };
  return [
    ...reached.map((channel) => made('service', channel)),
    ...reached.map((channel) => made('marketing', channel)),
    made('personal', ''),
  ];
}

/** What was said here and is still on its way. */
function wanted(pending: readonly { payload: object }[], purpose: Purpose, channel: string): boolean | null {
  let last: boolean | null = null;
  for (const { payload } of pending) {
    const { act } = payload as { act?: Partial<Choose> };
    if (act?.act === 'choose' && act.purpose === purpose && (act.channel ?? '') === channel) last = act.given ?? null;
  }
  return last;
}

/** 直接人工 as it stands, or as it was said to. */
export function humanFirst(line: Line | null, pending: readonly { payload: object }[]): boolean {
  let on = line?.own?.humanFirst ?? false;
  for (const { payload } of pending) {
    const { act } = payload as { act?: { act: string; on?: boolean } };
    if (act?.act === 'human-first') on = act.on === true;
  }
  return on;
}

/** Whether offers may come by any channel; a word for all of them that is still on its way counts. Null: the line tells nothing of it. */
export function takesOffers(line: Line | null, pending: readonly { payload: object }[]): boolean | null {
  if (!line?.own) return null;
  const everywhere = wanted(pending, 'marketing', '');
  if (everywhere === false) return false;
  return switchesOf(line, pending, 'zh').some(({ purpose, on }) => purpose === 'marketing' && on);
}
