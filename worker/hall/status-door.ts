/** 服务状态 for customers: one picture for everybody, kept for half a minute, and asked by nobody too often. */
import { noticesNow } from '../../shared/settings/notices.ts';
import { offNow } from '../../shared/settings/switches.ts';
import { statusOf, type Status } from '../../shared/operations/status.ts';
import { refuse } from '../../shared/refusal.ts';
import { configOf } from '../config.ts';
import type { Env } from '../env.ts';
import { Paces } from '../lib/paces.ts';
import { ensureSettings } from '../settings/shelf.ts';
import { WATCH } from '../watch-counts.ts';
import { refused } from './answers.ts';
import type { Asked } from './door.ts';
import { networkAddress } from './intake.ts';
import { statusPage } from './status-page.ts';

const KEPT_MS = 30_000;
/** A whole office may stand behind one address. */
export const BURST = 60;
const askers = new Paces({ burst: BURST, aSecond: 1, most: 5_000 });
let kept: { status: Status; at: number } | null = null;

/** As the watch saw it last; where it can't be asked nobody is told that all is well. */
async function read(env: Env, now: number): Promise<Status> {
  const { accounts } = configOf(env);
  const nothing = { lookedAt: null, since: null, standing: [], incidents: [] };
  const [published, { switches, notices }] = await Promise.all([
    env.WATCH.getByName(WATCH)
      .published()
      .catch(() => nothing),
    ensureSettings(env),
  ]);
  return statusOf({ accounts, published, off: offNow(switches, now), notices: noticesNow(notices, now) }, now);
}

/** What was read lately. */
async function current(env: Env, now: number): Promise<Status> {
  const age = kept ? now - kept.at : Infinity;
  if (kept && age >= 0 && age < KEPT_MS) return kept.status;
  const status = await read(env, now);
  kept = { status, at: now };
  return status;
}

/** The page (query `lang=en`) and the same as data. */
async function shown(context: Asked, show: (status: Status) => Promise<Response>): Promise<Response> {
  const now = Date.now();
  const { waitMs } = askers.take(networkAddress(context.req.raw), now);
  if (waitMs > 0) return refused(refuse('rate_limited'), { 'retry-after': String(Math.ceil(waitMs / 1_000)) });
  const response = await show(await current(context.env, now));
  response.headers.set('cache-control', `public, max-age=${KEPT_MS / 1_000}`);
  response.headers.set('x-content-type-options', 'nosniff');
  return response;
}

export const page = (context: Asked): Promise<Response> =>
  shown(context, (status) => statusPage(status, context.req.query('lang') === 'en' ? 'en' : 'zh'));

export const data = (context: Asked): Promise<Response> =>
  shown(context, async (status) =>
    Response.json({ ok: true, ...status }, { headers: { 'access-control-allow-origin': '*' } }),
  );

/** Asked anew, as a new isolate does. */
export function forgetStatus(): void {
  kept = null;
  askers.forget();
}
