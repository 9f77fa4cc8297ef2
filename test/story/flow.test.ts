/** Dialogs against the demo shop, through every door: SMS and website in one dialog, a shop that is down, an answer that is lost. */
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ensureKnowledge } from '../../worker/knowledge/shelf.ts';
import { openWorld, until, type Seen } from '../world.ts';
import { AgentDesk, inWorld, onWebsite, openLine, post } from './rig.ts';

const text = (words: string) => ({ type: 'send', body: { kind: 'text', text: words } });

let calls: Seen[] = [];
beforeAll(async () => {
  calls = openWorld();
  await ensureKnowledge(env);
}, 60_000);
afterEach(async () => {
  await inWorld('/faults', { 'shop.hook': null, 'shop.refund': null });
});

const faults = (given: object) => inWorld('/faults', given);

async function casesOf(kind: string, order: string): Promise<number> {
  const { cases } = await inWorld<{ cases: { kind: string; subject: string }[] }>('/shop/cases');
  return cases.filter((one) => one.kind === kind && one.subject === order).length;
}

async function lastSms(person: string): Promise<string> {
  const { messages } = await inWorld<{ messages: { text: string; direction?: string }[] }>(`/people/${person}/inbox`);
  return messages.map((one) => one.text).join('\n');
}

/** The names under which an action was asked for, as the shop heard them. */
function requestsTo(action: string): (string | null)[] {
  return calls
    .filter(({ request }) => request.url.endsWith(`/hook/${action}`))
    .map(({ request }) => request.headers.get('idempotency-key'));
}

describe('dialogs with the demo shop', () => {
  it('F1 F4 F5 F6 begun by SMS, finished on the website: nothing is repeated, and the shop does it once', async () => {
    const early = await openLine(await onWebsite('lin'), 'lin-0');
    early.close();
    await inWorld('/people/lin/sms', { to: '10690001', text: '我要退款，订单YX20261120001' });
    await post();
    await until('the reason asked by SMS', async () => {
      await post();
      return (await lastSms('lin')).includes('退款的原因是什么');
    });

    const website = await openLine(await onWebsite('lin'), 'lin-1');
    await website.sees('sms customer: 我要退款，订单YX20261120001');
    await website.do(text('顺便问下运费怎么算'));
    await website.sees('59 元');
    await website.do(text('尺码不合适'));
    const asked = await until('the confirmation', () =>
      website.messages().find((one) => one.body.kind === 'menu' && one.body.text.includes('确认提交吗')),
    );
    expect(asked.body).toMatchObject({ text: expect.stringContaining('¥329.00') as string });
    expect(await casesOf('refund', 'YX20261120001')).toBe(0);
    await website.do(text('是'));
    await website.sees('web robot: 退款申请已提交，单号 RF');
    expect(await casesOf('refund', 'YX20261120001')).toBe(1);
    website.close();
  }, 30_000);

  it('F7 an answer that is lost is asked for again under the same request: done once, told once', async () => {
    await faults({ 'shop.refund': { lost: true, slowMs: 5_600, times: 1 } });
    const website = await openLine(await onWebsite('lin'), 'lin-2');
    await website.do(text('帮我退款'));
    await website.do(text('YX20261122017'));
    await until('the reason asked', () =>
      website.messages().some((one) => one.body.kind === 'menu' && one.body.text.startsWith('退款的原因')),
    );
    await website.do(text('不想要了'));
    await until('the confirmation', () =>
      website.messages().some((one) => one.body.kind === 'menu' && one.body.text.includes('YX20261122017')),
    );
    const before = requestsTo('refund').length;
    await website.do(text('是'));
    await website.do(text('快点'));
    await website.sees('正在提交');
    await until(
      'the result',
      () => website.said().some((one) => one.includes('退款申请已提交') && one.includes('¥108.00')) || null,
      15_000,
    );
    const requests = requestsTo('refund').slice(before);
    expect(requests.length).toBeGreaterThanOrEqual(2);
    expect(new Set(requests).size).toBe(1);
    expect(await casesOf('refund', 'YX20261122017')).toBe(1);
    website.close();
  }, 40_000);

  it('F6 L8 with the shop down the robot says so and an agent has everything', async () => {
    const agent = await AgentDesk.signIn('flowdesk', '周小满');
    await faults({ 'shop.hook': { status: 500 } });
    const website = await openLine(await onWebsite('zhou'), 'zhou-1');
    await website.do(text('我的快递到哪了'));
    await website.sees('请问您的订单号是多少');
    await website.do(text('YX20261123108'));
    await until('honest words', () => website.said().some((one) => one.includes('公司系统')) || null, 15_000);
    const row = await agent.conversation('周一航', (one) => one.state === 'agent');
    const desk = await agent.line(row.customer);
    const handover = desk.frames.flatMap((frame) =>
      frame.type === 'reset' && frame.snapshot.handover ? [frame.snapshot.handover] : [],
    );
    expect(JSON.stringify(handover)).toContain('YX20261123108');
    expect(handover[0]).toMatchObject({ reason: 'lookup_failed', flow: { name: 'logistics' } });
    website.close();
  }, 40_000);
});
