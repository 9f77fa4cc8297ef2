/** Around every request: its trace, how long it took, and what was refused, counted and written down by operation and code. */
import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { classOf, doorOf } from '../../shared/operations/latency.ts';
import { refusals, type RefusalCode } from '../../shared/refusal.ts';
import type { Hall } from '../env.ts';
import { faultLine, freshNumber, log } from '../log.ts';
import { broken, refused } from './answers.ts';
import { count } from './counting.ts';
import type { Asked } from './door.ts';
import { traced } from './traced.ts';

/** The operation a request is for, as app.ts writes it: no id or word of the request is in it. Nothing of ours: null. */
const placeOf = (context: Asked): string | null =>
  matchedRoutes(context).find(({ method }) => method !== 'ALL')?.path ?? null;

export const measured: MiddlewareHandler<Hall> = async (context, next) => {
  const trace = freshNumber();
  context.set('trace', trace);
  const began = Date.now();
  await next();
  const { res } = context;
  const place = placeOf(context);
  if (place === null) return;
  const { status } = res;
  if (status === 101) count(context, 'opened', place === '/staff/v1/seat/stream' ? 'seat' : 'line');
  const door = doorOf(place);
  if (door !== null && status !== 101) {
    const ms = Math.max(0, Date.now() - began);
    count(context, 'request', `${door} ${classOf(ms)}`);
    count(context, 'requestMs', door, ms);
  }
  const code = status < 400 ? null : await codeIn(res);
  traced(context, { trace, place, status, code });
  // A page that isn't there is nobody's refusal: whoever looks for holes asks for thousands.
  if (code === null || (place === '/*' && code === 'not_found')) return;
  count(context, 'refusal', code);
  const account = context.get('account');
  log({ kind: 'refused', trace, place, code, ...(account === undefined ? {} : { account }) });
};

async function codeIn(response: Response): Promise<RefusalCode | null> {
  if (!(response.headers.get('content-type') ?? '').startsWith('application/json')) return null;
  try {
    const { code } = await response.clone().json<{ code?: unknown }>();
    return typeof code === 'string' && code in refusals ? (code as RefusalCode) : null;
  } catch {
    return null;
  }
}

/** A fault of ours: logged whole inside, a number to quote outside. */
export function fell(fault: Error, context: Asked): Response {
  const number = freshNumber();
  log(faultLine(context.get('trace') ?? number, number, placeOf(context) ?? 'nowhere', fault));
  return refused(broken(number));
}
