/** 收到的优惠: what the person was offered as its page shows it, newest first. */
import type { OfferHad } from '../../web/client/offers.ts';
import { listTime } from '../../web/client/time.ts';
import { channelWords } from '../../web/client/trade-words.ts';
import type { Language } from '../../web/client/words.ts';
import { sayIn } from '../words.ts';

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
