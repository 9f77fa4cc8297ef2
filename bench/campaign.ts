/**
 * A campaign for everybody of a big directory on the running gateway while visitors write: how long its preview and its planning take, and
 * how long the visitors' acknowledgements, beside those of the same visitors before it, in one run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Draft } from '../shared/campaign/campaign.ts';
import { Cast, quantile } from '../scripts/campaign-cast.ts';
import { startGateway } from '../scripts/gateway.ts';
import { aheadTo, moveDate } from '../scripts/moved-clock.ts';
import { freePort } from '../scripts/port.ts';
import { Visitor } from '../scripts/visitor.ts';
import { crowdInto } from './crowd.ts';

const WRITERS = 4;
const IDLE_MS = 30_000;
/** As often as the page looks. */
const LOOK_MS = 2_500;
const LIMIT_MS = 180_000;
const MAIN = 'main';
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export type CampaignFigures = {
  people: number;
  preview_ms: number;
  planning_ms: number;
  planned: number;
  idle: { acks: number; p50_ms: number; p99_ms: number };
  during: { acks: number; p50_ms: number; p99_ms: number };
  /** p99 while it is counted and planned, to p99 before. */
  ratio: number;
};

const words = { title: '会员日满 199 减 50', text: '12 月 12 日起，母婴专区满 199 减 50。' };
const draft: Draft = {
  ...{
    name: '会员日',
    rule: 'everybody',
    channels: ['miniprogram', 'sms'],
    schedule: { begins: 'at-once' },
    hours: 24,
  },
  // Planning is what is measured: almost nobody is asked.
  perMinute: 1,
  arms: [{ id: 'a', share: 90, zh: words, en: words, sms: 'baby-50' }],
  limits: { optOuts: 5_000, complaints: 5_000 },
};

const waitsOf = (waits: readonly number[]) => ({
  acks: waits.length,
  p50_ms: quantile(waits, 0.5),
  p99_ms: quantile(waits, 0.99),
});

export async function campaignFigures(people: number): Promise<CampaignFigures> {
  const data = mkdtempSync(join(tmpdir(), 'yixian-bench-'));
  // By its own clock it is day: planning and the first letters are measured together at any hour.
  const ahead = aheadTo('10:00');
  moveDate(ahead);
  const start = async () => startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true, ahead });
  // Its directory is made by asking it once, and then is the filled one.
  const first = await start();
  const before = new Cast(first.url, first.settings);
  const lead = await before.staff('bl', '主管', 'lead');
  await before.everybody(lead);
  await before.known({ ...draft, channels: ['web'] }, lead, 0);
  await first.stop();
  await crowdInto(data, people);
  const gateway = await start();
  const writers = Array.from({ length: WRITERS }, (_, index) => new Visitor(gateway.url, `${MAIN}-${index}`));
  try {
    const cast = new Cast(gateway.url, gateway.settings);
    const [marketer, judge] = [await cast.staff('bm', '营销', 'marketer'), await cast.staff('bj', '主管二', 'lead')];
    const writing = writers.map((one) => one.write());
    while (writers.some((one) => one.acknowledged < 20)) await pause(50);
    for (const { waits } of writers) waits.splice(0);
    await pause(IDLE_MS);
    const idle = writers.flatMap(({ waits }) => waits.splice(0));
    const counted = performance.now();
    await cast.known(draft, marketer, 1);
    const preview = performance.now() - counted;
    const id = await cast.begun(draft, marketer, judge);
    const began = performance.now();
    let told = await cast.report(id, judge);
    while (told.planning?.done !== true && performance.now() - began < LIMIT_MS) {
      await pause(LOOK_MS);
      told = await cast.report(id, judge);
    }
    const planning = performance.now() - began;
    const during = writers.flatMap(({ waits }) => waits);
    for (const one of writers) one.stop();
    await Promise.all(writing);
    if (told.planning?.done !== true) throw new Error(`planned ${told.all.planned} of ${people} in ${LIMIT_MS} ms`);
    const [calm, busy] = [waitsOf(idle), waitsOf(during)];
    return {
      ...{ people, preview_ms: preview, planning_ms: planning, planned: told.all.planned, idle: calm, during: busy },
      ratio: busy.p99_ms / calm.p99_ms,
    };
  } finally {
    for (const one of writers) one.stop();
    await gateway.stop();
    rmSync(data, { recursive: true, force: true });
  }
}
