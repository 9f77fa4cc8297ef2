/** An erased person's actor: nothing of the line runs any more; the letters that ask others to forget leave until all are answered. */
import type { Erased } from '../../../shared/erasure.ts';
import type { MergeReply } from '../../../shared/merge.ts';
import { Drain } from '../../lib/drain.ts';
import { wakeAt } from '../../lib/alarm.ts';
import { backoff } from '../backoff.ts';
import type { Letter } from '../letters.ts';
import type { Stores } from '../turn.ts';
import { bury, oweForgetting } from './erase.ts';
import type { Tombstone } from './erasing.ts';
import type { Forgetting } from './forgetting.ts';

/** So long whoever asked waits for the others to have forgotten; what is left then follows by itself. */
const PATIENCE_MS = 4_000;
/** The first try leaves at once; the alarm looks after it when this object was reset meanwhile. */
const LOOK_AGAIN_MS = 2_000;

export type GraveActs = {
  /** Asks one room; answers whom else it named. */
  forget(customer: string, one: Forgetting): Promise<Forgetting[]>;
  fault(error: unknown): void;
};

export class Grave {
  readonly #storage: DurableObjectStorage;
  readonly #stores: Stores;
  readonly #acts: GraveActs;
  readonly #drain: Drain<Letter>;

  constructor(storage: DurableObjectStorage, stores: Stores, acts: GraveActs) {
    this.#storage = storage;
    this.#stores = stores;
    this.#acts = acts;
    this.#drain = new Drain({
      due: (now, busy, limit) => stores.letters.due(now, busy, limit),
      deliver: (letter) => this.#deliver(letter),
      now: () => Date.now(),
    });
  }

  /** Null: the person is there. */
  get stone(): Tombstone | null {
    return this.#stores.own.erasing.stone();
  }

  /** Letters leave; resolves once all were answered, or after a while. Never throws. */
  async ring(): Promise<void> {
    try {
      await Promise.race([this.#drain.run(), scheduler.wait(PATIENCE_MS)]);
    } catch (error) {
      this.#acts.fault(error);
    }
    this.arm();
  }

  /** What is left here of somebody erased where their line went. `left`: the id it stood under; null: it is here, or on its way. */
  bury(left: string | null): MergeReply {
    if (this.stone) return { answer: { kind: 'done' } };
    if (left === null) return { answer: { kind: 'busy' } };
    this.#storage.transactionSync(() => bury(this.#stores, left, Date.now()));
    wakeAt(this.#storage, null);
    return { answer: { kind: 'done' } };
  }

  /** The alarm stands for the next letter. */
  arm(): void {
    const due = this.#stores.letters.nextDue();
    wakeAt(this.#storage, due === null ? null : Math.max(due, Date.now() + LOOK_AGAIN_MS));
  }

  /** What the person is told. */
  told({ digest, at, went }: Tombstone): Erased {
    return { receipt: digest, at, went, told: !this.#stores.letters.owes('forget') };
  }

  async #deliver(letter: Letter): Promise<() => void> {
    try {
      const more = await this.#acts.forget(this.stone?.id ?? '', JSON.parse(letter.body) as Forgetting);
      return () => this.#settle(letter, more);
    } catch (error) {
      this.#acts.fault(error);
      return () => this.#settle(letter, null);
    }
  }

  #settle(letter: Letter, more: Forgetting[] | null): void {
    const { letters } = this.#stores;
    this.#storage.transactionSync(() => {
      const now = Date.now();
      if (more === null) letters.postpone(letter, now + backoff(letter.tries));
      else {
        for (const one of more) oweForgetting({ letters, now }, one);
        letters.done(letter);
      }
      this.arm();
    });
  }
}
