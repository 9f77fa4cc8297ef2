/** 主动会话: an agent writes first. */
import { env } from 'cloudflare:workers';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { reachAnswer } from '../../shared/person.ts';
import { post, refusalIn, knock } from '../hall/knock.ts';
import { must } from '../results.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { agent, customer, freshPerson, openScreen, rows, said, visitor } from './rig.ts';
import { Hand } from './served.ts';

const operator = { authorization: `Bearer ${env.OPERATOR_KEY}` };
let logins = 0;

async function colleague(role: 'agent' | 'editor', online: boolean) {
  const login = `reach${(logins += 1)}`;
  const made = await post('/operator/v1/member', { login, name: `客服${logins}`, role }, operator, null);
  const { password } = v.parse(v.object({ password: v.string() }), await made.json());
  const response = await post('/staff/v1/sign-in', { login, password });
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const me = v.parse(
    v.object({ member: v.object({ id: v.string(), name: v.string() }) }),
    await (await knock('/staff/v1/me', { headers: { cookie } })).json(),
  ).member;
  if (online) {
    const presence = { agent: me, duty: 'online' as const, connected: true, version: 1 };
    must(await env.DESK.getByName('main').presence(presence));
  }
  return { cookie, me };
}

async function endpointOf(id: string, channel: string): Promise<string> {
  return String((await rows(id, `select id from endpoint where channel = '${channel}'`))[0]?.['id']);
}
const reaches = (id: string, cookie: string, value: object) => post(`/staff/v1/line/${id}/reach`, value, { cookie });
const sessions = (id: string) => rows(id, 'select state, agent_id, waiting_since from session order by rowid');

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

describe('writing first', () => {
  it('V10 opens an encounter that is the agent’s at the desk; their words go out once, however often it is asked', async () => {
    const person = freshPerson();
    const mine = new Hand(await openScreen(person.id, visitor(person.web), 'i1'));
    const { cookie, me } = await colleague('agent', true);
    const wish = { key: 'wish-1', endpoint: await endpointOf(person.id, 'web'), text: '您的包裹今天能到' };
    const { session } = v.parse(reachAnswer, await (await reaches(person.id, cookie, wish)).json());
    expect(v.parse(reachAnswer, await (await reaches(person.id, cookie, wish)).json()).session).toBe(session);
    await until('it is theirs', async () => (await sessions(person.id))[0]?.['state'] === 'agent');
    expect(await sessions(person.id)).toMatchObject([{ state: 'agent', agent_id: me.id, waiting_since: null }]);
    await until('it was said', () => mine.screen.texts().includes(wish.text));
    const out = await rows(person.id, `select body from message where body like '%${wish.text}%'`);
    expect(out).toHaveLength(1);
    const row = (await env.DESK.getByName('main').view()).sessions.find((one) => one.session === session);
    expect(row).toMatchObject({ state: 'agent', agent: { id: me.id } });
    expect(await refusalIn(await reaches(person.id, cookie, { ...wish, key: 'wish-2' }))).toBe('wrong_state');
    await mine.say('好的谢谢');
    expect(await sessions(person.id)).toMatchObject([{ state: 'agent' }]);
  }, 90_000);

  it('V10 refused by the address, nothing was said and no encounter stays: closed window, unknown address, opted out', async () => {
    const person = freshPerson();
    await customer(person.id).hear(said(person.wechat, `w${person.id}`, '你好', Date.now() - 60 * 3_600_000));
    await closeAll(person.id);
    const { cookie } = await colleague('agent', true);
    const endpoint = await endpointOf(person.id, 'wechat');
    const wish = { key: 'k', endpoint, text: '您好' };
    const before = await rows(person.id, 'select id from message');
    expect(await refusalIn(await reaches(person.id, cookie, wish))).toBe('window_closed');
    expect(await refusalIn(await reaches(person.id, cookie, { ...wish, endpoint: 'e_none' }))).toBe('no_endpoint');
    await customer(person.id).hear({
      heard: {
        ...{ kind: 'event', key: 'o1', address: person.sms, event: 'optout', at: Date.now() },
        consent: { marketing: false, blocksAll: true },
      },
    });
    const sms = await endpointOf(person.id, 'sms');
    expect(await refusalIn(await reaches(person.id, cookie, { ...wish, endpoint: sms }))).toBe('opted_out');
    expect(await rows(person.id, `select id from session where state <> 'closed'`)).toEqual([]);
    expect((await rows(person.id, 'select id from message')).length).toBe(before.length);
  }, 90_000);

  it('V10 refused by the desk it comes to nothing; blocked people and editors are no matter of it', async () => {
    const person = freshPerson();
    const mine = await openScreen(person.id, visitor(person.web), 'i1');
    const wish = { key: 'k', endpoint: await endpointOf(person.id, 'web'), text: '您好' };
    const away = await colleague('agent', false);
    expect(await refusalIn(await reaches(person.id, away.cookie, wish))).toBe('off_duty');
    expect(await rows(person.id, `select id from session where state <> 'closed'`)).toEqual([]);
    expect(mine.texts()).not.toContain('您好');
    const editor = await colleague('editor', false);
    expect(await refusalIn(await reaches(person.id, editor.cookie, wish))).toBe('not_allowed');
    const { cookie } = await colleague('agent', true);
    const act = { act: 'block' as const, reason: '测试', days: null };
    const by = { id: 'a_1', name: '林小夏' };
    must(await customer(person.id).person({ order: 'card', by, leads: false, revision: 0, act }));
    expect(await refusalIn(await reaches(person.id, cookie, wish))).toBe('wrong_state');
  }, 90_000);
});

async function closeAll(id: string): Promise<void> {
  const desk = new Hand(await openScreen(id, agent(), 'closing'));
  const [row] = await rows(id, `select id from session where state <> 'closed'`);
  const session = String(row?.['id']);
  const { fence } = must(await customer(id).assigned({ session, agent: { id: 'a_1', name: '林小夏' }, turn: 9_000 }));
  await desk.act({ act: 'close', fence, summary: { category: '', text: '', resolved: true } });
  await rows(id, `update endpoint set counts = null`);
  await until('it ended', async () => {
    const open = await rows(id, `select id from session where state <> 'closed'`);
    if (open.length > 0) await rows(id, `update session set state = 'closed'`);
    return open.length === 0;
  });
}
