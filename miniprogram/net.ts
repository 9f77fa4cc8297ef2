/** The only place that talks to the gateway: silent sign-in, the followed line, signals. Pages draw what it holds. */
import type { CustomerAct } from '../shared/frame.ts';
import type { Line } from '../shared/line.ts';
import type { Option } from '../shared/message.ts';
import { LineFollower, type CustomerPayload, type LineSignal } from '../web/client/line.ts';
import { keptInstance } from '../web/client/instance.ts';
import { keepMediaKey } from '../web/client/media-key.ts';
import { CustomerDoor } from '../web/client/net.ts';
import { machineClock, type Answer, type Clock } from '../web/client/ports.ts';
import { weixinAsk, weixinDial, weixinKeep, weixinMoments, weixinRead } from '../web/client/transport-weixin.ts';
import { Gifts, type GiftTools } from './gifts.ts';
import type { Place } from './line/bar.ts';
import { packLine, unpackLine } from '../web/client/kept-line.ts';
import { refusedActs } from './line/rows.ts';
import { takeFile, type Taken } from './own/take.ts';

const TYPING_MS = 6000;
/** The line is written down so long after a change: a rush of words costs one writing. */
const WRITE_MS = 400;
const ASK_MS = 15_000;
const ACCOUNT = APPID;
const BASE = GATEWAY_URL;

/** Someone of the company who types; nameless for the robot. */
export type Typist = { robot: boolean; name: string; until: number };

/** The person's conversation with the company. */
export class Talk {
  readonly base = BASE;
  readonly keep = weixinKeep(wx, `talk:${ACCOUNT}:`);
  readonly follower: LineFollower<CustomerPayload>;
  readonly gifts: Gifts;
  /** Place in the queue as last told. */
  place: Place | null = null;
  typist: Typist | null = null;
  /** A place in the line that was asked to be opened, and is not yet. */
  wanted: { id: string } | { at: number } | null = null;
  /** Why the client had to stop, if it had to. */
  refusal = '';
  /** Since when there is no connection; null while there is one. */
  lostAt: number | null = null;
  /** Hears why something asked (转人工, a rating …) was refused. */
  onRefusedAct: (act: string, code: string, detail: string) => void = () => undefined;
  /** Hears what became of a hand-off. */
  onHandedOff: (outcome: string) => void = () => undefined;
  /** A hand-off that is to be shown at the next sign-in, and the last one that was. */
  #handOff = '';
  #handedOff = '';
  readonly #listeners = new Set<() => void>();
  readonly #clock: Clock;
  readonly #door: CustomerDoor;
  readonly #read = weixinRead(wx, BASE);
  /** The line as it was written down last, and the time to write it down again. */
  #kept: Line | null;
  #writing: (() => void) | null = null;
  #ended = false;

