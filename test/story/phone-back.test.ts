/** A callback booked on the telephone, and how a colleague keeps it: their telephone first, then the customer's; all of it in the line. */
import { beforeAll, describe, expect, it } from 'vitest';
import { knowledgeable, openWorld, until } from '../world.ts';
import { Caller } from './caller.ts';
import { AgentDesk, inWorld, post } from './rig.ts';

type Row = { ticket: string; customer: string; title: string };
type File = {
  ticket: { promise: { at: number } };
  entries: { internal: boolean; event: { what: string; text?: string } }[];
};
const number = '+8613500135000';
let lead: AgentDesk;
let member = '';
let booked: Row;

beforeAll(async () => {
  openWorld();
  await knowledgeable();
  lead = await AgentDesk.signIn('back', '何热线', 'lead');
  await lead.acts({ act: 'duty', duty: 'busy' });
  const { members } = await lead.reads<{ members: { id: string; login: string }[] }>('/staff/v1/members');
  member = members.find((one) => one.login === 'back')?.id ?? '';
  // Booked by voice, by somebody who waits.
  const chen = new Caller('chen');
  await chen.rings();
  await chen.presses('0');
  await chen.presses('1');
  expect(await chen.says('明天下午三点')).toContain('明天下午三点');
  await post();
  booked = await until('the ticket', async () => {
    const { tickets } = await lead.reads<{ tickets: Row[] }>('/staff/v1/tickets');
    return tickets.find((one) => one.title.includes('明天下午三点'));
  });
}, 90_000);

const ring = <Answer = object>(key: string) =>
  lead.asks<Answer>(`/staff/v1/line/${booked.customer}/ring`, { key, ticket: booked.ticket });
const file = () => lead.reads<File>(`/staff/v1/tickets/${booked.customer}/${booked.ticket}`);
const remarks = async () => (await file()).entries.flatMap((one) => one.event.text ?? []);
/** The call as it stands on the customer's telephone in the world. */
async function telephone(): Promise<Caller> {
  const chen = new Caller('chen');
  await chen.listens();
  return chen;
}

describe('calling back', () => {
  it('C38 C62 the ticket is due when the customer said', async () => {
    const day = new Date(Date.now() + 8 * 3_600_000 + 86_400_000).toISOString().slice(0, 10);
    expect((await file()).ticket.promise.at).toBe(Date.parse(`${day}T15:00:00+08:00`));
  });

  it('C62 whoever has no telephone is told so, and nobody is rung', async () => {
    // The provider tells the end of a call a moment after it.
    await until('the refusal', async () => {
      await post();
      return (await ring<{ code?: string }>('none')).code === 'no_endpoint';
    });
  });

  it('C62 the colleague’s telephone rings first, then the customer’s; the talk stands in the line and in the ticket, once', async () => {
    const value = { agents: [{ member, number }], recording: true, missedSms: true };
    expect(await lead.asks('/staff/v1/settings/telephone', { revision: 0, value })).toMatchObject({ ok: true });
    expect(await ring('one')).toEqual({ ok: true });
    // The same wish again rings nobody.
    expect(await ring('one')).toEqual({ ok: true });
    const chen = await telephone();
    expect(chen.call?.waits).toBe('pick-up');
    expect(chen.heard.at(-1)?.text).toBe(`☎ ${number}`);
    await chen.agentLeg('completed');
    expect(chen.call?.waits).toBe('agent');
    expect(chen.heard.map((one) => one.text)).toEqual(
      expect.arrayContaining(['正在为您接通客户，请稍候。', '☎ +8613700137002']),
    );
    await chen.agentLeg('completed', 65);
    await post();
    const line = await lead.line(booked.customer);
    const stands = (words: string) => line.messages().filter((one) => JSON.stringify(one.body).includes(words));
    await until('the talk', () => stands('客服回电，通话 1:05').length > 0);
    expect(stands('何热线 回电').map((one) => one.direction)).toEqual(['note']);
    // Nobody was asked, so nothing is recorded; its end told again is nothing new.
    expect(await chen.again()).toBe(true);
    await chen.status('completed');
    expect(stands('客服回电').length).toBe(1);
    expect(line.messages().some((one) => one.body.kind === 'voice' && one.direction === 'note')).toBe(false);
    await until('the ticket’s own history', async () => (await remarks()).includes('回电已接通，通话 1:05'));
    expect((await remarks()).filter((one) => one.startsWith('回电'))).toEqual([
      '回电，先拨自己的电话',
      '回电已接通，通话 1:05',
    ]);
    // The colleague's telephone is nobody's line.
    const { people } = await lead.reads<{ people: { id: string }[] }>('/staff/v1/people');
    expect(JSON.stringify(people)).not.toContain('13500135000');
  });

  it('C62 the customer doesn’t answer: the line says so to both; the colleague doesn’t: to staff alone', async () => {
    const line = await lead.line(booked.customer);
    const told = (words: string) => line.messages().filter((one) => JSON.stringify(one.body).includes(words));
    await ring('two');
    const away = await telephone();
    await away.agentLeg('completed');
    expect(await away.agentLeg('no-answer')).toContain('客户没有接听');
    await until('that they did not answer', () => told('客服回电，没有接通').length === 1);
    await ring('three');
    await (await telephone()).agentLeg('no-answer');
    await post();
    await until('that nobody was rung', () => told('没有拨给客户').length === 1);
    expect(told('没有拨给客户')[0]?.direction).toBe('note');
  });

  it('C62 the colleague puts it down first, the provider takes nothing: each ends with a word', async () => {
    const line = await lead.line(booked.customer);
    const told = (words: string) => line.messages().filter((one) => JSON.stringify(one.body).includes(words)).length;
    await ring('four');
    const soon = await telephone();
    await soon.agentLeg('completed');
    await soon.hangsUp();
    await post();
    await until('that it was put down', () => told('客服先挂断了') === 1);
    await inWorld('/faults', { 'phone.twilio.create': { status: 500, times: 1 } });
    expect(await ring('five')).toMatchObject({ ok: false, code: 'unavailable' });
    await until('that nobody was rung', () => told('拨不出去') === 1);
  });

  it('C62 who is on the telephone isn’t called', async () => {
    const chen = new Caller('chen');
    await chen.rings();
    expect(await ring('six')).toMatchObject({ ok: false, code: 'wrong_state' });
    await chen.hangsUp();
    await post();
  });
});
