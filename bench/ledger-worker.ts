/** The ledger as it is, with doors for the bench: filled with facts made here, and asked as the reports ask it. */
import { dateOf } from '../shared/calendar.ts';
import { figuresOf } from '../shared/figures.ts';
import type { Counted, Encounter, ReportBy } from '../shared/ledger.ts';
import type { ChannelName } from '../shared/message.ts';
import type { Env } from '../worker/env.ts';
import { joined } from '../worker/ledger/cells.ts';
import { Ledger } from '../worker/ledger/object.ts';

const DAY_MS = 86_400_000;
const channels: readonly ChannelName[] = ['web', 'app', 'miniprogram', 'wechat', 'sms', 'phone'];

/** A number that looks random, the same for the same. */
function mixed(nth: number, salt: number): number {
  let at = (nth + salt * 0x9e3779b9) | 0;
  for (const by of [0x85ebca6b, 0xc2b2ae35]) at = Math.imul(at ^ (at >>> 15), by);
  return (at ^ (at >>> 16)) >>> 0;
}

/** The nth encounter of a day: half of them go to one of sixty agents in eight groups, by any of six channels and about any of forty topics. */
export function factOf(day: number, nth: number, revision = 1): Encounter {
  const of = (salt: number, count: number) => mixed(nth + day / 1_000, salt + revision * 100) % count;
  const openedAt = day + ((nth * 7_919) % 43_000) * 2_000;
  const human = of(1, 2) === 0;
  const nthAgent = of(2, 60);
  const agent = { id: `m_${nthAgent}`, name: `坐席${nthAgent}` };
  const firstMs = human ? 4_000 + of(3, 90_000) : null;
  const answerMs = 40_000 + of(4, 9_000);
  const channel = channels[of(5, 6)] ?? 'web';
  const open = { firstMs, answerMs, lengthMs: human ? 300_000 : null };
  return {
    ...{ session: `s_${day}_${nth}`, customer: `c_${of(6, 900_000)}`, number: `${nth}`, revision, openedAt },
    ...{ closedAt: openedAt + 600_000, channel, group: human ? `g${nthAgent % 8}` : '' },
    ...{ reason: human ? 'asked' : '', said: { customer: 5, robot: 3, agent: human ? 4 : 0 } },
    ...{ robotFirstMs: 200 + of(7, 2_000), wishedAt: human ? openedAt + 9_000 : null },
    ...{ takenAt: human ? openedAt + 12_000 : null, left: false, firstMs, answers: human ? 4 : 0 },
    ...{ answerMs, transfers: 0, asked: true, rating: of(8, 3) === 0 ? of(9, 5) + 1 : null },
    ...{ solved: of(10, 4) !== 0, complained: false, open, targetMs: 30_000, tier: of(11, 4) },
    robot: { entries: 2, wrong: 0, missed: 1 },
    ...{ site: channel === 'web' ? 'shop' : '', topic: { id: `t${of(12, 40)}`, zh: '退款', en: 'Refund' } },
    ...{ again: of(13, 9) === 0, last: human ? agent.id : '' },
    parts: human ? [{ agent, heldMs: 300_000, firstMs, answers: 4, answerMs, gave: false }] : [],
  };
}

export class Bare extends Ledger {
  override async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const number = (name: string) => Number(searchParams.get(name));
    if (pathname.endsWith('/size')) return Response.json(this.ctx.storage.sql.databaseSize);
    const facts = Array.from({ length: number('count') }, (_, at) =>
      factOf(number('day'), number('from') + at, number('revision') || 1),
    );
    await this.tell(facts);
    return new Response('ok');
  }
}

type Bench = Env & { BARE: DurableObjectNamespace<Bare> };

/** A report as the hall makes it: every month's ledger counts, then all is one. */
async function report(env: Bench, given: URLSearchParams): Promise<Response> {
  const of = (name: string) => given.get(name) ?? '';
  const range: Counted = { from: of('from'), to: of('to'), parts: false };
  if (of('channel') !== '') range.channel = 'web';
  if (of('group') !== '') range.group = of('group');
  if (of('topic') !== '') range.topic = of('topic');
  const months = new Set<string>();
  for (let at = Date.parse(range.from); at <= Date.parse(range.to); at += DAY_MS) months.add(dateOf(at).slice(0, 7));
  const by = of('by') as ReportBy;
  const tallies = await Promise.all([...months].map((month) => env.BARE.getByName(month).count({ range, by })));
  const { whole, days, rows } = joined(tallies);
  return Response.json({
    whole: figuresOf(whole),
    days: days.map(({ day, tally }) => ({ day, figures: figuresOf(tally) })),
    rows: rows.map(({ id, tally }) => ({ id, figures: figuresOf(tally) })),
  });
}

export default {
  fetch(request: Request, env: Bench): Response | Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/healthz') return new Response('ok');
    if (pathname === '/report') return report(env, searchParams);
    return env.BARE.getByName(pathname.split('/')[1] ?? '').fetch(request);
  },
};
