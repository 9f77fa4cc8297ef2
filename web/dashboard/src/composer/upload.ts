import { shallowReactive } from 'vue';
import type { MediaView } from '../../../../shared/media.ts';
import { mediaHindrance } from '../../../../shared/media-rules.ts';
import { giveFile, type Giving } from '../../../client/give.ts';

/** One file that is to be sent. */
export type Upload = {
  readonly key: number;
  readonly file: File;
  /** A picture to show meanwhile. */
  readonly preview: string | null;
  state: 'waiting' | 'going' | 'ready' | 'failed';
  /** 0 to 1. */
  share: number;
  /** A code of a refusal. */
  why: string;
  media: MediaView | null;
  /** The agent has sent it: it leaves as soon as it is up. */
  sent: boolean;
};

/** So many go up at once; the others wait. */
const AT_ONCE = 2;
/** So many may wait in one conversation. */
export const MOST = 20;

let keys = 0;

/** The files waiting in one conversation, wherever the agent looks meanwhile. */
export class Uploads {
  readonly list = shallowReactive<Upload[]>([]);
  readonly #customer: string;
  readonly #going = new Map<number, Giving>();
  #deliver: (media: MediaView) => boolean = () => false;

  constructor(customer: string) {
    this.#customer = customer;
  }

  /** Who says a file once it is up and sent; answers whether it could be said. */
  deliverBy(deliver: (media: MediaView) => boolean): void {
    this.#deliver = deliver;
    this.#flush();
  }

  add(files: Iterable<File>): void {
    for (const file of files) {
      if (this.list.length >= MOST) break;
      const why = mediaHindrance(file) ?? '';
      const preview = why === '' && file.type.startsWith('image/') ? URL.createObjectURL(file) : null;
      const state = why === '' ? 'waiting' : 'failed';
      keys += 1;
      this.list.push(shallowReactive({ key: keys, file, preview, state, share: 0, why, media: null, sent: false }));
    }
    this.#next();
  }

  /** Whether trying again may help. */
  static again(one: Upload): boolean {
    return one.state === 'failed' && one.why !== 'too_large' && one.why !== 'bad_media';
  }

  retry(one: Upload): void {
    if (!Uploads.again(one)) return;
    Object.assign(one, { state: 'waiting', share: 0, why: '' });
    this.#next();
  }

  /** Called off, or taken away. */
  remove(one: Upload): void {
    this.#going.get(one.key)?.stop();
    this.#going.delete(one.key);
    if (one.preview !== null) URL.revokeObjectURL(one.preview);
    const at = this.list.indexOf(one);
    if (at >= 0) this.list.splice(at, 1);
    this.#next();
  }

  /** Sends all that can be sent: what is up at once, the rest when it is. */
  send(): void {
    for (const one of this.list) if (one.state !== 'failed') one.sent = true;
    this.#flush();
  }

  /** Something here could be sent. */
  get some(): boolean {
    return this.list.some((one) => one.state !== 'failed' && !one.sent);
  }

  /** In the order they were added: a later one waits for the earlier. */
  #flush(): void {
    for (const one of [...this.list]) {
      if (one.state === 'failed' || !one.sent) continue;
      if (one.state !== 'ready' || !one.media || !this.#deliver(one.media)) return;
      this.remove(one);
    }
  }

  #next(): void {
    for (const one of this.list) {
      if (this.#going.size >= AT_ONCE) return;
      if (one.state === 'waiting') void this.#go(one);
    }
  }

  async #go(one: Upload): Promise<void> {
    one.state = 'going';
    const query = new URLSearchParams({ customer: this.#customer, name: one.file.name });
    const giving = giveFile(`/staff/v1/media?${query}`, one.file, null, (share) => (one.share = share));
    this.#going.set(one.key, giving);
    const answer = await giving.done;
    this.#going.delete(one.key);
    if (answer.ok) Object.assign(one, { state: 'ready', share: 1, media: answer.media });
    else Object.assign(one, { state: 'failed', why: answer.code });
    this.#flush();
    this.#next();
  }
}

const held = new Map<string, Uploads>();

/** The files of a conversation. */
export function uploadsOf(customer: string): Uploads {
  const known = held.get(customer) ?? new Uploads(customer);
  held.set(customer, known);
  return known;
}

/** The files in what was pasted or dropped. */
export function filesIn(data: DataTransfer | null): File[] {
  return data ? [...data.files] : [];
}
