/** Guests who came by the link of an SMS: they see the whole line for a while, and only as long as it is no user's of the company. */
import { attachmentOf, shut } from './sockets.ts';
import type { LineStore } from './store.ts';
import type { Seen } from './stream.ts';

export class Guests {
  readonly #ctx: Pick<DurableObjectState, 'getWebSockets'>;
  readonly #line: LineStore;

  constructor(ctx: Pick<DurableObjectState, 'getWebSockets'>, line: LineStore) {
    this.#ctx = ctx;
    this.#line = line;
  }

  /** Whether this is a guest who sees the whole line no longer. */
  over(seen: Seen): boolean {
    const until = untilOf(seen);
    if (until === null) return false;
    return until <= Date.now() || (this.#line.person()?.userId ?? null) !== null;
  }

  /** They come back with a new ticket, and begin anew with what is theirs. */
  leave(): void {
    for (const socket of this.#ctx.getWebSockets()) {
      const seen = attachmentOf(socket)?.seen;
      if (seen && this.over(seen)) shut(socket, 'newTicket', 'sees less');
    }
  }

  /** When the first one's time is over. */
  endsAt(): number | null {
    const open = this.#ctx.getWebSockets().filter((socket) => socket.readyState === WebSocket.OPEN);
    const ends = open.flatMap((socket) => {
      const seen = attachmentOf(socket)?.seen;
      return seen ? (untilOf(seen) ?? []) : [];
    });
    return ends.length === 0 ? null : Math.min(...ends);
  }
}

/** Until when a guest sees the whole line; null: this is none. */
export const untilOf = (seen: Seen): number | null => (seen.kind === 'customer' ? (seen.until ?? null) : null);
