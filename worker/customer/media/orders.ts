/** What the hall asks about the person's files: may one more come, it is here, it came to nothing. Runs inside one transaction. */
import { MEDIA_HOURLY, MEDIA_HOURLY_BYTES, type MediaOrders } from '../../../shared/media.ts';
import { refuse, type Result } from '../../../shared/refusal.ts';
import type { Turn } from '../turn.ts';

const HOUR = 3_600_000;

/** Staff work for many: they may give more to one person. */
const STAFF_SHARE = 3;

export function obeyMedia(turn: Turn, order: MediaOrders): Result<{ names?: readonly string[] }> {
  switch (order.order) {
    case 'admit': {
      const { files, bytes } = turn.media.given(order.by, turn.now - HOUR);
      const share = order.by.kind === 'staff' ? STAFF_SHARE : 1;
      if (files >= MEDIA_HOURLY * share || bytes >= MEDIA_HOURLY_BYTES * share) return refuse('rate_limited');
      turn.media.admit(order.id, order.by, turn.now);
      return { ok: true };
    }
    case 'keep':
      turn.media.keep(order.media, order.by, turn.now);
      return { ok: true };
    case 'drop':
      turn.media.drop(order.id);
      return { ok: true };
    case 'names':
      return { ok: true, names: [turn.person.id, ...turn.line.homes.others()] };
  }
}
