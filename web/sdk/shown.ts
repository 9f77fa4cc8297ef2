/** What a screen shows of a conversation, and who is told when something of it is another than before. */
import type { LineSignal } from '../client/line.ts';
import { unreadCount } from '../client/pending.ts';
import type { Clock } from '../client/ports.ts';
import type { Client, Connection, Events, Queue, Row, Typing } from './api.ts';
import { Ears } from './ears.ts';
import { rowsOf } from './rows.ts';
import type { Talk } from './talk.ts';

/** Who types is forgotten after this long without a word of it. */
const TYPING_MS = 6_000;

export class Shown {
  rows: readonly Row[] = [];
  session: Client['session'] = null;
  queue: Queue | null = null;
  typing: Typing | null = null;
  unread = 0;
  question: Client['question'] = null;
  connection: Connection = 'stopped';
  protected readonly ears = new Ears();
  readonly #timer: Clock;
  #readUpTo = 0;
  #callOff: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#timer = clock;
  }

  on<Name extends keyof Events>(name: Name, heard: (given: Events[Name]) => void): () => void {
    return this.ears.on(name, heard);
  }

  /** Somebody else's conversation follows. */
  protected blank(): void {
    this.#callOff();
    this.#readUpTo = 0;
    this.queue = null;
    this.typing = null;
    this.#put('question', null);
  }

  /** 是您吗？, or null: nothing is asked. */
  protected asks(question: Client['question']): void {
    this.#put('question', question);
    this.ears.tell('changed', undefined);
  }

  /** Seen up to this revision, whether or not the gateway knows already. */
  protected seen(revision: number): void {
    this.#readUpTo = revision;
  }

  /** What is no part of the line: place and typing. */
  protected heard(frame: LineSignal): void {
    if (frame.type === 'queue') {
      this.queue = { position: frame.position, waitMs: frame.waitMs };
      this.ears.tell('queue', this.queue);
    }
    if (frame.type === 'typing' && frame.from !== 'customer') {
      this.#types(frame.on ? { from: frame.from, name: frame.name ?? '' } : null);
    }
    this.ears.tell('changed', undefined);
  }

  /** Looks at the conversation anew and tells what came or moved. */
  protected look({ follower, keys, news }: Talk, asleep: boolean): void {
    const { state, status, welcome, pending, instance } = follower;
    this.rows = rowsOf(state, pending, keys, instance);
    const { came, moved } = news.look(state, this.rows);
    for (const row of moved) this.ears.tell('status', row);
    for (const row of came) this.ears.tell('message', row);
    if (came.length > 0) this.#types(null);
    const marks = [state?.marks.customer['*'], state?.marks.customer[welcome?.viewer.endpoint ?? '']];
    const read = Math.max(this.#readUpTo, ...marks.map((one) => one?.read ?? 0));
    this.#put('session', state?.session ?? null);
    if (this.session?.state !== 'queued') this.#put('queue', null);
    this.#put('unread', unreadCount(state?.messages ?? [], read));
    this.#put('connection', connectionOf(status, asleep));
  }

  #types(typing: Typing | null): void {
    this.#callOff();
    if (typing) this.#callOff = this.#timer.after(TYPING_MS, () => this.#types(null));
    this.#put('typing', typing);
  }

  #put<Name extends 'session' | 'queue' | 'typing' | 'unread' | 'connection' | 'question'>(
    name: Name,
    value: Events[Name],
  ): void {
    if (JSON.stringify(this[name]) === JSON.stringify(value)) return;
    Object.assign(this, { [name]: value });
    this.ears.tell(name, value);
  }
}

function connectionOf(status: Talk['follower']['status'], asleep: boolean): Connection {
  if (status === 'live' || status === 'polling') return 'online';
  if (status === 'connecting') return 'connecting';
  if (status === 'waiting') return asleep ? 'background' : 'offline';
  return 'stopped';
}
