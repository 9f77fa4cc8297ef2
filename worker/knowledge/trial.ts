/** What editors try before publishing: one question, the recorded ones against old and new, entries that fight for a question. Pure. */
import type { Clash } from '../../shared/knowledge-calls.ts';
import type { EvaluationQuestion, Language, QuestionFate } from '../../shared/knowledge.ts';
import type { Snapshot } from '../brain/entry.ts';
import { documentsOf } from '../brain/retrieval/publish.ts';
import { decide, match, type Match } from '../brain/retrieval/retrieval.ts';
import { languages } from './words.ts';

/** Recorded questions run at most; of more, an even choice. */
const RUN = 3_000;
/** Differences listed at most. */
const LISTED = 500;
/** Wordings of an entry that are asked without it, and of all entries. */
const SAMPLE = 4;
const ASKED = 2_000;
/** An entry steals when it would surely answer so many of another's sampled wordings. */
const STOLEN = 2;

export type Verdict = { outcome: 'answer' | 'offer' | 'none'; entry: string | null; confidence: number };
export type Difference = EvaluationDifference & { change: 'better' | 'worse' | 'other' };
type EvaluationDifference = {
  text: string;
  language: Language;
  wanted: string | null;
  before: Verdict;
  after: Verdict;
};
export type Score = { right: number; offered: number; wrong: number; silent: number };

/** Where a question nobody answered stands today: entries near it, to become its home, and whether it is surely answered by now. */
export function standing(
  snapshot: Snapshot | null,
  question: string,
  language: Language,
): { suggestions: { id: string; question: string; confidence: number }[]; answered: boolean } {
  if (!snapshot) return { suggestions: [], answered: false };
  const matches = match(snapshot.index[language], question, { limit: 4 });
  const suggestions = matches
    .filter(({ id }) => !id.startsWith('flow:'))
    .slice(0, 3)
    .map(({ id, confidence }) => ({ id, question: titleIn(snapshot, id, language), confidence }));
  return { suggestions, answered: decide(matches).outcome === 'answer' };
}

/** Whether a group of unknown questions is settled by what is live. Where mostly an answer did not help, there was one already: that stays open. */
export function settled(
  group: { count: number; fates: Partial<Record<QuestionFate, number>> },
  answered: boolean,
): boolean {
  return answered && 2 * (group.fates.unhelpful ?? 0) < group.count;
}

/** What an id of the index is called. */
export function titleIn(snapshot: Snapshot, id: string, language: Language): string {
  if (id.startsWith('flow:')) return snapshot.flows.get(id.slice(5))?.title[language] ?? id;
  const entry = snapshot.entries.get(id);
  return (entry?.[language] ?? entry?.zh ?? entry?.en)?.question ?? id;
}

/** What the robot would say, and what it would offer. */
function verdictOf(matches: readonly Match[]): Verdict & { offers: string[] } {
  const { outcome, best, offers } = decide(matches);
  return { outcome, entry: best?.id ?? null, confidence: best?.confidence ?? 0, offers: offers.map(({ id }) => id) };
}

/** Right: the wanted entry is answered, or nothing where nothing is wanted. Offered: it is among the guesses. Wrong: another is answered. Silent: the rest. */
export function judge(wanted: string | null, { outcome, entry }: Verdict, offers: readonly string[]): keyof Score {
  if (outcome === 'answer') return entry === wanted ? 'right' : 'wrong';
  if (outcome === 'none') return wanted === null ? 'right' : 'silent';
  return wanted !== null && offers.includes(wanted) ? 'offered' : 'silent';
}

const rank: Record<keyof Score, number> = { right: 3, offered: 2, silent: 1, wrong: 0 };

/** The recorded questions against old and new. Shares are of a hundred. */
export function impactOf(before: Snapshot, after: Snapshot, recorded: readonly EvaluationQuestion[]) {
  const step = Math.max(1, recorded.length / RUN);
  const run =
    recorded.length <= RUN ? recorded : Array.from({ length: RUN }, (_, at) => recorded[Math.floor(at * step)]);
  const [old, fresh] = [count(), count()];
  const differences: Difference[] = [];
  for (const question of run) {
    if (!question) continue;
    const { text, language, entry: wanted } = question;
    const { offers, ...was } = verdictOf(match(before.index[language], text));
    const { offers: offersNow, ...is } = verdictOf(match(after.index[language], text));
    const [judged, judgedNow] = [judge(wanted, was, offers), judge(wanted, is, offersNow)];
    old[judged] += 1;
    fresh[judgedNow] += 1;
    if (judged === judgedNow && was.outcome === is.outcome && was.entry === is.entry) continue;
    const gain = rank[judgedNow] - rank[judged];
    const change = gain > 0 ? 'better' : gain < 0 ? 'worse' : 'other';
    differences.push({ text, language, wanted, before: was, after: is, change });
  }
  const order = { worse: 0, better: 1, other: 2 };
  differences.sort((one, other) => order[one.change] - order[other.change]);
  const share = (score: Score): Score => {
    const of = (part: number) => (run.length === 0 ? 0 : Math.round((part / run.length) * 1000) / 10);
    const { right, offered, wrong, silent } = score;
    return { right: of(right), offered: of(offered), wrong: of(wrong), silent: of(silent) };
  };
  return { questions: run.length, before: share(old), after: share(fresh), differences: differences.slice(0, LISTED) };
}

function count(): Score {
  return { right: 0, offered: 0, wrong: 0, silent: 0 };
}

export type Conflict = {
  one: { id: string; question: string };
  other: { id: string; question: string };
  language: Language;
  questions: string[];
  kind: 'same-question' | 'steals';
};

/** Entries that stand in each other's way: by the same question, or because one would surely answer the other's. */
export function conflictsIn(snapshot: Snapshot, clashes: readonly Clash[]): Conflict[] {
  const indexed = ({ kind, id }: Clash['one']) => (kind === 'flow' ? `flow:${id}` : id);
  const found = new Map<string, Conflict>();
  const add = (one: string, other: string, language: Language, question: string, kind: Conflict['kind']) => {
    const key = `${kind} ${language} ${one} ${other}`;
    const known = found.get(key);
    const named = (id: string) => ({ id, question: titleIn(snapshot, id, language) });
    if (known) known.questions.push(question);
    else found.set(key, { one: named(one), other: named(other), language, questions: [question], kind });
  };
  for (const { one, other, language, text } of clashes) {
    // A wish starts a flow and a question is answered: the robot tells them apart, they are no rivals.
    if (one.kind !== other.kind) continue;
    add(indexed(one), indexed(other), language, text, 'same-question');
  }
  for (const language of languages) {
    let asked = 0;
    for (const document of documentsOf(snapshot.index[language])) {
      if (document.id.startsWith('flow:')) continue;
      for (const question of [document.question, ...document.similar].slice(0, SAMPLE)) {
        if ((asked += 1) > ASKED) break;
        const without = match(snapshot.index[language], question, {
          allowed: (id) => id !== document.id && !id.startsWith('flow:'),
        });
        const { outcome, best } = decide(without);
        if (outcome === 'answer' && best) add(document.id, best.id, language, question, 'steals');
      }
    }
  }
  const told = [...found.values()].filter(
    ({ kind, questions }) => kind === 'same-question' || questions.length >= STOLEN,
  );
  return told.sort((a, b) => a.kind.localeCompare(b.kind) || b.questions.length - a.questions.length).slice(0, LISTED);
}
