/** A campaign under test: people who agreed to offers, the carriers outside, a clock that stands where a test puts it. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, vi } from 'vitest';
import * as v from 'valibot';
import type { OfferOrder, OfferTold } from '../../shared/campaign/calls.ts';
import { draft, type Draft } from '../../shared/campaign/campaign.ts';
import { rule } from '../../shared/profile/rule.ts';
import { usualScale } from '../../shared/profile/figures.ts';
import { lineOf } from '../../worker/line.ts';
import { customer, freshPerson, said } from '../customer/rig.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';

export type Person = ReturnType<typeof freshPerson>;
export const MINI = (JSON.parse(env.ACCOUNTS) as { channel: string; id: string }[]).find(
  (one) => one.channel === 'miniprogram',
)!.id;
export const OFFER = 'tmpl-offer-0001';
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Ten in the morning in China. */
export const TEN = Date.parse('2037-12-01T10:00:00+08:00');

/** What left for the carriers, in order; `carrier` answers as the test says, when it says. */
export type Left = { to: 'sms' | 'subscription'; whom: string; at: number };
export const outside = {
  left: [] as Left[],
  carrier: (): object | Promise<object> => ({}),
};

export function world(): void {
  openWorld({
    'world.test': async (request) => {
      const url = new URL(request.url);
      if (url.pathname.endsWith('/stable_token')) return Response.json({ access_token: 't', expires_in: 7200 });
      if (url.pathname.includes('/aliyun')) {
        outside.left.push({ to: 'sms', whom: url.searchParams.get('PhoneNumbers') ?? '', at: Date.now() });
        return Response.json(await outside.carrier());
      }
      if (url.pathname.endsWith('/subscribe/send')) {
        const { touser } = await request.json<{ touser: string }>();
        outside.left.push({ to: 'subscription', whom: touser, at: Date.now() });
        return Response.json({ errcode: 0, errmsg: 'ok', msgid: 900 + outside.left.length });
      }
      return Response.json({ errcode: 0 });
    },
  });
}

