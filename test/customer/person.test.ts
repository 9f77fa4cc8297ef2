/** The person's card in the actor: its stream, its rights, what the desk and the directory learn of it. */
import { env } from 'cloudflare:workers';
import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CardAct, CardView, PersonAnswer, PersonOutcome } from '../../shared/person.ts';
import { cardAnswer, personAnswer } from '../../shared/person.ts';
import type { PeopleSettings } from '../../shared/settings/people.ts';
import { documents } from '../../shared/settings.ts';
import { refreshSettings } from '../../worker/settings/shelf.ts';
import { knock, post, refusalIn } from '../hall/knock.ts';
import { must, refusalOf } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { agent, customer, freshPerson, openScreen, rows, said, visitor } from './rig.ts';
import { Hand, served } from './served.ts';

const by = { id: 'a_1', name: '林小夏' };

async function peopleAre(change: Partial<PeopleSettings>): Promise<void> {
  const settings = env.SETTINGS.getByName('main');
  const { revision = 0 } = (await settings.read('people')) ?? {};
  const value = { ...documents.people.empty, ...change };
  must(await settings.write({ name: 'people', revision, value, by }));
  await refreshSettings(env);
}

async function acts(id: string, revision: number, act: CardAct, more: { leads?: boolean; ownerName?: string } = {}) {
  return customer(id).person({ order: 'card', by, leads: false, revision, act, ...more });
}
const cardOf = (outcome: PersonOutcome) => v.parse(cardAnswer, must(outcome)).card;
async function fileOf(id: string): Promise<PersonAnswer> {
  return v.parse(personAnswer, await customer(id).person({ order: 'read' }));
}

beforeAll(async () => {
  openWorld();
  await knowledgeable();
  await peopleAre({});
}, 70_000);

