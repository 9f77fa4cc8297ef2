/** Which colleagues look at the line, and which of them write: signals between staff, told only while several look. */
import { VIEWING_EVERY_MS, VIEWING_LOST_MS, type ServerFrame } from '../../shared/frame.ts';

type Looking = { id: string; name: string; typing: boolean; at: number };

/** Remembered while awake; after sleep the screens say again that they look. */
export class Viewers {
  readonly #tell: (frame: ServerFrame) => void;
  readonly #looking = new Map<WebSocket, Looking>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #told = '[]';

  constructor(tell: (frame: ServerFrame) => void) {
    this.#tell = tell;
  }

  /** A screen says that it shows the line, or no longer. */
  look(socket: WebSocket, agent: { id: string; name: string }, on: boolean, typing: boolean, now: number): void {
    if (on) this.#looking.set(socket, { id: agent.id, name: agent.name, typing, at: now });
    else this.#looking.delete(socket);
    this.#settle(now);
  }

  /** The socket is closed. */
  left(socket: WebSocket, now: number): void {
    if (this.#looking.delete(socket)) this.#settle(now);
  }

  /** What a screen that comes is told. */
  frame(now: number): Extract<ServerFrame, { type: 'viewing' }> {
    const agents = new Map<string, { id: string; name: string; typing: boolean }>();
    for (const { id, name, typing, at } of this.#looking.values()) {
      if (now - at > VIEWING_LOST_MS && this.#looking.size > 1) continue;
      agents.set(id, { id, name, typing: typing || agents.get(id)?.typing === true });
    }
    return { type: 'viewing', agents: [...agents.values()] };
  }

  /** Tells what changed. A lone looker needs no pulse, and no timer keeps the object awake for them. */
  #settle(now: number): void {
    const frame = this.frame(now);
    const text = JSON.stringify(frame.agents);
    if (text !== this.#told) {
      this.#told = text;
      this.#tell(frame);
    }
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#looking.size < 2) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      const later = Date.now();
      for (const [socket, { at }] of this.#looking) if (later - at > VIEWING_LOST_MS) this.#looking.delete(socket);
      this.#settle(later);
    }, VIEWING_EVERY_MS / 2);
  }
}
