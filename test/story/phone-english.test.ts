/** Who speaks English is called back in English: the ticket, what stands in the line, and what a colleague hears and reads of it. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { callWords } from '../../worker/customer/call/words.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { Caller } from './caller.ts';
import { AgentDesk, post } from './rig.ts';

type Row = { ticket: string; customer: string; title: string };
type File = { ticket: { fields: Record<string, unknown> }; entries: { event: { text?: string } }[] };
let lead: AgentDesk;
let booked: Row;
let line: Awaited<ReturnType<AgentDesk['line']>>;

const HAN = /\p{Script=Han}/u;

beforeAll(async () => {
  openWorld();
  await knowledgeable();
  lead = await AgentDesk.signIn('back-en', 'Grace', 'lead');
  await lead.acts({ act: 'duty', duty: 'busy' });
  const { members } = await lead.reads<{ members: { id: string; login: string }[] }>('/staff/v1/members');
  const member = members.find((one) => one.login === 'back-en')?.id ?? '';
  const value = { agents: [{ member, number: '+8613500135001' }], recording: true, missedSms: true };
  expect(await lead.asks('/staff/v1/settings/telephone', { revision: 0, value })).toMatchObject({ ok: true });
  const emma = new Caller('emma');
  await emma.rings();
  await emma.presses('9');
  await emma.presses('0');
  await emma.presses('1');
  expect(await emma.says('tomorrow at 3 pm')).toContain('We will call you back tomorrow at 3 pm');
  await post();
  booked = await until('the ticket', async () => {
    await post();
    const { tickets } = await lead.reads<{ tickets: Row[] }>('/staff/v1/tickets');
    return tickets.find((one) => one.title.includes('tomorrow at 3 pm'));
  });
  line = await lead.line(booked.customer);
}, 90_000);

const file = () => lead.reads<File>(`/staff/v1/tickets/${booked.customer}/${booked.ticket}`);
const ring = (key: string) =>
  until('nobody is on the telephone', async () => {
    await post();
    const asked = { key, ticket: booked.ticket };
    return (await lead.asks<{ ok: boolean }>(`/staff/v1/line/${booked.customer}/ring`, asked)).ok;
  });
async function telephone(): Promise<Caller> {
  const emma = new Caller('emma');
  await emma.listens();
  return emma;
}
/** What the line tells of calls, once the caller had chosen English. */
const events = () =>
  line
    .messages()
    .flatMap(({ body }) => (body.kind === 'event' ? [body.text ?? ''] : []))
    .slice(1);

describe('an English callback', () => {
  it('C64 the ticket and the line’s own words are English', async () => {
    expect(booked.title).toBe('Callback · tomorrow at 3 pm');
    expect(JSON.stringify((await file()).ticket.fields)).toContain('Call back: tomorrow at 3 pm');
    const told = await until('the end of the call', async () => {
      await post();
      return events().some((one) => one.startsWith('Call ended')) ? events() : null;
    });
    expect(told.filter((one) => HAN.test(one))).toEqual([]);
  });

  it('C64 so is what came of calling back, in the line, in the ticket and at the colleague’s ear', async () => {
    const { en } = callWords;
    await ring('one');
    const talks = await telephone();
    await talks.agentLeg('completed');
    await talks.agentLeg('completed', 65);
    await ring('two');
    const away = await telephone();
    await away.agentLeg('completed');
    expect(await away.agentLeg('no-answer')).toContain(en.noAnswer);
    await ring('three');
    await (await telephone()).agentLeg('busy');
    await ring('four');
    const soon = await telephone();
    await soon.agentLeg('completed');
    await soon.hangsUp();
    const all = [
      en.rings('Grace'),
      en.talked('1:05'),
      en.notReached,
      en.note(en.ownNotReached('busy')),
      en.note(en.putDown),
    ];
    const told = await until('all that came of it', async () => {
      await post();
      const found = events();
      return all.every((one) => found.includes(one)) ? found : null;
    });
    expect(told.filter((one) => HAN.test(one))).toEqual([]);
    const remarks = (await file()).entries.flatMap(({ event }) => event.text ?? []);
    expect(remarks).toEqual(
      expect.arrayContaining([
        en.ringsOwn,
        en.talkedTicket('1:05'),
        en.notReachedTicket('no answer'),
        en.ownNotReached('busy'),
        en.putDown,
      ]),
    );
    expect(remarks.filter((one) => HAN.test(one))).toEqual([]);
    // What the colleague heard while the customer's telephone rang, too.
    const heard = soon.heard.filter((one) => one.kind === 'spoken').map((one) => one.text);
    expect(heard).toContain('I am ringing the customer, one moment please.');
    expect(heard.filter((one) => HAN.test(one))).toEqual([]);
  });
});

/** While it works, the person's actor can't read its calls. */
async function broken<Value>(work: () => Promise<Value>): Promise<Value> {
  const actor = stubOf(env.CUSTOMER.getByName(booked.customer));
  const rename = (from: string, to: string) =>
    runInDurableObject(actor, (_: unknown, { storage }: DurableObjectState) => {
      storage.sql.exec(`alter table ${from} rename to ${to}`);
    });
  await rename('call', 'call_away');
  try {
    return await work();
  } finally {
    await rename('call_away', 'call');
  }
}

describe('an English call', () => {
  it('C31 C35 C64 once English is chosen, all we say is English: steps, an order, trouble of ours, a colleague, goodbye', async () => {
    const emma = new Caller('emma');
    await emma.rings();
    const said: string[] = [await emma.presses('9')];
    const hears = async (words: RegExp, first: string) => {
      said.push(first);
      await until(`${words.source}; heard ${said.join(' | ')}`, async () => {
        if (said.some((one) => words.test(one))) return true;
        said.push(await emma.isSilent());
        return false;
      });
    };
    await hears(/order number/iu, await emma.says('Where is my parcel?'));
    await hears(/Order Y X 2 0 2 6 1 1 1 9 0 7 7: /u, await emma.says('YX20261119077'));
    await hears(/did not reach us/u, await broken(() => emma.says('agent')));
    await hears(/call you back|called back/u, await emma.presses('0'));
    await lead.acts({ act: 'duty', duty: 'online' });
    await hears(/record/u, '');
    await emma.presses('2');
    said.push(await emma.agentLeg('no-answer'));
    await hears(/will type/u, '');
    const desk = await lead.line(booked.customer);
    const fence = desk.session()?.fence;
    const steps = ['Open your orders.', 'Choose refund.'];
    await desk.do({ type: 'send', body: { kind: 'answer', text: 'It takes two steps.', steps }, fence });
    await hears(/Step 1: Open your orders\..*Step 2: /u, '');
    const summary = { category: 'delivery-late', text: 'told', resolved: true };
    await desk.do({ type: 'act', act: { act: 'close', fence, summary } });
    await until('the end of the call', async () => {
      if (emma.call?.endedAt) return true;
      said.push(await emma.isSilent());
      return emma.call?.endedAt;
    });
    expect(said.join('\n')).toMatch(/Goodbye|rate|number/u);
    expect(said.filter((one) => HAN.test(one))).toEqual([]);
  });
});
