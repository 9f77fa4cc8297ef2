import { VIEWING_EVERY_MS } from '../../../../shared/protocol.ts';

type Looks = { on: boolean; typing: boolean };

/** Tells a line that this screen shows it, and that its agent writes; again and again only while colleagues look too. */
export class Looking {
  readonly #tell: (frame: object) => void;
  #looks: Looks = { on: false, typing: false };
  #pulse: ReturnType<typeof setInterval> | null = null;

  constructor(tell: (frame: object) => void) {
    this.#tell = tell;
  }

  set(change: Partial<Looks>): void {
    const next = { ...this.#looks, ...change };
    if (next.on === this.#looks.on && next.typing === this.#looks.typing) return;
    this.#looks = next;
    this.again();
    if (!next.on) this.#rest();
  }

  /** Says it anew: after a reconnect, or to somebody who didn't know. */
  again(): void {
    this.#tell({ type: 'viewing', ...this.#looks });
  }

  /** Who looks, as the line says. */
  heard(agents: readonly { id: string }[], me: string): void {
    if (!this.#looks.on) return;
    const others = agents.some((one) => one.id !== me);
    if (others && !agents.some((one) => one.id === me)) this.again();
    if (!others) this.#rest();
    else this.#pulse ??= setInterval(() => this.again(), VIEWING_EVERY_MS);
  }

  #rest(): void {
    if (this.#pulse !== null) clearInterval(this.#pulse);
    this.#pulse = null;
  }
}
