/** The sheet an index is worked out on: every question's terms, every entry's weight per term. */
import { holding, rarity, repeats, type Segment } from './layout.ts';
import type { Row } from './rows.ts';
import { kinds, kindWeight } from './terms.ts';

/** What is known of the questions before weights are learned. Tokens run question by question. */
export type Sheet = {
  entries: number;
  firstQuestion: Uint32Array;
  firstToken: Uint32Array;
  terms: Uint32Array;
  counts: Uint8Array;
  rarities: Float32Array;
  /** Length of each question's vector, so that long ones count no more than short ones. */
  norms: Float32Array;
  starts: Uint32Array;
  holders: Uint32Array;
  weights: Float32Array;
  bias: Float32Array;
};

const kindWeights = () => Float32Array.from(kinds.map((kind) => kindWeight[kind]));

type Counting = Pick<Sheet, 'entries' | 'firstQuestion' | 'firstToken' | 'terms' | 'counts'> & {
  hashes: Row;
  kindOf: Row;
  basis: Segment | null;
};

/** Each entry's weight per term: the sum of its questions' vectors, brought to length one. */
export function weigh({ hashes, kindOf, basis, ...sheet }: Counting): Sheet {
  const { entries, firstQuestion, firstToken, terms, counts } = sheet;
  const termCount = hashes.length;
  const lastEntry = new Int32Array(termCount).fill(-1);
  const starts = new Uint32Array(termCount + 1);
  const eachToken = (tell: (entry: number, question: number, token: number) => void) => {
    for (let entry = 0; entry < entries; entry += 1) {
      for (let question = firstQuestion[entry] ?? 0; question < (firstQuestion[entry + 1] ?? 0); question += 1) {
        const end = firstToken[question + 1] ?? 0;
        for (let token = firstToken[question] ?? 0; token < end; token += 1) tell(entry, question, token);
      }
    }
  };
  eachToken((entry, _question, token) => {
    const term = terms[token] ?? 0;
    if (lastEntry[term] === entry) return;
    lastEntry[term] = entry;
    starts[term + 1] = (starts[term + 1] ?? 0) + 1;
  });
  const kindFactors = kindWeights();
  const all = basis?.ids.length ?? entries;
  const rarities = new Float32Array(termCount);
  for (let term = 0; term < termCount; term += 1) {
    const own = starts[term + 1] ?? 0;
    const held = basis ? holding(basis, hashes.data[term] ?? 0) || own : own;
    rarities[term] = rarity(all, held) * (kindFactors[kindOf.data[term] ?? 0] ?? 1);
    starts[term + 1] = own + (starts[term] ?? 0);
  }
  const norms = new Float32Array(firstToken.length - 1);
  eachToken((_entry, question, token) => {
    const weight = repeats(counts[token] ?? 1) * (rarities[terms[token] ?? 0] ?? 0);
    norms[question] = (norms[question] ?? 0) + weight * weight;
  });
  for (let question = 0; question < norms.length; question += 1) norms[question] = Math.sqrt(norms[question] ?? 0) || 1;
  const holders = new Uint32Array(starts[termCount] ?? 0);
  const weights = new Float32Array(holders.length);
  const place = new Uint32Array(termCount);
  const filled = starts.slice(0, termCount);
  lastEntry.fill(-1);
  eachToken((entry, question, token) => {
    const term = terms[token] ?? 0;
    if (lastEntry[term] !== entry) {
      lastEntry[term] = entry;
      const next = filled[term] ?? 0;
      filled[term] = next + 1;
      place[term] = next;
      holders[next] = entry;
    }
    const at = place[term] ?? 0;
    const weight = (repeats(counts[token] ?? 1) * (rarities[term] ?? 0)) / (norms[question] ?? 1);
    weights[at] = (weights[at] ?? 0) + weight;
  });
  const lengths = new Float64Array(entries);
  for (const [at, holder] of holders.entries()) lengths[holder] = (lengths[holder] ?? 0) + (weights[at] ?? 0) ** 2;
  for (const [at, holder] of holders.entries()) weights[at] = (weights[at] ?? 0) / Math.sqrt(lengths[holder] ?? 1);
  return { ...sheet, rarities, norms, starts, holders, weights, bias: new Float32Array(entries) };
}
