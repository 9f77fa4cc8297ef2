/**
 * `npm run kill-campaign -- --channel sms|web --people N --times K --crowd M`: kill -9 of the running gateway while it plans a campaign for
 * M + N people and sends it to N, as visitors write; then an account of what each of them got, counted where it arrived (SMS: by the
 * carrier, number by number). The M are rows of the directory who agreed to nothing: planned, and out for that. The gateway's
 * clock begins at `--clock` in China (10:00), as offers leave between 08:00 and 20:00.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { crowdInto } from '../bench/crowd.ts';
import type { CampaignReport } from '../shared/campaign/api.ts';
import { offerChannel, type Draft } from '../shared/campaign/campaign.ts';
import { unknownStanding } from '../shared/campaign/standing.ts';
import { build } from './build.ts';
import { Cast, quantile } from './campaign-cast.ts';
import { byApp, bySms, type Way } from './campaign-ways.ts';
import { startGateway, waitReady } from './gateway.ts';
import { aheadTo, moveDate } from './moved-clock.ts';
import { freePort } from './port.ts';
import { Visitor } from './visitor.ts';

const { values } = parseArgs({
  options: {
    ...{ people: { type: 'string', default: '150' }, times: { type: 'string', default: '3' } },
    ...{ crowd: { type: 'string', default: '0' }, channel: { type: 'string', default: 'sms' } },
    ...{ minutes: { type: 'string', default: '3' }, clock: { type: 'string', default: '10:00' } },
  },
});
const [people, times, crowd] = [Number(values.people), Number(values.times), Number(values.crowd)];
const channel = v.parse(v.picklist(['sms', 'web']), values.channel);
const WRITERS = 4;
/** A campaign of this size lasts about so long. */
const LASTS_S = Math.max(30, people / 20);
const LIMIT_MS = Number(values.minutes) * 60_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (text: string) => process.stdout.write(`${text}\n`);

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-kill-campaign-'));
const way: Way = channel === 'sms' ? bySms(people) : byApp(people);
const ahead = aheadTo(values.clock);
moveDate(ahead);
const start = async () =>
  startGateway({
    data,
    port: await freePort(),
    host: '127.0.0.1',
    ...{ demo: true, ahead },
    ...(way.world && { people: way.world }),
  });
let gateway = await start();
let cast = new Cast(gateway.url, gateway.settings);
const words = { title: '会员日满 199 减 50', text: '12 月 12 日起，母婴专区满 199 减 50。' };
const draft: Draft = {
  ...{ name: '会员日', rule: 'everybody', channels: [channel], schedule: { begins: 'at-once' }, hours: 24 },
  perMinute: Math.ceil((people * 60) / LASTS_S),
  arms: [{ id: 'a', share: 100, zh: words, en: words, sms: channel === 'sms' ? 'baby-50' : null }],
  limits: { optOuts: 5_000, complaints: 5_000 },
};

let writers: Visitor[] = [];
try {
  const lead = await cast.staff('kl', '主管', 'lead');
  await cast.everybody(lead);
  await cast.generous(lead, offerChannel.options);
  if (crowd > 0) {
    await cast.known({ ...draft, channels: ['web'] }, lead, 0);
    await gateway.stop();
    await crowdInto(data, crowd, () => unknownStanding);
    gateway = await start();
    cast = new Cast(gateway.url, gateway.settings);
  }
  const [marketer, judge] = [await cast.staff('km', '营销', 'marketer'), await cast.staff('kj', '主管二', 'lead')];
  await way.agree(cast);
  writers = Array.from({ length: WRITERS }, (_, index) => new Visitor(gateway.url, `w${index + 1}`));
  const writing = writers.map((one) => one.write());
  await pause(10_000);
  const idle = writers.flatMap(({ waits }) => waits.splice(0));
  const seen = await cast.known(draft, marketer, people);
  const meant = seen.meant;
  const id = await cast.begun(draft, marketer, judge);
  const report = () => cast.report(id, judge);
  const end = Date.now() + LIMIT_MS;
  let kills = 0;
  let calm = true;
  let told = await report();
  while (Date.now() < end && told.stage !== 'over') {
    await pause(told.planning?.done === true ? 300 : 100);
    told = await report();
    if (kills >= times || !isTime(told, kills)) continue;
    const pid = gateway.pid();
    if (pid === null) throw new Error('the gateway is not running');
    process.kill(pid, 'SIGKILL');
    kills += 1;
    calm = false;
    while (gateway.pid() === pid) await pause(5);
    await waitReady(gateway.url);
    const { looked = 0, of = 0, done = false } = told.planning ?? {};
    say(`kill ${kills} · 已看 looked at ${looked}${done ? '' : ` of ${of}`} · 已发 sent ${told.all.sent} of ${people}`);
  }
  const during = writers.flatMap(({ waits }) => waits);
  for (const one of writers) one.stop();
  await Promise.all(writing);
  told = await report();
  const account = await way.count(cast);
  const twice = account.filter(({ got }) => got > 1).length;
  const without = account.filter(({ got }) => got === 0).length;
  const forgotten = Math.max(0, without - told.all.unknown - told.all.failed);
  // Everybody meant stands in the report once: sent, out for a reason, or failed.
  const settled = told.all.sent + told.all.fell + told.all.failed + told.all.heldOut;
  const p99 = [quantile(idle, 0.99), quantile(during, 0.99)] as const;
  say(
    `人 people ${people} · ${channel} · 目录另有 in the directory beside ${crowd} · 规则符合 meant ${meant} · 结清 settled ${settled} · 杀 kills ${kills} · 发出 sent ${told.all.sent} · 不确定 unknown ${told.all.unknown} · 失败 failed ${told.all.failed} · 没收到 without ${without} · 两次 twice ${twice} · 遗漏 forgotten ${forgotten} · ${told.stage}${calm ? ` · ack p99 ${p99[1].toFixed(0)} / ${p99[0].toFixed(0)} ms = ${(p99[1] / p99[0]).toFixed(2)}` : ''}`,
  );
  if (told.nextAt !== null) say(`下一批 next at ${new Date(told.nextAt).toISOString()}`);
  const whole = settled === meant && told.all.sent + told.all.failed >= people;
  const good = told.stage === 'over' && kills === times && twice === 0 && forgotten === 0 && whole;
  say(`${good ? 1 : 0} passed, ${good ? 0 : 1} failed`);
  process.exitCode = good ? 0 : 1;
} finally {
  for (const one of writers) one.stop();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}

/** The first of several in the middle of the planning, where there is a crowd to plan; the others in the middle of the sending. */
function isTime({ planning, all }: CampaignReport, kills: number): boolean {
  if (crowd > 0 && kills === 0) return (planning?.looked ?? 0) > crowd / 2;
  const [done, all_] = crowd > 0 ? [kills, times] : [kills + 1, times + 1];
  return planning?.done === true && all.sent >= (done * people) / all_;
}
