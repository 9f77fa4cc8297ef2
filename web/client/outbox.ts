/**
 * Numbered sends on their way: written down before they are sent, kept until the server says `accepted`, also over restarts.
 * One is under way at a time and gets its number when it leaves, so that a refused one leaves no gap behind.
 */
import type { Keep } from './ports.ts';

/** One send. Under way: it has a number. `revision`: accepted, and shown until the screen has come that far. */
export type Entry<Payload> = {
  /** Names it on this screen. */
  key: string;
  payload: Payload;
  at: number;
  number: number | null;
  revision: number | null;
  refused: { code: string; detail: string } | null;
};

type Saved<Payload> = { last: number; made: number; entries: Entry<Payload>[] };

/** Refusals after which the number is free again (SPEC S3). */
const unspent = new Set(['gap', 'bad_request', 'bad_json', 'too_large', 'unknown_frame']);

/** The sends of one instance. */
export class Outbox<Payload> {
  readonly #keep: Keep;
  readonly #name: string;
  /** The last number known to be committed. */
  #last = 0;
  #made = 0;
  #entries: Entry<Payload>[] = [];

  constructor(keep: Keep, name: string) {
    this.#keep = keep;
    this.#name = name;
    const saved = restore<Payload>(keep.read(name));
    if (!saved) return;
    this.#last = saved.last;
    this.#made = saved.made;
    this.#entries = saved.entries;
  }

  /** Everything not yet on the screen's line, in the order it was said. */
  get entries(): readonly Entry<Payload>[] {
    return this.#entries;
  }

  /** Takes one send; it is stored when this returns. */
  add(payload: Payload, at: number): string {
    this.#made += 1;
    const key = `${this.#made}-${at.toString(36)}`;
    this.#entries = [...this.#entries, { key, payload, at, number: null, revision: null, refused: null }];
    this.#save();
    return key;
  }

  /** The one to send now, with its number, stored before it leaves. */
  next(): { number: number; payload: Payload } | null {
    const head = this.#entries.find((one) => one.revision === null && one.refused === null);
    if (!head) return null;
    const number = head.number ?? this.#last + 1;
    if (head.number === null) this.#change(head.key, { number });
    return { number, payload: head.payload };
  }

  /**
   * The server's word on a fresh connection: how far it has counted. What was under way goes out again under its number, also when
   * that number is counted already: only the server knows whether it was accepted or refused, and answers as it did before.
   */
  welcome(accepted: number): void {
    for (const one of this.#entries) {
      if (one.number === null || one.revision !== null) continue;
      // Another line (a different person signed in) counts from its own beginning.
      if (one.number > accepted + 1) this.#change(one.key, { number: null });
    }
    this.#last = accepted;
    this.#save();
  }

  /** One is committed at this revision of the line. */
  accepted(number: number, revision: number): void {
    this.#last = Math.max(this.#last, number);
    const found = this.#underWay(number);
    if (found) this.#change(found.key, { revision });
  }

  /**
   * One was refused. `gap` and `reused_number` say that our count is wrong, not the content: it gets the number the server wants, or
   * the next one. Any other refusal of what was understood has spent its number.
   */
  refused(number: number, code: string, detail: string, expected: number | undefined): void {
    const found = this.#underWay(number);
    if (!found) return;
    if (code === 'gap' && expected !== undefined) {
      this.#last = expected - 1;
      this.#change(found.key, expected > number ? { revision: 0 } : { number: null });
      return;
    }
    if (!unspent.has(code)) this.#last = Math.max(this.#last, number);
    this.#change(found.key, code === 'reused_number' ? { number: null } : { number: null, refused: { code, detail } });
  }

  /** Forgets the accepted ones that the line now shows. Answers whether any went. */
  shown(revision: number): boolean {
    const left = this.#entries.filter((one) => one.revision === null || one.revision > revision);
    if (left.length === this.#entries.length) return false;
    this.#entries = left;
    this.#save();
    return true;
  }

  /** Tries a refused one again, as the last in line. */
  retry(key: string, at: number): void {
    const found = this.#entries.find((one) => one.key === key && one.refused);
    if (!found) return;
    const again = { ...found, at, number: null, refused: null };
    this.#entries = [...this.#entries.filter((one) => one.key !== key), again];
    this.#save();
  }

  /** Gives up a refused one. */
  discard(key: string): void {
    this.#entries = this.#entries.filter((one) => one.key !== key || !one.refused);
    this.#save();
  }

  #underWay(number: number): Entry<Payload> | undefined {
    return this.#entries.find((one) => one.number === number && one.revision === null);
  }

  #change(key: string, change: Partial<Entry<Payload>>): void {
    this.#entries = this.#entries.map((one) => (one.key === key ? { ...one, ...change } : one));
    this.#save();
  }

  #save(): void {
    const entries = this.#entries.filter((one) => one.revision === null);
    const saved: Saved<Payload> = { last: this.#last, made: this.#made, entries };
    this.#keep.write(this.#name, JSON.stringify(saved));
  }
}

function restore<Payload>(text: string | null): Saved<Payload> | null {
  if (text === null) return null;
  try {
    const saved = JSON.parse(text) as Saved<Payload> | null;
    return saved && Array.isArray(saved.entries) ? saved : null;
  } catch {
    return null;
  }
}
