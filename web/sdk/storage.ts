/** The APP's storage as the stream client wants it: read at once, and nothing leaves before it is written down. */
import type { Dial, Keep } from '../client/ports.ts';
import type { Storage } from './api.ts';

/** Everything under a prefix. */
export type Kept = Keep & {
  /** Brings what stands under these names; before, they read as empty. */
  load(names: readonly string[]): Promise<void>;
  /** Resolves when everything is written; null: it is. */
  written(): Promise<void> | null;
};

/** What a storage keeps under a prefix. Where it fails (full, forbidden), memory. */
export function keptIn(storage: Storage, prefix: string): Kept {
  const held = new Map<string, string>();
  const late = new Map<string, string>();
  let writing: Promise<void> | null = null;

  async function bring(name: string): Promise<void> {
    try {
      const text = await storage.getItem(prefix + name);
      if (typeof text === 'string' && text !== '') held.set(name, text);
    } catch {
      // A storage that can't be read is an empty one: the conversation goes on without it.
    }
  }

  /** Writes; a promise where the storage answers later. */
  function put(name: string, value: string): Promise<unknown> | null {
    try {
      const answer = storage.setItem(prefix + name, value);
      return answer instanceof Promise ? answer.catch(() => undefined) : null;
    } catch {
      return null;
    }
  }

  /** The newest of each name, one after the other, until nothing is left. */
  async function writeOn(first: Promise<unknown>): Promise<void> {
    await first;
    for (let [next] = late; next; [next] = late) {
      late.delete(next[0]);
      await put(...next);
    }
    writing = null;
  }

  return {
    read: (name) => held.get(name) ?? null,
    write(name, value) {
      held.set(name, value);
      if (writing) {
        late.set(name, value);
        return;
      }
      const answer = put(name, value);
      if (answer) writing = writeOn(answer);
    },
    async load(names) {
      await Promise.all(names.map(bring));
    },
    written: () => writing,
  };
}

/** Frames leave in their order, and after everything before them is written: a kill never makes a number count twice. */
export function afterWriting(dial: Dial, written: () => Promise<void> | null): Dial {
  return (url, events) => {
    const socket = dial(url, events);
    let last: Promise<void> | null = null;
    return {
      send(text) {
        const wait = written();
        if (!wait && !last) return socket.send(text);
        const mine = Promise.all([last, wait]).then(() => {
          if (last === mine) last = null;
          socket.send(text);
        });
        last = mine;
      },
      close: (code) => socket.close(code),
    };
  };
}
