import type { KnowledgeRow } from '../net.ts';

/** Where a row may go next: what is written may be handed in, what is live may be retired. */
export function mayMove(
  { state, published }: Pick<KnowledgeRow, 'state' | 'published'>,
  to: 'in-review' | 'published' | 'retired',
): boolean {
  switch (to) {
    case 'in-review':
      return state === 'draft';
    case 'published':
      return state === 'draft' || state === 'in-review';
    case 'retired':
      return published || state === 'published';
  }
}
