/** What the company's backend reads: customers, encounters, what was said; by pages, masked, of nobody else. */
import { env } from 'cloudflare:workers';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import * as api from '../../shared/backend-api.ts';
import { usualPeople } from '../../shared/settings/people.ts';
import type { Scope } from '../../shared/keys.ts';
import { personOfUser } from '../../worker/hall/whose.ts';
import { customer, rows, said } from '../customer/rig.ts';
import { news, session } from '../directory/told.ts';
import { openSession, post, refusalIn, statement } from '../hall/knock.ts';
import { must } from '../results.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { ask, keyWith, writer } from './rig.ts';

const directory = env.DIRECTORY.getByName('main');

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

async function read<Schema extends v.GenericSchema>(schema: Schema, path: string, secret: string) {
  const response = await ask(path, secret);
  if (!response.ok) throw new Error(await response.text());
  return v.parse(schema, await response.json());
}

const plain = { name: '林小满', userId: null, level: null, care: null, addresses: [] };
const told = (id: string, seenAt: number) =>
  directory.tell(news({ revision: seenAt, customer: { ...plain, customer: id, seenAt }, sessions: [], messages: [] }));

describe('X23 what is personal', () => {
  it('X23 is masked without pii:read, and whole with it', async () => {
    const words = '我叫林小满，手机 13812345678，邮箱 lin@example.com，订单 YX20261120001';
    const person = await writer(words);
    const read23: Scope[] = ['customers:read', 'messages:read', 'sessions:read'];
    const [veiled, whole] = [await keyWith(...read23), await keyWith(...read23, 'pii:read')];
    const said23 = async (secret: string) =>
      (await read(api.messagesListed, `/api/v1/customers/${person.id}/messages`, secret)).messages.find(
        (one) => one.direction === 'in',
      );
    const hidden = await said23(veiled.secret);
    expect(hidden?.text).toContain('138****5678');
    expect(hidden?.text).toContain('l***@example.com');
    expect(hidden?.text).toContain('YX20261120001');
    expect(JSON.stringify(hidden)).not.toMatch(/13812345678|lin@example/u);
    expect(hidden?.body).toBeUndefined();
    expect((await said23(whole.secret))?.text).toBe(words);
    expect((await said23(whole.secret))?.body).toEqual({ kind: 'text', text: words });
    const list = `/api/v1/sessions?customer=${person.id}`;
    const asked = async (secret: string) => (await read(api.sessionsListed, list, secret)).sessions[0]?.question;
    expect(await asked(veiled.secret)).toContain('138****5678');
    expect(await asked(whole.secret)).toContain('13812345678');
  });

  it('X23 a masked field is shown whole with the leave alone, which is written down once a day', async () => {
    const person = await writer('你好');
    const settings = env.SETTINGS.getByName('main');
    const kept = await settings.read('people');
    const field = { id: 'idcard', zh: '证件', en: 'Id', type: 'text' as const, choices: [], masked: true };
    const by = { id: 'u', name: '林' };
    must(
      await settings.write({
        ...{ name: 'people', revision: kept?.revision ?? 0, by },
        value: { ...usualPeople, fields: [field] },
      }),
    );
    await until('the field', async () => {
      const act = { act: 'fields' as const, values: { idcard: '330106199001011234', name: '林小满' } };
      return (await customer(person.id).person({ order: 'card', by, leads: false, revision: 0, act })).ok;
    });
    const [veiled, whole] = [await keyWith('customers:read'), await keyWith('customers:read', 'pii:read')];
    const shown = async (secret: string) =>
      (await read(api.customerAnswer, `/api/v1/customers/${person.id}`, secret)).customer;
    expect(await shown(veiled.secret)).toMatchObject({
      ...{ name: '林**', revision: 1, session: { state: 'robot' } },
      fields: [
        { id: 'name', value: '林**' },
        { id: 'idcard', value: '3****34', masked: true },
      ],
    });
    for (let times = 0; times < 3; times += 1) {
      expect((await shown(whole.secret)).fields[1]).toEqual({ id: 'idcard', value: '330106199001011234' });
    }
    const reveals = await rows(person.id, `select by_id from card_event where body ->> '$.what' = 'reveal'`);
    expect(reveals).toEqual([{ by_id: whole.id }]);
  });
});

