/** The customer API: signing in, tickets, and the stream's frames over HTTPS. One door for web, APP and mini-program. */
import type { Answer, Door } from './ports.ts';

/** One HTTPS call; a network fault answers the refusal `unavailable`. */
export type Ask = (call: { path: string; body: object; bearer?: string; timeoutMs: number }) => Promise<Answer<object>>;

/** How a visitor shows who they are. */
export type SignIn =
  | { kind: 'site'; site: string; visitor?: string; token?: string }
  | { kind: 'miniprogram'; account: string; code: string; handOff?: string };

/** The gateway's answer to a sign-in: `token` is the bearer, `visitor` an anonymous visitor's only name (keep it), `media` the key of files. */
export type Session = { token: string; visitor: string | null; signedIn: boolean; media: string };

const CALL_MS = 15_000;

/** Hears of every sign-in; `answer` is the gateway's whole one, with what only some clients ask for. */
type SignedIn = (session: Session, answer: object) => void;

/** A door that signs in when needed, and anew when its session has run out. `signIn` is asked each time (codes are used once). */
export class CustomerDoor implements Door {
  readonly #ask: Ask;
  readonly #base: string;
  readonly #signIn: () => Promise<SignIn>;
  readonly #signedIn: SignedIn | undefined;
  #session: Promise<Answer<Session>> | null = null;

  /** `base` is the gateway's address without a slash at the end; sockets are opened there too. */
  constructor(ask: Ask, base: string, signIn: () => Promise<SignIn>, signedIn?: SignedIn) {
    this.#ask = ask;
    this.#base = base;
    this.#signIn = signIn;
    this.#signedIn = signedIn;
  }

  /** The session token, for calls beside the stream. */
  async session(): Promise<Answer<Session>> {
    this.#session ??= this.#open();
    const opened = await this.#session;
    if (!opened.ok) this.#session = null;
    return opened;
  }

  /** The session is no longer known: the next call signs in anew. */
  renew(): void {
    this.#session = null;
  }

  async ticket(): Promise<Answer<{ ticket: string; url: string }>> {
    const answer = await this.call('/v1/ticket', {});
    if (!answer.ok) return answer;
    const { ticket, url } = answer as { ticket?: unknown; url?: unknown };
    if (typeof ticket !== 'string' || typeof url !== 'string') return broken;
    return { ok: true, ticket, url: socketAddress(this.#base, url) };
  }

  async operate(instance: string, frame: object): Promise<Answer<{ frames: unknown[] }>> {
    return framesOf(await this.call('/v1/line/operate', { instance, frame }));
  }

  async poll(instance: string, position: object | null, waitMs: number): Promise<Answer<{ frames: unknown[] }>> {
    return framesOf(await this.call('/v1/line/poll', { instance, position, waitMs }, CALL_MS + waitMs));
  }

  /** One call with the session; signs in anew, once, when the gateway no longer knows it. */
  call(path: string, body: object, timeoutMs: number = CALL_MS): Promise<Answer<object>> {
    return this.withSession((bearer) => this.#ask({ path, body, bearer, timeoutMs }));
  }

  /** Anything that needs the session; done anew, once, with a fresh one when the gateway no longer knows it. */
  async withSession<Value>(ask: (bearer: string) => Promise<Answer<Value>>): Promise<Answer<Value>> {
    const first = await this.#once(ask);
    if (first.ok || (first.code !== 'not_signed_in' && first.code !== 'bad_token')) return first;
    this.#session = null;
    return this.#once(ask);
  }

  async #once<Value>(ask: (bearer: string) => Promise<Answer<Value>>): Promise<Answer<Value>> {
    const opened = await this.session();
    return opened.ok ? ask(opened.token) : opened;
  }

  async #open(): Promise<Answer<Session>> {
    let signIn: SignIn;
    try {
      signIn = await this.#signIn();
    } catch {
      return { ok: false, code: 'unavailable', detail: 'No sign-in.' };
    }
    const { kind, ...proof } = signIn;
    const path = kind === 'site' ? '/v1/session' : '/v1/miniprogram/sign-in';
    const answer = await this.#ask({ path, body: proof, timeoutMs: CALL_MS });
    if (!answer.ok) return answer;
    const { token, visitor, signedIn, media } = answer as Record<string, unknown>;
    if (typeof token !== 'string') return broken;
    const opened: Session = {
      token,
      visitor: typeof visitor === 'string' ? visitor : null,
      signedIn: signedIn === true,
      media: String(media ?? ''),
    };
    this.#signedIn?.(opened, answer);
    return { ok: true, ...opened };
  }
}

/** The socket's whole address for a path the gateway named. */
export function socketAddress(base: string, path: string): string {
  return base.replace(/^http/, 'ws') + path;
}

const broken: { ok: false; code: string; detail: string } = {
  ok: false,
  code: 'unavailable',
  detail: 'The answer was not understood.',
};

function framesOf(answer: Answer<object>): Answer<{ frames: unknown[] }> {
  if (!answer.ok) return answer;
  const { frames } = answer as { frames?: unknown };
  return Array.isArray(frames) ? { ok: true, frames } : broken;
}

/** Reads any gateway answer; what is no JSON of ours counts as `unavailable` (a proxy's page, a half answer). */
export function readAnswer(text: string): Answer<object> {
  try {
    const given = JSON.parse(text) as { ok?: unknown; code?: unknown; detail?: unknown } | null;
    if (given?.ok === true) return { ...given, ok: true };
    if (given?.ok === false && typeof given.code === 'string') {
      return { ok: false, code: given.code, detail: typeof given.detail === 'string' ? given.detail : '' };
    }
  } catch {
    return broken;
  }
  return broken;
}
