/** Small words outside of dialogs: thanks, a bare yes or no, “不对”, “没用”, and what says nothing at all. None of them is a miss. */
import { missed } from './answer.ts';
import { courtesyIn, saysNo, saysNothing, saysUseless, saysWrong, saysYes } from './courtesy.ts';
import type { Moment, Thought } from './mind.ts';
import * as speech from './speech.ts';

/** A sensible word to a small one; null where something was said. Greetings are answered by the greeting. */
export function smallTalk(moment: Moment): Thought | null {
  const { mind, text, standing } = moment;
  const { language } = mind;
  const calm = { ...mind, misses: 0 };
  const courtesy = courtesyIn(text);
  if (courtesy && courtesy !== 'hello') return speech.turn(calm, speech.plain(speech.sentence(courtesy, language)));
  if (saysNothing(text)) {
    // An offer of a person that stands goes on standing.
    return speech.turn({ ...mind, ...standing }, speech.choices(speech.sentence('nothing', language), [], language));
  }
  const wrong = saysWrong(text);
  if (wrong && standing.guessed) return missed({ ...moment, text: '' }, 'unknown');
  if (saysUseless(text) || (wrong && standing.answered)) return noHelp(moment);
  if (wrong) return speech.turn(mind, speech.choices(speech.sentence('pardon', language), [], language));
  if (saysYes(text)) return speech.turn(calm, speech.plain(speech.sentence('stay', language)));
  if (saysNo(text)) return speech.turn(calm, speech.plain(speech.sentence('noted', language)));
  return null;
}

/** The answer was not it: sorry, and a person with one tap. */
function noHelp({ mind, standing }: Moment): Thought {
  const { answered } = standing;
  const offering = { ...mind, confirmHuman: true, offering: 'not_understood' as const };
  const thought = speech.turn(offering, speech.confirmHuman('noHelp', mind.language));
  return answered ? { ...thought, lessons: [{ fate: 'refused', ...answered }] } : thought;
}