export function staged(): void {
  beforeAll(async () => {
    openWorld();
    await knowledgeable();
  }, 70_000);
  beforeEach(() => {
    outside.left = [];
    outside.carrier = () => ({ Code: 'OK', BizId: `b-${crypto.randomUUID()}`, Message: 'OK' });
    world();
    vi.useFakeTimers({ now: TEN, toFake: ['Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

export const at = (now: number): void => void vi.setSystemTime(now);

let numbers = 0;
/** Somebody known by a number of their own, at a level of the test's. */
export async function known(level: string): Promise<Person> {
  numbers += 1;
  const person = {
    ...freshPerson(),
    sms: { channel: 'sms' as const, account: 'aliyun-1069', peer: `+86139${String(10_000_000 + numbers)}` },
  };
  const facts = { level };
  must(await customer(person.id).hear({ heard: opt(person, true, `met-${person.id}`), facts }));
  vi.setSystemTime(Date.now() + 1);
  must(await customer(person.id).hear({ heard: opt(person, false, `out-${person.id}`), facts }));
  vi.setSystemTime(Date.now() + 1);
  return person;
}

let words = 0;
const opt = (person: Person, marketing: boolean, key = `opt-${(words += 1)}`) => ({
  ...{ kind: 'event' as const, key, address: person.sms, event: marketing ? 'opt_in' : 'opt_out', at: Date.now() },
  consent: { marketing },
});

/** They agree to offers by SMS, or refuse them there. */
export async function says(person: Person, marketing: boolean): Promise<void> {
  vi.setSystemTime(Date.now() + 1);
  must(await lineOf(env, person.id).hear({ heard: opt(person, marketing) }));
}

/** Words of theirs by SMS. */
export const writes = (person: Person, text: string) =>
  lineOf(env, person.id).hear(said(person.sms, `w-${(words += 1)}`, text));

/** The clock of a line rings, as often as something may be due. */
export async function rings(id: string, times = 3): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    await runInDurableObject(stubOf(customer(id)), async (instance) =>
      (instance as { alarm(): Promise<void> }).alarm(),
    );
  }
}

export const campaign = (id: string) => env.OUTREACH.getByName(id);

/** An actor does nothing, and hears no answer, until what this resolves to is called. */
export async function holds(actor: object): Promise<() => Promise<void>> {
  const gate = { held: true, shut: false };
  const whole = runInDurableObject(stubOf(actor), (_: unknown, state: DurableObjectState) =>
    state.blockConcurrencyWhile(async () => {
      gate.shut = true;
      while (gate.held) await new Promise((resolve) => setTimeout(resolve, 5));
    }),
  );
  await until('it is held', () => gate.shut);
  return async () => {
    gate.held = false;
    await whole;
  };
}

/** An actor's life ends in the middle of what it does, before it hears what it had asked or is asked meanwhile. */
export async function loses(actor: object, ms = 100): Promise<void> {
  await runInDurableObject(stubOf(actor), (_: unknown, state: DurableObjectState) =>
    state.blockConcurrencyWhile(async () => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      state.abort('lost');
    }),
  ).catch(() => undefined);
}

export async function ticks(id: string, times = 1): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    await runInDurableObject(stubOf(campaign(id)), async (instance) =>
      (instance as { alarm(): Promise<void> }).alarm(),
    );
  }
}

const form = { account: 'aliyun-1069', code: 'SMS_1000004', text: '满 300 减 50。拒收请回复R' };
const said50 = { title: '满 300 减 50', text: '母婴用品满 300 减 50' };

/** An offer a campaign makes somebody. */
export const offerOf = (id: string, person: Person, more: Partial<OfferOrder> = {}): OfferOrder => ({
  ...{ order: 'make', campaign: id, revision: 1, person: person.id, until: Date.now() + 5 * DAY, channels: ['sms'] },
  offer: {
    ...{ name: '满减', rule: { id: 'all', zh: '全部', en: 'All' }, arm: 'a', zh: said50, en: said50 },
    sms: [form],
  },
  ...more,
});

export async function made(order: OfferOrder): Promise<OfferTold> {
  const done = must(await lineOf(env, order.person).offers(order));
  if (!('told' in done)) throw new Error('not told');
  return done.told;
}

export const lin = { id: 'm_lin', name: '林' };
export const wang = { id: 'm_wang', name: '王' };

export const draftOf = (more: Partial<Draft> = {}): Draft =>
  v.parse(draft, {
    ...{
      name: '双十二',
      rule: 'level',
      channels: ['sms'],
      schedule: { begins: 'at-once' },
      hours: 48,
      perMinute: 6_000,
    },
    arms: [{ id: 'a', share: 100, zh: said50, en: said50, sms: 'baby-50' }],
    limits: { optOuts: 500, complaints: 100 },
    ...more,
  });

let campaigns = 0;
/** One that was written by one and let go by another, for everybody of a level. */
export async function runs(level: string, more: Partial<Draft> = {}): Promise<string> {
  campaigns += 1;
  const id = `k_test${campaigns}${Math.floor(performance.now())}`;
  must(await campaign(id).save({ id, draft: draftOf(more), by: lin }));
  await act(id, 'submit', level);
  await act(id, 'approve', level, wang);
  return id;
}

export async function act(id: string, what: 'submit' | 'approve' | 'pause' | 'resume' | 'stop', level = '', by = lin) {
  const { campaign: now } = must(await campaign(id).view());
  const meant = v.parse(rule, {
    ...{ id: 'level', zh: '等级', en: 'Level', on: true, when: { if: 'all', of: [{ if: 'level', is: level || 'x' }] } },
  });
  const submits = what === 'submit' ? { rule: meant, sms: { 'baby-50': [form] }, estimated: 10 } : null;
  return campaign(id).act({ act: what, revision: now.revision, by, submits });
}

/** Until the directory counts so many of a level to whom an offer would go by SMS. */
export async function counted(level: string, go: number, now = Date.now(), ownHours = false) {
  const { rule: meant } = {
    rule: v.parse(rule, {
      id: 'level',
      zh: 'x',
      en: 'x',
      on: true,
      when: { if: 'all', of: [{ if: 'level', is: level }] },
    }),
  };
  return until(`${go} of ${level} in the directory`, async () => {
    const found = await env.DIRECTORY.getByName('main').preview({
      ...{ campaign: 'preview', rule: meant, scale: usualScale, channels: ['sms'], shares: [{ arm: 'a', share: 100 }] },
      ...{ after: '', limit: 100_000, now, ownHours },
    });
    return found.ways.reduce((sum, { count }) => sum + count, 0) === go ? found : null;
  });
}

/** Everyone's letters leave, a moment later. */
export async function moments(people: readonly Person[], ms = 2_000): Promise<void> {
  vi.setSystemTime(Date.now() + ms);
  for (const { id } of people) await rings(id, 2);
}

let levels = 0;
/** A level that nobody has yet. */
export const freshLevel = () => `lvl${(levels += 1)}-${Math.floor(performance.now())}`;

/** People of a level, the first so many of whom agreed; the directory knows them. */
export async function many(level: string, agree: number, others: number): Promise<Person[]> {
  const people: Person[] = [];
  for (let one = 0; one < agree + others; one += 1) {
    const person = await known(level);
    if (one < agree) await says(person, true);
    people.push(person);
  }
  await moments(people);
  await counted(level, agree);
  return people;
}

export const report = async (id: string) => must(await campaign(id).report());

/** What left for somebody by SMS, and how many that is. */
export const leftFor = (person: Person): Left[] =>
  outside.left.filter(({ whom }) => whom.endsWith(person.sms.peer.slice(3)));
export const sentTo = (person: Person): number => leftFor(person).length;

/** The clock goes on while this is done, ten times as fast. */
export async function flowing(work: () => Promise<void>): Promise<void> {
  const timer = setInterval(() => at(Date.now() + 100), 10);
  await work().finally(() => clearInterval(timer));
}

/** A campaign that runs for nobody: its leases are what a line asks for. */
export async function idle(): Promise<string> {
  const id = await runs(freshLevel());
  // Of nobody it would be over at once: it has begun, and its people were not looked for yet.
  await ticks(id, 1);
  return id;
}

/** Somebody who agreed to offers by SMS. */
export async function agreed(): Promise<Person> {
  const person = await known('door');
  await says(person, true);
  return person;
}
