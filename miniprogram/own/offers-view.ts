/** 收到的优惠: what the person was offered as its page shows it, newest first. */
import type { ChannelName } from '../../shared/message.ts';
import { listTime } from '../../web/client/time.ts';
import { channelWords } from '../../web/client/trade-words.ts';
import type { Language } from '../../web/client/words.ts';
import { sayIn } from '../words.ts';

type Words = { title: string; text: string };
/** Of what `GET /v1/me/offers` tells of one, what is read here. */
export type OfferHad = {
  id: string;
  state: string;
  channel: ChannelName;
  rule: { zh: string; en: string };
  zh: Words;
  en: Words;
  at: number;
  /** Why it came at that hour; a gateway that is older says nothing of it. */
  then?: { zh: string; en: string } | null;
};
export type ShownOffer = {
  id: string;
  title: string;
  text: string;
  about: string;
  rule: string;
  consent: string;
  then: string;
};

/** Those that left, or may have. */
const SEEN = ['taken', 'sent', 'delivered', 'read', 'unknown'];

export function offersShown(offers: readonly OfferHad[], language: Language, now: number): ShownOffer[] {
  const say = sayIn(language);
  return offers.flatMap((one) => {
    if (!SEEN.includes(one.state)) return [];
    const channel = channelWords[language][one.channel];
    return [
      {
        ...{ id: one.id, title: one[language].title, text: one[language].text },
        about: `${channel} · ${listTime(one.at, now, language)}`,
        rule: say('offersRule', { rule: one.rule[language] }),
        consent: say('offersConsent', { channel }),
        then: one.then?.[language] ?? '',
      },
    ];
  });
}
