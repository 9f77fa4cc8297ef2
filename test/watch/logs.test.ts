/** What is written down of a whole conversation: one JSON line each, by codes and opaque ids, and nothing of anybody. */
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { faultLine } from '../../worker/log.ts';
import { knock, post as posted } from '../hall/knock.ts';
import { AgentDesk, inMiniprogram, inWorld, onWebsite, openLine, post } from '../story/rig.ts';
import { knowledgeable, openWorld, until, type Seen } from '../world.ts';

let seen: Seen[] = [];
beforeAll(async () => {
  seen = openWorld();
  await knowledgeable();
}, 70_000);

const text = (words: string) => ({ kind: 'text', text: words });
/** What may stand in no line: of Lin and of what she says. */
const CANARIES = [
  '13800138000',
  '138 0013 8000',
  '林小满',
  'u1001',
  'YX20261120001',
  'SF1468820013579',
  '我家住幸福路',
  'lin@example.com',
];

type Line = { at: string; kind: string } & Record<string, unknown>;

describe('the log', () => {
  it('O126 of a whole conversation holds codes, channels and opaque ids, and none of a person', async () => {
    const written: string[] = [];
    for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
      vi.spyOn(console, level).mockImplementation(
        (...given: unknown[]) => void written.push(given.map(String).join(' ')),
      );

    const agent = await AgentDesk.signIn('xiaoxia', '林小夏');
    const website = await openLine(await onWebsite('lin'), 'web-1');
    await website.do({
      type: 'send',
      body: text('我叫林小满，手机 138 0013 8000，lin@example.com，订单 YX20261120001 到哪了'),
    });
    await website.do({ type: 'send', body: text('我家住幸福路，转人工') });
    const row = await agent.conversation('林小满', (one) => one.state === 'agent');
    const desk = await agent.line(row.customer);
    const mini = await openLine(await inMiniprogram('lin'), 'mini-1');
    await mini.do({ type: 'send', body: text('13800138000 是我') });
    const sms = await until('her phone', () => desk.endpoints().find((one) => one.channel === 'sms'));
    await desk.do({
      type: 'send',
      body: text('林小满您好，退款已受理'),
      fence: desk.session()?.fence,
      endpoint: sms.id,
    });
    await until('delivered', async () => {
      await post();
      return desk.statusOf('退款已受理') === 'delivered';
    });
    await inWorld('/people/lin/sms', { to: '10690001', text: '谢谢，我是林小满' });
    await inWorld('/people/lin/wechat/gh_yixian_shop', { kind: 'event', event: 'subscribe' });
    await inWorld('/people/lin/wechat/gh_yixian_shop', { kind: 'text', content: '林小满 13800138000' });
    await post();
    await desk.sees('wechat customer');
    // Searches, refusals and what breaks.
    await agent.reads(`/staff/v1/search?words=${encodeURIComponent('林小满 13800138000')}`).catch(() => null);
    await knock('/staff/v1/customers/13800138000/sessions');
    await knock('/nowhere/13800138000?name=%E6%9E%97%E5%B0%8F%E6%BB%A1');
    await posted('/v1/session', { site: '林小满', token: '13800138000' });
    await knock('/hooks/sms/aliyun/10690001?key=wrong', { method: 'POST', body: '[{"phone_number":"13800138000"' });
    await knock('/c/13800138000', { method: 'POST', body: '林小满' });
    await env.IDENTITY.getByName('b_00').find('x');
    vi.restoreAllMocks();

    const openids = seen.flatMap(({ request }) => new URL(request.url).searchParams.get('openid') ?? []);
    expect(openids.length).toBeGreaterThan(0);
    const lines = written.map((one) => JSON.parse(one) as Line);
    for (const line of lines)
      expect(line).toMatchObject({ at: expect.any(String) as string, kind: expect.any(String) as string });
    const kinds = new Set(lines.map(({ kind }) => kind));
    for (const kind of ['message', 'send', 'hook', 'refused', 'sign-in']) expect(kinds, kind).toContain(kind);
    const messages = lines.filter(({ kind }) => kind === 'message');
    expect(messages.length).toBeGreaterThan(8);
    expect(new Set(messages.map(({ channel }) => channel))).toEqual(new Set(['web', 'miniprogram', 'sms', 'wechat']));
    for (const one of messages) expect(one['line'], JSON.stringify(one)).toMatch(/^c_\w+$/u);
    expect(lines.find(({ kind }) => kind === 'hook')?.['lines']).toEqual([row.customer]);
    const all = written.join('\n');
    for (const one of [...CANARIES, ...openids]) expect(all, one).not.toContain(one);
    expect(all).not.toMatch(/1[3-9]\d{9}/u);
  }, 60_000);

  it('O127 a fault keeps its place and frames, and nothing it quotes', () => {
    const broken = (() => {
      try {
        return JSON.parse('{"phone":"13800138000",林小满');
      } catch (fault) {
        return fault;
      }
    })();
    for (const fault of [
      broken,
      new Error('no such peer "o_5fZ8Qe7kJmT1uVwXyZ2aBcDeFgHi" of 林小满'),
      new Error('refused: +86 138 0013 8000, lin@example.com'),
      '13800138000',
    ]) {
      const line = JSON.stringify(faultLine('t', 'n', 'here', fault, 'c_1'));
      for (const one of [...CANARIES, '8000', 'o_5fZ8Qe7k', 'phone']) expect(line, line).not.toContain(one);
      expect(JSON.parse(line)).toMatchObject({ kind: 'fault', place: 'here', line: 'c_1' });
    }
    expect(faultLine('', 'n', 'here', new Error('no such table: message')).kind).toBe('fault');
    expect(JSON.stringify(faultLine('', 'n', 'here', new Error('no such table: message')))).toContain(
      'no such table: message',
    );
    expect(JSON.stringify(faultLine('', 'n', 'here', new Error('x')))).toContain('logs.test');
  });
});
