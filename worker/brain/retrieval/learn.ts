/**
 * What the knowledge base teaches about itself: every question is taken out of its entry, asked, and the weights of its own
 * and of the wrongly near entries are moved until its own wins (softmax over the entries, a few passes, fixed order).
 */
import { repeats, type Level } from './layout.ts';
import type { Sheet } from './sheet.ts';

/** How sharply scores become chances while learning. */
export const SHARPNESS = 15;
const RATE = 0.08;
const BIAS_RATE = 0.002;
const PASSES = 5;
/** Entries with less chance than this are not worth moving. */
const LEAST = 0.003;
/** Postings that may be visited: bounds the time of a big base; small ones get all passes. */
const WORK = 600_000_000;
const NOBODY = new Float32Array(0);
/** What genuine questions usually reach, worth so many questions of evidence: for bases with hardly any similar ones. */
const USUAL: Level = { own: 0.45, other: 0.2 };
const USUAL_WORTH = 20;

/** Scores of entries outside the sheet that stand against its questions and don't move themselves. */
export type Rivals = (question: number) => Float32Array;

/** Moves the sheet's weights and bias; gives the level of genuine questions afterwards. */
export function learn(sheet: Sheet, rivals: Rivals | null): Level {
  const teachers = teachersOf(sheet);
  const others = othersOf(sheet, teachers);
  const scores = new Float32Array(sheet.entries);
  const outside = rivals ? Array.from(teachers.questions, rivals) : [];
  let work = WORK;
  for (let pass = 0; pass < PASSES && work > 0; pass += 1) {
    for (const at of shuffled(teachers.questions.length, pass)) {
      work -= score(sheet, teachers.questions[at] ?? 0, scores) + sheet.entries;
      if (work < 0) break;
      const own = teachers.entries[at] ?? 0;
      scores[own] = (scores[own] ?? 0) + (others[at] ?? 0);
      // Ever smaller steps: who was asked last should not matter.
      teach(sheet, teachers.questions[at] ?? 0, own, scores, 1 - pass / PASSES, outside[at]);
    }
  }
  return levelOf(sheet, teachers, others, scores);
}

type Teachers = { questions: Uint32Array; entries: Uint32Array };

/** Questions whose entry has others beside them: alone, a question can't be taken out. */
function teachersOf({ entries, firstQuestion }: Sheet): Teachers {
  const questions: number[] = [];
  const owners: number[] = [];
  for (let entry = 0; entry < entries; entry += 1) {
    const [from, to] = [firstQuestion[entry] ?? 0, firstQuestion[entry + 1] ?? 0];
    if (to - from < 2) continue;
    for (let question = from; question < to; question += 1) {
      questions.push(question);
      owners.push(entry);
    }
  }
  return { questions: Uint32Array.from(questions), entries: Uint32Array.from(owners) };
}

/** By how much an entry's score falls when the question is taken out of it. */
function othersOf(sheet: Sheet, { questions, entries }: Teachers): Float32Array {
  const { firstToken, terms, counts, rarities, norms, weights } = sheet;
  const lengths = lengthsOf(sheet);
  return Float32Array.from(questions, (question, at) => {
    const entry = entries[at] ?? 0;
    let dot = 0;
    for (let token = firstToken[question] ?? 0; token < (firstToken[question + 1] ?? 0); token += 1) {
      const term = terms[token] ?? 0;
      const weight = (repeats(counts[token] ?? 1) * (rarities[term] ?? 0)) / (norms[question] ?? 1);
      dot += weight * (weights[find(sheet, term, entry)] ?? 0);
    }
    const length = lengths[entry] ?? 1;
    const rest = Math.sqrt(Math.max(1e-9, length * length - 2 * dot * length + 1));
    return (dot * length - 1) / rest - dot;
  });
}

/** The length each entry's summed vector had before it was brought to one. */
function lengthsOf({ entries, firstQuestion, firstToken, terms, counts, rarities, norms }: Sheet): Float64Array {
  const sums = new Float64Array(rarities.length);
  return Float64Array.from({ length: entries }, (_, entry) => {
    const from = firstToken[firstQuestion[entry] ?? 0] ?? 0;
    const to = firstToken[firstQuestion[entry + 1] ?? 0] ?? 0;
    let question = firstQuestion[entry] ?? 0;
    let length = 0;
    for (let token = from; token < to; token += 1) {
      while (token >= (firstToken[question + 1] ?? 0)) question += 1;
      const term = terms[token] ?? 0;
      const weight = (repeats(counts[token] ?? 1) * (rarities[term] ?? 0)) / (norms[question] ?? 1);
      const before = sums[term] ?? 0;
      length += weight * (2 * before + weight);
      sums[term] = before + weight;
    }
    for (let token = from; token < to; token += 1) sums[terms[token] ?? 0] = 0;
    return Math.sqrt(length) || 1;
  });
}

