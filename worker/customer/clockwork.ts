/** The one alarm and the short timers: computed from the tables, never remembered as truth. */
import { KEPT_CHANGES, KEPT_MS } from '../../shared/frame.ts';
import { closeSession } from './converse.ts';
import type { Stores, Turn } from './turn.ts';

/** What is due sooner leaves from memory; the alarm is its safety net after a reset. */
const NET_MS = 3_000;
const HEARD_KEPT_MS = 7 * 24 * 3_600_000;

export class Clockwork {
  readonly #storage: DurableObjectStorage;
  readonly #stores: Stores;
  readonly #leave: () => Promise<void>;
  /** The alarm this incarnation has set; null: unknown, so it is set again. */
  #alarmAt: number | null = null;
  #timer: { at: number; handle: ReturnType<typeof setTimeout> } | null = null;

  constructor(storage: DurableObjectStorage, stores: Stores, leave: () => Promise<void>) {
    this.#storage = storage;
    this.#stores = stores;
    this.#leave = leave;
  }

  /** Inside a transaction: makes sure an alarm stands no later than what is due. Answers when the next letter is. */
  arm(now: number): number | null {
    const letter = this.#stores.letters.nextDue();
    this.#armFor(earliest(letter, this.#stores.sessions.nextIdle()), now);
    return letter;
  }

  #armFor(due: number | null, now: number): void {
    if (due === null) return;
    const wanted = Math.max(due, now + NET_MS);
    if (this.#alarmAt !== null && this.#alarmAt <= wanted) return;
    this.#alarmAt = wanted;
    void this.#storage.setAlarm(wanted);
  }

  /** After a transaction: letters that are due leave now, those due within moments by a timer. */
  schedule(due: number | null, now: number): void {
    if (due === null || due > now + NET_MS) return;
    if (due <= now) {
      void this.#leave();
      return;
    }
    if (this.#timer && this.#timer.at <= due) return;
    if (this.#timer) clearTimeout(this.#timer.handle);
    const handle = setTimeout(() => {
      this.#timer = null;
      void this.#leave();
    }, due - now);
    this.#timer = { at: due, handle };
  }

  /** The alarm rang; it never throws, or the platform would drop it after six faults: it rings again instead. */
  async ring(tick: () => void, leave: () => Promise<void>, fault: (error: unknown) => void): Promise<void> {
    this.#alarmAt = null;
    try {
      tick();
      await leave();
    } catch (error) {
      fault(error);
      this.#alarmAt = Date.now() + 10 * NET_MS;
      await this.#storage.setAlarm(this.#alarmAt);
    }
  }

  /** What time alone changes: sessions nobody owns end, old changes and keys are forgotten. */
  tick(turn: Turn): void {
    const session = turn.sessions.open();
    if (session?.idleAt !== null && session?.idleAt !== undefined && session.idleAt <= turn.now)
      closeSession(turn, session);
    turn.line.prune(turn.head - KEPT_CHANGES, turn.now - KEPT_MS);
    turn.letters.forget(turn.now - HEARD_KEPT_MS);
  }
}

function earliest(...times: (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}
