import type { Faults } from '../faults.ts';
import type { Layers } from '../layers.ts';
import type { Program } from '../program.ts';
import type { Screen } from '../screen.ts';
import type { Stack } from '../stack.ts';

/** What a program passes to an API. */
export type Options = Record<string, unknown>;

/** What the APIs may use of the phone. */
export interface Phone {
  program: Program;
  screen: Screen;
  layers: Layers;
  stack: Stack;
  faults: Faults;
  persona: string;
  signals: Signals;
  answer: (name: string, fallback: Options) => Options;
}

/** A refusal in WeChat's words; the API's name and `:fail` go before it. */
export class Refusal extends Error {
  readonly extra: Options;

  constructor(message: string, extra: Options = {}) {
    super(message);
    this.extra = extra;
  }
}

type Handler = (options: Options) => unknown;

/** An API in WeChat's convention: callbacks if any is given, else a promise; errMsg in every answer. */
export function asynchronous(name: string, handler: Handler): (options?: Options) => unknown {
  return (options = {}) => {
    const run = new Promise<unknown>((resolve) => resolve(handler(options))).then((result): Options => ({
      errMsg: `${name}:ok`,
      ...(typeof result === 'object' && result !== null ? result : {}),
    }));
    const failed = (reason: unknown): Options => ({
      errMsg: `${name}:fail ${reason instanceof Error ? reason.message : String(reason)}`.trim(),
      ...(reason instanceof Refusal ? reason.extra : {}),
    });
    const { success, fail, complete } = options;
    if (![success, fail, complete].some((one) => typeof one === 'function')) {
      return run.catch((reason: unknown) => {
        throw failed(reason);
      });
    }
    const tell = (callback: unknown, given: Options) => {
      if (typeof callback === 'function') (callback as (given: Options) => void)(given);
    };
    void run
      .then(
        (result) => [result, success] as const,
        (reason: unknown) => [failed(reason), fail] as const,
      )
      .then(([result, callback]) => {
        tell(callback, result);
        tell(complete, result);
      });
    return undefined;
  };
}

type Listener = (given: Options) => void;

/** The listeners behind wx.onX and wx.offX. */
export class Signals {
  #listeners = new Map<string, Set<Listener>>();

  /** `{ onX, offX }` for each name. */
  apis(names: string[]): Record<string, (listener?: Listener) => void> {
    const apis: Record<string, (listener?: Listener) => void> = {};
    for (const name of names) {
      const listeners = new Set<Listener>();
      this.#listeners.set(name, listeners);
      apis[`on${name}`] = (listener) => {
        if (listener !== undefined) listeners.add(listener);
      };
      apis[`off${name}`] = (listener) => {
        if (listener === undefined) listeners.clear();
        else listeners.delete(listener);
      };
    }
    return apis;
  }

  raise(name: string, given: Options): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(given);
  }
}

/** An option as text. */
export const text = (value: unknown, fallback = ''): string => (typeof value === 'string' ? value : fallback);

/** An option as a number. */
export const number = (value: unknown, fallback: number): number => (typeof value === 'number' ? value : fallback);