/** Scores a question against every entry; gives the postings visited. */
function score(sheet: Sheet, question: number, scores: Float32Array): number {
  const { firstToken, terms, counts, rarities, norms, starts, holders, weights, bias } = sheet;
  scores.set(bias);
  let visited = 0;
  for (let token = firstToken[question] ?? 0; token < (firstToken[question + 1] ?? 0); token += 1) {
    const term = terms[token] ?? 0;
    const weight = (repeats(counts[token] ?? 1) * (rarities[term] ?? 0)) / (norms[question] ?? 1);
    const end = starts[term + 1] ?? 0;
    for (let at = starts[term] ?? 0; at < end; at += 1) {
      const entry = holders[at] ?? 0;
      scores[entry] = (scores[entry] ?? 0) + weight * (weights[at] ?? 0);
    }
    visited += end - (starts[term] ?? 0);
  }
  return visited;
}

function teach(
  sheet: Sheet,
  question: number,
  own: number,
  scores: Float32Array,
  pace: number,
  outside: Float32Array = NOBODY,
): void {
  let best = -Infinity;
  for (const score of scores) if (score > best) best = score;
  for (const score of outside) if (score > best) best = score;
  const near: [number, number][] = [];
  let sum = 0;
  for (const score of outside) sum += Math.exp(SHARPNESS * (score - best));
  for (let entry = 0; entry < scores.length; entry += 1) {
    const behind = SHARPNESS * ((scores[entry] ?? 0) - best);
    if (behind < -7 && entry !== own) continue;
    const chance = Math.exp(behind);
    sum += chance;
    near.push([entry, chance]);
  }
  for (const [entry, chance] of near) {
    const step = (entry === own ? 1 : 0) - chance / sum;
    if (Math.abs(step) >= LEAST) move(sheet, question, entry, pace * step);
  }
}

function move(sheet: Sheet, question: number, entry: number, step: number): void {
  const { firstToken, terms, counts, rarities, norms, weights, bias } = sheet;
  bias[entry] = (bias[entry] ?? 0) + BIAS_RATE * step;
  for (let token = firstToken[question] ?? 0; token < (firstToken[question + 1] ?? 0); token += 1) {
    const term = terms[token] ?? 0;
    const at = find(sheet, term, entry);
    if (at < 0) continue;
    const weight = (repeats(counts[token] ?? 1) * (rarities[term] ?? 0)) / (norms[question] ?? 1);
    weights[at] = (weights[at] ?? 0) + RATE * step * weight;
  }
}

/** Where an entry stands among a term's holders; −1 when it doesn't. */
function find({ starts, holders }: Sheet, term: number, entry: number): number {
  let low = starts[term] ?? 0;
  let high = (starts[term + 1] ?? 0) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const holder = holders[middle] ?? 0;
    if (holder === entry) return middle;
    if (holder < entry) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Measured on at most about a thousand questions, evenly taken. */
function levelOf(sheet: Sheet, { questions, entries }: Teachers, others: Float32Array, scores: Float32Array): Level {
  const step = Math.max(1, Math.floor(questions.length / 1000));
  let [own, other, seen] = [USUAL.own * USUAL_WORTH, USUAL.other * USUAL_WORTH, USUAL_WORTH];
  for (let at = 0; at < questions.length; at += step) {
    score(sheet, questions[at] ?? 0, scores);
    const entry = entries[at] ?? 0;
    own += (scores[entry] ?? 0) + (others[at] ?? 0);
    scores[entry] = -Infinity;
    let best = -1;
    for (const score of scores) if (score > best) best = score;
    other += Math.max(0, best);
    seen += 1;
  }
  return { own: own / seen, other: other / seen };
}

/** The same order for the same length and pass: building twice gives the same index. */
function shuffled(length: number, pass: number): Uint32Array {
  const order = Uint32Array.from({ length }, (_, at) => at);
  let state = 0x9e3779b9 ^ (pass + 1);
  for (let at = length - 1; at > 0; at -= 1) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5;
    const other = ((state ^ (state >>> 13)) >>> 0) % (at + 1);
    const kept = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}
