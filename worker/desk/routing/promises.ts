/** Which promises were kept: each is counted once, when a person first comes or when it runs out. */
import { Heap } from '../../lib/heap.ts';
import type { WorkFacts } from './facts.ts';
import { learnKept, type Learned } from './learn.ts';

export class Promises {
  readonly #learned: Learned;
  /** Neither kept nor broken yet. */
  readonly #open = new Map<string, WorkFacts>();
  readonly #ends = new Heap<{ at: number; id: string }>((left, right) => left.at < right.at);

  constructor(learned: Learned) {
    this.#learned = learned;
  }

  give(work: WorkFacts): void {
    this.#open.set(work.id, work);
    this.#ends.push({ at: work.place + work.sla.targetMs, id: work.id });
  }

  /** It left without a person. */
  forget(id: string): void {
    this.#open.delete(id);
  }

  /** A person came; asked again it changes nothing. */
  end(id: string, now: number): void {
    const work = this.#open.get(id);
    if (!work) return;
    this.#open.delete(id);
    learnKept(this.#learned, work.sla.id, now <= work.place + work.sla.targetMs, now);
  }

  /** Those that ended before a person came. */
  runOut(now: number): void {
    for (let end = this.#ends.peek(); end && end.at < now; end = this.#ends.peek()) {
      this.#ends.pop();
      this.end(end.id, now);
    }
  }
}
