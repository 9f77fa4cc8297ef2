/** Where the person stands in the line: following its end, or reading above; which part is drawn, and what stays in sight. */
import type { Line } from '../../../shared/line.ts';
import { atEnd, keptTop } from '../../line/layout.ts';
import { rowId } from '../../line/rows.ts';
import { windowAround, windowAtEnd, windowDown, windowGrown, windowUp, type Window } from '../../line/window.ts';

/** So long what the list tells of its place may still be from before. */
const LED_MS = 500;

type Place = { scrollTop: number; scrollHeight: number; height: number };
type Spot = { id: string; top: number; bottom: number };

/** What it needs of the page. `older` fetches what came before and answers when it is there. */
export type Ground = {
  query(): WechatMiniprogram.SelectorQuery;
  set(data: { into?: string; scrollTop?: number; older?: boolean; newer?: boolean; away?: boolean }): void;
  draw(): void;
  line(): Line | null;
  older(limit: number): Promise<void>;
};

/** One list. */
export class Standing {
  readonly #ground: Ground;
  window: Window | null = null;
  following = true;
  shown = false;
  #frame = 0;
  #busy = false;
  /** Just led to a place: a late word of where the list stood before is no finger. */
  #led = 0;
  #revision = 0;
  #end = 'end-a';
  #scroll = { scrollTop: 0, scrollHeight: 0 };

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** The part to draw of the line as it is now. */
  windowOf(line: Line | null): Window | null {
    if (!line) return null;
    const { messages } = line;
    if (messages.length === 0) return null;
    const held = this.window;
    if (!held || (this.following && held.to !== null)) this.window = windowAtEnd(messages);
    else this.window = windowGrown(messages, held, this.following);
    return this.window;
  }

  /** Something of the company came since the last drawing. */
  news(line: Line | null): boolean {
    const before = this.#revision;
    this.#revision = line?.revision ?? 0;
    if (!line || before === 0) return false;
    return line.messages.some(({ direction, revision }) => direction === 'out' && revision > before);
  }

  /** The newest is drawn and in sight. */
  get atNewest(): boolean {
    return this.following && (this.window === null || this.window.to === null);
  }

  toEnd(): void {
    const cut = this.window !== null && this.window.to !== null;
    this.following = true;
    if (cut) this.#ground.draw();
    // The same name twice would not scroll again.
    this.#end = this.#end === 'end-a' ? 'end-b' : 'end-a';
    this.#ground.set({ into: this.#end, newer: false, away: false });
  }

  /** The page is in sight again, or the list's window has another height. */
  async measure(): Promise<void> {
    const place = await this.#place();
    if (place) this.#frame = place.height;
    if (this.following) this.toEnd();
  }

  back(): void {
    if (!this.following) this.#ground.set({ scrollTop: this.#scroll.scrollTop + 0.5 });
  }