describe('X24 a walk by cursors', () => {
  it('X24 meets every customer who was there when it began once, whatever is written meanwhile', async () => {
    const { secret } = await keyWith('customers:read');
    const ids = Array.from({ length: 23 }, (_, at) => `c_walk${String(at * 2).padStart(3, '0')}`);
    for (const [at, id] of ids.entries()) await told(id, 1_000 + at);
    const met: string[] = [];
    let after: string | null = null;
    let pages = 0;
    do {
      const path: string = `/api/v1/customers?limit=4${after === null ? '' : `&after=${after}`}`;
      const page: v.InferOutput<typeof api.customersAnswer> = await read(api.customersAnswer, path, secret);
      expect(page.customers.length).toBeLessThanOrEqual(4);
      met.push(...page.customers.map((one) => one.customer));
      after = page.next;
      pages += 1;
      // Whom the walk has not reached writes again, and somebody new comes: in a list by the last word both would be missed or doubled.
      await told(ids[(pages * 7) % ids.length] ?? '', 5_000 + pages);
      await told(`c_walk${String(pages * 2 + 1).padStart(3, '0')}`, 6_000 + pages);
    } while (after !== null);
    expect(met.filter((one) => ids.includes(one))).toEqual(ids);
    expect(new Set(met).size).toBe(met.length);
  });

  it('X24 meets every encounter once, newest first, while new ones begin', async () => {
    const { secret } = await keyWith('sessions:read');
    const who = { ...plain, customer: 'c_often', seenAt: 1 };
    const made = Array.from({ length: 17 }, (_, at) =>
      session(`s_walk${at}`, { customer: 'c_often', openedAt: 100 + at }),
    );
    await directory.tell(news({ revision: 2, customer: who, sessions: made, messages: [] }));
    const met: string[] = [];
    let path = '/api/v1/sessions?customer=c_often&limit=3';
    for (let page = 0; ; page += 1) {
      const { sessions, next } = await read(api.sessionsListed, path, secret);
      met.push(...sessions.map((one) => one.session));
      const late = session(`s_late${page}`, { customer: 'c_often', openedAt: 900 + page });
      await directory.tell(news({ revision: 3 + page, customer: who, sessions: [late], messages: [] }));
      if (next === null) break;
      path = `/api/v1/sessions?customer=c_often&limit=3&after=${next}`;
    }
    expect(met).toEqual(made.map((one) => one.session).toReversed());
    expect((await read(api.sessionAnswered, '/api/v1/sessions/s_walk3', secret)).session.customer).toBe('c_often');
  });

  it('X24 reaches every message in order, and goes on from its cursor with what comes later', async () => {
    const { secret } = await keyWith('messages:read');
    const person = await writer(...Array.from({ length: 7 }, (_, at) => `第 ${at} 句`));
    const met: string[] = [];
    let after = '';
    const walk = async () => {
      for (let more = true; more;) {
        const path = `/api/v1/customers/${person.id}/messages?limit=2${after}`;
        const page = await read(api.messagesListed, path, secret);
        met.push(...page.messages.filter((one) => one.direction === 'in').map((one) => one.text));
        after = `&after=${page.cursor}`;
        ({ more } = page);
      }
    };
    await walk();
    expect(met).toEqual(Array.from({ length: 7 }, (_, at) => `第 ${at} 句`));
    await walk();
    expect(met).toHaveLength(7);
    must(await customer(person.id).hear(said(person.web, 'later', '还有一句')));
    await walk();
    expect(met.slice(7)).toEqual(['还有一句']);
  });

  it('X24 a cursor of another list, a made-up one and a page beyond the bound are refused', async () => {
    const { secret } = await keyWith('customers:read', 'sessions:read', 'messages:read');
    const person = await writer('你好', '在吗');
    const { cursor } = await read(api.messagesListed, `/api/v1/customers/${person.id}/messages?limit=1`, secret);
    for (const query of [`after=${cursor}`, 'after=%00', 'after=abc', 'limit=0', 'limit=101', 'limit=x']) {
      for (const list of ['customers', 'sessions'])
        expect(await refusalIn(await ask(`/api/v1/${list}?${query}`, secret)), query).toBe('bad_request');
    }
    const strange = Buffer.from('messages:nobody-knows-it 3').toString('base64url');
    const gone = await ask(`/api/v1/customers/${person.id}/messages?after=${strange}`, secret);
    expect(gone.status).toBe(409);
    expect(await refusalIn(gone)).toBe('cursor_gone');
  });
});

