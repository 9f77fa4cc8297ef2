/** What the company's backend does: words in the robot's place, the card, addresses, tickets; each once, by the house's rules. */
import { env } from 'cloudflare:workers';
import * as v from 'valibot';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as api from '../../shared/backend-api.ts';
import { ticketDone, ticketsListed, ticketTold } from '../../shared/backend-tickets.ts';
import { customer, rows } from '../customer/rig.ts';
import { served } from '../customer/served.ts';
import { personOfUser } from '../../worker/hall/whose.ts';
import { openSession, post, refusalIn, statement } from '../hall/knock.ts';
import { must } from '../results.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { ask, keyWith, tell, writer } from './rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
beforeEach(() => {
  openWorld();
});

const profile = async (id: string, secret: string) =>
  v.parse(api.customerAnswer, await (await ask(`/api/v1/customers/${id}`, secret)).json()).customer;
const spoken = async (id: string) =>
  (await rows(id, `select body, speaker from message where speaker ->> '$.id' is not null order by revision`)).length;

describe('X27 words in the robot’s place', () => {
  it('X27 go out once in the key’s name while the robot has the floor, and never while a person has it', async () => {
    const { secret } = await keyWith('customers:read', 'messages:write');
    const person = await writer('你好');
    const path = `/api/v1/customers/${person.id}/messages`;
    const body = { kind: 'text', text: '您的包裹已出库' };
    const fence = (await profile(person.id, secret)).session?.fence ?? -1;
    const once = crypto.randomUUID();
    const first = await tell(path, secret, { fence, body }, once);
    expect(first.status).toBe(200);
    const told = await first.text();
    const again = await tell(path, secret, { fence, body }, once);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await again.text()).toBe(told);
    expect(await refusalIn(await tell(path, secret, { fence, body: { ...body, text: '另一句' } }, once))).toBe(
      'reused_key',
    );
    expect(await spoken(person.id)).toBe(1);
    expect(await refusalIn(await tell(path, secret, { fence: fence + 1, body }))).toBe('floor_moved');
    expect(await refusalIn(await tell(path, secret, { fence, body, endpoint: 'e_none' }))).toBe('no_endpoint');
    const { person: other, fence: held } = await served();
    const barred = await tell(`/api/v1/customers/${other.id}/messages`, secret, { fence: held, body });
    expect(await refusalIn(barred)).toBe('floor_moved');
    expect(await spoken(person.id)).toBe(1);
  });

  it('X27 an answer that got lost on the way is known by the line itself', async () => {
    const { id, secret } = await keyWith('customers:read', 'messages:write');
    const person = await writer('你好');
    const fence = (await profile(person.id, secret)).session?.fence ?? -1;
    const wish = { fence, endpoint: undefined, body: { kind: 'text' as const, text: '只说一次' } };
    const by = { id, name: '键', whole: false };
    const say = () => customer(person.id).backend({ order: 'say', by, once: 'w-1', ...wish });
    expect(must(await say())).toEqual(must(await say()));
    expect(await spoken(person.id)).toBe(1);
  });

  it('X26 a POST without its name, a form, broken or large JSON are refused, and may be mended under the same name', async () => {
    const { secret } = await keyWith('messages:write');
    const path = '/api/v1/customers/c_none/messages';
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'm-1' };
    const sent = async (init: RequestInit) => refusalIn(await ask(path, secret, { method: 'POST', headers, ...init }));
    expect(await sent({ headers: { 'content-type': 'application/json' }, body: '{}' })).toBe('bad_request');
    expect(await sent({ headers: { ...headers, 'content-type': 'text/plain' }, body: '{}' })).toBe('bad_request');
    expect(await sent({ body: '{' })).toBe('bad_json');
    expect(await sent({ body: new Uint8Array([0xff, 0xfe]) })).toBe('bad_encoding');
    expect(await sent({ body: `"${'x'.repeat(70_000)}"` })).toBe('too_large');
    expect(await sent({ body: '{}' })).toBe('bad_request');
    expect(await sent({ body: '{"fence":1,"body":{"kind":"text","text":"好"},"more":1}' })).toBe('bad_request');
    expect(await sent({ body: '{"fence":1,"body":{"kind":"text","text":"好"}}' })).toBe('not_found');
  });
});

