/** Reads what a model answered and lets through only what published words carry: law 14 for generated language. */
import type { Source } from './asked.ts';
import { grams, numbersIn, squeezed } from './likeness.ts';

/** Why an answer was not used; for figures and tests, never shown to customers. */
export type Discarded =
  'not_json' | 'wrong_form' | 'uncited' | 'number' | 'promise' | 'address' | 'unsupported' | 'leak';

export type Worded = { ok: true; text: string; cites: string[] } | { ok: false; why: Discarded };

const SENTENCES = 6;
const SENTENCE_LIMIT = 240;
const ANSWER_LIMIT = 800;
/** So much of a sentence's substance must stand in what it cites. */
const SUPPORT = 0.55;

/** Money, discounts, refunds, promises: only word for word from a published entry. GB/T 47746's press and law 14. */
const PROMISE =
  /退款|退钱|退还|返还|返现|赔|补偿|补发|优惠|折扣|打折|减免|免费|免单|价格|价钱|费用|[¥￥$€£%％]|[\d一二三四五六七八九十百千万两]\s*(?:元|块|折|倍|积分)|保证|承诺|保障|一定|肯定|必定|绝对|包退|包换|包邮|送您|赠送|红包|refund|money back|compensat|reimburs|discount|coupon|free|price|fee|cost|cheap|guarantee|promise|definitely|certainly|always|gift|voucher|credit|yuan|rmb|dollar|percent/iu;
const ADDRESS =
  /https?:|www\.|[\w-]+\.(?:com|cn|net|org|io|me|co|app|top|xyz|cc)\b|@[\w-]+\.|微信号|加我|qq群|vx|telegram|whatsapp/iu;

/** Reads `{"sentences":[{text, cites}]}`; every sentence must rest on the sources it names. */
export function readWording(answer: string, sources: readonly Source[], system: string): Worded {
  const given = jsonIn(answer);
  if (given === null) return { ok: false, why: 'not_json' };
  const sentences = 'sentences' in given ? given.sentences : null;
  if (!Array.isArray(sentences) || sentences.length === 0 || sentences.length > SENTENCES)
    return { ok: false, why: 'wrong_form' };
  const texts: string[] = [];
  const cited = new Set<string>();
  for (const one of sentences) {
    const sentence = sentenceOf(one);
    if (!sentence) return { ok: false, why: 'wrong_form' };
    const rests = sentence.cites.map((cite) => sources[cite - 1]);
    if (rests.length === 0) return { ok: false, why: 'uncited' };
    const found = rests.filter((source) => source !== undefined);
    if (found.length < rests.length) return { ok: false, why: 'uncited' };
    const why = unfit(sentence.text, found, system);
    if (why) return { ok: false, why };
    texts.push(sentence.text);
    for (const source of found) cited.add(source.id);
  }
  const text = texts.join(/\p{Script=Han}/u.test(texts.join('')) ? '' : ' ');
  if (text.length > ANSWER_LIMIT) return { ok: false, why: 'wrong_form' };
  return { ok: true, text, cites: [...cited] };
}

/** Reads `{"choice": n}`: the chosen source's id, or null for none. Nothing the model writes is ever shown. */
export function readChoice(answer: string, sources: readonly Source[]): string | null {
  const given = jsonIn(answer);
  const choice = given && 'choice' in given ? given.choice : null;
  return typeof choice === 'number' && Number.isInteger(choice) ? (sources[choice - 1]?.id ?? null) : null;
}

/** Reads `{"summary": "…"}`, for staff only: its numbers and addresses must have been said. */
export function readSummary(answer: string, said: string, system: string): Worded {
  const given = jsonIn(answer);
  if (given === null) return { ok: false, why: 'not_json' };
  const summary = 'summary' in given ? given.summary : null;
  if (typeof summary !== 'string' || summary.trim() === '' || summary.length > ANSWER_LIMIT)
    return { ok: false, why: 'wrong_form' };
  const text = summary.replace(/\s+/gu, ' ').trim();
  if (leaks(text, system)) return { ok: false, why: 'leak' };
  if (ADDRESS.test(text)) return { ok: false, why: 'address' };
  const known = new Set(numbersIn(said));
  return numbersIn(text).every((number) => known.has(number))
    ? { ok: true, text, cites: [] }
    : { ok: false, why: 'number' };
}

function unfit(sentence: string, sources: readonly Source[], system: string): Discarded | null {
  if (leaks(sentence, system)) return 'leak';
  const published = sources.map((source) => `${source.question}\n${source.text}`).join('\n');
  const verbatim = squeezed(published).includes(squeezed(sentence));
  if (verbatim) return null;
  if (ADDRESS.test(sentence)) return 'address';
  if (PROMISE.test(sentence.normalize('NFKC'))) return 'promise';
  const known = new Set(numbersIn(published));
  if (!numbersIn(sentence).every((number) => known.has(number))) return 'number';
  const substance = grams(sentence);
  const carried = grams(published);
  const supported = [...substance].filter((gram) => carried.has(gram)).length;
  return substance.size === 0 || supported / substance.size < SUPPORT ? 'unsupported' : null;
}

const LEAK_LENGTH = 14;

/** Words of our own rules stand in it. */
function leaks(text: string, system: string): boolean {
  const rules = squeezed(system);
  const said = squeezed(text);
  for (let at = 0; at + LEAK_LENGTH <= said.length; at += 1) {
    if (rules.includes(said.slice(at, at + LEAK_LENGTH))) return true;
  }
  return false;
}

/** The one JSON object in the answer; models like to fence it. */
function jsonIn(answer: string): object | null {
  const start = answer.indexOf('{');
  const end = answer.lastIndexOf('}');
  if (start < 0 || end < start || answer.length > 20_000) return null;
  try {
    const parsed: unknown = JSON.parse(answer.slice(start, end + 1));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function sentenceOf(given: unknown): { text: string; cites: number[] } | null {
  if (typeof given !== 'object' || given === null || !('text' in given) || !('cites' in given)) return null;
  const { text, cites } = given;
  if (typeof text !== 'string' || text.trim() === '' || text.length > SENTENCE_LIMIT || !Array.isArray(cites))
    return null;
  // Control and direction marks have no place in an answer.
  if (/[\p{Control}\p{Format}]/u.test(text)) return null;
  const numbers = cites.filter((cite) => typeof cite === 'number' && Number.isInteger(cite));
  return numbers.length === cites.length && cites.length <= 5 ? { text: text.trim(), cites: numbers } : null;
}
