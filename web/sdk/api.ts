/** What an APP sees of `@yixian/client`. The types that are published are made from this page (build.ts). */
import type { AlikeQuestion } from '../../shared/alike.ts';
import type { CustomerAct } from '../../shared/frame.ts';
import type { SessionView } from '../../shared/line.ts';
import type { Body, Option } from '../../shared/message.ts';
import type { MediaView } from '../../shared/media.ts';

/** Small storage. It may answer at once (localStorage, MMKV, uni-app) or by a promise (AsyncStorage). */
export type Storage = {
  getItem(key: string): string | null | undefined | Promise<string | null | undefined>;
  setItem(key: string, value: string): unknown;
};

/** What a socket tells. `closed` comes once, also when it never opened; a code that isn't known is 1006. */
export type SocketEvents = { opened(): void; heard(text: string): void; closed(code: number): void };
/** One open (or opening) socket. */
export type Socket = { send(text: string): void; close(code: number): void };

/** One HTTPS call. `body` is JSON, or null with GET. */
export type Call = {
  url: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body: string | null;
  timeoutMs: number;
};
/** One file on its way; `file` is whatever the platform calls a file. */
export type Gift = { url: string; headers: Record<string, string>; file: unknown; name: string };

/** Where the APP runs. `webPlatform`, `uniPlatform` and `reactNativePlatform` make one; anything of this shape will do. */
export type Platform = {
  /** Opens a socket; may throw when the network forbids it. */
  connectSocket(url: string, events: SocketEvents): Socket;
  /** Answers the body's text whatever the status; rejects when the network didn't answer. */
  request(call: Call): Promise<string>;
  storage: Storage;
  /** Gives a file and answers the body's text; without it `sendImage` and `sendFile` are refused as `unsupported`. */
  upload?(gift: Gift, progress: (share: number) => void): Promise<string>;
  /** Tells when the APP is looked at or online again (`wake`) and when it is about to be frozen (`pause`); answers how to end that. */
  moments?(wake: () => void, pause: () => void): () => void;
  /** Names this window where several may be open at once; without it the installation is one. */
  instance?(
    kept: { read(key: string): string | null; write(key: string, value: string): void },
    scope: string,
  ): Promise<string>;
  now?(): number;
  after?(delayMs: number, run: () => void): () => void;
  random?(): number;
};

/** What React Native's `AppState` is. */
export type AppState = {
  addEventListener(name: 'change', heard: (state: string) => void): { remove(): void };
};

/** A socket of uni-app's. */
export type UniSocket = {
  onOpen(heard: () => void): void;
  onMessage(heard: (message: { data: string | ArrayBuffer }) => void): void;
  onClose(heard: (closing: { code: number }) => void): void;
  onError(heard: () => void): void;
  send(message: { data: string; fail?: () => void }): void;
  close(closing: { code?: number }): void;
};

/** What of uni-app's `uni` is used; WeChat's `wx` has the same. */
export type Uni = {
  connectSocket(options: { url: string; fail?: () => void }): UniSocket;
  request(options: {
    url: string;
    method: 'GET' | 'POST';
    header: Record<string, string>;
    data?: string;
    dataType: string;
    timeout: number;
    success(answer: { data: unknown }): void;
    fail(): void;
  }): unknown;
  uploadFile(options: {
    url: string;
    filePath: string;
    name: string;
    header: Record<string, string>;
    success(answer: { data: string }): void;
    fail(): void;
  }): { onProgressUpdate?(heard: (update: { progress: number }) => void): void } | undefined;
  getStorageSync(key: string): unknown;
  setStorageSync(key: string, value: string): void;
  onNetworkStatusChange(heard: (network: { isConnected: boolean }) => void): void;
  onAppShow(heard: () => void): void;
  onAppHide(heard: () => void): void;
};

/** Who is signed in. `token` is asked for a fresh signed statement of your server whenever one is needed. */
export type User = { id: string; token(): Promise<string> };

export type ClientOptions = {
  /** The gateway's address, without a slash at its end. */
  gateway: string;
  /** The id of the account of channel `app` (or `web`, in a page). */
  site: string;
  platform: Platform;
  user?: User | null;
};

/** `background`: asleep until `foreground()`. `stopped`: a new start is needed; `refused` said why. */
export type Connection = 'connecting' | 'online' | 'offline' | 'background' | 'stopped';

