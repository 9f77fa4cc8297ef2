/** The conversation of an APP's user: the one stream client with what a screen needs around it. */
import type { CustomerAct } from '../../shared/frame.ts';
import { mediaBody } from '../../shared/media-rules.ts';
import type { Option } from '../../shared/message.ts';
import { packLine } from '../client/kept-line.ts';
import { machineClock, type Clock } from '../client/ports.ts';
import type { Answered, Client, ClientOptions, Given, User } from './api.ts';
import { give } from './door.ts';
import { asked, said } from './questions.ts';
import { Shown } from './shown.ts';
import { carryOver, forget, openTalk, type Talk } from './talk.ts';

/** The line is written down so long after a change: a rush of words costs one writing. */
const WRITE_MS = 400;
const PUSH_MS = 20_000;
const KEPT_ROWS = 100;
/** So long a guest's words may still leave before they are said by the user. */
const LEAVING_MS = 3_000;

/** Opens the conversation with what the phone holds; nothing leaves before `start()`. */
export async function createClient(options: ClientOptions): Promise<Client> {
  const client = new Conversation(options);
  await client.open(options.user ?? null);
  return client;
}

class Conversation extends Shown implements Client {
  conversation: string | null = null;
  readonly #options: ClientOptions;
  readonly #clock: Clock;
  #talk: Talk | null = null;
  #running = false;
  #asleep = false;
  #mediaKey = '';
  #endMoments: () => void = () => undefined;
  #callOffWriting: (() => void) | null = null;

  constructor(options: ClientOptions) {
    const { now, after, random } = options.platform;
    const clock = { ...machineClock, ...(now && { now }), ...(after && { after }), ...(random && { random }) };
    super(clock);
    this.#clock = clock;
    this.#options = options;
  }