describe('the card', () => {
  it('V2 stands on every open screen of staff, with who and when, also after sleep; customers never learn of it', async () => {
    const person = freshPerson();
    const mine = await openScreen(person.id, visitor(person.web), 'i1');
    const one = await openScreen(person.id, agent(), 'd1');
    const other = await openScreen(person.id, agent('a_2', '王晴'), 'd2');
    must(await acts(person.id, 0, { act: 'fields', values: { company: '一线商贸', name: '林老板' } }));
    must(await acts(person.id, 1, { act: 'tags', tags: ['老客户'] }));
    for (const screen of [one, other]) {
      const told = await screen.next('event', ({ change }) => change.kind === 'card' && change.card.revision === 2);
      expect(told.change).toMatchObject({
        card: { tags: ['老客户'], fields: [{ id: 'name' }, { value: '一线商贸', by }] },
      });
    }
    expect(one.of('event').some(({ change }) => change.kind === 'person' && change.person.name === '林老板')).toBe(
      true,
    );
    await evictDurableObject(stubOf(customer(person.id)));
    const later = await openScreen(person.id, agent(), 'd3');
    const { snapshot } = await later.next('reset');
    expect(snapshot.card).toMatchObject({ revision: 2, tags: ['老客户'] });
    expect(snapshot.person.name).toBe('林老板');
    const theirs = await openScreen(person.id, visitor(person.web), 'i2');
    expect(JSON.stringify([...mine.frames, ...theirs.frames])).not.toMatch(/card|老客户|林老板/u);
    const { history } = await fileOf(person.id);
    expect(history.map(({ what, to }) => [what, to])).toEqual([
      ['tag', '老客户'],
      ['field', '林老板'],
      ['field', '一线商贸'],
    ]);
    expect(history[0]).toMatchObject({ by, at: expect.any(Number) });
  });

  it('V2 another revision than the one seen is refused; the same words again change nothing', async () => {
    const person = freshPerson();
    await openScreen(person.id, visitor(person.web), 'i1');
    const act = { act: 'fields' as const, values: { company: '甲' } };
    expect(cardOf(await acts(person.id, 0, act)).revision).toBe(1);
    expect(refusalOf(await acts(person.id, 0, { act: 'fields', values: { company: '乙' } }))).toBe('stale');
    expect(cardOf(await acts(person.id, 0, act)).revision).toBe(1);
    expect((await fileOf(person.id)).history).toHaveLength(1);
    expect(refusalOf(await acts('c_nobody_at_all', 0, act))).toBe('not_found');
  });

  it('V1 a masked field shown whole is written down, with who', async () => {
    const person = freshPerson();
    await openScreen(person.id, visitor(person.web), 'i1');
    const screen = await openScreen(person.id, agent(), 'd1');
    must(await acts(person.id, 0, { act: 'fields', values: { birthday: '1990-05-12' } }));
    await screen.next('event', ({ change }) => change.kind === 'card');
    expect(JSON.stringify(screen.frames)).not.toContain('1990-05-12');
    expect(must(await acts(person.id, 0, { act: 'reveal', field: 'birthday' }))).toMatchObject({ value: '1990-05-12' });
    expect(refusalOf(await acts(person.id, 1, { act: 'reveal', field: 'city' }))).toBe('not_found');
    const file = await fileOf(person.id);
    expect(file.history[0]).toMatchObject({ what: 'reveal', field: 'birthday', by });
    expect(JSON.stringify(file)).not.toContain('1990-05-12');
  });

  it('V4 V3 owner and level reach the desk with the open session: who owns it is waited for before who served last', async () => {
    const { person } = await served();
    const desk = env.DESK.getByName('main');
    const prefers = async () => {
      const { sessions } = await desk.view();
      return sessions.find((one) => one.customer === person.id)?.tier;
    };
    must(await acts(person.id, 0, { act: 'owner', owner: 'a_7' }, { ownerName: '赵敏' }));
    must(await acts(person.id, 1, { act: 'level', level: '金卡', reason: '大客户' }, { leads: true }));
    await until('the desk knows the tier', async () => (await prefers()) === 2);
    const session = String((await rows(person.id, 'select id from session'))[0]?.['id']);
    const kept = async () => {
      const stored = await runDesk(`select preferred from session where session = '${session}'`);
      return String(stored[0]?.['preferred'] ?? '');
    };
    await until('the desk knows the owner', async () => (await kept()) === '[{"agent":"a_7","why":"owner"}]');
    must(await acts(person.id, 2, { act: 'owner', owner: null }));
    await until('the desk waits for nobody of theirs', async () => (await kept()) === '[]');
  });
});

async function runDesk(query: string) {
  return runInDurableObject(stubOf(env.DESK.getByName('main')), (_: unknown, state: DurableObjectState) =>
    state.storage.sql.exec(query).toArray(),
  );
}

describe('consents', () => {
  it('V8 stand in the file with purpose, masked address, evidence and time, newest first', async () => {
    const person = freshPerson();
    const heard = (key: string, marketing: boolean) => ({
      ...{ kind: 'event' as const, key, address: person.sms, event: 'opt', at: Date.now() },
      consent: { marketing },
    });
    await customer(person.id).hear({ heard: heard('k1', false) });
    await customer(person.id).hear({ heard: heard('k2', true) });
    const { consents } = await fileOf(person.id);
    expect(consents.map(({ given, evidence }) => [given, evidence])).toEqual([
      [true, 'sms:k2'],
      [false, 'sms:k1'],
    ]);
    expect(consents[0]).toMatchObject({ purpose: 'marketing', channel: 'sms', at: expect.any(Number) });
    expect(consents[0]?.label).toMatch(/\*{4}8000$/u);
    expect(consents[0]?.label).not.toContain('13800138000');
  });
});

