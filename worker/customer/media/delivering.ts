/** The letters of files: fetching what a platform holds, asking what voices say, and forgetting what nobody needs. */
import { backoff } from '../backoff.ts';
import type { Commit, Outside } from '../deliver.ts';
import type { Letter } from '../letters.ts';
import { fetched, maySeek, type OwedMedia } from './fetching.ts';
import type { OwedForgetting } from './forgetting.ts';
import { oweWordsLater, questionOn, wordsCame, type OwedWords } from './hearing.ts';

/** Who does not answer is asked so often at once; who says “later”, or is away, goes on being asked for some seven minutes. */
const TRIES = 3;
const LATER_TRIES = 12;

/** Fetching again is harmless: the file of ours takes its bytes once. */
export async function deliverMedia(letter: Letter, commit: Commit, outside: Outside): Promise<() => void> {
  const order = JSON.parse(letter.body) as OwedMedia | OwedForgetting | OwedWords;
  if ('transcribe' in order) return deliverWords(letter, order, commit, outside);
  if ('forget' in order) {
    await outside.forgetMedia(order.forget);
    return () => commit((turn) => turn.letters.done(letter));
  }
  const owed = order;
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
      fetched(turn, owed, found, outside.knowledge);
    });
}

/** The same voice under the same name: the company hears it once, however often it is asked. */
async function deliverWords(letter: Letter, owed: OwedWords, commit: Commit, outside: Outside): Promise<() => void> {
  const asked = commit((turn) => {
    const question = questionOn(turn, owed);
    if (!question) turn.letters.done(letter);
    return question;
  });
  if (!asked) return () => undefined;
  const answer = await outside.transcribe({ ...asked, tries: letter.tries });
  const later = answer.ok && answer.outcome === 'later';
  const patient = later || (!answer.ok && owed.told === true);
  const again = patient ? letter.tries + 1 < LATER_TRIES : !answer.ok && !answer.rest && letter.tries + 1 < TRIES;
  return () =>
    commit((turn) => {
      if (again) {
        turn.letters.postpone(letter, turn.now + (patient ? backoff(letter.tries) : 500));
        return;
      }
      turn.letters.done(letter);
      wordsCame(turn, owed, answer.ok ? (answer.text ?? null) : null, outside.knowledge);
      if (!answer.ok && !owed.told) oweWordsLater(turn, owed, turn.now + backoff(TRIES));
    });
}
