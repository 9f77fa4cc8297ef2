/** 隐私说明: one of its versions as the page shows it. */
import type { OwnPrivacyAnswer } from '../../shared/privacy.ts';
import type { PrivacyVersion } from '../../shared/settings/privacy.ts';
import type { Language } from '../../web/client/words.ts';
import { sayIn } from '../words.ts';

/** One version as the page shows it. */
export type NoticeView = {
  version: string;
  title: string;
  from: string;
  changes: string;
  /** Whether the person is to be asked about this one. */
  asks: boolean;
  said: string;
  sections: { title: string; text: string }[];
  others: { version: string; title: string; changes: string }[];
};

/** A version by its number, or the one that holds. */
export function noticeView(given: OwnPrivacyAnswer, wanted: string, language: Language): NoticeView | null {
  const { versions, now, standing } = given;
  const shown = versions.find(({ version }) => version === (wanted || now));
  if (!shown) return null;
  const say = sayIn(language);
  const title = ({ version, from }: PrivacyVersion) => `${say('version', { version })} · ${dayIn(from, language)}`;
  const said = standing.said?.version === shown.version ? standing.said : null;
  const coming = versions.findIndex(({ version }) => version === now) > versions.indexOf(shown);
  return {
    version: shown.version,
    title: say('version', { version: shown.version }),
    from: say(coming ? 'privacyComes' : shown.version === now ? 'privacyFrom' : 'privacyBefore', {
      day: dayIn(shown.from, language),
    }),
    changes: shown.changes[language],
    asks: standing.asks === shown.version,
    said: said ? say(said.given ? 'privacyAgreed' : 'privacyRefused') : '',
    sections: shown.sections.map((one) => ({ title: one.title[language], text: one.text[language] })),
    others: versions
      .filter((one) => one !== shown)
      .map((one) => ({ version: one.version, title: title(one), changes: one.changes[language] })),
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A day as people write it. */
function dayIn(day: string, language: Language): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return language === 'en' ? `${date} ${MONTHS[month - 1]} ${year}` : `${year}/${month}/${date}`;
}
