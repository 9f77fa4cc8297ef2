/** What the finders of this room share: the scene they look at and the readings they give. */
/**
 * A value as it stands in the text, UTF-16 offsets, `end` exclusive. `value` is its normal form: E.164 phone (a local number without
 * area code: its digits), amount in yuan with two decimals, YYYY-MM-DD, HH:MM, ranges `a/b` (an open side is `..`; a part of the
 * day is a time `a/b`; opening days stand before the hours as `1-7 09:00/18:00`), ISO duration, address as said, order number in
 * upper case without spaces and dashes.
 */
export type Found = {
  kind:
    | 'order-number'
    | 'phone'
    | 'amount'
    | 'date'
    | 'date-range'
    | 'time'
    | 'time-range'
    | 'duration'
    | 'address'
    | 'email';
  start: number;
  end: number;
  text: string;
  value: string;
};

/** The value of a reading that only takes its words: they are said like a value but there is none, as with 2月30号. */
export const NO_VALUE = '';

/** A way to read some words of the folded text. */
export type Reading = { kind: Found['kind']; start: number; end: number; value: string };

/** The folded text, the asker's day (days since 1970) and minute of the day, and which kinds are asked for. */
export type Scene = { text: string; today: number; minute: number; wants(kind: Found['kind']): boolean };

export type Finder = (scene: Scene) => Reading[];

/** Every match of a shape that `read` finds a value for. */
export function readings(
  text: string,
  kind: Found['kind'],
  shape: RegExp,
  read: (match: RegExpExecArray) => string | null,
): Reading[] {
  const found: Reading[] = [];
  for (const match of text.matchAll(shape)) {
    const value = read(match);
    if (value !== null) found.push({ kind, start: match.index, end: match.index + match[0].length, value });
  }
  return found;
}
