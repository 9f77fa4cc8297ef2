/** Typed words for screens: Chinese is the source, English must have every key. The same in web and mini-program. */

/** The languages of the interface. */
export type Language = 'zh' | 'en';
/** Both languages of one screen. A key missing on one side doesn't compile. */
export type Words<Key extends string> = Record<Language, Record<Key, string>>;
export type Values = Record<string, string | number>;

/** Declares a screen's words: `words({ send: '发送' }, { send: 'Send' })`. */
/* @__NO_SIDE_EFFECTS__ */
export function words<const Key extends string>(zh: Record<Key, string>, en: Record<NoInfer<Key>, string>): Words<Key> {
  return { zh, en };
}

/** Fills `{name}` in; `{count|one|many}` picks by number (English). */
export function fill(pattern: string, values: Values = {}): string {
  return pattern.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = values[name];
    if (one !== undefined && many !== undefined) return value === 1 ? one : many;
    return value === undefined ? whole : String(value);
  });
}

/** A speaker of one screen's words in the language of the moment. */
export function speaker<Key extends string>(table: Words<Key>, language: () => Language) {
  return (key: Key, values?: Values): string => fill(table[language()][key], values);
}

/** The language for a browser's or phone's preference; Chinese unless it clearly is another. */
export function preferred(tag: string | undefined): Language {
  return !tag || /^zh/i.test(tag) ? 'zh' : 'en';
}
