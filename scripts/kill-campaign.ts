/**
 * `npm run kill-campaign -- --people N --times K`: kill -9 of the running gateway in the middle of a campaign, while visitors write; then an
 * account of who got its offer, and how often. Offers leave between 08:00 and 20:00 in China: at other hours it says so and fails.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { offersAnswer } from '../shared/campaign/api.ts';
import type { Draft } from '../shared/campaign/campaign.ts';
import { build } from './build.ts';
import { Cast, quantile } from './campaign-cast.ts';
import { startGateway, waitReady } from './gateway.ts';
import { freePort } from './port.ts';
import { Visitor } from './visitor.ts';

const { values } = parseArgs({
  options: { people: { type: 'string', default: '150' }, times: { type: 'string', default: '3' } },
});
const [people, times] = [Number(values.people), Number(values.times)];
const WRITERS = 4;
const AT_ONCE = 8;
/** A campaign of this size lasts about so long. */
const LASTS_S = 30;
const LIMIT_MS = 180_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-kill-campaign-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, settings } = gateway;

const cast = new Cast(url, settings);
const words = { title: '会员日满 199 减 50', text: '12 月 12 日起，母婴专区满 199 减 50。' };
const draft: Draft = {
  ...{ name: '会员日', rule: 'everybody', channels: ['web'], schedule: { begins: 'at-once' }, hours: 24 },
  perMinute: Math.ceil((people * 60) / LASTS_S),
  arms: [{ id: 'a', share: 100, zh: words, en: words, sms: null }],
  limits: { optOuts: 5_000, complaints: 5_000 },
};

const writers = Array.from({ length: WRITERS }, (_, index) => new Visitor(url, `w${index + 1}`));
try {
  const [marketer, lead] = [await cast.staff('km', '营销', 'marketer'), await cast.staff('kl', '主管', 'lead')];
  const tokens: string[] = [];
  for (let from = 0; from < people; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, people - from) }, (_, at) =>
      cast.agreeing(`u-kill-${from + at}`),
    );
    tokens.push(...(await Promise.all(some)));
  }
  const writing = writers.map((one) => one.write());
  await pause(10_000);
  const idle = writers.flatMap(({ waits }) => waits.splice(0));
  await cast.everybody(lead);
  await cast.known(draft, marketer, people);
  const id = await cast.begun(draft, marketer, lead);
  const report = () => cast.report(id, lead);
  const end = Date.now() + LIMIT_MS;
  let kills = 0;
  let calm = true;
  let told = await report();
  while (Date.now() < end && told.stage !== 'over') {
    await pause(300);
    told = await report();
    if (kills >= times || told.all.sent < ((kills + 1) * people) / (times + 1)) continue;
    const pid = gateway.pid();
    if (pid === null) throw new Error('the gateway is not running');
    process.kill(pid, 'SIGKILL');
    kills += 1;
    calm = false;
    while (gateway.pid() === pid) await pause(5);
    await waitReady(url);
    process.stdout.write(`kill ${kills} at ${told.all.sent} of ${people}\n`);
  }
  const during = writers.flatMap(({ waits }) => waits);
  for (const one of writers) one.stop();
  await Promise.all(writing);
  let twice = 0;
  let forgotten = 0;
  for (let from = 0; from < tokens.length; from += AT_ONCE) {
    const found = await Promise.all(
      tokens.slice(from, from + AT_ONCE).map((token) => cast.ask('/v1/me/offers', { token })),
    );
    for (const { body } of found) {
      const { offers } = v.parse(offersAnswer, body);
      if (offers.length > 1) twice += 1;
      if (offers.length === 0) forgotten += 1;
    }
  }
  const p99 = [quantile(idle, 0.99), quantile(during, 0.99)] as const;
  process.stdout.write(
    `人 people ${people} · 杀 kills ${kills} · 发出 sent ${told.all.sent} · 两次 twice ${twice} · 遗漏 forgotten ${forgotten} · ${told.stage}${calm ? ` · ack p99 ${p99[1].toFixed(0)} / ${p99[0].toFixed(0)} ms = ${(p99[1] / p99[0]).toFixed(2)}` : ''}\n`,
  );
  if (told.nextAt !== null) process.stdout.write(`下一批 next at ${new Date(told.nextAt).toISOString()}\n`);
  const good = told.stage === 'over' && kills === times && twice === 0 && forgotten === 0;
  process.stdout.write(`${good ? 1 : 0} passed, ${good ? 0 : 1} failed\n`);
  process.exitCode = good ? 0 : 1;
} finally {
  for (const one of writers) one.stop();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
