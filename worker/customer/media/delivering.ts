/** The letter that fetches what a platform holds. */
import { backoff } from '../backoff.ts';
import type { Commit, Outside } from '../deliver.ts';
import type { Letter } from '../letters.ts';
import { fetched, maySeek, type OwedMedia } from './fetching.ts';

/** Fetching again is harmless: the file of ours takes its bytes once. */
export async function deliverMedia(letter: Letter, commit: Commit, outside: Outside): Promise<() => void> {
  const owed = JSON.parse(letter.body) as OwedMedia;
  const asked = commit((turn) => {
    const message = turn.line.message(owed.message);
    const endpoint = message ? turn.line.endpoint(message.endpoint) : null;
    if (!endpoint) turn.letters.done(letter);
    return endpoint ? { address: endpoint, owner: turn.person.id } : null;
  });
  if (!asked) return () => undefined;
  const found = await outside.media(asked.address, asked.owner, owed);
  return () =>
    commit((turn) => {
      if (!found.ok && !found.lasting && maySeek(letter.tries)) {
        turn.letters.postpone(letter, turn.now + backoff(letter.tries));
        return;
      }
      turn.letters.done(letter);
      fetched(turn, owed, found);
    });
}
