/**
 * `npm run kill-campaign -- --people N --times K`: kill -9 of the running gateway in the middle of a campaign, while visitors write; then an
 * account of who got its offer, and how often. Offers leave between 08:00 and 20:00 in China: at other hours it says so and fails.
 */
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { campaignAnswer, offersAnswer, reportAnswer } from '../shared/campaign/api.ts';
import { build } from './build.ts';
import { startGateway, waitReady } from './gateway.ts';
import { freePort } from './port.ts';
import { makeMember } from './operator.ts';
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
const quantile = (of: readonly number[], share: number): number =>
  [...of].sort((one, other) => one - other)[Math.min(of.length - 1, Math.floor(of.length * share))] ?? 0;

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-kill-campaign-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, settings } = gateway;

type Asked = { value?: object; token?: string; cookie?: string };
async function ask(path: string, { value, token, cookie }: Asked = {}): Promise<{ body: unknown; cookie: string }> {
  const answer = await fetch(`${url}${path}`, {
    method: value === undefined ? 'GET' : 'POST',
    headers: {
      'content-type': 'application/json',
      origin: url,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(cookie === undefined ? {} : { cookie }),
    },
    ...(value === undefined ? {} : { body: JSON.stringify(value) }),
    signal: AbortSignal.timeout(20_000),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return { body: await answer.json(), cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

/** A user the demo's company vouches for, who agrees to offers. */
async function agreeing(user: string): Promise<string> {
  const listed = v.parse(
    v.array(v.looseObject({ id: v.string(), jwtSecret: v.optional(v.string()) })),
    settings.accounts,
  );
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: user, iat: now, exp: now + 600, aud: 'shop' })}`;
  const secret = listed.find(({ id }) => id === 'shop')?.jwtSecret ?? '';
  const statement = `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  const { body } = await ask('/v1/session', { value: { site: 'shop', token: statement } });
  const { token } = v.parse(v.object({ token: v.string() }), body);
  const act = { type: 'act', number: 1, act: { act: 'choose', purpose: 'marketing', given: true } };
  await ask('/v1/line/operate', { token, value: { instance: `k-${user}`, frame: act } });
  return token;
}

/** Signed in as staff; the cookie. */
async function staff(login: string, name: string, role: 'marketer' | 'lead'): Promise<string> {
  const password = await makeMember(url, settings, { login, name, role });
  return (await ask('/staff/v1/sign-in', { value: { login, password } })).cookie;
}

const words = { title: '会员日满 199 减 50', text: '12 月 12 日起，母婴专区满 199 减 50。' };
const draft = {
  ...{ name: '会员日', rule: 'everybody', channels: ['web'], schedule: { begins: 'at-once' }, hours: 24 },
  perMinute: Math.ceil((people * 60) / LASTS_S),
  arms: [{ id: 'a', share: 100, zh: words, en: words, sms: null }],
  limits: { optOuts: 5_000, complaints: 5_000 },
};

/** Written by one, let go by another, for everybody. */
async function begun(marketer: string, lead: string): Promise<string> {
  const at = '/staff/v1/settings/profile';
  const { revision, value } = v.parse(
    v.object({ revision: v.number(), value: v.looseObject({ rules: v.array(v.unknown()) }) }),
    (await ask(at, { cookie: lead })).body,
  );
  const everybody = { if: 'at-most', of: { measure: 'complaints', days: 365 }, value: 0 };
  const rule = { id: 'everybody', zh: '没有投诉', en: 'No complaints', on: true, when: { if: 'all', of: [everybody] } };
  await ask(at, { cookie: lead, value: { revision, value: { ...value, rules: [...value.rules, rule] } } });
  const made = v.parse(campaignAnswer, (await ask('/staff/v1/campaigns', { cookie: marketer, value: { draft } })).body);
  const { id } = made.campaign;
  for (const [act, cookie] of [
    ['submit', marketer],
    ['approve', lead],
  ] as const) {
    const seen = v.parse(campaignAnswer, (await ask(`/staff/v1/campaigns/${id}`, { cookie })).body).campaign.revision;
    await ask(`/staff/v1/campaigns/${id}/act`, { cookie, value: { act, revision: seen } });
  }
  return id;
}

const writers = Array.from({ length: WRITERS }, (_, index) => new Visitor(url, `w${index + 1}`));
try {
  const [marketer, lead] = [await staff('km', '营销', 'marketer'), await staff('kl', '主管', 'lead')];
  const tokens: string[] = [];
  for (let from = 0; from < people; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, people - from) }, (_, at) => agreeing(`u-kill-${from + at}`));
    tokens.push(...(await Promise.all(some)));
  }
  const writing = writers.map((one) => one.write());
  await pause(10_000);
  const idle = writers.flatMap(({ waits }) => waits.splice(0));
  const id = await begun(marketer, lead);
  const report = async () =>
    v.parse(reportAnswer, (await ask(`/staff/v1/campaigns/${id}/report`, { cookie: lead })).body);
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
    const found = await Promise.all(tokens.slice(from, from + AT_ONCE).map((token) => ask('/v1/me/offers', { token })));
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
