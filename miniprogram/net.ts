/** The only place that talks to the gateway: silent sign-in, the followed line, signals. Pages draw what it holds. */
import type { CustomerAct } from '../shared/frame.ts';
import type { Option } from '../shared/message.ts';
import { LineFollower, type CustomerPayload, type LineSignal } from '../web/client/line.ts';
import { keepMediaKey } from '../web/client/media-key.ts';
import { CustomerDoor } from '../web/client/net.ts';
import { machineClock } from '../web/client/ports.ts';
import { weixinAsk, weixinDial, weixinInstance, weixinKeep, weixinMoments } from '../web/client/transport-weixin.ts';
import type { Place } from './line/bar.ts';
import { refusedActs } from './line/rows.ts';

const TYPING_MS = 6000;
const ACCOUNT = APPID;
const BASE = GATEWAY_URL;

/** Someone of the company who types; nameless for the robot. */
export type Typist = { robot: boolean; name: string; until: number };

/** The person's conversation with the company. */
export class Talk {
  readonly base = BASE;
  readonly keep = weixinKeep(wx, `talk:${ACCOUNT}:`);
  readonly follower: LineFollower<CustomerPayload>;
  /** Place in the queue as last told. */
  place: Place | null = null;
  typist: Typist | null = null;
  /** Why the client had to stop, if it had to. */
  refusal = '';
  /** Since when there is no connection; null while there is one. */
  lostAt: number | null = null;
  /** Hears why something asked (转人工, a rating …) was refused. */
  onRefusedAct: (code: string, detail: string) => void = () => undefined;
  readonly #listeners = new Set<() => void>();

  constructor() {
    const signIn = async () => {
      const { code } = await wx.login();
      return { kind: 'miniprogram' as const, account: ACCOUNT, code };
    };
    const door = new CustomerDoor(weixinAsk(wx, BASE), BASE, signIn, ({ media }) => keepMediaKey(media));
    this.follower = new LineFollower<CustomerPayload>({
      door,
      dial: weixinDial(wx),
      clock: machineClock,
      keep: this.keep,
      instance: weixinInstance(this.keep, Math.random),
      changed: () => this.#changed(),
      signal: (frame) => this.#heard(frame),
      refused: (code) => {
        this.refusal = code;
        this.#tell();
      },
    });
  }

  start(): void {
    this.lostAt = machineClock.now();
    // Time in the background is no outage.
    wx.onAppShow(() => {
      if (this.lostAt !== null) this.lostAt = machineClock.now();
    });
    weixinMoments(wx, this.follower);
    this.follower.start();
  }

  /** Hears of everything that may change a screen; answers how to stop. */
  follow(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Says a text, or taps an option of a menu. */
  say(text: string, option?: Option): void {
    const body = { kind: 'text' as const, text, ...(option && { option: option.id }) };
    this.follower.send({ type: 'send', body });
  }

  act(act: CustomerAct): void {
    this.follower.send({ type: 'act', act });
  }

  /** Tries now, whatever the state. */
  reconnect(): void {
    this.refusal = '';
    if (this.follower.status === 'stopped') this.follower.start();
    else this.follower.wake();
  }

  #heard(frame: LineSignal): void {
    if (frame.type === 'queue') this.place = { position: frame.position, waitMs: frame.waitMs };
    if (frame.type === 'typing' && frame.from !== 'customer') {
      const until = machineClock.now() + TYPING_MS;
      this.typist = frame.on ? { robot: frame.from === 'robot', name: frame.name ?? '', until } : null;
    }
    this.#tell();
  }

  #changed(): void {
    const { status, state, pending } = this.follower;
    if (status === 'live' || status === 'polling') this.lostAt = null;
    else this.lostAt ??= machineClock.now();
    if (state?.session?.state !== 'queued') this.place = null;
    const last = state?.messages[state.messages.length - 1];
    if (last?.direction === 'out') this.typist = null;
    const [refused] = refusedActs(state, pending);
    if (refused) {
      // Discarding changes the outbox, which comes back here for the next one.
      this.follower.discard(refused.key);
      if (!refused.moot) this.onRefusedAct(refused.code, refused.detail);
      return;
    }
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The one conversation of this mini-program. */
export const talk = new Talk();