describe('X28 the card and the addresses', () => {
  it('X28 fields and tags are set upon the revision that was seen, with the key’s name beside them', async () => {
    const { id, secret } = await keyWith('customers:read', 'customers:write');
    const person = await writer('你好');
    const path = `/api/v1/customers/${person.id}`;
    const act = { act: 'fields', values: { name: '林小满' } };
    expect((await tell(path, secret, { revision: 0, act })).status).toBe(200);
    expect(await refusalIn(await tell(path, secret, { revision: 0, act: { ...act, values: { name: '别名' } } }))).toBe(
      'stale',
    );
    expect(
      await refusalIn(await tell(path, secret, { revision: 1, act: { act: 'level', level: 'gold', reason: 'x' } })),
    ).toBe('bad_request');
    expect(
      await refusalIn(await tell(path, secret, { revision: 1, act: { act: 'fields', values: { no_such: '1' } } })),
    ).toBe('bad_request');
    expect(await profile(person.id, secret)).toMatchObject({ name: '林**', revision: 1 });
    expect(await rows(person.id, 'select by_id from card_event')).toEqual([{ by_id: id }]);
  });

  it('X28 I12 a number is linked by the evidence rules alone: of a user signed in, and never somebody else’s; who vouched for it stands beside', async () => {
    const { id, secret } = await keyWith('customers:read', 'identities:read', 'identities:write');
    const signedIn = async (user: string) => {
      const { token } = await openSession({ site: 'shop', token: await statement(user) });
      const frame = { type: 'send', number: 1, body: { kind: 'text', text: '你好' } };
      await post('/v1/line/operate', { instance: 'i1', frame }, { authorization: `Bearer ${token}` });
      const found = await personOfUser(env, user);
      return `/api/v1/customers/${found}/identities`;
    };
    const stranger = await writer('我是访客');
    const phone = `+86138${String(Date.now()).slice(-8)}`;
    expect(await refusalIn(await tell(`/api/v1/customers/${stranger.id}/identities`, secret, { phone }))).toBe(
      'wrong_state',
    );
    const [mine, theirs] = [await signedIn(`u-mine-${Date.now()}`), await signedIn(`u-theirs-${Date.now()}`)];
    expect((await tell(mine, secret, { phone })).status).toBe(200);
    const { identities } = v.parse(api.identitiesListed, await (await ask(mine, secret)).json());
    expect(identities.find((one) => one.channel === 'sms')?.label).toMatch(/^\+86138\*{4}\d{4}$/u);
    expect(JSON.stringify(identities)).not.toContain(phone);
    expect(identities.map(({ channel, proof }) => [channel, proof?.source, proof?.who])).toEqual([
      ['web', 'login', 'company:site:shop'],
      ['sms', 'company', `company:key:${id}`],
    ]);
    const whole = await keyWith('identities:read', 'pii:read');
    expect(JSON.stringify(await (await ask(mine, whole.secret)).json())).toContain(phone);
    expect(await refusalIn(await tell(theirs, secret, { phone }))).toBe('link_needs_merge');
    const other = v.parse(api.identitiesListed, await (await ask(theirs, secret)).json());
    expect(other.identities.some((one) => one.channel === 'sms')).toBe(false);
    expect(await refusalIn(await tell(mine, secret, { phone: '138' }))).toBe('bad_request');
  }, 60_000);
});

describe('X29 tickets', () => {
  it('X29 are opened once, replied to, moved upon their revision, and listed; internal words are not told', async () => {
    const { id, secret } = await keyWith('tickets:read', 'tickets:write');
    const person = await writer('我要退款');
    const base = `/api/v1/customers/${person.id}/tickets`;
    const asked = { kind: 'inquiry', title: '退款没到，电话 13812345678', fields: { phone: '13812345678' } };
    const once = crypto.randomUUID();
    const opened = v.parse(ticketDone, await (await tell(base, secret, asked, once)).json()).ticket;
    expect(v.parse(ticketDone, await (await tell(base, secret, asked, once)).json()).ticket).toEqual(opened);
    expect(await rows(person.id, 'select count(*) as n from ticket')).toEqual([{ n: 1 }]);
    const path = `${base}/${opened.ticket}`;
    const reply = async (text: string, internal: boolean) =>
      expect((await tell(path, secret, { act: { act: 'reply', text, internal } })).status).toBe(200);
    await reply('已联系仓库', false);
    await reply('仓库说漏发了', true);
    const seen = v.parse(ticketTold, await (await ask(path, secret)).json()).ticket;
    expect(seen.title).toContain('138****5678');
    expect(seen.steps.map((one) => one.text).filter(Boolean)).toEqual(['已联系仓库']);
    const to = seen.moves[0] ?? '';
    expect(await refusalIn(await tell(path, secret, { revision: seen.revision + 9, act: { act: 'move', to } }))).toBe(
      'stale',
    );
    const moved = await tell(path, secret, { revision: seen.revision, act: { act: 'move', to } });
    expect(v.parse(ticketDone, await moved.json()).ticket.state).toBe(to);
    expect(await refusalIn(await tell(base, secret, { ...asked, kind: 'none' }))).toBe('not_found');
    const by = await rows(person.id, `select count(*) as n from ticket_event where actor like '%${id}%'`);
    expect(Number(by[0]?.['n'])).toBeGreaterThan(0);
    const listed = await until('the docket', async () => {
      const page = v.parse(ticketsListed, await (await ask(`/api/v1/tickets?customer=${person.id}`, secret)).json());
      return page.tickets.find((one) => one.state === to) ?? null;
    });
    expect(listed.name).toMatch(/^访客 /u);
  }, 60_000);

  it('X24 a walk of tickets meets each once, whatever is moved meanwhile', async () => {
    const { secret } = await keyWith('tickets:read');
    const docket = env.DOCKET.getByName('main');
    const words = { zh: '投诉', en: 'Complaint' };
    const put = (ticket: string, revision: number) =>
      docket.put(
        {
          ...{
            customer: 'c_walked',
            name: '林小满',
            ticket,
            number: ticket,
            revision,
            kind: 'walked',
            kindLabel: words,
          },
          ...{ title: '慢', state: 'open', stateLabel: words, phase: 'open' as const, priority: 'normal' as const },
          ...{ assignee: null, group: null, copied: [], skill: '', urged: 0, openedAt: 1, updatedAt: revision },
          ...{ dueAt: 1_000 - revision, promiseAt: 9, warned: false, missed: false, closedAt: null },
        },
        { channel: null, text: '' },
      );
    const ids = Array.from({ length: 11 }, (_, at) => `t_walk${String(at).padStart(2, '0')}`);
    for (const one of ids) await put(one, 1);
    const met: string[] = [];
    let path = '/api/v1/tickets?kind=walked&limit=3';
    for (let page = 1; ; page += 1) {
      const { tickets, next } = v.parse(ticketsListed, await (await ask(path, secret)).json());
      met.push(...tickets.map((one) => one.ticket));
      for (const one of [ids[0], ids[10]]) await put(one ?? '', page + 1);
      if (next === null) break;
      path = `/api/v1/tickets?kind=walked&limit=3&after=${next}`;
    }
    expect(met).toEqual(ids);
  });
});
