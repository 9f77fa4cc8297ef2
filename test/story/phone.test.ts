/** Telephone calls, whole: rung, spoken, keyed, and what stands in the line afterwards. */
import { beforeAll, describe, expect, it } from 'vitest';
import { knowledgeable, openWorld, until } from '../world.ts';
import { rows } from '../customer/rig.ts';
import { Caller } from './caller.ts';
import { AgentDesk, inMiniprogram, inWorld, onWebsite, openLine, post } from './rig.ts';

const text = (words: string) => ({ kind: 'text', text: words });
let lead: AgentDesk;

beforeAll(async () => {
  openWorld();
  await knowledgeable();
  lead = await AgentDesk.signIn('hotline', '何热线', 'lead');
  await lead.acts({ act: 'duty', duty: 'busy' });
}, 70_000);

/** Listens until words come, as the caller's phone would go on asking. */
async function hears(caller: Caller, words: string): Promise<string> {
  let all = '';
  return until(`“${words}” on the phone`, async () => {
    all += await caller.isSilent();
    return all.includes(words) ? all : null;
  });
}

const inbox = async (who: string): Promise<string[]> => {
  await post();
  return (await inWorld<{ messages: { text: string }[] }>(`/people/${who}/inbox`)).messages.map((one) => one.text);
};

