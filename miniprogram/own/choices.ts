/** What may be pushed to the person as switches in their language; 直接人工; and what of it is still on its way. */
import type { Line } from '../../shared/line.ts';
import { choicesOf, type Choice } from '../../web/client/choices.ts';
import { channelWords } from '../../web/client/trade-words.ts';
import type { Language } from '../../web/client/words.ts';
import { sayIn } from '../words.ts';

export { STOOD_MS, takesOffers } from '../../web/client/choices.ts';

type Pending = readonly { payload: object }[];
export type Switch = Choice & { key: string; label: string; note: string };

const NAMES = { service: 'chooseService', marketing: 'chooseMarketing', personal: 'choosePersonal' } as const;

/** The switches for the channels the person is reached on. */
export function switchesOf(line: Line | null, pending: Pending, language: Language): Switch[] {
  const say = sayIn(language);
  return choicesOf(line, pending).map((one) => ({
    ...one,
    key: `${one.purpose} ${one.channel}`,
    label: say(NAMES[one.purpose]),
    note: one.channel === '' ? say('choosePersonalNote') : channelWords[language][one.channel],
  }));
}

/** 直接人工 as it stands, or as it was said to. */
export function humanFirst(line: Line | null, pending: Pending): boolean {
  let on = line?.own?.humanFirst ?? false;
  for (const { payload } of pending) {
    const { act } = payload as { act?: { act: string; on?: boolean } };
    if (act?.act === 'human-first') on = act.on === true;
  }
  return on;
}

/** Whether offers may come in the mini-program: agreed for it, and for all channels not refused by a word still on its way. */
export function takesHere(line: Line | null, pending: Pending): boolean {
  return choicesOf(line, pending).some(
    ({ purpose, channel, on }) => purpose === 'marketing' && channel === 'miniprogram' && on,
  );
}
