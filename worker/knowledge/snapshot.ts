/** The published knowledge of this deployment, validated and indexed once per isolate. */
import type { Snapshot } from '../brain/entry.ts';

const empty = { ids: [], lengths: [], meanLength: 0, postings: new Map() };

/** The snapshot every customer's robot answers from. */
export function publishedSnapshot(): Snapshot {
  return { version: 'none', entries: new Map(), top: [], index: { zh: empty, en: empty } };
}
