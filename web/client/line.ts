/** A customer's line followed by a screen: the link with the line's reducer, older pages and signals. Customers and agents alike. */
import type { AgentFrame, CustomerFrame, ServerFrame } from '../../shared/frame.ts';
import type { Change, Line, Snapshot } from '../../shared/line.ts';
import { applyChange, prependHistory } from '../../shared/reduce.ts';
import type { Shape } from './envelope.ts';
import { Link, type LinkOptions } from './link.ts';

type WithoutNumber<Frame> = Frame extends { type: 'send' | 'act' } ? Omit<Frame, 'number'> : never;
/** What a customer says or does. */
export type CustomerPayload = WithoutNumber<CustomerFrame>;
/** What an agent says or does. */
export type AgentPayload = WithoutNumber<AgentFrame>;
/** Frames on a line that are no part of its stream. */
export type LineSignal = Extract<ServerFrame, { type: 'page' | 'typing' | 'queue' | 'viewing' | 'assist' }>;

/** How a line begins and moves. */
export const lineShape: Shape<Line, Snapshot, Change> = {
  begin: (epoch, revision, snapshot) => ({ ...snapshot, epoch, revision }),
  apply: applyChange,
};

const PAGE_WAIT_MS = 10_000;
const TYPING_EVERY_MS = 3000;

type LineOptions = Omit<LinkOptions<Line, Snapshot, Change, LineSignal>, 'shape'>;

/** Follows one line; `start` it when the screen is ready. */
export class LineFollower<Payload extends object = CustomerPayload> extends Link<
  Line,
  Snapshot,
  Change,
  Payload,
  LineSignal
> {
  readonly #clock: LineOptions['clock'];
  readonly #pages: Map<number, () => void>;
  #request = 0;
  #typingAt = 0;

  constructor(options: LineOptions) {
    const pages = new Map<number, () => void>();
    super({
      ...options,
      shape: lineShape,
      signal: (frame) => {
        if (frame.type === 'page') {
          this.amend((line) => prependHistory(line, frame.messages, frame.more));
          pages.get(frame.request)?.();
        } else options.signal?.(frame);
      },
    });
    this.#pages = pages;
    this.#clock = options.clock;
  }

  /** Fetches older messages; answers when they are there, or when there was no way (10 s at most). */
  older(limit = 30): Promise<void> {
    const first = this.state?.messages[0];
    if (!first || !this.state?.more) return Promise.resolve();
    this.#request += 1;
    const request = this.#request;
    if (!this.tell({ type: 'history', request, before: first.revision, limit })) return Promise.resolve();
    return new Promise((resolve) => {
      const callOff = this.#clock.after(PAGE_WAIT_MS, () => done());
      const done = () => {
        callOff();
        this.#pages.delete(request);
        resolve();
      };
      this.#pages.set(request, done);
    });
  }

  /** The person types, or stopped; told at most every 3 s, and never kept. */
  typing(on: boolean): void {
    const now = this.#clock.now();
    if (on && now - this.#typingAt < TYPING_EVERY_MS) return;
    if (!on && this.#typingAt === 0) return;
    this.#typingAt = on ? now : 0;
    this.tell({ type: 'typing', on });
  }
}
