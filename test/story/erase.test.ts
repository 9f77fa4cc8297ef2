import { env, exports } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SearchOrder } from '../../shared/directory.ts';
import { refreshSettings } from '../../worker/settings/shelf.ts';
import { customer, rows } from '../customer/rig.ts';
import { must } from '../results.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { AgentDesk, ask, inMiniprogram, inWorld, onWebsite, openLine, post } from './rig.ts';
import { placesOf } from './scan.ts';

const text = (words: string) => ({ kind: 'text', text: words });
const bearing = (token: string) => ({ authorization: `Bearer ${token}` });

beforeAll(async () => {
  openWorld({ 'company.test': () => Promise.resolve(new Response(null, { status: 503 })) });
  await knowledgeable();
  const settings = env.SETTINGS.getByName('main');
  const url = 'https://company.test/all';
  const events = ['message.received' as const, 'session.closed' as const, 'session.opened' as const];
  const value = { endpoints: [{ id: 'all', url, events, on: true, note: '' }] };
  const by = { id: 'u_lead', name: '赵敏' };
  const kept = await settings.read('webhooks');
  must(await settings.write({ name: 'webhooks', revision: kept?.revision ?? 0, value, by }));
  await refreshSettings(env);
}, 70_000);

const refusedWith = async (path: string, token: string, body: unknown = {}) => {
  const response = await exports.default.fetch(`${env.PUBLIC_URL}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: env.PUBLIC_URL, ...bearing(token) },
    body: JSON.stringify(body),
  });
  return (await response.json<{ code?: string }>()).code;
};

describe('everything kept of a person goes', () => {
  it('V29 V30 V31 V32 V33 V34 in one act, from every room, and whoever writes next is somebody new', async () => {
    const xia = await AgentDesk.signIn('xiaoxia', '林小夏');
    const lead = await AgentDesk.signIn('zhaomin', '赵敏', 'lead');
    await lead.acts({ act: 'duty', duty: 'break' });

    // The demo's own knowledge names the number her demo phone has.
    const demo = await placesOf(['13800138000']);

    // An encounter that is over, with everything an encounter leaves.
    const website = await openLine(await onWebsite('lin'), 'web-1');
    await website.do({ type: 'send', body: text('独角鲸七号什么时候喂食') });
    await website.do({ type: 'send', body: text('转人工') });
    const row = await xia.conversation('林小满', (one) => one.state === 'agent');
    const person = row.customer;
    const desk = await xia.line(person);
    const fence = () => desk.session()?.fence;
    await desk.do({ type: 'send', body: text('林小满您好，独角鲸七号已经喂过'), fence: fence() });
    await desk.do({ type: 'send', body: text('内部：独角鲸客户，请关注'), note: true, mentions: [] });
    xia.seat.say({
      type: 'draft',
      draft: { customer: person, reply: '独角鲸的草稿', note: '', mode: 'reply', endpoint: null },
    });
    const summary = { category: 'delivery-late', text: '独角鲸小结', resolved: true };
    await desk.do({ type: 'act', act: { act: 'close', fence: fence(), summary } });

    // One that goes on, in the mini-program, with a ticket and a file; words by SMS too.
    const token = await inMiniprogram('lin');
    const mini = await openLine(token, 'mini-1');
    await mini.do({
      type: 'act',
      act: { act: 'open-ticket', key: 'k1', kind: 'inquiry', title: '独角鲸工单', fields: {}, text: '独角鲸工单说明' },
    });
    await inWorld('/people/lin/sms', { to: '10690001', text: '独角鲸短信' });
    await post();
    await mini.sees('独角鲸短信');
    const given = await exports.default.fetch(`${env.PUBLIC_URL}/v1/media?name=%E7%8B%AC%E8%A7%92%E9%B2%B8.txt`, {
      method: 'POST',
      headers: { origin: env.PUBLIC_URL, 'content-type': 'text/plain', ...bearing(token) },
      body: '独角鲸文件的内容',
    });
    expect(given.status).toBe(200);
    await mini.do({ type: 'send', body: text('转人工') });
    await until('a colleague has it again', () => mini.session()?.state === 'agent' || null);
    await mini.do({ type: 'send', body: text('独角鲸再说一句') });
    const old = await openLine(token, 'mini-2');

    // It stands everywhere before: or the scan proves nothing.
    const peers = (await rows(person, 'select peer from endpoint')).map((one) => String(one['peer']));
    const words = [
      '独角鲸',
      '角鲸',
      '林小满',
      ...peers,
      ...peers.map((one) => one.replace(/^\+86/u, '').replace(/^u_/u, '')),
    ];
    const search: SearchOrder = { q: '独角鲸', filter: {}, after: null, now: Date.now() } as SearchOrder;
    const directory = env.DIRECTORY.getByName('main');
    await until('the directory knows', async () =>
      JSON.stringify(await directory.search(search)).includes('独角鲸再说'),
    );
    const rooms = [
      'CUSTOMER',
      'DESK',
      'SEAT',
      'DOCKET',
      'WEBHOOK',
      'QUALITY',
      'DIRECTORY',
      'KNOWLEDGE',
      'MEDIA',
      'TOPICS',
    ];
    const holding = async () => new Set((await placesOf(words)).map((one) => one.split('.')[0]));
    await until('every room holds something of her', async () => (await holding()).size === rooms.length, 20_000);
    expect(await holding()).toEqual(new Set(rooms));

    // The second step: what goes and stays is told first; a made-up word confirms nothing.
    const plan = await ask<{ confirmation: string; goes: Record<string, number>; open: object }>(
      '/v1/me/erase/plan',
      {},
      bearing(token),
    );
    expect(plan).toMatchObject({
      open: { encounter: true, tickets: 1 },
      goes: { encounters: 2, tickets: 1, files: 1 },
    });
    expect(await refusedWith('/v1/me/erase', token, { confirmation: 'x_made_up_word' })).toBe('expired');
    const erase = () =>
      ask<{ receipt: string; told: boolean; went: object }>(
        '/v1/me/erase',
        { confirmation: plan.confirmation },
        bearing(token),
      );
    const erased = await erase();
    expect(erased).toMatchObject({ went: { encounters: 2, tickets: 1, files: 1 } });
    const again = await until(
      'every room has forgotten',
      async () => {
        const one = await erase();
        return one.told ? one : null;
      },
      30_000,
    );
    expect(again).toEqual({ ...erased, told: true });

    // Nothing of them stands anywhere; their id in nothing but what says that they went.
    expect((await placesOf(words)).filter((one) => !demo.includes(one))).toEqual([]);
    const named = await placesOf([person]);
    expect(named.every((one) => /\.(tombstone|forgotten): /u.test(one))).toBe(true);

    // Whoever serves is told, the place at the desk is free, and whoever looks gets a sentence.
    await until('the agent is told', () => xia.notices().includes('customer-erased') || null);
    await until('the row is gone', () => xia.desk.sessions.length === 0 || null);
    await desk.next((frame) => frame.type === 'refused' && frame.code === 'erased', 'the sentence at the open panel');
    await expect(xia.line(person)).rejects.toThrow(/410.*erased/u);
    await expect(xia.reads(`/staff/v1/tickets/${person}`)).rejects.toThrow(/410.*erased/u);
    await expect(xia.reads(`/staff/v1/line/${person}/person`)).rejects.toThrow(/410.*erased/u);
    expect(await directory.search(search)).toMatchObject({ customers: [], sessions: [], messages: [] });

    // Old tokens are nobody's; the figures still count what was.
    expect(await refusedWith('/v1/ticket', token)).toBe('bad_token');
    expect(old.frames.length).toBeGreaterThan(0);
    const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const range = { from: month, to: month, parts: false };
    const { whole } = await env.LEDGER.getByName(month.slice(0, 7)).count({ range, by: 'day' });
    expect(JSON.stringify(whole)).toContain('2');

    // The same login, the same number: somebody new, with an empty line.
    const fresh = await openLine(await inMiniprogram('lin'), 'mini-3');
    expect(fresh.said()).toEqual([]);
    await inWorld('/people/lin/sms', { to: '10690001', text: '重新开始' });
    await post();
    await until(
      'the SMS at somebody new',
      async () => (await placesOf(['重新开始'])).some((one) => one.startsWith('CUSTOMER.message')) || null,
    );
    expect(await rows(person, 'select * from message')).toEqual([]);
    expect(await customer(person).retell()).toBe(false);
  }, 120_000);
});
