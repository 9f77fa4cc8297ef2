import type { Language } from '../../../../client/words.ts';

const MONDAY = Date.UTC(2026, 0, 5);
const tags: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

/** The name of a day of the week, 0 Monday. */
export function dayName(at: number, language: Language): string {
  const format = new Intl.DateTimeFormat(tags[language], { weekday: 'short', timeZone: 'UTC' });
  return format.format(MONDAY + at * 86_400_000);
}
