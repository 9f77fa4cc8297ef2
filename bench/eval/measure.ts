/** Figures over ranked answers: top-n, reciprocal rank, AUROC, F1 of confident right answers. */

/** One question asked of a ranker: where the right entry stood (0 = not listed) and how sure the best was. */
export type Asked = { place: number; score: number; answered: boolean | null };

/** A whole pass over one part: on the full base, and with entries removed so that silence is right. */
export type Pass = {
  full: Asked[];
  within: Asked[];
  near: Asked[];
  far: Asked[];
};

export type Rates = { f1: number; precision: number; recall: number };

/** The share of a list that passes, in per cent with one decimal. */
export function percent(list: readonly Asked[], passes: (one: Asked) => boolean): number {
  return round((100 * list.filter(passes).length) / Math.max(1, list.length), 1);
}

/** Mean reciprocal rank within the first ten. */
export function reciprocal(list: readonly Asked[]): number {
  const sum = list.reduce((total, { place }) => total + (place > 0 && place <= 10 ? 1 / place : 0), 0);
  return round(sum / Math.max(1, list.length), 3);
}

/** How often a question inside scores above one outside; ties count half. Null without both. */
export function auroc(inside: readonly Asked[], outside: readonly Asked[]): number | null {
  if (inside.length === 0 || outside.length === 0) return null;
  const all = [
    ...inside.map(({ score }) => ({ score, inside: true })),
    ...outside.map(({ score }) => ({ score, inside: false })),
  ].sort((left, right) => left.score - right.score);
  let below = 0;
  let wins = 0;
  for (let at = 0; at < all.length;) {
    let end = at;
    while (end < all.length && all[end]?.score === all[at]?.score) end += 1;
    const tied = all.slice(at, end);
    const out = tied.filter((one) => !one.inside).length;
    wins += (tied.length - out) * (below + out / 2);
    below += out;
    at = end;
  }
  return round(wins / (inside.length * outside.length), 3);
}

/** F1, precision and recall of confident answers; near and far out-of-scope count as wrong when answered. */
export function rates(pass: Pass, answers: (one: Asked) => boolean): Rates {
  const answered = [...pass.within, ...pass.near, ...pass.far].filter(answers).length;
  const right = pass.within.filter((one) => one.place === 1 && answers(one)).length;
  const precision = answered === 0 ? 0 : right / answered;
  const recall = pass.within.length === 0 ? 0 : right / pass.within.length;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { f1: round(f1, 3), precision: round(precision, 3), recall: round(recall, 3) };
}

/** The score at and above which answering gives the best F1 over these passes, all weighing the same. */
export function bestThreshold(passes: readonly Pass[]): number {
  const weighed = passes.flatMap((pass) => [...pass.within, ...pass.near, ...pass.far].map((one) => ({ one, pass })));
  weighed.sort((left, right) => right.one.score - left.one.score);
  const counts = new Map(passes.map((pass) => [pass, { right: 0, answered: 0 }]));
  const within = new Map(passes.map((pass) => [pass, new Set(pass.within)]));
  let best = { f1: -1, threshold: Infinity };
  for (const [at, { one, pass }] of weighed.entries()) {
    const count = counts.get(pass);
    if (count === undefined) continue;
    count.answered += 1;
    if (one.place === 1 && within.get(pass)?.has(one)) count.right += 1;
    // Equal scores can't be told apart: look only behind the last of them.
    if (weighed[at + 1]?.one.score === one.score) continue;
    let sum = 0;
    for (const [{ within: inside }, { right, answered }] of counts) {
      sum += (2 * right) / Math.max(1, answered + inside.length);
    }
    const f1 = sum / passes.length;
    if (f1 > best.f1) best = { f1, threshold: one.score };
  }
  return best.threshold;
}

/** A quantile of any list, by nearest rank. */
export function quantile(given: readonly number[], part: number): number {
  const sorted = [...given].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Rounded to so many decimals. */
export function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
