/** A day at the desk: two agents and a lead, a transfer, a lost connection, a silent colleague, a lead's hand, and its figures. */
import { env } from 'cloudflare:workers';
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { beforeAll, expect, it } from 'vitest';
import { dateOf } from '../../shared/calendar.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { AgentDesk, ask, onWebsite, openLine, type LineStream } from './rig.ts';

const text = (words: string) => ({ kind: 'text', text: words });

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

/** Time goes on for one lease only: the clocks of everybody's screens stay. */
async function passes(change: string): Promise<void> {
  const desk = stubOf(env.DESK.getByName('main'));
  await runInDurableObject(desk, (_desk: unknown, state: DurableObjectState) =>
    state.storage.sql.exec(change).toArray(),
  );
  await evictDurableObject(desk);
  await runInDurableObject(desk, (_desk: unknown, state: DurableObjectState) => state.storage.setAlarm(Date.now()));
  await runDurableObjectAlarm(desk);
}

async function asks(line: LineStream): Promise<string> {
  await line.do({ type: 'send', body: text('转人工') });
  return until('a session', () => line.session()?.id);
}
const rowOf = (desk: AgentDesk, session: string) => desk.desk.sessions.find((one) => one.session === session);
const isWith = (desk: AgentDesk, session: string, name: string) =>
  until(`${session} with ${name}`, () => rowOf(desk, session)?.agent?.name === name || null);

async function answers(agent: AgentDesk, session: string, words: string): Promise<LineStream> {
  const customer = await until('the row', () => rowOf(agent, session)?.customer);
  const line = await agent.line(customer);
  await line.do({ type: 'send', body: text(words), fence: line.session()?.fence });
  return line;
}

it('D3 D8 D9 D10 D13 D16 D17 two agents and a lead through a day', async () => {
  const first = await AgentDesk.signIn('desk-jia', '甲');

  // Morning: Lin asks for a person and gets the only one there, at once.
  const lin = await openLine(await onWebsite('lin'), 'web-1');
  const session = await asks(lin);
  await isWith(first, session, '甲');
  await lin.sees('甲 为您服务');
  const second = await AgentDesk.signIn('desk-yi', '乙');
  const lead = await AgentDesk.signIn('desk-bing', '丙', 'lead');
  await lead.acts({ act: 'duty', duty: 'busy' });
  await answers(first, session, '您好，我是甲');
  await lin.sees('您好，我是甲');

  // It is about money: she is given to a colleague, with a note; the colleague takes it.
  const colleague = await until('乙 at the desk', () => first.desk.agents.find((one) => one.name === '乙')?.id);
  const to = { kind: 'agent' as const, agent: colleague };
  await first.acts({ act: 'transfer', session, to, note: '要开专票' });
  await lin.sees('会话转接中，请稍候');
  const offer = await until('the offer', () => rowOf(second, session)?.offer);
  expect(offer).toMatchObject({ from: { name: '甲' }, note: '要开专票' });
  await second.acts({ act: 'accept', session });
  await lin.sees('会话已转接至 乙');
  await until('甲 is told', () => first.notices().includes('transfer-taken') || null);
  const line = await answers(second, session, '专票已为您申请');
  expect(line.said().join()).toContain('转接说明：要开专票');

  // Noon: 乙's tab is gone. For a moment nothing happens; then Lin is with 甲, with everything said.
  second.seat.close();
  await until('乙 unseen', () => lead.desk.agents.find((one) => one.id === colleague)?.connected === false || null);
  expect(rowOf(lead, session)?.agent?.name).toBe('乙');
  await passes('update agent set lost_at = lost_at - 12500 where lost_at is not null');
  await isWith(first, session, '甲');
  await lin.sees('甲 为您服务');
  const again = await first.line(rowOf(first, session)?.customer ?? '');
  expect(again.said().join()).toContain('专票已为您申请');

  // 甲 says nothing: after a while she goes on, and 甲 is told why. 乙 is back by connecting, with nothing declared anew.
  await second.comesBack('second-tab');
  await until('乙 seen', () => lead.desk.agents.find((one) => one.id === colleague)?.connected || null);
  await passes('update session set answer_by = 1 where answer_by is not null');
  await isWith(lead, session, '乙');
  await until('甲 is told again', () => first.notices().includes('answer-missed') || null);

  // The lead takes over, sends 乙 on a break, and ends it with a reason.
  await lead.acts({ act: 'take', session });
  await isWith(lead, session, '丙');
  await until('乙 is told', () => second.notices().includes('taken-over') || null);
  await lead.acts({ act: 'set-duty', agent: colleague, duty: 'break', reason: 'meal' });
  await until('乙 on a break', () => lead.desk.agents.find((one) => one.id === colleague)?.reason === 'meal' || null);
  await until('乙 knows', () => second.notices().includes('duty-forced') || null);
  await lead.acts({ act: 'force-close', session, reason: '重复咨询' });
  await lin.sees('本次会话已结束');

  // Evening: why she went where she went, and what the day was.
  type Decisions = { decisions: { agent: { name: string } | null; why: { zh: string; en: string } }[] };
  const { decisions } = await lead.reads<Decisions>(`/staff/v1/desk/sessions/${session}/decisions`);
  const whys = decisions.map((one) => one.why.zh);
  expect(whys.some((one) => one.includes('甲 转接给 乙'))).toBe(true);
  expect(whys).toContain('乙 已离线，退回原排队位置');
  expect(whys.some((one) => one.includes('未应答'))).toBe(true);
  expect(whys.at(-1)).toBe('丙 强制结束：重复咨询');
  expect(decisions.every((one) => one.why.en !== '')).toBe(true);
  type Day = { agents: { name: string; answered: number; missed: number }[]; groups: { id: string; taken: number }[] };
  const day = await lead.reads<Day>(`/staff/v1/desk/days/${dateOf(Date.now())}`);
  expect(day.agents.find((one) => one.name === '甲')).toMatchObject({ answered: 1, missed: 1 });
  expect(day.groups.find((one) => one.id === '*')).toMatchObject({ taken: 1 });
}, 40_000);

it('D14 D1 nobody is there: a message is taken; who comes first finds it, at its place', async () => {
  const { token } = await ask<{ token: string }>('/v1/session', { site: 'shop' });
  const night = await openLine(token, 'web-night');
  await env.DESK.getByName('main').view();
  const agent = await AgentDesk.signIn('desk-ding', '丁');
  await agent.acts({ act: 'duty', duty: 'offline' });
  const desk = env.DESK.getByName('main');
  const others = await desk.view();
  for (const one of others.agents) {
    if (one.duty === 'offline') continue;
    const act = { act: 'set-duty' as const, agent: one.id, duty: 'offline' as const };
    await desk.act({ agent: { id: 'lead', name: '丙' }, lead: true, act });
  }
  const session = await asks(night);
  await until('a message left', () => night.session()?.state === 'left-message' || null);
  await agent.acts({ act: 'duty', duty: 'online' });
  await isWith(agent, session, '丁');
  await night.sees('丁 为您服务');
});
