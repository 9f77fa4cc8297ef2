/** What the page shows before anything is known. */
import type { Option } from '../../../shared/message.ts';
import type { Completion } from '../../../shared/own-api.ts';
import type { InviteView } from '../../../shared/serving.ts';
import type { Quick } from '../../../web/client/guesses.ts';
import { headOf, phaseOf, type Bar } from '../../line/bar.ts';
import type { Row } from '../../line/rows.ts';
import { talk } from '../../net.ts';
import { language, textSize } from '../../preference.ts';
import { wordsIn } from '../../words.ts';

/** The page's data at its beginning. */
export const begun = () => ({
  language: language(),
  size: textSize(),
  elder: textSize() === 'elder',
  words: wordsIn(language()),
  head: headOf(null, false, language()),
  phase: phaseOf({ status: 'idle', lostMs: 0, line: null, rows: 0 }),
  failedText: '',
  bar: null as Bar | null,
  rows: [] as readonly Row[],
  typing: '',
  quick: [] as Quick[],
  /** Questions near the answer that was given last. */
  related: [] as Option[],
  transfer: '',
  asksRating: false,
  tags: [] as NonNullable<InviteView['tags']>,
  rated: 0,
  ends: true,
  older: false,
  newer: false,
  /** Led to an older message. */
  away: false,
  unreadAbove: '',
  lit: '',
  into: '',
  scrollTop: 0,
  cover: 0,
  draft: talk.keep.read('draft') ?? '',
  quote: '',
  /** Questions that may be meant by what is being typed. */
  meant: [] as Completion[],
  playing: '',
  /** The orders stand open to be chosen from. */
  choosing: false,
});
