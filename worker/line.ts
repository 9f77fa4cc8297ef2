/** A person's line, wherever it is: whoever went into another line by a merge is followed there (docs/identity.md). */
import type { CustomerCalls } from '../shared/actors.ts';
import { refuse, type Refusal } from '../shared/refusal.ts';
import type { Actor, Env } from './env.ts';

/** Lines that went into lines: more hops than a person is merged in a day are none that leads anywhere. */
const HOPS = 4;
/** A line on its way answers soon; whoever asks has no longer than this. */
const PATIENCE_MS = 6_000;

/** Where lines are asked. */
export type Lines = Pick<Env, 'CUSTOMER'>;
type Line = Actor<CustomerCalls>;

/**
 * Asks the line a person's matters stand in; `call` gets it and whose it is, and may be called again: at the line it moved to, or
 * after a wait where the line is on its way (nothing was taken then). Refused with `unavailable` where that doesn't end.
 */
export async function atLine<Value>(
  { CUSTOMER }: Lines,
  person: string,
  call: (line: Line, person: string) => Promise<Value>,
): Promise<Value | Refusal> {
  const until = Date.now() + PATIENCE_MS;
  let at = person;
  for (let hops = 0; hops <= HOPS && Date.now() < until;) {
    const answer: unknown = await call(CUSTOMER.getByName(at), at);
    const elsewhere = elsewhereOf(answer);
    if (elsewhere === null) return answer as Value;
    if ('moved' in elsewhere) {
      at = elsewhere.moved;
      hops += 1;
    } else await new Promise((resolve) => setTimeout(resolve, elsewhere.wait));
  }
  return refuse('unavailable');
}

/** The line as an object of its calls, each of which is followed. Its sockets open where `ticket` was answered: they are not followed. */
export function lineOf(lines: Lines, person: string): Line {
  const known = new Map<PropertyKey, unknown>();
  return new Proxy({} as Line, {
    get(_, name) {
      // Whoever awaits it by mistake gets it as it is.
      if (name === 'then') return undefined;
      if (name === 'fetch') return (request: Request) => lines.CUSTOMER.getByName(person).fetch(request);
      if (!known.has(name)) {
        known.set(name, (...given: unknown[]) => atLine(lines, person, (line) => called(line, name, given)));
      }
      return known.get(name);
    },
  });
}

async function called(line: Line, name: PropertyKey, given: unknown[]): Promise<unknown> {
  const call: unknown = Reflect.get(line, name);
  if (typeof call !== 'function') throw new Error(`a line has no call ${String(name)}`);
  return Reflect.apply(call, line, given);
}

type Elsewhere = { moved: string } | { wait: number };

/** What a line answers where it is none any more, or on its way. */
function elsewhereOf(answer: unknown): Elsewhere | null {
  if (typeof answer !== 'object' || answer === null || 'ok' in answer) return null;
  if ('moved' in answer && typeof answer.moved === 'string') return { moved: answer.moved };
  return 'wait' in answer && typeof answer.wait === 'number' ? { wait: answer.wait } : null;
}
