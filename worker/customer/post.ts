/** What takes the letters of one person out, each lane in its order. */
import { Drain } from '../lib/drain.ts';
import { deliver, type Commit, type Outside } from './deliver.ts';
import type { Letter, LetterStore } from './letters.ts';

export function postOf(letters: LetterStore, commit: Commit, outside: Outside): Drain<Letter> {
  return new Drain<Letter>({
    due: (now, busy, limit) => letters.due(now, busy, limit),
    deliver: (letter) => deliver(letter, commit, outside),
    now: () => Date.now(),
  });
}