describe('X25 whose matters are told', () => {
  it('X25 are those of the customer who is named; a made-up one begins nobody’s line', async () => {
    const { secret } = await keyWith('customers:read', 'messages:read', 'sessions:read');
    const [mine, theirs] = [await writer('我的秘密'), await writer('别人的话')];
    const heard = JSON.stringify(await (await ask(`/api/v1/customers/${mine.id}/messages`, secret)).json());
    expect(heard).toContain('我的秘密');
    expect(heard).not.toContain('别人的话');
    const listed = await read(api.sessionsListed, `/api/v1/sessions?customer=${theirs.id}`, secret);
    expect(new Set(listed.sessions.map((one) => one.customer))).toEqual(new Set([theirs.id]));
    for (const path of ['', '/messages']) {
      expect(await refusalIn(await ask(`/api/v1/customers/c_made_up${path}`, secret))).toBe('not_found');
      expect(await refusalIn(await ask(`/api/v1/customers/%2e%2e${path}`, secret))).toBe('not_found');
    }
    expect(await rows('c_made_up', 'select * from person')).toEqual([]);
    expect(await refusalIn(await ask('/api/v1/sessions/s_made_up', secret))).toBe('not_found');
  });

  it('X25 your own user is found by your own name for them', async () => {
    const { secret } = await keyWith('customers:read');
    const user = `u-api-${Date.now()}`;
    const find = async (id: string) =>
      (await read(api.customersAnswer, `/api/v1/customers?userId=${id}`, secret)).customers;
    expect(await find(user)).toEqual([]);
    const { token } = await openSession({ site: 'shop', token: await statement(user) });
    const frame = { type: 'send', number: 1, body: { kind: 'text', text: '你好' } };
    await post('/v1/line/operate', { instance: 'i1', frame }, { authorization: `Bearer ${token}` });
    const [found] = await until('the directory', async () => ((await find(user)).length === 1 ? find(user) : null));
    expect(found).toMatchObject({ userId: user, name: '林**', addresses: [{ channel: 'web' }] });
  });

  it('X25 who erased everything is told to be erased, and stands in no list', async () => {
    const { secret } = await keyWith('customers:read', 'messages:read', 'sessions:read');
    const user = `u-erased-${Date.now()}`;
    const { token } = await openSession({ site: 'shop', token: await statement(user) });
    const bearer = { authorization: `Bearer ${token}` };
    const frame = { type: 'send', number: 1, body: { kind: 'text', text: '请删除我的资料' } };
    await post('/v1/line/operate', { instance: 'i1', frame }, bearer);
    const person = (await personOfUser(env, user)) ?? '';
    await until('the directory', () => directory.customer(person));
    const planned = await post('/v1/me/erase/plan', {}, bearer);
    const { confirmation } = v.parse(v.object({ confirmation: v.string() }), await planned.json());
    expect((await post('/v1/me/erase', { confirmation }, bearer)).status).toBe(200);
    for (const path of ['', '/messages']) {
      const gone = await ask(`/api/v1/customers/${person}${path}`, secret);
      expect(gone.status).toBe(410);
      expect(await refusalIn(gone)).toBe('erased');
    }
    await until('forgotten', async () => (await directory.customer(person)) === null);
    expect((await read(api.sessionsListed, `/api/v1/sessions?customer=${person}`, secret)).sessions).toEqual([]);
    expect((await read(api.customersAnswer, `/api/v1/customers?userId=${user}`, secret)).customers).toEqual([]);
  });
});
