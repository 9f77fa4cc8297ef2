/** How often each entry answers: counted in every isolate, kept by months in the knowledge base, needed to know a rare question (5.1.3). */

/** Before so long was counted, nothing can be called rare. */
export const COUNTED_MS = 60 * 24 * 3_600_000;
const YEAR_MS = 365 * 24 * 3_600_000;
/** Entries an isolate counts between two tellings; more wait for nobody: a flood is no reason to grow. */
const LIMIT = 20_000;

let counts = new Map<string, number>();

/** An entry answered somebody here. */
export function noteAnswered(entry: string): void {
  if (counts.size < LIMIT || counts.has(entry)) counts.set(entry, (counts.get(entry) ?? 0) + 1);
}

/** What was counted since the last telling. */
export function takeCounts(): [string, number][] {
  const taken = [...counts];
  counts = new Map();
  return taken;
}

/** What could not be told is counted on. */
export function putBack(taken: readonly [string, number][]): void {
  for (const [entry, times] of taken) counts.set(entry, (counts.get(entry) ?? 0) + times);
}

const monthOf = (at: number) => new Date(at).toISOString().slice(0, 7);

export class DemandStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(told: readonly [string, number][], now: number): void {
    for (const [entry, times] of told) {
      this.#sql.exec(
        `insert into demand (entry, month, times) values (?, ?, ?)
         on conflict (entry, month) do update set times = times + excluded.times`,
        ...[entry, monthOf(now), times],
      );
    }
    this.#sql.exec('delete from demand where month < ?', monthOf(now - YEAR_MS));
  }

  /** Times a year by entry, as far as it was counted; null while that is too short to say. Entries nobody asked for are not listed. */
  yearly(since: number, now: number): [string, number][] | null {
    if (now - since < COUNTED_MS) return null;
    const part = Math.min(1, (now - since) / YEAR_MS);
    return this.#sql
      .exec<{ entry: string; times: number }>('select entry, sum(times) as times from demand group by entry')
      .toArray()
      .map(({ entry, times }) => [entry, times / part]);
  }
}
