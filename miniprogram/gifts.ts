/** Pictures, films, voices and documents on their way: chosen, made smaller where that is needed, given one after the other, then said. */
import { MEDIA_LIMITS, mediaBody, type MediaBody } from '../shared/media-rules.ts';
import type { MediaView } from '../shared/media.ts';
import { readAnswer, type CustomerDoor } from '../web/client/net.ts';
import { compressed, measured, type Chosen } from './chosen.ts';
import type { Gift } from './line/gift.ts';

/** Needed of the talk. */
export type GiftTools = {
  door: Pick<CustomerDoor, 'session' | 'renew'>;
  base: string;
  now(): number;
  changed(): void;
  /** What was given has to be said now. */
  send(body: MediaBody, gift: Gift): void;
};

const GIVING_MS = 300_000;

/** What this phone gives. Kept as long as the program runs: the platform's temporary files live no longer. */
export class Gifts {
  readonly #tools: GiftTools;
  #list: readonly Gift[] = [];
  #made = 0;
  #task: WechatMiniprogram.UploadTask | null = null;
  #giving = '';

  constructor(tools: GiftTools) {
    this.#tools = tools;
  }

  /** In the order they were chosen. */
  get list(): readonly Gift[] {
    return this.#list;
  }

  /** Takes what the person chose; the first carries what they refer to. */
  add(chosen: readonly Chosen[], quote: string): void {
    const at = this.#tools.now();
    const fresh = chosen.map((one, index): Gift => {
      this.#made += 1;
      const gift = { ...one, key: `${this.#made}-${at.toString(36)}`, width: 0, height: 0, at, share: 0 };
      return { ...gift, code: '', detail: '', quote: index === 0 ? quote : '' };
    });
    this.#list = [...this.#list, ...fresh];
    this.#tools.changed();
    for (const { key, kind, path } of fresh)
      if (kind === 'image') void measured(path).then((box) => this.#change(key, box));
    void this.#next();
  }

  has(key: string): boolean {
    return this.#list.some((one) => one.key === key);
  }

  /** Calls one off, also under way. */
  cancel(key: string): void {
    this.#list = this.#list.filter((one) => one.key !== key);
    if (key === this.#giving) this.#task?.abort();
    this.#tools.changed();
  }

  retry(key: string): void {
    this.#change(key, { code: '', detail: '', share: 0 });
    void this.#next();
  }

  async #next(): Promise<void> {
    const gift = this.#list.find(({ code }) => code === '');
    if (!gift || this.#giving !== '') return;
    this.#giving = gift.key;
    const given = await this.#give(gift, true);
    this.#giving = '';
    this.#task = null;
    if (this.has(gift.key)) {
      if (given.ok) {
        this.#list = this.#list.filter((one) => one.key !== gift.key);
        this.#tools.send(mediaBody(given.media), gift);
      } else this.#change(gift.key, { code: given.code, detail: given.detail });
    }
    this.#tools.changed();
    await this.#next();
  }

  async #give(
    gift: Gift,
    again: boolean,
  ): Promise<{ ok: true; media: MediaView } | { ok: false; code: string; detail: string }> {
    const { door, base } = this.#tools;
    const small = gift.kind === 'image' ? await compressed(gift) : gift;
    if (small.size > MEDIA_LIMITS[gift.kind]) return { ok: false, code: 'too_large', detail: '' };
    if (!this.has(gift.key)) return { ok: false, code: 'cancelled', detail: '' };
    const session = await door.session();
    if (!session.ok) return session;
    const as = gift.kind === 'voice' ? `&as=voice&seconds=${Math.max(1, Math.round(gift.seconds))}` : '';
    const name = gift.name === '' ? '' : `&name=${encodeURIComponent(gift.name)}`;
    const text = await new Promise<string>((resolve) => {
      const task = wx.uploadFile({
        url: `${base}/v1/media?${`${name}${as}`.slice(1)}`,
        filePath: small.path,
        name: 'file',
        header: { authorization: `Bearer ${session.token}` },
        timeout: GIVING_MS,
        success: ({ data }) => resolve(data),
        fail: () => resolve(''),
      });
      this.#task = task;
      // The last hundredth is the gateway's to give.
      task.onProgressUpdate(({ progress }) => this.#change(gift.key, { share: Math.min(0.99, progress / 100) }));
    });
    const answer = readAnswer(text);
    if (answer.ok && 'media' in answer) return answer as { ok: true; media: MediaView };
    const refusal = answer.ok ? { ok: false as const, code: 'unavailable', detail: '' } : answer;
    if (refusal.code !== 'not_signed_in' || !again) return refusal;
    door.renew();
    return this.#give(gift, false);
  }

  #change(key: string, change: Partial<Gift>): void {
    this.#list = this.#list.map((one) => (one.key === key ? { ...one, ...change } : one));
    this.#tools.changed();
  }
}
