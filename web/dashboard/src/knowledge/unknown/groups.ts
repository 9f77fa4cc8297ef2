import type { Entry } from '../../../../../shared/knowledge.ts';
import type { QuestionFate } from '../../../../../shared/knowledge.ts';
import type { UnknownGroup } from '../net.ts';
import { addLines } from '../entry/lines.ts';
import { blankEntry } from '../entry/draft.ts';

export type GroupFilter = { fate: QuestionFate | ''; language: 'zh' | 'en' | ''; search: string };

/** The groups a filter leaves: what is still open before what is answered by now, the most asked first. */
export function shownGroups(groups: readonly UnknownGroup[], { fate, language, search }: GroupFilter): UnknownGroup[] {
  const wanted = search.trim().toLowerCase();
  return groups
    .filter(
      (group) =>
        (fate === '' || (group.fates[fate] ?? 0) > 0) &&
        (language === '' || group.language === language) &&
        (wanted === '' || group.questions.some((one) => one.text.toLowerCase().includes(wanted))),
    )

    .sort(
      (one, other) =>
        Number(one.answered === true) - Number(other.answered === true) ||
        other.count - one.count ||
        other.lastAt - one.lastAt,
    );
}

/** Likely enough to be taken with one key; below, a click must mean it. */
const LIKELY = 0.1;
/** And so far ahead of the next that no tie is broken by chance. */
const LEADS = 0.1;

/** The entry it most likely belongs to, if one is near and clearly the nearest. */
export function likeliest(group: UnknownGroup): UnknownGroup['suggestions'][number] | null {
  const [first, second] = group.suggestions;
  if (!first || first.confidence < LIKELY) return null;
  // Hundredths, as they are shown: 0.62 − 0.52 must lead too.
  const lead = Math.round(100 * first.confidence) - Math.round(100 * (second?.confidence ?? 0));
  return lead >= 100 * LEADS ? first : null;
}

/** Every wording of a group once. */
export function textsOf(group: UnknownGroup): string[] {
  return addLines('', [], [group.title, ...group.questions.map((one) => one.text)]).similar;
}

/** The questions a resolution settles, by their keys; the gateway takes so many at once. */
export function keysOf(group: UnknownGroup): string[] {
  return group.questions.map((one) => one.key).slice(0, 200);
}

/** An entry begun from a group: its title as the standard question, the other wordings as similar ones. */
export function begunFrom(group: UnknownGroup, category: string, id: string): Entry {
  const [question = group.title, ...similar] = textsOf(group);
  return { ...blankEntry(category, id), [group.language]: { question, similar, answer: { text: '' } } };
}
