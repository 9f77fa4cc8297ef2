/** What is new between two looks at the conversation: what the company said, and what became of one's own words. */
import type { Line } from '../../shared/line.ts';
import type { Row } from './api.ts';

export class News {
  #epoch = '';
  /** Told up to here; null: nothing was shown yet, and what is there at first is no news. */
  #told: number | null = null;
  #statuses = new Map<string, Row['status']>();

  /** `begun`: what an earlier run had come to. */
  constructor(begun: Line | null) {
    if (!begun) return;
    this.#epoch = begun.epoch;
    this.#told = begun.revision;
  }

  /** The rows that came, and those of one's own that moved on, since the last look. */
  look(line: Line | null, rows: readonly Row[]): { came: Row[]; moved: Row[] } {
    const moved = rows.filter(({ key, mine, status }) => mine && (this.#statuses.get(key) ?? status) !== status);
    this.#statuses = new Map(rows.filter(({ mine }) => mine).map(({ key, status }) => [key, status]));
    if (!line) return { came: [], moved };
    const since = this.#epoch === line.epoch ? this.#told : null;
    this.#epoch = line.epoch;
    this.#told = Math.max(line.revision, since ?? 0);
    if (since === null) return { came: [], moved };
    const fresh = line.messages.filter(({ revision, direction }) => direction === 'out' && revision > since);
    const ids = new Set(fresh.map(({ id }) => id));
    return { came: rows.filter(({ id, body }) => id !== null && ids.has(id) && body.kind !== 'event'), moved };
  }
}
