/** What is set for the whole base, and what the alarm has to do when. Runs inside one transaction. */
import type { Editor } from '../../shared/knowledge-calls.ts';
import type { EvaluationQuestion, Synonyms } from '../../shared/knowledge.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import type { Shelves } from './editing.ts';
import type { Category } from './meta.ts';
import { issue, packNewest, type PackReport } from './publishing.ts';
import { canonical, clean } from './words.ts';

/** What people confirmed waits so long for more of it, then goes out as a version of its own. */
const LEARN_MS = 10 * 60_000;
const SYSTEM = { id: 'system', name: 'Yixian' };

export type Arrangement = {
  by: Editor;
  twoPersonReview?: boolean | undefined;
  top?: string[] | undefined;
  categories?: Category[] | undefined;
  synonyms?: Synonyms[] | undefined;
  evaluation?: EvaluationQuestion[] | undefined;
};

/** Sets what is given; what customers notice becomes a version. */
export function arrange(shelves: Shelves, order: Arrangement, now: number): Result<object> {
  const { items, meta } = shelves;
  if (order.twoPersonReview !== undefined) {
    if (!order.by.approves) return refuse('not_allowed', 'Only a lead turns two-person review on or off.');
    meta.setTwoPersonReview(order.twoPersonReview);
  }
  if (order.categories) meta.setCategories(clean(order.categories));
  if (order.evaluation) meta.setEvaluation(clean(order.evaluation));
  if (order.top) {
    const lost = order.top.find((id) => typeof items.head({ kind: 'entry', id })?.live !== 'number');
    if (lost !== undefined) return refuse('bad_reference', `The entry ${lost} is not published.`);
    if (canonical(order.top) !== canonical(meta.top())) {
      meta.setTop(order.top);
      issue(shelves, { by: order.by, note: '热门问题', items: [] }, now);
    }
  }
  if (order.synonyms) {
    const fresh = clean(order.synonyms);
    if (canonical(fresh) !== canonical(meta.synonyms())) {
      meta.setSynonyms(fresh);
      issue(shelves, { by: order.by, note: '同义词', items: [], reshape: true }, now);
    }
  }
  return { ok: true };
}

/** Something was proven: it goes out with the next version, or by the alarm. */
export function teach({ meta }: Shelves, now: number): void {
  if (meta.learnAt() === null) meta.setLearnAt(now + LEARN_MS);
}

/** What the alarm does: brings out what was learned, packs what has drifted. */
export function due(shelves: Shelves, now: number): PackReport | null {
  const { confirmed, meta } = shelves;
  if ((meta.learnAt() ?? Infinity) <= now) {
    meta.setLearnAt(null);
    if (confirmed.untold()) issue(shelves, { by: SYSTEM, note: '学习', items: [] }, now);
  }
  return (meta.packAt() ?? Infinity) <= now ? packNewest(shelves) : null;
}

/** When the alarm must ring; null: nothing is due. */
export function nextAt({ meta, waiting }: Shelves, now: number): number | null {
  const times = [meta.packAt(), meta.learnAt(), waiting.nextDue()].filter((at) => at !== null);
  return times.length === 0 ? null : Math.max(now, Math.min(...times));
}