  /** Answers whether the person came to the end, or left it. */
  async scrolled({ scrollTop, scrollHeight }: { scrollTop: number; scrollHeight: number }): Promise<boolean> {
    if (!this.shown || scrollHeight === 0) return false;
    const grew = scrollHeight !== this.#scroll.scrollHeight;
    this.#scroll = { scrollTop, scrollHeight };
    if (this.window !== null && this.window.to !== null) return false;
    const near = this.#frame === 0 || atEnd(this.#scroll, this.#frame);
    // A list that grew below is followed; only a finger leads away from its end.
    if (near === this.following || (grew && this.following) || this.#busy || Date.now() < this.#led) return false;
    if (this.following) {
      // The window's height may be an old one: look again before letting go of the end.
      const place = await this.#place();
      if (!place || atEnd(place, place.height)) return false;
    }
    this.following = near;
    if (near) this.#ground.set({ newer: false, away: false });
    return true;
  }

  /** The top comes near: what came before is drawn, and fetched where it is not here. */
  async up(): Promise<void> {
    const line = this.#ground.line();
    if (this.#busy || !line || !this.window) return;
    const held = windowUp(line.messages, this.window);
    if (held.from === this.window.from && !line.more) return;
    this.#busy = true;
    this.following = false;
    if (held.from === this.window.from) {
      this.#ground.set({ older: true });
      await this.#ground.older(50);
      this.#ground.set({ older: false });
    }
    await this.#move(windowUp(this.#ground.line()?.messages ?? [], this.window));
    this.#busy = false;
  }

  /** The bottom of a part that is not the end comes near. */
  async down(): Promise<void> {
    const line = this.#ground.line();
    if (this.#busy || !line || !this.window || this.window.to === null) return;
    this.#busy = true;
    await this.#move(windowDown(line.messages, this.window));
    this.#busy = false;
  }

  /** Goes to a message, however far back; answers its row, or null where there is no such message. */
  async goTo(wanted: { id: string } | { revision: number } | { at: number }): Promise<string | null> {
    this.following = false;
    this.#ground.set({ older: true });
    const found = await this.#reach(wanted);
    this.#ground.set({ older: false });
    const line = this.#ground.line();
    if (!found || !line) {
      this.following = this.window?.to === null && this.#scroll.scrollHeight === 0;
      return null;
    }
    this.window = windowAround(line.messages, found.revision);
    this.#ground.draw();
    this.#ground.set({ into: '' });
    this.#led = Date.now() + LED_MS;
    this.#ground.set({ into: rowId(found.id), away: true });
    return rowId(found.id);
  }

  async #reach(wanted: { id: string } | { revision: number } | { at: number }) {
    const fits = (one: Line['messages'][number]) =>
      one.direction !== 'note' &&
      ('id' in wanted ? one.id === wanted.id : 'at' in wanted ? one.at >= wanted.at : one.revision >= wanted.revision);
    for (;;) {
      const line = this.#ground.line();
      const [first] = line?.messages ?? [];
      if (!line || !first) return null;
      const reached =
        'id' in wanted
          ? line.messages.some(fits)
          : 'at' in wanted
            ? first.at < wanted.at
            : first.revision <= wanted.revision;
      if (reached || !line.more) return line.messages.find(fits) ?? null;
      await this.#ground.older(100);
      // No way at the moment, or nothing came: what is here has to do.
      if (this.#ground.line()?.messages[0]?.id === first.id) return 'id' in wanted ? null : first;
    }
  }

  /** Draws another part and keeps what is looked at where it is. */
  async #move(window: Window): Promise<void> {
    const before = await this.#spots();
    const anchor = before.find(({ bottom }) => bottom > this.#top);
    this.window = window;
    this.#ground.draw();
    const [place, after] = [await this.#place(), await this.#spots()];
    const now = after.find(({ id }) => id === anchor?.id);
    if (!place || !anchor || !now || Math.abs(now.top - anchor.top) < 1) return;
    // Where the platform has kept the place by itself, nothing is left to do.
    this.#ground.set({ scrollTop: keptTop(place.scrollTop, anchor.top, now.top) });
  }

  #top = 0;
  #spots(): Promise<Spot[]> {
    return new Promise((resolve) => {
      this.#ground
        .query()
        .select('#list')
        .boundingClientRect((box) => {
          this.#top = box?.top ?? 0;
        })
        .selectAll('.spot')
        .fields({ id: true, rect: true }, (spots) => resolve(Array.isArray(spots) ? (spots as Spot[]) : []))
        .exec();
    });
  }

  /** Where a row is against the list's top edge: above, below or in sight; null when it is not drawn. */
  async whereIs(id: string): Promise<'above' | 'seen' | null> {
    const spot = (await this.#spots()).find((one) => one.id === id);
    return spot ? (spot.bottom < this.#top ? 'above' : 'seen') : null;
  }

  /** Where the list stands, measured now; null when it is out of sight. */
  #place(): Promise<Place | null> {
    return new Promise((resolve) => {
      this.#ground
        .query()
        .select('#list')
        .fields({ scrollOffset: true, size: true }, (box) => {
          const { scrollTop, scrollHeight, height } = (box ?? {}) as Partial<Place>;
          resolve(scrollTop === undefined || !scrollHeight || !height ? null : { scrollTop, scrollHeight, height });
        })
        .exec();
    });
  }
}
