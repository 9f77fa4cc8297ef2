/** 应急开关: switched off by whom and why; honoured everywhere at once, and nothing is lost. */
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Switches } from '../../shared/settings/switches.ts';
import { refreshSettings, SETTINGS } from '../../worker/settings/shelf.ts';
import { lookAgain } from '../../worker/knowledge/shelf.ts';
import { atRest, decide, speaker } from '../customer/merge-rig.ts';
import { customer, freshPerson, rows, said } from '../customer/rig.ts';
import { knock, post, refusalIn } from '../hall/knock.ts';
import { must } from '../results.ts';
import { openWorld, until } from '../world.ts';
import { minute, signal, staged, standing, watch } from './rig.ts';

staged();

const operator = { authorization: `Bearer ${env.OPERATOR_KEY}` };
let members = 0;
async function signedIn(role: 'lead' | 'agent'): Promise<{ cookie: string }> {
  const login = `switch${role}${(members += 1)}`;
  const made = await post('/operator/v1/member', { login, name: '赵敏', role }, operator, null);
  const { password } = await made.json<{ password: string }>();
  const response = await post('/staff/v1/sign-in', { login, password });
  return { cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

let lead = { cookie: '' };
const PATH = '/staff/v1/operations/switches';
const turn = async (wish: object) => {
  const response = await post(PATH, { why: '供应商故障', ...wish }, lead);
  if (!response.ok) throw new Error(await response.text());
  return response.json<{ off: Switches['off'] }>();
};
const shown = `select body ->> '$.text' as words, speaker ->> '$.kind' as who from message order by revision`;
const texts = async (id: string) => (await rows(id, shown)).map(({ words }) => String(words));
const stateOf = async (id: string) => (await rows(id, 'select state from session order by opened_at desc limit 1'))[0];

beforeEach(async () => {
  await lookAgain(env);
  if (lead.cookie === '') lead = await signedIn('lead');
  for (const { what, account } of (await turn({ what: 'robot', off: false })).off)
    await turn({ what, account, off: false });
});

describe('a switch', () => {
  it('O111 says who and why and until when, is on again by itself, and is written by its own door alone', async () => {
    const { off } = await turn({ what: 'robot', off: true, minutes: 30 });
    expect(off).toEqual([
      expect.objectContaining({ what: 'robot', why: '供应商故障', since: Date.now(), until: Date.now() + 1_800_000 }),
    ]);
    expect(off[0]?.by.name).toBe('赵敏');
    const held = await env.SETTINGS.getByName(SETTINGS).history('switches');
    expect(held[0]?.by.name).toBe('赵敏');
    const write = await post('/staff/v1/settings/switches', { revision: held[0]?.revision, value: { off: [] } }, lead);
    expect(await refusalIn(write)).toBe('not_allowed');
    const other = await signedIn('agent');
    expect(await refusalIn(await post(PATH, { what: 'robot', off: false, why: 'x' }, other))).toBe('not_allowed');
    expect(await refusalIn(await post(PATH, { what: 'robot', off: true, why: ' ' }, lead))).toBe('bad_request');
    expect(await refusalIn(await post(PATH, { what: 'channel', account: 'shop', off: true, why: 'x' }, lead))).toBe(
      'no_account',
    );
    // Everybody sees it, for the banner.
    const read = await knock('/staff/v1/settings/switches', { headers: other });
    expect(await read.json()).toMatchObject({ value: { off: [{ what: 'robot' }] } });
    vi.setSystemTime(Date.now() + 1_800_001);
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.web, 'k1', '你好')));
    expect(await stateOf(person.id)).toEqual({ state: 'robot' });
  });

  it('O112 the robot off: everybody goes to a person and is told so; a dialog under way, too', async () => {
    const [fresh, amid] = [freshPerson(), freshPerson()];
    must(await customer(amid.id).hear(said(amid.web, 'k1', '你好')));
    await turn({ what: 'robot', off: true });
    must(await customer(fresh.id).hear(said(fresh.web, 'k1', '退货地址在哪里')));
    must(await customer(amid.id).hear(said(amid.web, 'k2', '发票怎么开')));
    for (const { id } of [fresh, amid]) {
      const said1 = await until('told', async () => {
        const all = await texts(id);
        return all.some((one) => one.includes('机器人出了故障')) && all;
      });
      expect(said1.join('')).not.toContain('退货地址：');
      expect(await stateOf(id)).not.toEqual({ state: 'robot' });
    }
    await minute(2);
    expect(await signal('robot', '')).toBeUndefined();
    expect(await standing()).not.toContain('channel:shop');
    await turn({ what: 'robot', off: false });
    const later = freshPerson();
    must(await customer(later.id).hear(said(later.web, 'k1', '你好')));
    expect(await stateOf(later.id)).toEqual({ state: 'robot' });
  });

  it('O113 a channel off: what is owed waits however long, in its order, and leaves once it is on', async () => {
    const person = freshPerson();
    await turn({ what: 'channel', account: person.sms.account, off: true });
    let calls = 0;
    openWorld({
      'world.test': async () => {
        calls += 1;
        return Response.json({ Code: 'OK', Message: 'OK', BizId: `b${calls}`, RequestId: 'r' });
      },
    });
    must(await customer(person.id).hear(said(person.sms, 'k1', '你好')));
    const owed = `select state, tries from letter where kind = 'send'`;
    await until('it waits', async () => (await rows(person.id, owed)).length > 0);
    for (let at = 0; at < 12; at += 1) {
      vi.setSystemTime(Date.now() + 60_000);
      must(await customer(person.id).hear(said(person.sms, `m${at}`, '在吗')));
      await refreshSettings(env);
    }
    const waiting = await rows(person.id, owed);
    expect(waiting.length).toBeGreaterThan(0);
    for (const one of waiting) expect(one).toEqual({ state: 'owed', tries: 0 });
    expect(calls).toBe(0);
    const failed = `select count(*) as n from message where direction = 'out' and status in ('failed', 'unknown')`;
    expect(await rows(person.id, failed)).toEqual([{ n: 0 }]);
    await turn({ what: 'channel', account: person.sms.account, off: false });
    vi.setSystemTime(Date.now() + 60_000);
    must(await customer(person.id).hear(said(person.sms, 'last', '谢谢')));
    await until('all left', async () => (await rows(person.id, owed)).length === 0);
    expect(calls).toBeGreaterThan(0);
    expect(await rows(person.id, failed)).toEqual([{ n: 0 }]);
  });

  it('O114 merges frozen: a decision waits and is carried out once they are free', async () => {
    vi.useRealTimers();
    await turn({ what: 'merges', off: true });
    const [older, younger] = [await speaker('甲'), await speaker('乙')];
    await decide(older, 'merge', younger);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await rows(younger.id, "select count(*) as n from message where direction = 'in'")).toEqual([{ n: 1 }]);
    await turn({ what: 'merges', off: false });
    // The clock of a frozen line rings again within ten seconds.
    await atRest(older, younger);
    await until(
      'one line',
      async () => (await rows(younger.id, 'select count(*) as n from message'))[0]?.['n'] === 0,
      20_000,
    );
  }, 60_000);

  it('O115 stands in the incident it was made in', async () => {
    await watch().counted({
      ...{ isolate: 'i1', number: 1, at: Date.now(), stuck: [] },
      counts: [{ name: 'quarantined', subject: 'shop', n: 1 }],
    });
    await minute();
    const [one] = (await watch().standing()).incidents;
    await turn({ what: 'campaigns', off: true, incident: one?.id });
    const { incident } = must(await watch().incident(one?.id ?? ''));
    expect(incident.timeline.at(-1)).toMatchObject({
      kind: 'switch',
      word: 'off campaigns: 供应商故障',
      by: { name: '赵敏' },
    });
    const listed = await knock('/staff/v1/campaigns', { headers: lead });
    expect(await listed.json()).toMatchObject({ paused: true });
  });
});
