/** Steps the person has ticked off, kept on this phone: a guide is followed over hours. */
import type { Keep } from '../../web/client/ports.ts';

const MOST = 300;

/** The ticks, oldest forgotten first. */
export class Ticked {
  readonly #keep: Keep;
  #keys: Set<string>;

  constructor(keep: Keep) {
    this.#keep = keep;
    this.#keys = new Set((keep.read('ticked') ?? '').split(' ').filter((key) => key !== ''));
  }

  get keys(): ReadonlySet<string> {
    return this.#keys;
  }

  /** Ticks a step, or takes the tick back. */
  toggle(key: string): void {
    if (!this.#keys.delete(key)) this.#keys.add(key);
    this.#keys = new Set([...this.#keys].slice(-MOST));
    this.#keep.write('ticked', [...this.#keys].join(' '));
  }
}
