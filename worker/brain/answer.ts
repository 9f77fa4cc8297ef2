/** Answers from published entries: surely, as up to three guesses, or honestly not at all. */
import { questionOf, wordingOf, type Entry } from './entry.ts';
import { handOver } from './handover.ts';
import { decide, match, type Decision } from './retrieval/retrieval.ts';
import * as speech from './speech.ts';
import type { Moment, Thought } from './mind.ts';

/** Turns in a row without an answer after which a person takes over (5.2.2.6 a). */
const MISS_LIMIT = 3;

/** The one entry that surely answers the words, if there is one. */
export function sureEntry(moment: Moment): Entry | null {
  const { outcome, best } = decided(moment);
  return outcome === 'answer' && best ? (moment.knowledge.entries.get(best.id) ?? null) : null;
}

/** Offers up to three entries that may be meant, or says that it doesn't know. */
export function guess(moment: Moment): Thought {
  const { mind, knowledge } = moment;
  const options = decided(moment).offers.map((one) => ({
    id: `entry:${one.id}`,
    label: questionOf(knowledge.entries.get(one.id), mind.language) ?? one.id,
  }));
  if (options.length === 0) return missed(moment, 'unknown');
  // A guess nobody picks is a miss: guesses must not go round for ever.
  if (mind.misses + 1 >= MISS_LIMIT) return handOver(moment, 'not_understood');
  const body = speech.choices(speech.sentence('guess', mind.language), options, mind.language);
  return speech.turn({ ...mind, misses: mind.misses + 1 }, body);
}

/** Says what an entry says, naming it and its version. */
export function sayEntry(moment: Moment, entry: Entry): Thought {
  const { knowledge } = moment;
  const mind = { ...moment.mind, misses: 0 };
  const wording = wordingOf(entry, mind.language);
  if (!wording) return missed(moment, 'unknown');
  const body = speech.published(entry.id, wording.answer, mind.language);
  return { mind, say: [{ body, source: { entry: entry.id, version: knowledge.version } }] };
}

/** One more turn not understood: honest words, then the offer of a person, then the person. */
export function missed(moment: Moment, words: 'unknown' | 'notText'): Thought {
  const { language, misses } = moment.mind;
  const mind = { ...moment.mind, misses: misses + 1 };
  if (mind.misses >= MISS_LIMIT) return handOver(moment, 'not_understood');
  if (mind.misses === MISS_LIMIT - 1) {
    return speech.turn({ ...mind, confirmHuman: true }, speech.confirmHuman('offerHuman', language));
  }
  return speech.turn(mind, speech.choices(speech.sentence(words, language), [], language));
}

function decided(moment: Moment): Decision {
  return decide(match(moment.knowledge.index[moment.mind.language], moment.text));
}
