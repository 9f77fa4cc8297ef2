/** The reports: who may see which figures, what stands behind them, and the files they go out as. */
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { behindAnswer, reportAnswer } from '../../shared/ledger.ts';
import { dateOf } from '../../shared/calendar.ts';
import { ticketRowOf } from '../../worker/customer/ticket/view.ts';
import { must } from '../results.ts';
import { fresh } from '../ticket/desk.ts';
import { Archive } from '../../worker/knowledge/files/zip.ts';
import { knock, post } from '../hall/knock.ts';
import { served1 } from '../shared/told.ts';
import { knowledgeable, openWorld } from '../world.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

describe('the reports', () => {
  const signed = async (role: 'editor' | 'agent' | 'lead', login = `n-${role}`) => {
    const operator = { authorization: `Bearer ${env.OPERATOR_KEY}` };
    const made = await post('/operator/v1/member', { login, name: role, role }, operator, null);
    const { password } = v.parse(v.object({ password: v.string() }), await made.json());
    const entered = await post('/staff/v1/sign-in', { login, password });
    const { member } = v.parse(v.object({ member: v.object({ id: v.string() }) }), await entered.json());
    const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return { id: member.id, get: (path: string) => knock(`/staff/v1/reports${path}`, { headers: { cookie } }) };
  };

  it('N7 N92 leads see all, agents their own only, others nothing; ranges are bounded', async () => {
    const lead = await signed('lead');
    const agent = await signed('agent');
    const [autumn, winter] = ['2026-08-30', '2026-09-02'];
    const at = (day: string) => Date.parse(`${day}T10:00:00+08:00`);
    const theirs = (session: string, day: string, id: string) => {
      const made = served1(session, { begins: at(day), channel: 'sms' });
      return {
        ...made,
        last: id,
        parts: made.parts.map((part) => ({ ...part, agent: { id, name: id === 'other' ? '=1+1' : '林小夏' } })),
      };
    };
    await env.LEDGER.getByName('2026-08').tell([theirs('s_a', autumn, agent.id), theirs('s_b', autumn, 'other')]);
    await env.LEDGER.getByName('2026-09').tell([theirs('s_c', winter, agent.id)]);
    const query = `?from=${autumn}&to=${winter}&by=agent`;
    const read = async (who: typeof lead, path: string) => v.parse(reportAnswer, await (await who.get(path)).json());
    const all = await read(lead, query);
    expect(all.whole.served.value).toBe(3);
    expect(all.days.map((one) => [one.day, one.figures.served.value])).toEqual([
      ...[
        [autumn, 2],
        ['2026-08-31', 0],
        ['2026-09-01', 0],
        [winter, 1],
      ],
    ]);
    expect(all.rows.map((one) => [one.id === agent.id, one.figures.served.value])).toEqual(
      expect.arrayContaining([
        [true, 2],
        [false, 1],
      ]),
    );
    for (const path of [query, `${query}&agent=other`]) {
      const own = await read(agent, path);
      expect(own.whole.served.value).toBe(2);
      expect(own.rows.map((one) => one.id)).toEqual([agent.id]);
    }
    const behind = async (who: typeof lead, path: string) =>
      v.parse(behindAnswer, await (await who.get(`/encounters${path}`)).json());
    expect((await behind(lead, `${query}&figure=firstTen`)).rows.map((one) => one.session)).toEqual([
      's_c',
      's_b',
      's_a',
    ]);
    expect((await behind(agent, `${query}&figure=served&agent=other`)).rows.map((one) => one.session)).toEqual([
      's_c',
      's_a',
    ]);
    const file = await (await lead.get(`/export${query}`)).arrayBuffer();
    expect([...new Uint8Array(file).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(file);
    expect(text.split('\r\n')[0]).toMatch(/^坐席,接待量,人均日接待,人工首响中位（秒）/u);
    expect(text).toContain(`'=1+1,1,`);
    const book = await lead.get(`/export${query}&format=xlsx&language=en`);
    expect(book.headers.get('content-disposition')).toContain(`report-${autumn}-${winter}.xlsx`);
    const sheet =
      new Archive(new Uint8Array(await book.arrayBuffer()), 1_000_000).text('xl/worksheets/sheet1.xml') ?? '';
    // A name that looks like a formula is a text, a figure is a number, and no cell is a formula.
    expect(sheet).toMatch(
      /<c r="A\d" t="inlineStr"><is><t xml:space="preserve">=1\+1<\/t><\/is><\/c><c r="B\d"><v>1<\/v>/u,
    );
    expect(sheet).toContain('First answer, median (s)');
    expect(sheet).not.toContain('<f');
    expect(sheet).not.toContain('NaN');
    expect(sheet.slice(0, sheet.indexOf('</row>'))).not.toMatch(/\p{Script=Han}/u);
    expect((await lead.get(`/export${query}&format=pdf`)).status).toBe(400);
    expect((await (await signed('editor')).get(query)).status).toBe(403);
    expect((await knock(`/staff/v1/reports${query}`)).status).toBe(401);
    for (const bad of [
      '?from=2026-01-01&to=2026-06-01',
      '?from=2026-02-02&to=2026-02-01',
      '?from=2026-02-30&to=2026-03-01',
      '?from=1',
      `${query}&figure=x`,
    ]) {
      expect((await lead.get(bad)).status, bad).toBe(400);
    }
  }, 60_000);

  it('N98 occupancy stands by agent, limits by group, and the tickets behind them open; an agent sees their own time', async () => {
    const lead = await signed('lead', 'n98-lead');
    const agent = await signed('agent', 'n98-agent');
    const now = Date.now();
    const today = dateOf(now);
    const query = `?from=${today}&to=${today}`;
    const read = async (who: typeof lead, more: string) =>
      v.parse(reportAnswer, await (await who.get(`${query}${more}`)).json());
    must(
      await env.DESK.getByName('main').presence({
        agent: { id: agent.id, name: '林小夏', login: 'n98-agent' },
        ...{ duty: 'online', connected: true, version: 1 },
      }),
    );
    const ticket = ticketRowOf({ ...fresh(undefined, 't_n98'), openedAt: now }, '王小明');
    const told = { ...ticket, group: 'n98', number: 'T98', limits: { first: false, solve: null, promise: null } };
    must(await env.DOCKET.getByName('main').put(told, { channel: null, text: '' }));
    const mine = (await read(lead, '&by=agent')).rows.find(({ id }) => id === agent.id);
    expect(mine).toMatchObject({ zh: '林小夏', figures: { occupied: { value: 0 } } });
    expect((await read(agent, '')).whole).toMatchObject({ occupied: { value: 0 }, ticketFirst: { of: 0 } });
    const byGroup = (await read(lead, '&by=group')).rows.find(({ id }) => id === 'n98');
    expect(byGroup?.figures).toMatchObject({ ticketFirst: { value: 0, of: 1 }, ticketSolved: { of: 0 } });
    const behind = async (who: typeof lead, more: string) =>
      v.parse(behindAnswer, await (await who.get(`/encounters${query}${more}`)).json());
    expect(await behind(lead, '&figure=ticketFirst&group=n98')).toMatchObject({
      rows: [{ ticket: 't_n98', number: 'T98', value: 0 }],
      next: null,
    });
    expect((await behind(lead, '&figure=occupied')).rows).toEqual([]);
    expect((await behind(agent, '&figure=ticketFirst')).rows).toEqual([]);
    const file = await (await lead.get(`/export${query}&by=group`)).text();
    expect(file.split('\r\n')[0]).toContain('工单按时解决率（%）');
    expect(file.split('\r\n')[0]).not.toContain('坐席占用率');
  }, 60_000);
});
