/** A person whose unread answers are looked after, an agent who serves them, and the platforms outside. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { agent, customer, freshPerson, openScreen, rows, said } from './rig.ts';
import { Hand } from './served.ts';

export type Person = ReturnType<typeof freshPerson>;
/** `peer`: whom WeChat was told to send it to. */
export type Sent = { to: 'sms' | 'wechat' | 'subscription'; words: string; peer?: string };

export const MINI = (JSON.parse(env.ACCOUNTS) as { channel: string; id: string }[]).find(
  (one) => one.channel === 'miniprogram',
)!.id;
export const ANSWER = 'tmpl-answer-0001';
export const MINUTE = 60_000;

/** What left for the platforms, in order; the carrier answers as the test says. */
export let sent: Sent[] = [];
type Platform = { carrier(): object; wechat(): number; company: ((answer: object) => void)[] };
export const platform: Platform = { carrier: () => ({}), wechat: () => 0, company: [] };

export function world(): void {
  openWorld({
    'world.test': async (request) => {
      const url = new URL(request.url);
      if (url.pathname.endsWith('/stable_token')) return Response.json({ access_token: 't', expires_in: 7200 });
      if (url.pathname.includes('/shop/hook/')) {
        let given: object | null = null;
        platform.company.push((answer) => (given = answer));
        while (given === null) await new Promise((resolve) => setTimeout(resolve, 3));
        return Response.json(given);
      }
      if (url.pathname.includes('/aliyun')) {
        const answer = platform.carrier();
        const template = url.searchParams.get('TemplateCode') ?? '';
        sent.push({ to: 'sms', words: `${template} ${url.searchParams.get('TemplateParam') ?? ''}` });
        return 'breaks' in answer ? new Response('', { status: 502 }) : Response.json(answer);
      }
      if (url.pathname.endsWith('/subscribe/send')) {
        sent.push({ to: 'subscription', words: await request.text() });
        return Response.json({ errcode: 0, errmsg: 'ok', msgid: 700 + sent.length });
      }
      if (url.pathname.endsWith('/custom/send')) {
        const errcode = platform.wechat();
        const body = await request.json<{ touser: string; text?: { content: string } }>();
        if (errcode === 0) sent.push({ to: 'wechat', words: body.text?.content ?? '', peer: body.touser });
        return Response.json({ errcode, errmsg: 'x' });
      }
      return Response.json({ errcode: 0 });
    },
  });
}

/** The world as each test finds it: open, its platforms taking everything, real time. */
export function looksAfter(): void {
  beforeAll(async () => {
    openWorld();
    await knowledgeable();
  }, 70_000);
  beforeEach(() => {
    sent = [];
    platform.carrier = () => ({ Code: 'OK', BizId: `b${sent.length}`, Message: 'OK' });
    platform.wechat = () => 0;
    platform.company = [];
    world();
  });
  afterEach(async () => {
    clock = 0;
    vi.useRealTimers();
    // What its people are still owed would leave in the next test's time, which is later.
    for (const id of looked) await runInDurableObject(stubOf(customer(id)), forget);
    looked.clear();
  });
}

let turns = 5_000;

/** The desk gives the open session to an agent. */
export async function given(person: Person) {
  const [session] = await rows(person.id, `select id from session where state <> 'closed'`);
  turns += 1;
  const { fence } = must(
    await customer(person.id).assigned({
      ...{ session: String(session?.['id']), turn: turns },
      agent: { id: 'a_1', name: '林小夏' },
    }),
  );
  const hand = new Hand(await openScreen(person.id, agent(), `d-${person.id}-${turns}`));
  return { hand, says: (text: string, more: object = {}) => hand.say(text, { fence, ...more }) };
}

/** An agent holds the session; the person wrote on these addresses, the last one is where the encounter is. */
export async function held(person: Person, ...words: Parameters<typeof said>[0][]) {
  for (const [at, address] of words.entries())
    must(await customer(person.id).hear(said(address, `h${at}-${person.id}`, '我要人工客服')));
  await until('the desk has answered', async () => {
    const settled = `select id from session where state = 'left-message'
      and not exists (select 1 from letter where kind in ('desk', 'send'))`;
    return (await rows(person.id, settled)).length > 0;
  });
  const { hand, says } = await given(person);
  sent = [];
  const endpointOf = async (channel: string) =>
    String((await rows(person.id, `select id from endpoint where channel = '${channel}'`))[0]?.['id']);
  return { hand, endpointOf, says };
}

let clock = 0;
const looked = new Set<string>();
const forget = (_: unknown, { storage }: DurableObjectState) => {
  storage.sql.exec(`delete from letter where kind = 'remind'`);
};
/** So much later the alarm rings. */
export async function later(person: Person, ms: number): Promise<void> {
  looked.add(person.id);
  clock = Math.max(Date.now(), clock) + ms;
  vi.useFakeTimers({ now: clock, toFake: ['Date'] });
  await runInDurableObject(stubOf(customer(person.id)), async (one) => (one as { alarm(): Promise<void> }).alarm());
}
/** By day in China, so that no quiet hour hides anything. */
export async function atNoon(person: Person): Promise<void> {
  const day = Math.floor((Date.now() + 8 * 60 * MINUTE) / (24 * 60 * MINUTE)) * 24 * 60 * MINUTE;
  await later(person, day + 24 * 60 * MINUTE + 4 * 60 * MINUTE - Date.now());
}
export const whyOf = async (person: Person, words: string) => {
  const found = await rows(person.id, `select status, reason from message where body like '%${words}%'`);
  const reason = found[0]?.['reason'];
  return [found[0]?.['status'], typeof reason === 'string' ? (JSON.parse(reason) as { code: string }).code : null];
};
export const of = (to: Sent['to']) => sent.filter((one) => one.to === to);
