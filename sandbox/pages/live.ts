/** Why a page cannot show what it wants. */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** Asks the simulated world; a refusal throws with its code, a dead network with `offline`. */
export async function ask<Answer>(path: string, body?: unknown, signal?: AbortSignal): Promise<Answer> {
  const init: RequestInit = signal ? { signal } : {};
  if (body !== undefined)
    Object.assign(init, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  let response: Response;
  try {
    response = await fetch(`/sandbox/${path}`, init);
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'AbortError') throw fault;
    throw new Refused('offline');
  }
  const value: unknown = await response.json().catch(() => undefined);
  if (response.ok && value !== undefined) return value as Answer;
  const code = typeof value === 'object' && value !== null && 'code' in value ? String(value.code) : 'offline';
  throw new Refused(code);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Follows a person's changes by long poll until the page goes away; tells when the line breaks and mends. */
export function follow(person: string, on: { changed: (topics: string[]) => void; line: (up: boolean) => void }): void {
  const gone = new AbortController();
  addEventListener('pagehide', () => gone.abort(), { once: true });
  const path = `people/${encodeURIComponent(person)}/events`;
  const run = async (): Promise<void> => {
    let last: number | undefined;
    let failures = 0;
    while (!gone.signal.aborted) {
      try {
        const after = last === undefined ? '' : `?after=${last}&wait=25`;
        const news = await ask<{ last: number; changes: { topic: string }[] }>(path + after, undefined, gone.signal);
        if (failures > 0 || last === undefined) on.line(true);
        if (failures > 0 || last === undefined) on.changed(['all']);
        failures = 0;
        last = news.last;
        if (news.changes.length > 0) on.changed([...new Set(news.changes.map((each) => each.topic))]);
      } catch (fault) {
        if (gone.signal.aborted) return;
        if (fault instanceof Refused && fault.code === 'no_such_person') return;
        failures += 1;
        on.line(false);
        await pause(Math.min(500 * 2 ** failures, 8000) * (0.5 + Math.random() / 2));
      }
    }
  };
  void run();
}