/** One row of the conversation, in order; own words that are still on their way come last. */
export type Row = {
  /** Stays the same while a word of one's own goes from `waiting` to `sent`. */
  key: string;
  /** null: not on the line yet. */
  id: string | null;
  mine: boolean;
  from: 'customer' | 'robot' | 'agent' | 'system';
  /** The colleague's name, or empty. */
  name: string;
  body: Body;
  /** The body in words, for screens that don't draw its kind. */
  text: string;
  /** Unix milliseconds. */
  at: number;
  status: 'waiting' | 'refused' | 'sent' | 'read' | 'failed';
  /** Why it was refused or failed. */
  reason: { code: string; detail: string } | null;
};

/** Where the customer stands in line; `waitMs` null: nobody can say. */
export type Queue = { position: number; waitMs: number | null };
/** Who types. */
export type Typing = { from: 'robot' | 'agent'; name: string };

export type Events = {
  /** Something was said by the company, once each; never what was there at the first start. */
  message: Row;
  /** A row of one's own moved on. */
  status: Row;
  /** The encounter: with the robot, in line, with a colleague, closed. */
  session: SessionView | null;
  queue: Queue | null;
  typing: Typing | null;
  connection: Connection;
  unread: number;
  /** An act, or the client itself, was refused. */
  refused: { code: string; detail: string };
  /** 是您吗？: whether somebody else's conversation is theirs too, asked of who is signed in; null: nothing is asked any more. */
  question: AlikeQuestion | null;
  /** Anything a screen may show has changed. */
  changed: undefined;
};

/** What a call beside the conversation answers. */
export type Answered = { ok: true } | { ok: false; code: string; detail: string };

/** What `sendImage` and `sendFile` answer. */
export type Given = { ok: true; key: string; media: MediaView } | { ok: false; code: string; detail: string };

export type Client = {
  on<Name extends keyof Events>(name: Name, heard: (given: Events[Name]) => void): () => void;
  start(): void;
  /** Ends the connection; what was not sent stays and goes out after the next start. */
  stop(): void;
  /** The APP is looked at: connects at once. */
  foreground(): void;
  /** The APP leaves: lets the connection go, so that what comes wakes it by a push. */
  background(): void;
  /** A push came: fetches the news and answers how many are unread, or null when the network gave nothing within `limitMs`. */
  pushed(limitMs?: number): Promise<number | null>;

  /** Becomes a user; what was said before, as a guest, is asked about (`question.said`). */
  signIn(user: User): Promise<void>;
  /** Becomes a new guest; nothing of the person stays on the phone, not even what was not sent. */
  signOut(): Promise<void>;

  readonly connection: Connection;
  readonly rows: readonly Row[];
  readonly session: SessionView | null;
  readonly queue: Queue | null;
  readonly typing: Typing | null;
  readonly unread: number;
  /** 是您吗？, while something is asked. */
  readonly question: AlikeQuestion | null;
  /** There are older messages: `older()` brings them. */
  readonly more: boolean;
  /** The name under which pushes are told to your server; null before the first sign-in and outside APPs. */
  readonly conversation: string | null;
  /** What stands unsent in the field; survives a kill. */
  draft: string;

  /** Says a text; answers its key. It is kept until the line has it, also over a kill. */
  sendText(text: string, quote?: string): string;
  /** Taps an option of a menu. */
  choose(option: Option): string;
  sendImage(file: unknown, name?: string, progress?: (share: number) => void): Promise<Given>;
  sendFile(file: unknown, name: string, progress?: (share: number) => void): Promise<Given>;
  /** 转人工, 评价, 撤回 …; refusals come by the event `refused`. */
  act(act: CustomerAct): void;
  retry(key: string): void;
  discard(key: string): void;
  /** To 是您吗？: `no` is never asked again, `later` not for a week. `yes` is refused as `proof_needed` until the number the question rests on was proven. */
  answer(word: 'yes' | 'no' | 'later'): Promise<Answered>;
  /** Sends six digits to a number, and takes them: the number is the person's then, and a yes that rests on it counts for ten minutes. */
  sendCode(phone: string, language?: 'zh' | 'en'): Promise<Answered>;
  enterCode(phone: string, code: string): Promise<Answered>;
  /** Sends a confirmation link to an e-mail address, for a question that rests on one. */
  sendLink(email: string, language?: 'zh' | 'en'): Promise<Answered>;
  /** Older messages; resolves when they are there or there was no way. */
  older(limit?: number): Promise<void>;
  /** Everything so far has been seen. */
  read(): void;
  /** The person types, or stopped. */
  typed(on: boolean): void;
  /** The whole address of a picture or file of the conversation, with the key that opens it. */
  address(url: string): string;
  /** Resolves when everything is in a storage that answers later. */
  written(): Promise<void>;
};
