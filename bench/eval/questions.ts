/** One set asked of one ranker: places, scores and waits. */
import type { Document } from '../../worker/brain/retrieval/retrieval.ts';
import { auroc, bestThreshold, percent, quantile, rates, reciprocal, round, type Asked, type Pass } from './measure.ts';
import type { Ask, Ranker } from './ranker.ts';
import type { Mode, Questions } from './sets.ts';

/** What is printed for a set; null where the set or the ranker has no such figure. Times are ms per question. */
export type SetFigures = {
  top1: number;
  top3: number;
  mrr: number;
  auroc_near: number | null;
  auroc_far: number | null;
  f1: number | null;
  precision: number | null;
  recall: number | null;
  f1_fitted: number | null;
  p50_ms: number;
  p99_ms: number;
  queries: number;
};

const documentsOf = (questions: Questions, mode: Mode): Document[] =>
  questions.entries.map(({ id, question, similar }) => ({ id, question, similar: mode === 's0' ? [] : similar }));

async function asked(ask: Ask, text: string, entry: string | null): Promise<Asked> {
  const given = ask(text);
  const { ids, score, answered } = given instanceof Promise ? await given : given;
  return { place: entry === null ? 0 : ids.indexOf(entry) + 1, score, answered };
}

/** A ranker that has learnt one part, with what it said to every question of it. */
export type Sitting = { ask: Ask; pass: Pass; texts: string[] };

/** Learns the part and asks everything once; the removed entries are learnt away for the second half. */
export async function sit(ranker: Ranker, questions: Questions, mode: Mode): Promise<Sitting> {
  const documents = documentsOf(questions, mode);
  const ask = await ranker.learn(documents, questions.language);
  const pass: Pass = { full: [], within: [], near: [], far: [] };
  for (const query of questions.queries) pass.full.push(await asked(ask, query.text, query.entry));
  const { outside } = questions;
  if (outside !== null) {
    const kept = documents.filter(({ id }) => !outside.removed.has(id));
    const poorer = await ranker.learn(kept, questions.language);
    for (const query of questions.queries) {
      const gone = outside.removed.has(query.entry);
      (gone ? pass.near : pass.within).push(await asked(poorer, query.text, gone ? null : query.entry));
    }
    for (const text of outside.far) pass.far.push(await asked(poorer, text, null));
  }
  return { ask, pass, texts: questions.queries.map((query) => query.text) };
}

/** One round of waits over all questions of a part, in ms each. */
export async function waitsOf({ ask, texts }: Sitting): Promise<number[]> {
  const waits: number[] = [];
  for (const text of texts) {
    const began = performance.now();
    const given = ask(text);
    if (given instanceof Promise) await given;
    waits.push(performance.now() - began);
  }
  return waits;
}

/**
 * The figures of a set. `fitting` is the same ranker's pass over the dev part: its best threshold gives `f1_fitted`, and `f1`
 * too for a ranker that never says itself whether to answer.
 */
export function figuresOf(pass: Pass, fitting: Pass | null, rounds: readonly number[][]): SetFigures {
  const outside = pass.within.length > 0;
  const threshold = fitting !== null && fitting.within.length > 0 ? bestThreshold([fitting]) : null;
  const fitted = outside && threshold !== null ? rates(pass, ({ score }) => score >= threshold) : null;
  const own =
    outside && pass.within.some(({ answered }) => answered !== null)
      ? rates(pass, ({ answered }) => answered === true)
      : fitted;
  return {
    top1: percent(pass.full, ({ place }) => place === 1),
    top3: percent(pass.full, ({ place }) => place >= 1 && place <= 3),
    mrr: reciprocal(pass.full),
    auroc_near: auroc(pass.within, pass.near),
    auroc_far: auroc(pass.within, pass.far),
    f1: own?.f1 ?? null,
    precision: own?.precision ?? null,
    recall: own?.recall ?? null,
    f1_fitted: fitted?.f1 ?? null,
    p50_ms: round(
      quantile(
        rounds.map((waits) => quantile(waits, 0.5)),
        0.5,
      ),
      3,
    ),
    p99_ms: round(
      quantile(
        rounds.map((waits) => quantile(waits, 0.99)),
        0.5,
      ),
      3,
    ),
    queries: pass.full.length,
  };
}
