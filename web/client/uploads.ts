/** Files on their way to the gateway: several at once, said in the order they were added. Framework-free; a screen draws the list. */
import type { MediaView } from '../../shared/media.ts';
import { mediaHindrance } from '../../shared/media-rules.ts';
import type { Answer } from './ports.ts';

/** One file that is to be sent. */
export type Upload = {
  readonly key: string;
  /** As it was chosen, or smaller once a large photograph was shrunk. */
  file: File;
  state: 'waiting' | 'going' | 'ready' | 'failed';
  /** 0 to 1. */
  share: number;
  /** A code of a refusal. */
  why: string;
  media: MediaView | null;
  /** The person has sent it: it leaves as soon as it is up. */
  sent: boolean;
};

/** One request with its file; `stop` calls it off. */
export type UploadGiving = { done: Promise<Answer<{ media: MediaView }>>; stop(): void };

/** What a list of files needs of its screen. */
export type UploadPort = {
  give(file: File, progress: (share: number) => void): UploadGiving;
  /** Something about the list changed; with the file it concerns, unless several. */
  changed?(one: Upload | null): void;
  /** Makes list and files observable where a framework wants that. */
  observed?<Value extends object>(value: Value): Value;
  /** The file as it should leave: a large photograph smaller. */
  prepare?(file: File): Promise<File>;
  most?: number;
};

/** So many go up at once; the others wait. */
const AT_ONCE = 2;
/** So many may wait in one conversation. */
export const MOST = 20;

let keys = 0;

/** The files waiting in one conversation. */
export class Uploads {
  readonly list: Upload[];
  readonly #port: UploadPort;
  readonly #going = new Map<string, UploadGiving | null>();
  #deliver: (media: MediaView) => boolean = () => false;

  constructor(port: UploadPort) {
    this.#port = port;
    this.list = port.observed?.([]) ?? [];
  }

  /** Who says a file once it is up and sent; answers whether it could be said. */
  deliverBy(deliver: (media: MediaView) => boolean): void {
    this.#deliver = deliver;
    this.#flush();
  }

  /** Answers how many had no room. */
  add(files: Iterable<File>): number {
    let spare = 0;
    for (const file of files) {
      if (this.list.length >= (this.#port.most ?? MOST)) spare += 1;
      else this.#push({ file });
    }
    this.#port.changed?.(null);
    this.#next();
    return spare;
  }

  /** One that was kept over a reload. */
  restore(kept: Pick<Upload, 'key' | 'file' | 'media' | 'sent'>): void {
    this.#push(kept);
    this.#port.changed?.(null);
    this.#flush();
    this.#next();
  }

  /** Whether trying again may help. */
  static again(one: Upload): boolean {
    return one.state === 'failed' && one.why !== 'too_large' && one.why !== 'bad_media';
  }

  retry(one: Upload): void {
    if (!Uploads.again(one)) return;
    this.#set(one, { state: 'waiting', share: 0, why: '' });
    this.#next();
  }

  /** The network is back: what broke off with it goes again. */
  resume(): void {
    for (const one of this.list) if (one.why === 'unavailable') this.retry(one);
    this.#flush();
  }

  /** Called off, or taken away. */
  remove(one: Upload): void {
    this.#going.get(one.key)?.stop();
    this.#going.delete(one.key);
    const at = this.list.findIndex((other) => other.key === one.key);
    if (at >= 0) this.list.splice(at, 1);
    this.#port.changed?.(null);
    this.#flush();
    this.#next();
  }

  /** Sends all that can be sent: what is up at once, the rest when it is. */
  send(): void {
    for (const one of this.list) if (one.state !== 'failed') this.#set(one, { sent: true });
    this.#flush();
  }

  /** Something here could be sent. */
  get some(): boolean {
    return this.list.some((one) => one.state !== 'failed' && !one.sent);
  }

  #push(given: Pick<Upload, 'file'> & Partial<Upload>): void {
    const why = given.media ? '' : this.#barred(given.file);
    const state = given.media ? 'ready' : why === '' ? 'waiting' : 'failed';
    keys += 1;
    const key = `${Date.now().toString(36)}-${keys}`;
    const one: Upload = { key, share: 0, media: null, sent: false, ...given, state, why };
    this.list.push(this.#port.observed?.(one) ?? one);
  }

  /** What can be told before a byte has left; a photograph that can be made smaller isn't too large yet. */
  #barred(file: File): string {
    const why = mediaHindrance(file) ?? '';
    return why === 'too_large' && this.#port.prepare && /^image\/(?:jpeg|png|webp)$/u.test(file.type) ? '' : why;
  }

  #set(one: Upload, change: Partial<Upload>): void {
    Object.assign(one, change);
    this.#port.changed?.(one);
  }

  /** In the order they were added: a later one waits for the earlier. */
  #flush(): void {
    for (const one of [...this.list]) {
      if (one.state === 'failed' || !one.sent) continue;
      if (one.state !== 'ready' || !one.media || !this.#deliver(one.media)) return;
      const at = this.list.indexOf(one);
      if (at >= 0) this.list.splice(at, 1);
      this.#port.changed?.(null);
    }
  }

  #next(): void {
    for (const one of this.list) {
      if (this.#going.size >= AT_ONCE) return;
      if (one.state === 'waiting' && !this.#going.has(one.key)) void this.#go(one);
    }
  }

  async #go(one: Upload): Promise<void> {
    this.#going.set(one.key, null);
    this.#set(one, { state: 'going' });
    const file = (await this.#port.prepare?.(one.file)) ?? one.file;
    if (!this.#going.has(one.key)) return;
    const why = mediaHindrance(file) ?? '';
    if (file !== one.file) this.#set(one, { file });
    const answer = why === '' ? await this.#give(one, file) : { ok: false as const, code: why };
    if (!this.#going.delete(one.key)) return;
    if (answer.ok) this.#set(one, { state: 'ready', share: 1, media: answer.media });
    else this.#set(one, { state: 'failed', why: answer.code });
    this.#flush();
    this.#next();
  }

  #give(one: Upload, file: File): UploadGiving['done'] {
    const giving = this.#port.give(file, (share) => this.#set(one, { share }));
    this.#going.set(one.key, giving);
    return giving.done;
  }
}