  constructor(clock: Clock = machineClock) {
    this.#clock = clock;
    this.#kept = unpackLine(this.keep.read('line'));
    const signIn = async () => {
      const { code } = await wx.login();
      const handOff = this.#handOff;
      return { kind: 'miniprogram' as const, account: ACCOUNT, code, ...(handOff !== '' && { handOff }) };
    };
    this.#door = new CustomerDoor(weixinAsk(wx, BASE), BASE, signIn, ({ media }, answer) => {
      keepMediaKey(media);
      const { handOff } = answer as { handOff?: unknown };
      if (typeof handOff !== 'string') return;
      this.#handOff = '';
      this.onHandedOff(handOff);
    });
    const door = this.#door;
    this.gifts = new Gifts({
      door,
      base: BASE,
      now: () => clock.now(),
      changed: () => this.#tell(),
      send: (body, { quote }) => void this.follower.send({ type: 'send', body, ...(quote !== '' && { quote }) }),
    });
    this.follower = new LineFollower<CustomerPayload>({
      door,
      dial: weixinDial(wx),
      clock,
      keep: this.keep,
      begun: this.#kept,
      instance: keptInstance(this.keep, Math.random, 'm'),
      changed: () => this.#changed(),
      signal: (frame) => this.#heard(frame),
      refused: (code) => {
        this.refusal = code;
        this.#tell();
      },
    });
  }

  /** A place of its own for files that are not said in the line: each is told to `given` once the gateway has it. */
  gather(given: GiftTools['send'], changed: () => void): Gifts {
    return new Gifts({ door: this.#door, base: BASE, now: () => this.#clock.now(), changed, send: given });
  }

  start(): void {
    this.lostAt = this.#clock.now();
    // Time in the background is no outage.
    wx.onAppShow(() => {
      if (this.lostAt !== null) this.lostAt = this.#clock.now();
    });
    wx.onAppHide(() => this.#write());
    weixinMoments(wx, this.follower);
    this.follower.start();
  }

  /** Hears of everything that may change a screen; answers how to stop. */
  follow(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Says a text, or taps an option of a menu; `quote` names the message it refers to. */
  say(text: string, option?: Option, quote = ''): void {
    const body = { kind: 'text' as const, text, ...(option && { option: option.id }) };
    this.follower.send({ type: 'send', body, ...(quote !== '' && { quote }) });
  }

  act(act: CustomerAct): void {
    this.follower.send({ type: 'act', act });
  }

  /** Reads what doesn't come by the stream. */
  read(path: string): Promise<Answer<object>> {
    return this.#door.withSession((bearer) => this.#read({ path, bearer, timeoutMs: ASK_MS }));
  }

  /** Asks what doesn't go by the stream. */
  ask(path: string, body: object): Promise<Answer<object>> {
    return this.#door.call(path, body);
  }

  /** Takes a file of the person's own to the phone. */
  take(path: string, heard: (bytes: number) => void): { file: Promise<Answer<Taken>>; callOff: () => void } {
    return takeFile((ask) => this.#door.withSession(ask), BASE + path, heard);
  }

  /** The line ends on this phone: nothing of it is followed or written down any more. */
  end(): void {
    this.follower.stop();
    this.#writing?.();
    this.#ended = true;
  }

  /** It did not end after all. */
  goOn(): void {
    this.#ended = false;
    this.follower.start();
  }

  /** Tries now, whatever the state. */
  reconnect(): void {
    this.refusal = '';
    if (this.follower.status === 'stopped') this.follower.start();
    else this.follower.wake();
  }

  /** Goes on with a conversation handed off from another screen, by its code. */
  takeUp(code: string): void {
    if (code === '' || code === this.#handedOff) return;
    this.#handedOff = code;
    this.#handOff = code;
    this.#door.renew();
    if (this.follower.status !== 'idle') void this.#door.session();
  }

  /** Nothing of the line stays on this phone. */
  forget(): void {
    this.#writing?.();
    this.#kept = this.follower.state;
    this.keep.write('line', '');
  }

  #write(): void {
    this.#writing?.();
    this.#writing = null;
    const { state } = this.follower;
    if (this.#ended || !state || state === this.#kept) return;
    this.#kept = state;
    this.keep.write('line', packLine(state));
  }

  #heard(frame: LineSignal): void {
    if (frame.type === 'queue')
      this.place = { position: frame.position, waitMs: frame.waitMs, priority: frame.why === 'priority' };
    if (frame.type === 'typing' && frame.from !== 'customer') {
      const until = this.#clock.now() + TYPING_MS;
      this.typist = frame.on ? { robot: frame.from === 'robot', name: frame.name ?? '', until } : null;
    }
    this.#tell();
  }

  #changed(): void {
    const { status, state, pending } = this.follower;
    if (status === 'live' || status === 'polling') this.lostAt = null;
    else this.lostAt ??= this.#clock.now();
    if (state?.session?.state !== 'queued') this.place = null;
    const last = state?.messages[state.messages.length - 1];
    if (last?.direction === 'out') this.typist = null;
    if (state !== this.#kept) this.#writing ??= this.#clock.after(WRITE_MS, () => this.#write());
    const [refused] = refusedActs(state, pending);
    if (refused) {
      // Discarding changes the outbox, which comes back here for the next one.
      this.follower.discard(refused.key);
      if (!refused.moot) this.onRefusedAct(refused.act, refused.code, refused.detail);
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