  get more() {
    return this.#now.follower.state?.more ?? false;
  }
  get draft() {
    return this.#now.kept.read('draft') ?? '';
  }
  set draft(text: string) {
    this.#now.kept.write('draft', text);
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#asleep = false;
    const moments = this.#options.platform.moments?.(
      () => this.foreground(),
      () => this.background(),
    );
    this.#endMoments = moments ?? (() => undefined);
    this.#now.follower.start();
  }

  stop(): void {
    this.#running = false;
    this.#endMoments();
    this.#write();
    this.#now.follower.stop();
  }

  foreground(): void {
    this.#asleep = false;
    if (this.#running) this.#now.follower.wake();
    this.#changed();
  }

  background(): void {
    this.#asleep = true;
    this.#write();
    this.#now.follower.pause();
    this.#changed();
  }

  async pushed(limitMs: number = PUSH_MS): Promise<number | null> {
    const { follower } = this.#now;
    const before = this.#running && !this.#asleep;
    // A welcome of an earlier connection knows nothing of the news.
    const old = follower.welcome;
    const there = () => {
      const { welcome, state, status } = follower;
      const fresh = before && status === 'live' ? welcome : welcome === old ? null : welcome;
      return fresh !== null && (state?.revision ?? -1) >= fresh.revision;
    };
    const reached = new Promise<boolean>((resolve) => {
      const done = (value: boolean) => {
        forgetMe();
        callOff();
        resolve(value);
      };
      const forgetMe = this.on('changed', () => there() && done(true));
      const callOff = this.#clock.after(limitMs, () => done(false));
    });
    follower.start();
    follower.wake();
    if (before) this.#changed();
    const came = await reached;
    // Still nobody looks: what comes next shall wake again.
    if (!before && (this.#asleep || !this.#running)) this.background();
    return came ? this.unread : null;
  }

  async signIn(user: User): Promise<void> {
    const guest = this.#now;
    if (guest.user?.id === user.id) return;
    if (guest.user) return this.#become(user, forget);
    if (this.#running) await this.#left(guest);
    await this.#become(user, carryOver);
  }

  async signOut(): Promise<void> {
    await this.#become(null, forget);
  }

  sendText(text: string, quote?: string): string {
    return this.#now.follower.send({
      type: 'send',
      body: { kind: 'text', text },
      ...(quote !== undefined && { quote }),
    });
  }

  choose({ id, label }: Option): string {
    return this.#now.follower.send({ type: 'send', body: { kind: 'text', text: label, option: id } });
  }

  sendImage(file: unknown, name = 'image.jpg', progress: (share: number) => void = () => undefined): Promise<Given> {
    return this.#give({ file, name, as: 'image' }, progress);
  }

  sendFile(file: unknown, name: string, progress: (share: number) => void = () => undefined): Promise<Given> {
    return this.#give({ file, name, as: 'file' }, progress);
  }

  act(act: CustomerAct): void {
    this.#now.follower.send({ type: 'act', act });
  }

  retry(key: string): void {
    this.#now.follower.retry(key);
  }

  discard(key: string): void {
    this.#now.follower.discard(key);
  }

  answer(word: 'yes' | 'no' | 'later'): Promise<Answered> {
    if (!this.question) return Promise.resolve({ ok: false, code: 'not_found', detail: 'Nothing is asked.' });
    return this.#said('/v1/me/alike', { question: this.question.id, answer: word });
  }

  sendCode(phone: string, language: 'zh' | 'en' = 'zh'): Promise<Answered> {
    return said(this.#now, '/v1/me/phone/code', { phone, language });
  }

  enterCode(phone: string, code: string): Promise<Answered> {
    return this.#said('/v1/me/phone/verify', { phone, code });
  }

  sendLink(email: string, language: 'zh' | 'en' = 'zh'): Promise<Answered> {
    return said(this.#now, '/v1/me/email/link', { email, language });
  }

  older(limit?: number): Promise<void> {
    return this.#now.follower.older(limit);
  }

  read(): void {
    const { follower } = this.#now;
    if (!follower.state) return;
    this.seen(follower.state.revision);
    follower.read(follower.state.revision);
    this.#changed();
  }

  typed(on: boolean): void {
    this.#now.follower.typing(on);
  }

  address(url: string): string {
    if (!url.startsWith('/')) return url;
    const key = url.startsWith('/media/') ? `?key=${this.#mediaKey}` : '';
    return this.#options.gateway + url + key;
  }

  async written(): Promise<void> {
    await this.#now.written();
  }

  /** The conversation of this user or guest. */
  async open(user: User | null): Promise<void> {
    this.#talk = await openTalk(this.#options, this.#clock, user, {
      changed: () => this.#changed(),
      signal: (frame) => this.heard(frame),
      refused: (code, detail) => this.ears.tell('refused', { code, detail }),
      session: ({ media }, conversation) => {
        this.#mediaKey = media;
        this.conversation = conversation;
      },
    });
    this.#changed();
  }

  get #now(): Talk {
    if (!this.#talk) throw new Error('The conversation is not open yet.');
    return this.#talk;
  }

  async #become(user: User | null, leave: (from: Talk, to: Talk) => void): Promise<void> {
    const before = this.#now;
    before.follower.stop();
    this.#callOffWriting?.();
    this.#callOffWriting = null;
    this.blank();
    this.conversation = null;
    // Whoever comes next finds on the phone only what is theirs.
    if (leave === forget) forget(before);
    await before.written();
    await this.open(user);
    if (leave !== forget) leave(before, this.#now);
    if (this.#running) this.#now.follower.start();
  }

  /** What changes what is asked; then it is looked at anew. */
  async #said(path: string, body: object): Promise<Answered> {
    const talk = this.#now;
    const answer = await said(talk, path, body);
    await this.#askAbout(talk);
    return answer;
  }

  /** 是您吗？ is asked of who is signed in alone; a guest costs no call. */
  async #askAbout(talk: Talk): Promise<void> {
    const question = talk.user ? await asked(talk) : null;
    // Meanwhile somebody else may have come.
    if (question !== undefined && talk === this.#talk) this.asks(question);
  }

  /** Waits a while until nothing is on its way. */
  #left({ follower }: Talk): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        stop();
        callOff();
        resolve();
      };
      const stop = this.on('changed', () => follower.pending.length === 0 && done());
      const callOff = this.#clock.after(LEAVING_MS, done);
      if (follower.pending.length === 0) done();
    });
  }

  async #give(gift: Parameters<typeof give>[3], progress: (share: number) => void): Promise<Given> {
    const { door, follower } = this.#now;
    const answer = await give(this.#options.platform, door, this.#options.gateway, gift, progress);
    if (!answer.ok) return answer;
    return { ok: true, media: answer.media, key: follower.send({ type: 'send', body: mediaBody(answer.media) }) };
  }

  #changed(): void {
    const talk = this.#talk;
    if (!talk) return;
    const { follower } = talk;
    const { state, pending } = follower;
    const act = pending.find(({ payload, refused }) => payload.type === 'act' && refused !== null);
    if (act?.refused) {
      // Discarding changes the outbox, which comes back here for the next one.
      follower.discard(act.key);
      this.ears.tell('refused', act.refused);
      return;
    }
    const before = this.connection;
    this.look(talk, this.#asleep);
    if (before !== 'online' && this.connection === 'online') void this.#askAbout(talk);
    if (state) this.#callOffWriting ??= this.#clock.after(WRITE_MS, () => this.#write());
    this.ears.tell('changed', undefined);
  }

  #write(): void {
    this.#callOffWriting?.();
    this.#callOffWriting = null;
    const { follower, kept } = this.#now;
    if (follower.state) kept.write('line', packLine(follower.state, KEPT_ROWS));
  }
}