describe('a telephone call', () => {
  it('C30 C31 C32 C34 C36 C41 robot, order number, 0, the queue, an agent who types, the end: one line', async () => {
    // She is known by her login on the website, so her mini-program and her telephone are hers.
    await openLine(await onWebsite('lin'), 'web-phone');
    const mini = await openLine(await inMiniprogram('lin'), 'mini-phone');
    const lin = new Caller('lin');
    const greeting = await lin.rings();
    expect(greeting).toMatch(/人工智能.*按 0/u);
    expect(await lin.says('我的快递到哪了')).toContain('订单号');
    const answer = await lin.says('Y X 二零二六一一二零零零一');
    expect(answer).toContain('顺丰');
    expect(answer).not.toMatch(/https?:|\*\*|\d{5}/u);

    // Nobody is free: her place and the wait are spoken.
    const queued = await lin.presses('0');
    expect(queued).toMatch(/前面还有 0 位|排在第一位/u);
    expect(queued).toMatch(/预计|无法预计/u);
    expect(queued).toContain('按 1 预约回电');

    await lead.acts({ act: 'duty', duty: 'online' });
    const row = await lead.conversation('林小满', (one) => one.state === 'agent');
    const desk = await lead.line(row.customer);
    expect(desk.said()).toEqual(expect.arrayContaining(['phone customer: 我的快递到哪了', 'phone customer: 0']));
    const fence = desk.session()?.fence;
    await desk.do({ type: 'send', body: text('您好，快件明天送到'), fence });
    await hears(lin, '快件明天送到');
    expect(desk.statusOf('快件明天送到')).toBe('sent');
    await lin.says('好的，谢谢');
    await desk.sees('phone customer: 好的，谢谢');

    // She hangs up before the agent's last words are spoken: the line says so.
    await desk.do({ type: 'send', body: text('还有别的问题吗'), fence });
    await lin.hangsUp();
    await post();
    await until('the unspoken words', () => desk.statusOf('还有别的问题吗') === 'failed');
    await until('the end of the call', () => JSON.stringify(mini.messages()).includes('通话结束（对方挂断）'));
    expect(mini.said()).toEqual(
      expect.arrayContaining(['phone customer: 好的，谢谢', 'phone agent: 您好，快件明天送到']),
    );
    const late = desk.do({ type: 'send', body: text('喂'), fence });
    await expect(late).rejects.toThrow('call_over');
    const summary = { category: 'delivery-late', text: '物流', resolved: true };
    await desk.do({ type: 'act', act: { act: 'close', fence: desk.session()?.fence, summary } });
    await lead.acts({ act: 'duty', duty: 'busy' });
  });

  it('C33 C34 doubled, late and out of order: heard once, answered alike', async () => {
    const zhou = new Caller('zhou');
    await zhou.rings();
    expect(await zhou.again()).toBe(true);
    const answer = await zhou.says('怎么申请退款');
    expect(answer.length).toBeGreaterThan(10);
    expect(await zhou.again()).toBe(true);
    const line = await openLine(await onWebsite('zhou'), 'web-zhou');
    await zhou.status('ringing');
    await zhou.status('in-progress');
    const asked = () => line.said().filter((one) => one === 'phone customer: 怎么申请退款').length;
    await until('the question', () => asked() === 1);
    await zhou.hangsUp();
    await post();
    await zhou.status('completed');
    await zhou.status('completed');
    const ends = () => line.messages().filter((one) => JSON.stringify(one.body).includes('call_ended')).length;
    await until('the end', () => ends() > 0);
    expect(ends()).toBe(1);
    expect(asked()).toBe(1);
  });

  it('C32 C38 silent twice is a person; the caller books a callback by speaking', async () => {
    const zhou = new Caller('zhou');
    await zhou.rings();
    expect(await zhou.isSilent()).toContain('没有听到');
    expect(await zhou.isSilent()).toContain('转接人工');
    expect(await zhou.presses('1')).toMatch(/什么时候.*请按1/su);
    expect(await zhou.says('呃这个嘛')).toContain('没有听清');
    const booked = await zhou.says('明天下午三点');
    expect(booked).toContain('明天下午三点');
    expect(zhou.call?.endedAt).not.toBeNull();
    await post();
    const { tickets } = await lead.reads<{ tickets: { title: string }[] }>('/staff/v1/tickets');
    expect(tickets.filter((one) => one.title.includes('明天下午三点'))).toHaveLength(1);
    // They were served: no SMS.
    expect((await inbox('zhou')).filter((one) => one.includes('没有接通'))).toEqual([]);
  });

  it('C35 what takes long is announced and fetched by the next question', async () => {
    const emma = new Caller('emma');
    await emma.rings();
    await emma.says('我的快递到哪了');
    await inWorld('/faults', { 'shop.hook': { slowMs: 4600, times: 1 } });
    expect(await emma.says('YX20261120001')).toContain('我正在查，请稍等');
    await until('the answer of the company', async () => (await emma.isSilent()).length > 10);
    await emma.hangsUp();
    await post();
  });

  it('C39 hanging up in line brings one SMS with a way back, and a ticket', async () => {
    const chen = new Caller('chen');
    await chen.rings();
    await chen.says('转人工');
    await chen.hangsUp();
    await until('the SMS', async () => (await inbox('chen')).some((one) => one.includes('没有接通人工客服')));
    await chen.rings();
    await chen.presses('0');
    await chen.hangsUp();
    // Both ends have reached the line, and what it owed has left.
    const line = await openLine(await onWebsite('chen'), 'web-chen');
    const ends = () => line.messages().filter((one) => JSON.stringify(one.body).includes('call_ended')).length;
    await until('both ends', async () => {
      await post();
      return ends() === 2;
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await inbox('chen')).filter((one) => one.includes('没有接通'))).toHaveLength(1);
    // Answering it goes on in the same line.
    await inWorld('/people/chen/sms', { to: '10690001', text: '我想问发票' });
    await post();
    await until('both in one line', () => {
      const said = line.said();
      return said.includes('sms customer: 我想问发票') && said.includes('phone customer: 转人工');
    });
  });

  it('C36 C37 an agent with a telephone is rung, the talk recorded only after a yes; hanging up needs the floor', async () => {
    const { members } = await lead.reads<{ members: { id: string; login: string }[] }>('/staff/v1/members');
    const member = members.find((one) => one.login === 'hotline')?.id ?? '';
    const value = { agents: [{ member, number: '+8613500135000' }], recording: true, missedSms: true };
    expect(await lead.asks('/staff/v1/settings/telephone', { revision: 0, value })).toMatchObject({ ok: true });
    await lead.acts({ act: 'duty', duty: 'online' });
    const emma = new Caller('emma');
    await emma.rings();
    await emma.says('转人工');
    await until('the question of recording', async () => {
      if (emma.heard.some((one) => one.text.includes('同意录音'))) return true;
      await emma.isSilent();
      return false;
    });
    await emma.presses('1');
    expect(emma.call?.waits).toBe('agent');
    expect(emma.heard.at(-1)?.text).toContain('+8613500135000');
    await emma.agentLeg('completed', 65);
    await post();
    const customer = await until('whose call is on', async () => {
      for (const one of lead.desk.sessions.filter(({ session }) => !session.startsWith('t_'))) {
        const { call } = await lead.reads<{ call: object | null }>(`/staff/v1/line/${one.customer}/call`);
        if (call !== null) return one.customer;
      }
      return null;
    });
    const desk = await lead.line(customer);
    await until('the talk', () => JSON.stringify(desk.messages()).includes('通话 1:05'));
    await until('the recording', async () => {
      await post();
      return desk.messages().some((one) => one.direction === 'note' && one.body.kind === 'voice');
    });
    const isTalk = (one: { direction: string; body: { kind: string } }) =>
      one.direction === 'note' && one.body.kind === 'voice';
    const talk = desk.messages().find(isTalk)?.id ?? '';
    await until('the talk in words, for staff', async () => {
      await post();
      return JSON.stringify(desk.bodyOf(talk)).includes('transcript');
    });
    // Fetched, then put into words: neither is told to the customer's screens, and nobody answers it.
    const told = await rows(customer, `select audience, body from change where body like '%"kind":"body"%'`);
    const ofTalk = told.filter(({ body }) => String(body).includes(talk)).map(({ audience }) => audience);
    expect(ofTalk).toEqual(['staff', 'staff']);
    expect(desk.said().join('\n')).not.toMatch(/robot: .*退款/u);
    const live = await lead.reads(`/staff/v1/line/${customer}/call`);
    expect(live).toMatchObject({ telephone: true, call: { state: 'live' } });
    const wrong = await lead.asks(`/staff/v1/line/${customer}/call`, { act: 'hang-up', fence: 0 });
    expect(wrong).toMatchObject({ ok: false, code: 'floor_moved' });
    const fence = desk.session()?.fence ?? 0;
    expect(await lead.asks(`/staff/v1/line/${customer}/call`, { act: 'hang-up', fence })).toMatchObject({ ok: true });
    await emma.listens();
    expect(emma.call?.endedAt).not.toBeNull();
    await post();
    await until('who hung up', () => JSON.stringify(desk.messages()).includes('我方挂断'));
  });

  it('C30 a withheld number is a guest of this call, and a forged hook is nobody', async () => {
    const hidden = new Caller('lin');
    expect(await hidden.rings({ withheld: true })).toContain('人工智能');
    const mini = await openLine(await inMiniprogram('lin'), 'mini-hidden');
    await hidden.says('我是匿名的，请问几点下班');
    expect(mini.said()).not.toContain('phone customer: 我是匿名的，请问几点下班');
    await hidden.hangsUp();
    await inWorld('/faults', { 'webhook.phone': { spoil: 'signature', times: 1 } });
    await expect(new Caller('lin').rings()).rejects.toThrow('no answer to the webhook (401)');
  });
});
