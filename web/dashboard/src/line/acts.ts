import type { Entry } from '../../../client/outbox.ts';

export type Outcome = { code: string; detail: string } | null;

/** Follows numbered acts until the server has answered: null is done, else the refusal. */
export class Acts {
  readonly #waiting = new Map<string, (outcome: Outcome) => void>();

  /** Resolves when the act under this key is settled. */
  follow(key: string): Promise<Outcome> {
    return new Promise((resolve) => this.#waiting.set(key, resolve));
  }

  /** Looks at what is pending now; answers the keys of refused acts (also of an earlier page), for the caller to discard. */
  settle(pending: readonly Entry<{ type: string }>[]): string[] {
    const refused = pending.filter((one) => one.payload.type === 'act' && one.refused).map((one) => one.key);
    for (const [key, resolve] of [...this.#waiting]) {
      const entry = pending.find((one) => one.key === key);
      if (entry && entry.revision === null && !entry.refused) continue;
      this.#waiting.delete(key);
      resolve(entry?.refused ?? null);
    }
    return refused;
  }
}
