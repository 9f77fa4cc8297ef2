/** The staff's lists of tickets: order, views, search, pages, files; and who may what at the door. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SearchAnswer, SearchFilter, TicketsFound } from '../../shared/directory.ts';
import type { DocketQuery } from '../../shared/docket.ts';
import type { TicketRow } from '../../shared/ticket.ts';
import type { TicketsAnswer, TicketAnswer, BulkTicketsAnswer } from '../../shared/ticket-api.ts';
import { customer, freshPerson, said } from '../customer/rig.ts';
import { opens } from '../customer/ticket-rig.ts';
import { knock, openSession, post, refusalIn } from '../hall/knock.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { fresh, HOUR, NOW } from '../ticket/desk.ts';
import { ticketRowOf } from '../../worker/customer/ticket/view.ts';
import { knowledgeable, openWorld, until } from '../world.ts';

let made = 0;
const docket = (name: string) => env.DOCKET.getByName(name);
const query = (given: Partial<DocketQuery> = {}): DocketQuery => ({
  ...{ member: 'a_1', groups: ['refunds'], view: 'all', kind: null, phase: null, priority: null },
  ...{ assignee: null, search: null, after: null, limit: 50 },
  ...given,
});
const row = (given: Partial<TicketRow> = {}): TicketRow => ({
  ...ticketRowOf(fresh(undefined, `t_${(made += 1)}`), '王小明'),
  ...given,
});
const silent = { channel: null, text: '' } as const;
const numbers = (page: { tickets: TicketRow[] }) => page.tickets.map((one) => one.number);

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

describe('J11 the list', () => {
  it('I41 a ticket is the person’s whose line it stands in; what they told before it moved changes nothing', async () => {
    const list = docket('moved');
    const before = row({ customer: 'c_young', revision: 4 });
    must(await list.put(before, silent));
    must(await list.put({ ...before, customer: 'c_old', revision: 5 }, silent));
    must(await list.put(before, silent));
    expect((await list.list(query())).tickets).toMatchObject([{ customer: 'c_old', revision: 5 }]);
    await list.forget('c_young');
    expect((await list.list(query())).tickets).toHaveLength(1);
    await list.forget('c_old');
    expect((await list.list(query())).tickets).toHaveLength(0);
  });

  it('J11 open ones by their next limit, then what is done, newest first; pages without a gap', async () => {
    const list = docket('order');
    const late = Array.from({ length: 7 }, (_, nth) => row({ number: `L${nth}`, dueAt: NOW + nth * HOUR }));
    const done = [1, 2].map((nth) => row({ number: `D${nth}`, phase: 'closed', updatedAt: NOW + nth, dueAt: null }));
    for (const one of [...done, ...late].reverse()) must(await list.put(one, silent));
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await list.list(query({ after, limit: 3 }));
      seen.push(...numbers(page));
      after = page.after;
    } while (after !== null);
    expect(seen).toEqual(['L0', 'L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'D2', 'D1']);
    expect(numbers(await list.list(query({ after: 'nonsense', limit: 1 })))).toEqual(['L0']);
  });

  it('J11 told twice or late, the newest revision stands', async () => {
    const list = docket('twice');
    const one = row({ number: 'A', revision: 3 });
    for (const given of [one, { ...one, revision: 2, title: '旧' }, { ...one, title: '又' }])
      must(await list.put(given, silent));
    expect((await list.list(query())).tickets).toMatchObject([{ title: one.title, revision: 3 }]);
    must(await list.put({ ...one, revision: 4, title: '新', copied: ['a_2'] }, silent));
    expect((await list.list(query({ view: 'copied', member: 'a_2' }))).tickets).toMatchObject([{ title: '新' }]);
  });

  it('J11 a list that was lost is told anew by its customers, every ticket as it stands', async () => {
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.web, 'k1', '你好')));
    const [one, two] = [(await opens(person.id)).ticket.id, (await opens(person.id)).ticket.id];
    const list = docket('main');
    const listed = async () =>
      (await list.list(query({ limit: 200 }))).tickets.flatMap(({ ticket, customer: whose }) =>
        whose === person.id ? [ticket] : [],
      );
    await until('both', async () => (await listed()).length === 2);
    await runInDurableObject(stubOf(list), (_list: unknown, { storage }: DurableObjectState) =>
      storage.sql.exec('delete from ticket'),
    );
    expect(await listed()).toEqual([]);
    expect(await customer(person.id).retell()).toBe(true);
    await until('told anew', async () => (await listed()).length === 2);
    expect(new Set(await listed())).toEqual(new Set([one, two]));
  });

  it('J11 views, filters and words find what they say, and count it', async () => {
    const list = docket('views');
    const me = { id: 'a_1', name: '林小夏' };
    for (const one of [
      row({ number: 'MINE', assignee: me, kind: 'complaint', title: '快递 100%_延误' }),
      row({ number: 'GROUP', group: 'refunds', priority: 'urgent' }),
      row({ number: 'LATE', missed: true, assignee: { id: 'a_2', name: '陈晨' }, dueAt: Date.now() + HOUR }),
      row({ number: 'DONE', assignee: me, phase: 'solved', dueAt: null }),
      row({ number: 'COPY', copied: ['a_1'], assignee: { id: 'a_2', name: '陈晨' }, dueAt: Date.now() + HOUR }),
    ])
      must(await list.put(one.number === 'LATE' || one.number === 'COPY' ? one : { ...one, dueAt: null }, silent));
    const of = async (given: Partial<DocketQuery>) => numbers(await list.list(query(given))).sort();
    expect(await of({ view: 'mine' })).toEqual(['MINE']);
    expect(await of({ view: 'group' })).toEqual(['GROUP']);
    expect(await of({ view: 'group', groups: [] })).toEqual([]);
    expect(await of({ view: 'unassigned' })).toEqual(['GROUP']);
    expect(await of({ view: 'overdue' })).toEqual(['LATE']);
    expect(await of({ view: 'copied' })).toEqual(['COPY']);
    expect(await of({ phase: 'solved' })).toEqual(['DONE']);
    expect(await of({ priority: 'urgent' })).toEqual(['GROUP']);
    expect(await of({ assignee: 'a_2', kind: 'inquiry' })).toEqual(['COPY', 'LATE']);
    expect(await of({ search: '100%_' })).toEqual(['MINE']);
    expect(await of({ search: '王小明 mine' })).toEqual(['MINE']);
    expect(await list.counts({ member: 'a_1', groups: ['refunds'] })).toEqual({
      ...{ mine: 1, group: 1, unassigned: 1, overdue: 1, copied: 1, all: 4 },
    });
  });
});

async function signIn(login: string, role: 'agent' | 'lead' | 'editor'): Promise<string> {
  const operator = { authorization: `Bearer ${env.OPERATOR_KEY ?? ''}` };
  const answer = await post('/operator/v1/member', { login, name: login, role }, operator);
  const { password } = await answer.json<{ password: string }>();
  const signed = await post('/staff/v1/sign-in', { login, password });
  return (signed.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
const get = (path: string, cookie: string) => knock(path, { headers: { cookie } });

describe('Y12 search among tickets', () => {
  const find = async (name: string, q: string, filter: SearchFilter = {}, after: string | null = null) =>
    docket(name).find({ q, filter, after });

  it('Y12 finds by number, title, name and the customer’s words, marked, and no others', async () => {
    const list = docket('words');
    const one = row({ number: 'T202611-00000007', title: '退款没到账' });
    must(await list.put(one, { channel: 'sms', text: '快递员把包裹放在门口' }));
    must(await list.put(row({ number: 'T202611-00000008', title: '换货' }), silent));
    for (const q of ['T202611-00000007', '没到账', '包裹 门口', '00000007'])
      expect((await find('words', q)).tickets.map((hit) => hit.row.number)).toEqual(['T202611-00000007']);
    expect((await find('words', '王小明')).tickets).toHaveLength(2);
    const [hit] = (await find('words', '包裹')).tickets;
    expect(hit?.text.slice(...must({ ok: true, mark: hit.marks[0] ?? [0, 0] }).mark)).toBe('包裹');
    expect((await find('words', '" OR 1 * (')).tickets).toEqual([]);
    // Words that are not there any more are not found.
    must(await list.put({ ...one, revision: one.revision + 1, title: '退货' }, silent));
    expect((await find('words', '没到账')).tickets).toEqual([]);
    expect((await find('words', '包裹')).tickets).toEqual([]);
    // An older telling changes nothing; the same told again puts its words there.
    must(await list.put({ ...one, title: '旧标题' }, { channel: null, text: '' }));
    expect((await find('words', '旧标题')).tickets).toEqual([]);
    must(await list.put({ ...one, revision: one.revision + 1, title: '退货' }, { channel: 'web', text: '蓝色水杯' }));
    expect((await find('words', '蓝色水杯')).tickets).toHaveLength(1);
  });

  it('Y13 narrows by channel, agent and time, and pages newest first without a gap', async () => {
    const list = docket('paged');
    for (let nth = 1; nth <= 45; nth += 1) {
      const assignee = nth % 2 === 0 ? { id: 'a_2', name: '陈晨' } : null;
      const given = row({ number: `N${nth}`, title: '退款', openedAt: nth * 1_000, assignee });
      must(await list.put(given, { channel: nth % 3 === 0 ? 'sms' : 'web', text: '' }));
    }
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: TicketsFound = await find('paged', '退款', { kind: 'tickets' }, after);
      seen.push(...page.tickets.map((hit) => hit.row.number));
      after = page.more;
    } while (after !== null);
    expect(seen).toEqual(Array.from({ length: 45 }, (_, at) => `N${45 - at}`));
    const many = async (filter: SearchFilter) =>
      (await find('paged', '退款', { kind: 'tickets', ...filter })).tickets.map((hit) => hit.row.number);
    expect(await many({ from: 40_000, to: 43_000 })).toEqual(['N42', 'N41', 'N40']);
    expect(await many({ from: 40_000, channel: 'sms' })).toEqual(['N45', 'N42']);
    expect(await many({ from: 40_000, agent: 'a_2' })).toEqual(['N44', 'N42', 'N40']);
    expect((await find('paged', '退款', { kind: 'messages' })).tickets).toEqual([]);
  });
});

describe('J12 at the door', () => {
  it('J12 a colleague opens, finds, moves several and reads; an editor sees none, a page of others does nothing', async () => {
    const [mei, edi] = [await signIn('mei', 'agent'), await signIn('edi', 'editor')];
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.web, 'k1', '你好')));
    const request = {
      key: 'w1',
      customer: person.id,
      kind: 'refund',
      title: '退款三天没到',
      fields: { order: 'YX88' },
    };
    expect(await refusalIn(await post('/staff/v1/tickets', request, { cookie: edi }))).toBe('not_allowed');
    expect(await refusalIn(await post('/staff/v1/tickets', request, { cookie: mei }, 'https://evil.test'))).toBe(
      'bad_origin',
    );
    expect(await refusalIn(await post('/staff/v1/tickets', { ...request, fields: {} }, { cookie: mei }))).toBe(
      'missing_fields',
    );
    const opened = await (
      await post('/staff/v1/tickets', { ...request, fields: { order: 'YX8888' } }, { cookie: mei })
    ).json<TicketAnswer>();
    const { id, number } = opened.ticket;
    expect(opened.moves).toContain('doing');
    const found = await until('in the list', async () => {
      const { tickets } = await (
        await get(`/staff/v1/tickets?view=unassigned&search=${number}`, mei)
      ).json<TicketsAnswer>();
      return tickets[0];
    });
    expect(found).toMatchObject({ ticket: id, title: '退款三天没到' });
    const ticket = { customer: person.id, ticket: id, revision: found.revision };
    const bulk = await post(
      '/staff/v1/tickets/bulk',
      { tickets: [ticket, ticket], act: { act: 'move', to: 'doing' } },
      { cookie: mei },
    );
    const { results } = await bulk.json<BulkTicketsAnswer>();
    expect(results.map((one) => one.ok).sort()).toEqual([false, true]);
    expect(results.find((one) => !one.ok)?.code).toBe('stale');
    const read = await (await get(`/staff/v1/tickets/${person.id}/${id}`, mei)).json<TicketAnswer>();
    expect(read.ticket.phase).toBe('doing');
    const act = { revision: read.ticket.revision, act: { act: 'move', to: 'closed', force: '我说了算' } };
    expect(await refusalIn(await post(`/staff/v1/tickets/${person.id}/${id}`, act, { cookie: mei }))).toBe(
      'not_allowed',
    );
    const all = await (await get(`/staff/v1/tickets/${person.id}`, mei)).json<{ tickets: TicketRow[] }>();
    expect(all.tickets).toHaveLength(1);
    for (const path of [`/staff/v1/tickets/${person.id}/t_x`, '/staff/v1/tickets/c_nobody'])
      expect(await refusalIn(await get(path, mei))).toBe('not_found');
    expect(await refusalIn(await get('/staff/v1/tickets?view=everything', mei))).toBe('bad_request');
    expect(await refusalIn(await get('/staff/v1/tickets', ''))).toBe('not_signed_in');
  });

  it('Y12 a search finds tickets for who works on them, by what the customer said, secrets cut', async () => {
    const [ann, eve] = [await signIn('ann', 'agent'), await signIn('eve', 'editor')];
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.web, 'k1', '你好')));
    const { ticket } = await opens(person.id, {
      title: '包裹丢失',
      fields: { order: 'YX7777', what: '放在驿站不见了，身份证 11010519491231002X' },
    });
    const search = async (q: string, cookie: string) =>
      get(`/staff/v1/search?q=${encodeURIComponent(q)}&kind=tickets`, cookie);
    const hits = await until('among the hits', async () => {
      const { tickets } = await (await search('驿站不见', ann)).json<SearchAnswer>();
      return tickets.length === 1 && tickets;
    });
    expect(hits[0]).toMatchObject({ row: { ticket: ticket.id, title: '包裹丢失' } });
    expect(hits[0]?.text).not.toContain('11010519491231002X');
    const count = async (q: string) => (await (await search(q, ann)).json<SearchAnswer>()).tickets.length;
    expect([await count('YX7777'), await count(ticket.number), await count('11010519491231002X')]).toEqual([1, 1, 0]);
    expect(await refusalIn(await search('驿站不见', eve))).toBe('not_allowed');
    expect(await refusalIn(await get('/staff/v1/search?q=a&kind=everything', ann))).toBe('bad_request');
  });

  it('J12 the file for a spreadsheet runs nothing, and only leads take it', async () => {
    const [lea, tom] = [await signIn('lea', 'lead'), await signIn('tom', 'agent')];
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.web, 'k1', '你好')));
    const { ticket } = await opens(person.id, { title: '=HYPERLINK("https://evil.test","点我")' });
    const csv = await until('in the file', async () => {
      const answer = await get(`/staff/v1/tickets/export?search=${ticket.number}`, lea);
      const text = await answer.text();
      return text.includes(ticket.number) && { text, type: answer.headers.get('content-type') };
    });
    expect(csv.type).toContain('text/csv');
    expect(csv.text).toContain(`"'=HYPERLINK(""https://evil.test"",""点我"")"`);
    expect(csv.text.split('\r\n')[0]).toContain('工单号');
    expect(await refusalIn(await get('/staff/v1/tickets/export', tom))).toBe('not_allowed');
  });

  it('J12 a customer reads their own over HTTPS, and what they may open; a stranger nothing', async () => {
    const { token } = await openSession({ site: 'shop' });
    const bearer = { headers: { authorization: `Bearer ${token}`, origin: env.PUBLIC_URL } };
    const act = { act: 'open-ticket', kind: 'idea', title: '夜间模式' };
    const frame = { type: 'act', number: 1, act };
    const operated = await post('/v1/line/operate', { instance: 'i1', frame }, { authorization: `Bearer ${token}` });
    expect(await operated.json()).toMatchObject({ frames: [{ type: 'accepted' }] });
    const { tickets } = await (await knock('/v1/tickets', bearer)).json<{ tickets: { id: string; title: string }[] }>();
    expect(tickets).toMatchObject([{ title: '夜间模式' }]);
    const one = await (await knock(`/v1/tickets/${tickets[0]?.id}`, bearer)).json<{ ticket: { progress: object[] } }>();
    expect(one.ticket.progress).toHaveLength(1);
    const { kinds } = await (await knock('/v1/ticket-kinds', bearer)).json<{ kinds: { id: string }[] }>();
    expect(kinds.map((kind) => kind.id)).toContain('complaint');
    expect(await refusalIn(await knock('/v1/tickets/t_none', bearer))).toBe('not_found');
    expect(await refusalIn(await knock('/v1/tickets', { headers: { origin: env.PUBLIC_URL } }))).toBe('bad_token');
  });
});
