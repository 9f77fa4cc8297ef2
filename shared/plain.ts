/** Names and values as they stand on any screen: nothing invisible steers it, nothing turns the direction of what is beside them. Pure. */

/**
 * Kept though unseen: what emoji, Arabic letters and rare Han are written with (joiners, variation selectors, the tags of a regional flag).
 * Spaces of other kinds are one. The rest goes: controls, marks and overrides of direction, fillers, halves of characters, what is no character.
 */
const SIGNS =
  /(\u{1f3f4}[\u{e0020}-\u{e007e}]{1,16}\u{e007f}|[\u200c\u200d]|\p{Variation_Selector})|([\t\n\v\f\r\u0085\p{Zl}\p{Zp}])|[\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Cc}\p{Cs}\ufff9-\ufffb]/gu;
const SEEN = /[^\u200c\u200d\p{Variation_Selector}]/u;

/** A name on one line without what can't be seen; empty where nothing could be. */
export function plain(text: string): string {
  return swept(text, () => ' ');
}

/** The same of words that may stand on several lines. */
export function plainLines(text: string): string {
  return swept(text, (space) => (space === '\n' || space === '\r' || space === '\t' ? space : '\n'));
}

/** Whether a value stands on one line as it is. */
export const isPlain = (text: string): boolean => plain(text) === text;
export const isPlainLines = (text: string): boolean => plainLines(text) === text;

function swept(text: string, spaced: (space: string) => string): string {
  const left = text.replace(SIGNS, (_sign, kept: string | undefined, space: string | undefined) =>
    space === undefined ? (kept ?? '') : spaced(space),
  );
  return SEEN.test(left) ? left : '';
}
