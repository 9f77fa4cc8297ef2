/** Files that were chosen and not sent yet, kept over a reload in the browser's own store; where there is none, a reload forgets them. */
import type { Upload } from './uploads.ts';

/** What is kept of one. */
export type KeptFile = Pick<Upload, 'key' | 'file' | 'media' | 'sent'>;

/** Longer than this nobody waits for a picture to be sent. */
const KEPT_MS = 3 * 24 * 3_600_000;
const STORE = 'file';

type Row = KeptFile & { id: string; scope: string; at: number };

const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the store failed'));
  });

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('yx-files', 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
  return settled(request);
}

/** The files of one conversation on one tab (`scope`). Nothing here ever throws: without a store it only forgets. */
export class FileKeep {
  readonly #scope: string;
  readonly #store: Promise<IDBDatabase | null>;

  constructor(scope: string) {
    this.#scope = scope;
    this.#store = 'indexedDB' in globalThis ? open().catch(() => null) : Promise.resolve(null);
  }

  /** Kept as it stands now. */
  async put({ key, file, media, sent }: KeptFile): Promise<void> {
    const row: Row = { id: `${this.#scope} ${key}`, scope: this.#scope, at: Date.now(), key, file, media, sent };
    await this.#do('readwrite', (store) => store.put(row));
  }

  async drop(key: string): Promise<void> {
    await this.#do('readwrite', (store) => store.delete(`${this.#scope} ${key}`));
  }

  /** In the order they were added; old ones of any tab are swept out. */
  async all(): Promise<KeptFile[]> {
    const rows = ((await this.#do('readonly', (store) => store.getAll())) ?? []) as Row[];
    const old = rows.filter((one) => one.at < Date.now() - KEPT_MS);
    for (const { id } of old) await this.#do('readwrite', (store) => store.delete(id));
    const mine = rows.filter((one) => one.scope === this.#scope && !old.includes(one));
    return mine.sort((one, two) => one.at - two.at || (one.key < two.key ? -1 : 1));
  }

  async #do<Value>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest<Value>,
  ): Promise<Value | null> {
    const store = await this.#store;
    if (!store) return null;
    try {
      return await settled(work(store.transaction(STORE, mode).objectStore(STORE)));
    } catch {
      return null;
    }
  }
}
