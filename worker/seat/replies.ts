/** The agent's own phrases: read, kept anew, counted. */
import type { SeatCalls } from '../../shared/actors.ts';
import type { NewsStore } from './news.ts';

type Order = Parameters<SeatCalls['replies']>[0];

/** Does it and answers how they stand. */
export function obeyReplies(store: NewsStore, order: Order) {
  switch (order.order) {
    case 'read':
      break;
    case 'keep':
      store.keepReplies(order.list);
      break;
    case 'use':
      store.useReply(order.id);
      break;
  }
  return { ok: true, ...store.replies() } as const;
}
