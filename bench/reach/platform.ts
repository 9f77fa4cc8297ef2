/**
 * The outside by its published rules, written from them and not from the planner: WeChat's counted replies (kf-message
 * api_sendcustommessage; customer-message/send), one-time subscriptions, a carrier. Keeps what arrived, and who took the last one.
 */

export type Act = 'message' | 'menu' | 'subscribe' | 'scan' | 'enter';

/** Messages and seconds by the act, for official accounts and for mini-programs; null: it opens nothing there. */
const TABLE: Record<'official' | 'mini', Record<Act, [messages: number, seconds: number] | null>> = {
  official: { message: [5, 172_800], menu: [3, 60], subscribe: [3, 60], scan: [3, 60], enter: null },
  mini: { message: [5, 172_800], enter: [2, 60], menu: null, subscribe: null, scan: null },
};

export const tableOf = (kind: 'official' | 'mini', act: Act) => TABLE[kind][act];

type Opened = { act: Act; used: number; allowed: number; shutsAt: number };

/** One account's chat with one person. A send is counted in each window that is open; whichever still has some lets it pass. */
export class Chat {
  readonly kind: 'official' | 'mini';
  readonly errors: number[] = [];
  readonly arrived: { news: string[]; at: number; last: boolean }[] = [];
  following = true;
  #opened: Opened[] = [];

  constructor(kind: 'official' | 'mini') {
    this.kind = kind;
  }

  act(act: Act, at: number): void {
    const row = TABLE[this.kind][act];
    if (!row) return;
    const [allowed, seconds] = row;
    this.#opened = [
      ...this.#opened.filter((one) => one.act !== act),
      { act, used: 0, allowed, shutsAt: at + seconds * 1000 },
    ];
  }

  /** The answer of the send call: an errcode. */
  send(news: string[], at: number): number {
    if (!this.following) return this.kind === 'official' ? 43_004 : 40_003;
    const open = this.#opened.filter((one) => at < one.shutsAt);
    const errcode = open.length === 0 ? 45_015 : open.every((one) => one.used >= one.allowed) ? 45_047 : 0;
    if (errcode !== 0) {
      this.errors.push(errcode);
      return errcode;
    }
    for (const one of open) one.used += 1;
    this.arrived.push({ news, at, last: open.every((one) => one.used >= one.allowed) });
    return 0;
  }
}

/** One-time subscription messages: one accept is one message. */
export class Subscriptions {
  accepted = 0;
  readonly arrived: string[] = [];

  send(news: string): number {
    if (this.accepted <= 0) return 43_101;
    this.accepted -= 1;
    this.arrived.push(news);
    return 0;
  }
}
