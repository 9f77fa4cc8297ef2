/** The drill: each fault of the list is injected, somebody is called within three minutes, and what the runbook says clears it. */
import { env } from 'cloudflare:workers';
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { syntheticOf } from '../../shared/operations/synthetic.ts';
import type { Alerts } from '../../shared/settings/alerts.ts';
import { FROZEN } from '../../worker/identity/port.ts';
import { note } from '../../worker/watch-counts.ts';
import { customer, freshPerson, rows, said } from '../customer/rig.ts';
import { knock, listed, post } from '../hall/knock.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { openWorld, until, WORLD_URL } from '../world.ts';
import { minute, robotSaid, settle, signedIn, staged, standing, watch } from './rig.ts';

staged();

const PAGE_MINUTES = 3;
const at = `${WORLD_URL}/sandbox/robots`;
let drills = 0;
let word = '';

beforeEach(async () => {
  drills += 1;
  [busy, ringing] = [0, ''];
  word = `drill${drills}`;
  const alerts: Alerts = {
    robots: [
      {
        ...{ id: 'wecom', name: '值班群', kind: 'wecom' },
        url: `${at}/wecom/cgi-bin/webhook/send?key=${word}`,
        secret: '',
      },
      {
        ...{ id: 'ding', name: '运维群', kind: 'dingtalk' },
        ...{ url: `${at}/dingtalk/robot/send?access_token=${word}`, secret: `SEC${word}` },
      },
    ],
    people: [],
    steps: [
      [
        { by: 'robot', to: 'wecom' },
        { by: 'robot', to: 'ding' },
      ],
      [],
      [],
      [],
    ],
  };
  await settle('alerts', alerts);
});

const wechat = listed.find((one) => one.channel === 'wechat')?.id ?? '';
const sql = (actor: object, query: string) =>
  runInDurableObject(stubOf(actor), (_: unknown, state: DurableObjectState) => void state.storage.sql.exec(query));

/** Three people write by SMS; what the carrier answers is the fault. */
async function threeBySms(): Promise<void> {
  const persons = [freshPerson(), freshPerson(), freshPerson()];
  for (const { id, sms } of persons) must(await customer(id).hear(said(sms, 'k1', '你好')));
  const left = `select count(*) as n from letter where kind = 'send'`;
  await until(
    'all tried',
    async () => {
      for (const { id } of persons) if ((await rows(id, left))[0]?.['n'] !== 0) return false;
      return true;
    },
    30_000,
  );
}