describe('whether offers may come', () => {
  it('O50 is told as the last door has it, and each word of theirs stands in the file', async () => {
    const person = freshPerson();
    const offers = async () => {
      const found = must(await customer(person.id).offers({ order: 'list', viewer: null }));
      if (!('said' in found)) throw new Error('no list of offers');
      return { agreed: found.agreed, said: found.said };
    };
    const hand = new Hand(await openScreen(person.id, visitor(person.web), 'i1'));
    await customer(person.id).hear(said(person.sms, 's1', '你好'));
    expect(await offers()).toEqual({ agreed: false, said: [] });
    expect((await fileOf(person.id)).consents).toEqual([]);
    await hand.act({ act: 'choose', purpose: 'marketing', channel: 'sms', given: true });
    expect(await offers()).toEqual({ agreed: true, said: [{ channel: 'sms', given: true }] });
    const words = async () => (await fileOf(person.id)).consents.map((one) => [one.channel, one.given]);
    expect(await words()).toEqual([['sms', true]]);
    await hand.act({ act: 'choose', purpose: 'marketing', given: false });
    const now = await offers();
    expect(now.agreed).toBe(false);
    expect(now.said).toContainEqual({ channel: 'sms', given: false });
    expect((await words()).slice(0, 2).toSorted()).toEqual([
      ['sms', false],
      ['web', false],
    ]);
  });
});

describe('over HTTPS', () => {
  const operator = { authorization: `Bearer ${env.OPERATOR_KEY}` };
  async function member(login: string, role: 'agent' | 'lead' | 'editor') {
    const made = await post('/operator/v1/member', { login, name: login, role }, operator, null);
    const { password } = v.parse(v.object({ password: v.string() }), await made.json());
    const response = await post('/staff/v1/sign-in', { login, password });
    const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const me: { member: { id: string } } = await (await knock('/staff/v1/me', { headers: { cookie } })).json();
    return { cookie, id: me.member.id };
  }

  it('V3 agents write cards, leads alone set levels, editors see none; an owner is a colleague who may serve', async () => {
    const person = freshPerson();
    await openScreen(person.id, visitor(person.web), 'i1');
    const path = `/staff/v1/line/${person.id}/person`;
    const lead = await member('v-lead', 'lead');
    const own = await member('v-agent', 'agent');
    const editor = await member('v-editor', 'editor');
    const does = async (cookie: string, revision: number, act: object): Promise<CardView | string | null> => {
      const response = await post(path, { revision, act }, { cookie });
      const copy = response.clone();
      return response.ok ? v.parse(cardAnswer, await response.json()).card : refusalIn(copy);
    };
    expect(await does(own.cookie, 0, { act: 'owner', owner: own.id })).toMatchObject({ owner: { name: 'v-agent' } });
    expect(await does(own.cookie, 1, { act: 'owner', owner: editor.id })).toBe('not_found');
    expect(await does(own.cookie, 1, { act: 'owner', owner: 'm_nobody' })).toBe('not_found');
    expect(await does(own.cookie, 1, { act: 'level', level: '金卡', reason: '好' })).toBe('not_allowed');
    expect(await does(lead.cookie, 1, { act: 'level', level: '金卡', reason: ' ' })).toBe('bad_request');
    expect(await does(lead.cookie, 1, { act: 'level', level: '金卡', reason: '好' })).toMatchObject({ revision: 2 });
    expect(await does(own.cookie, 1, { act: 'tags', tags: [] })).toMatchObject({ revision: 2 });
    expect(await does(own.cookie, 1, { act: 'tags', tags: ['新'] })).toBe('stale');
    expect(await does(editor.cookie, 2, { act: 'tags', tags: [] })).toBe('not_allowed');
    expect(await does('', 2, { act: 'tags', tags: [] })).toBe('not_signed_in');
    expect(
      await refusalIn(await post(path, { revision: 2, act: { act: 'tags', tags: [] } }, { cookie: own.cookie }, null)),
    ).toBe('bad_origin');
    expect(await refusalIn(await knock(path, { headers: { cookie: editor.cookie } }))).toBe('not_allowed');
    const read = await knock(path, { headers: { cookie: own.cookie } });
    expect(v.parse(personAnswer, await read.json()).history.map((one) => one.what)).toEqual(['level', 'owner']);
  }, 90_000);
});
