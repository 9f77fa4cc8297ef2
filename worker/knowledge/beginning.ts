/** The first version of a deployment: the demo company's knowledge, or nothing yet. */
import { demoKnowledge } from './demo.ts';
import { putOut, save, type Shelves } from './editing.ts';
import { packFormat } from './pack.ts';
import { issue, packNewest } from './publishing.ts';
import type { Flow } from '../../shared/flow.ts';
import type { Item } from '../../shared/knowledge-calls.ts';

const AUTHOR = { id: 'system', name: 'Yixian', approves: true };

/** Begins with a version, so that every isolate has something to hold, empty or not. */
export function begin(shelves: Shelves, demo: boolean, now: number): void {
  if (demo) plant(shelves, now);
  else issue(shelves, { by: AUTHOR, note: '', items: [] }, now);
  packNewest(shelves);
}

/** Whether the gateway that packed the base was another one than this: its lexicons may number words otherwise. */
export function isOutdated({ publications }: Shelves): boolean {
  return publications.packed()?.format !== packFormat();
}

function plant(shelves: Shelves, now: number): void {
  const { entries, flows, synonyms, evaluation, categories, top } = demoKnowledge();
  const items: Item[] = [
    ...entries.map((body) => ({ kind: 'entry' as const, id: body.id, body })),
    ...flows.map((body: Flow) => ({ kind: 'flow' as const, id: body.id, body })),
  ];
  const order = { by: AUTHOR, note: '演示' };
  for (const item of items) save(shelves, { ...order, item, base: null }, now);
  const { meta } = shelves;
  meta.setCategories(categories);
  meta.setSynonyms(synonyms);
  meta.setEvaluation(evaluation);
  meta.setTop(top);
  const due = items.flatMap((item) => {
    const name = { kind: item.kind, id: item.id };
    const head = shelves.items.head(name);
    return head ? [{ name, head, item }] : [];
  });
  putOut(shelves, due, order, now);
}