/** A fault at the simulated provider itself; null mends it. */
const atProvider = async (faults: Record<string, object | null>): Promise<void> => {
  await fetch(`${WORLD_URL}/sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  });
};

/** The runbook's emergency switch, by the door a lead has. */
async function turnedOff(what: 'robot' | 'channel', account = ''): Promise<void> {
  const { cookie } = await signedIn('lead');
  const wish = { what, account, off: true, why: 'drill' };
  expect((await post('/staff/v1/operations/switches', wish, { cookie })).status).toBe(200);
}

afterEach(async () => {
  busy = 0;
  await atProvider({ 'sms.aliyun.send': null });
  await settle('switches', { off: [] });
});

/** So far the clock goes each time it is read while the watch looks; 0: it stands still. */
let busy = 0;
/** Whose clock rings while minutes pass; empty: nobody's. */
let ringing = '';

/** Their clock rings whenever something is due, for so long. */
async function rings(forMs: number): Promise<void> {
  for (let past = 0; past < forMs && ringing !== ''; past += 10_000) {
    vi.setSystemTime(Date.now() + 10_000);
    await runDurableObjectAlarm(stubOf(customer(ringing)));
  }
}

/** A minute of this drill: letters are tried in it, and the machine may be busy. */
async function passes(): Promise<void> {
  await rings(50_000);
  const read = Date.now;
  const ahead = vi.spyOn(Date, 'now').mockImplementation(() => {
    const now = read();
    if (busy > 0) vi.setSystemTime(now + busy);
    return now;
  });
  try {
    await minute();
  } finally {
    ahead.mockRestore();
  }
}

type Drill = { fault: string; alarm: string; inject(): Promise<void>; clear(): Promise<void>; over: number };
const waits = async (): Promise<void> => undefined;

const oneTooMany = { other: 'c_other', why: 'merge_limit' };

const list: Drill[] = [
  {
    ...{ fault: 'a provider answers 500', alarm: 'unknown:aliyun-1069', over: 11 },
    inject: async () => {
      await atProvider({ 'sms.aliyun.send': { status: 500 } });
      await threeBySms();
    },
    clear: () => atProvider({ 'sms.aliyun.send': null }),
  },
  {
    // It takes the call and never answers: after ten seconds nobody knows whether it went out.
    ...{ fault: 'a provider hangs', alarm: 'unknown:aliyun-1069', over: 11 },
    inject: async () => {
      await atProvider({ 'sms.aliyun.send': { slowMs: 14_000 } });
      await threeBySms();
    },
    // Whatever is owed waits meanwhile, although the provider goes on hanging.
    clear: () => turnedOff('channel', 'aliyun-1069'),
  },
  {
    // The machine is so busy that from one look at the clock to the next half a second goes by.
    ...{ fault: 'the robot is slow', alarm: 'robot:', over: 3 },
    inject: async () => {
      busy = 500;
    },
    clear: () => turnedOff('robot'),
  },
  {
    ...{ fault: 'a token is revoked', alarm: `token:${wechat}`, over: 2 },
    inject: async () => {
      broken((request) =>
        request.url.includes('stable_token') ? Response.json({ errcode: 40125, errmsg: 'invalid appsecret' }) : null,
      );
      await env.PROVIDER.getByName(wechat).token(wechat, 'revoked');
    },
    clear: async () => mended(),
  },
  {
    ...{ fault: 'a hook is silent', alarm: 'hook:aliyun-1069', over: 2 },
    inject: async () => {
      const heard = (when: number) => env.PROVIDER.getByName('aliyun-1069').heard('aliyun-1069', when);
      const now = Date.now();
      await heard(now);
      await minute();
      await heard(now + 30 * 60_000);
      vi.setSystemTime(now + 31 * 60_000);
      await minute();
      vi.setSystemTime(now + 30 * 60_000 + 60 * 60_000);
    },
    clear: async () => env.PROVIDER.getByName('aliyun-1069').heard('aliyun-1069', Date.now()),
  },
  {
    ...{ fault: 'people wait and nobody is on duty', alarm: 'queue:', over: 3 },
    inject: async () => {
      const person = freshPerson();
      must(await customer(person.id).hear(said(person.web, 'k1', '转人工')));
      await until('in line', async () => ((await env.DESK.getByName('main').view()).figures?.waiting ?? 0) > 0);
    },
    clear: async () => {
      const agent = { id: `a_${word}`, name: '王芳' };
      must(await env.DESK.getByName('main').presence({ agent, duty: 'online', connected: true, version: 1 }));
    },
  },
  {
    ...{ fault: 'something can’t be taken in', alarm: `quarantine:${wechat}`, over: 11, clear: waits },
    inject: async () => void note(env, 'quarantined', wechat),
  },
  {
    // Whom letters wait for can write nothing; they are tried again and again, each time the person's clock rings.
    ...{ fault: 'the outbox is stuck', alarm: 'outbox:directory', over: 6 },
    inject: async () => {
      await sql(env.DIRECTORY.getByName('main'), 'alter table session rename to session_gone');
      const person = freshPerson();
      must(await customer(person.id).hear(said(person.web, 'k1', '你好')));
      ringing = person.id;
    },
    clear: () => sql(env.DIRECTORY.getByName('main'), 'alter table session_gone rename to session'),
  },
  {
    ...{ fault: 'the allowance of codes is spent', alarm: 'quota:tencent-1069', over: 24 * 60, clear: waits },
    inject: async () => {
      for (let time = 0; time < 950; time += 1) void note(env, 'code', 'tencent-1069');
    },
  },
  {
    ...{ fault: 'a person’s tables can’t be written', alarm: 'channel:shop', over: 3 },
    inject: () => sql(customer(syntheticOf('shop')), 'alter table message rename to message_gone'),
    clear: () => sql(customer(syntheticOf('shop')), 'alter table message_gone rename to message'),
  },
  {
    ...{ fault: 'an actor everybody needs fails', alarm: 'part:identity', over: 2 },
    inject: () => sql(env.IDENTITY.getByName('b_00'), 'alter table address rename to address_gone'),
    clear: () => sql(env.IDENTITY.getByName('b_00'), 'alter table address_gone rename to address'),
  },
  {
    ...{ fault: 'merges of a customer are frozen', alarm: 'frozen:', over: 2 },
    inject: () => env.IDENTITY.getByName(FROZEN).freeze({ person: `c_${word}`, ...oneTooMany, at: Date.now() }),
    clear: async () => {
      const order = { person: `c_${word}`, by: 'a_1', at: Date.now(), reason: '已电话核对' };
      expect(await env.IDENTITY.getByName(FROZEN).thaw(order)).toBe(true);
    },
  },
  {
    ...{ fault: 'faults of ours', alarm: 'fault:', over: 8 },
    inject: async () => {
      const { cookie } = await signedIn('agent');
      await sql(env.STAFF.getByName('staff'), 'alter table session rename to session_gone');
      for (let time = 0; time < 6; time += 1)
        expect((await knock('/staff/v1/me', { headers: { cookie } })).status).toBe(500);
    },
    clear: () => sql(env.STAFF.getByName('staff'), 'alter table session_gone rename to session'),
  },
];

/** The world with one thing broken: what `says` answers is said instead of the sandbox. */
function broken(says: (request: Request) => Response | null): void {
  mended();
  const whole = fetch;
  vi.stubGlobal('fetch', async (given: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(given, init);
    return says(request) ?? whole(request);
  });
}
const mended = (): void => void openWorld();

it.each(list)('O119 $fault: called within three minutes, and cleared', async ({ alarm, inject, clear, over }) => {
  await inject();
  let minutes = 0;
  while (minutes < PAGE_MINUTES && !(await standing()).includes(alarm)) {
    await passes();
    minutes += 1;
  }
  expect(await standing()).toContain(alarm);
  const [incident] = (await watch().standing()).incidents.filter((one) => one.alarms.some(({ key }) => key === alarm));
  expect(incident?.state).toBe('open');
  for (const kind of ['wecom', 'dingtalk'])
    expect((await robotSaid(kind, word)).join('\n'), kind).toContain(`故障 ${incident?.id}`);
  await clear();
  if (over > 60) vi.setSystemTime(Date.now() + over * 60_000);
  for (let past = 0; past < Math.min(over, 12); past += 1) await passes();
  expect(await standing()).not.toContain(alarm);
});
