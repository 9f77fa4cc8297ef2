/** Reports come out of order and twice: a status only moves forward. */
import type { MessageStatus } from '../../shared/message.ts';

const RANK: Record<MessageStatus, number> = {
  received: 0,
  queued: 1,
  unknown: 2,
  sent: 3,
  failed: 4,
  delivered: 5,
  read: 6,
};

/** Whether a report may move a message: delivery proves more than an earlier failure, nothing takes back delivery. */
export function advances(current: MessageStatus, next: MessageStatus): boolean {
  return RANK[next] > RANK[current];
}
