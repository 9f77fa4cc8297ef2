/** How people come to a person: each trigger of GB/T 47746—2026 over a real channel, the agent's packet, and the way back. */
import { env } from 'cloudflare:workers';
import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HandoverView } from '../../shared/line.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { AgentDesk, ask, inMiniprogram, inWorld, openLine, post, type LineStream } from './rig.ts';

const text = (words: string) => ({ kind: 'text', text: words });
let agent: AgentDesk;

beforeAll(async () => {
  openWorld();
  await knowledgeable();
  agent = await AgentDesk.signIn('wanqing', '苏晚晴');
  // On duty and full hands: whoever comes waits in line.
  await agent.seat.do({ type: 'act', act: { act: 'duty', duty: 'busy' } });
}, 70_000);

/** A visitor of the website nobody knows. */
async function stranger(instance: string): Promise<LineStream> {
  const { token } = await ask<{ token: string }>('/v1/session', { site: 'shop' });
  return openLine(token, instance);
}

/** Somebody the company vouches for, with what it says of them. */
async function signedIn(instance: string, claims: Record<string, unknown>): Promise<LineStream> {
  const accounts = JSON.parse(env.ACCOUNTS) as { channel: string; id: string; jwtSecret?: string }[];
  const secret = accounts.find((one) => one.id === 'shop')?.jwtSecret ?? '';
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const said = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ aud: 'shop', iat: now, exp: now + 600, ...claims })}`;
  const signed = `${said}.${createHmac('sha256', secret).update(said).digest('base64url')}`;
  const { token } = await ask<{ token: string }>('/v1/session', { site: 'shop', token: signed });
  return openLine(token, instance);
}

const says = (line: LineStream, words: string) => line.do({ type: 'send', body: text(words) });
const taps = (line: LineStream, option: string) => line.do({ type: 'send', body: { kind: 'text', text: '…', option } });

/** What the agent finds when they open the line of this session's number. */
async function packet(line: LineStream): Promise<HandoverView> {
  const number = await until('a number', () => line.session()?.number);
  const row = await until('the session at the desk', () => {
    for (const frame of [...agent.seat.frames].reverse()) {
      if (frame.type !== 'desk') continue;
      const session = line.session()?.id;
      return frame.desk.sessions.find((one) => one.session === session && one.state !== 'robot');
    }
    return null;
  });
  const desk = await agent.line(row.customer);
  const found = desk.frames.flatMap((frame) =>
    frame.type === 'reset' && frame.snapshot.handover ? [frame.snapshot.handover] : [],
  )[0];
  desk.close();
  if (!found) throw new Error(`no packet for ${number}`);
  expect(found.number).toBe(number);
  return found;
}

/** One message with the number, the place in line, and the wait; or, when the desk was slow, honestly without. */
const QUEUED =
  /(?:前面还有 \d+ 位，(?:预计等待约 \d+ 分钟|等待时间暂时无法预计)|请求已记录，预计等待时间暂时无法预计)。受理编号 \d{4}-\d{6}/u;
const waits = (line: LineStream) =>
  until(`the wait; seen: ${line.said().join(' | ')}`, () => line.said().find((one) => QUEUED.test(one)));

describe('a person, by every way', () => {
  it('G7 G4 5.2.2.2 asked for by a word, over the official account: one message in the chat with number and wait', async () => {
    await inWorld('/people/zhou/wechat/gh_yixian_shop', { kind: 'event', event: 'subscribe' });
    await post();
    await inWorld('/people/zhou/wechat/gh_yixian_shop', { kind: 'text', content: '轉人工!' });
    await post();
    const chat = await until('the notice in the chat', async () => {
      await post();
      const found = JSON.stringify(await inWorld('/people/zhou/chat/gh_yixian_shop'));
      return QUEUED.test(found) ? found : null;
    });
    expect(chat.match(/受理编号/gu)).toHaveLength(1);
  });

  it('G7 5.2.2.3 by one tap on the website, before any word', async () => {
    const line = await stranger('h-tap');
    await line.do({ type: 'act', act: { act: 'request-human' } });
    await waits(line);
    expect(await packet(line)).toMatchObject({ reason: 'customer_asked', identity: { proof: 'none' } });
  });

  it('G7 5.2.2.2 in another language, and the agent is told which', async () => {
    const line = await stranger('h-ja');
    await says(line, 'オペレーターにつないでください');
    await until('english words', () =>
      line
        .said()
        .find((one) => /passing you to one of our people(?:; \d+ before you|\. Your request is recorded)/u.test(one)),
    );
    expect(await packet(line)).toMatchObject({ reason: 'customer_asked', language: 'ja' });
  });

  it('G8 5.2.2.6 a not understood three times, by SMS', async () => {
    for (const words of ['今天天气怎么样', '给我讲个笑话', '世界杯谁赢了']) {
      await inWorld('/people/chen/sms', { to: '10690001', text: words });
      await post();
    }
    await until('the notice on the phone', async () => {
      await post();
      return QUEUED.test(JSON.stringify(await inWorld('/people/chen/inbox')));
    });
  });

  it('G9 5.2.2.6 b who refuses the robot, at the first word', async () => {
    const line = await stranger('h-refuse');
    await says(line, '我不想跟机器人聊');
    await waits(line);
    expect(line.said().filter((one) => one.includes('robot'))).toHaveLength(1);
    expect((await packet(line)).reason).toBe('refuses_robot');
  });

  it('G10 5.2.2.6 c a card number in the mini-program: nobody repeats it, not to the agent either', async () => {
    const line = await openLine(await inMiniprogram('emma'), 'h-secret');
    await says(line, '退到我的银行卡6222021234567890128');
    await line.sees('请不要在聊天里发送');
    await until('the wait', () => line.session()?.state === 'queued');
    const found = await packet(line);
    expect(found).toMatchObject({ reason: 'information_security', identity: { proof: 'platform' } });
    expect(JSON.stringify(found)).not.toContain('6222021234567890128');
    expect(
      line
        .messages()
        .filter((one) => one.direction === 'out')
        .map((one) => JSON.stringify(one.body))
        .join(),
    ).not.toContain('6222');
  });

  it('G11 5.2.2.6 d danger goes before everybody who waits', async () => {
    const line = await stranger('h-danger');
    await says(line, '充电宝起火了，手被烫伤了');
    await line.sees('请先拨打 110、119 或 120');
    const told = await waits(line);
    expect(told).toMatch(/前面还有 0 位|请求已记录/u);
    const first = await until('the first of the line', () => {
      const last = agent.seat.frames.findLast((frame) => frame.type === 'desk');
      return last?.type === 'desk' && last.desk.sessions[0]?.session === line.session()?.id
        ? last.desk.sessions[0]
        : null;
    });
    expect(first.urgency).toBe('urgent');
    expect(await packet(line)).toMatchObject({ reason: 'danger', urgency: 'urgent' });
  });

  it('G13 5.2.2.7 a complaint is confirmed first, then goes, with the words that show the anger', async () => {
    const line = await stranger('h-complain');
    await says(line, '你们就是骗子，我要投诉');
    await until('the question', () => line.messages().find((one) => one.body.kind === 'menu'));
    expect(line.session()?.state).toBe('robot');
    await taps(line, 'human');
    await waits(line);
    expect(await packet(line)).toMatchObject({
      reason: 'complaint',
      emotion: { level: 'angry', words: ['骗子', '投诉'] },
    });
  });

  it('G6 5.1.3 an old person by the company’s word: offered at once, one tap', async () => {
    const line = await signedIn('h-care', { sub: 'u_old', name: '王桂芳', care: 'elder' });
    await says(line, '怎么改收货地址');
    const menu = await until('the offer', () => line.messages().find((one) => one.body.kind === 'menu'));
    expect(menu.body).toMatchObject({ options: [{ id: 'human' }, { id: 'no' }] });
    await taps(line, 'human');
    await waits(line);
    expect(await packet(line)).toMatchObject({
      reason: 'care_group',
      identity: { name: '王桂芳', proof: 'signed-in', care: 'elder' },
    });
  });

  it('G6 5.1.3 the third visit within a day after an answer that didn’t help', async () => {
    const line = await stranger('h-again');
    for (const visit of [1, 2]) {
      await says(line, '金卡会员有什么权益');
      const answer = await until(`answer ${visit}`, () => line.messages().filter((one) => one.source)[visit - 1]);
      if (visit === 1) await line.do({ type: 'act', act: { act: 'feedback', message: answer.id, helpful: false } });
      await line.do({ type: 'act', act: { act: 'close' } });
    }
    await says(line, '金卡会员有什么权益');
    await line.sees('您最近多次联系我们');
    await waits(line);
    expect(await packet(line)).toMatchObject({ reason: 'repeat_visits', visits: 3 });
  });
});

describe('nothing is said twice, and nobody goes back unasked', () => {
  it('G3 G14 4.3 5.2.3 the packet has what was tried; the agent offers the robot, the customer agrees, and may come back', async () => {
    const line = await stranger('h-back');
    await says(line, '金卡会员有什么权益');
    const answer = await until('an answer', () => line.messages().find((one) => one.source));
    await line.do({ type: 'act', act: { act: 'feedback', message: answer.id, helpful: false } });
    await says(line, '还是没明白，转人工');
    await waits(line);
    const found = await packet(line);
    expect(found.tried).toMatchObject([
      { entry: answer.source?.entry, question: '金卡会员有什么权益', helpful: false },
    ]);
    expect(found.summary.zh).toContain('金卡会员有什么权益');

    const session = line.session()?.id ?? '';
    await agent.seat.do({ type: 'act', act: { act: 'take', session } });
    await line.sees('苏晚晴 为您服务');
    const row = await until('her row', () => {
      for (const frame of [...agent.seat.frames].reverse())
        if (
          frame.type === 'event' &&
          frame.change.kind === 'conversation' &&
          frame.change.conversation.session === session
        )
          return frame.change.conversation;
      return null;
    });
    const desk = await agent.line(row.customer);
    await desk.do({
      type: 'act',
      act: { act: 'offer-robot', fence: desk.session()?.fence, reason: 'common-question' },
    });
    await line.sees('menu');
    expect(line.session()).toMatchObject({ state: 'agent', robotOffered: true });
    await taps(line, 'robot-yes');
    await until('the robot has it', () => line.session()?.state === 'robot');
    await says(line, '转人工');
    await until('back in line', () => line.session()?.state !== 'robot');
  });
});
