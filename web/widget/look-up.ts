/** What parts of the widget ask of the gateway beside the stream. */
import { readAnswer } from '../client/net.ts';
import type { Answer } from '../client/ports.ts';
import type { Talk } from './talk.ts';

/** A line's gateway. */
export type Place = { base: string; talking(): Promise<Talk> };

/** Reads an address of the API as the visitor; the network's faults answer `unavailable`. */
export async function lookUp({ base, talking }: Place, path: string): Promise<Answer<object>> {
  const { door } = await talking();
  return door.withSession(async (bearer) => {
    try {
      const given = await fetch(base + path, { headers: { authorization: `Bearer ${bearer}` } });
      return readAnswer(await given.text());
    } catch {
      return { ok: false, code: 'unavailable', detail: '' };
    }
  });
}
