/** The demo company's knowledge, written by us: seeds a demo deployment's knowledge base, and stands for one in tests of the robot. */
import * as v from 'valibot';
import type { Flow } from '../../shared/flow.ts';
import { categoryPath, entry, evaluationQuestion, synonyms } from '../../shared/knowledge.ts';
import type { Entry, Snapshot } from '../brain/entry.ts';
import categories from './demo/categories.json' with { type: 'json' };
import evaluation from './demo/evaluation.json' with { type: 'json' };
import finance from './demo/finance.json' with { type: 'json' };
import internet from './demo/internet.json' with { type: 'json' };
import invoice from './demo/invoice.json' with { type: 'json' };
import logistics from './demo/logistics.json' with { type: 'json' };
import member from './demo/member.json' with { type: 'json' };
import refund from './demo/refund.json' with { type: 'json' };
import service from './demo/service.json' with { type: 'json' };
import shopping from './demo/shopping.json' with { type: 'json' };
import words from './demo/synonyms.json' with { type: 'json' };
import { demoFlows } from './flows.ts';
import { snapshotOf } from './snapshot.ts';

const TOP = ['refund-steps', 'order-track', 'ship-time', 'invoice-apply', 'coupon-use'];
const parts = [shopping, logistics, refund, invoice, member, finance, internet, service];

/** Everything a demo deployment starts with; read and checked when asked, because only a first start needs it. */
export function demoKnowledge() {
  return {
    entries: v.parse(v.array(entry), parts.flat()) satisfies Entry[],
    synonyms: v.parse(v.array(synonyms), words),
    evaluation: v.parse(v.array(evaluationQuestion), evaluation),
    categories: v.parse(v.array(v.object({ path: categoryPath, zh: v.string(), en: v.string() })), categories),
    flows: demoFlows() satisfies Flow[],
    top: TOP,
  };
}

let kept: Snapshot | null = null;

/** The demo knowledge as one published version. */
export function demoSnapshot(): Snapshot {
  kept ??= snapshotOf({ version: 'demo', ...demoKnowledge() });
  return kept;
}
