/** 客户公告 and 复盘: what customers are told of an incident, and what is learned from it. */
import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import type { Address } from '../../shared/actors.ts';
import type { Operations } from '../../shared/operations/api.ts';
import { note } from '../../worker/watch-counts.ts';
import { customer, freshPerson, rows, said } from '../customer/rig.ts';
import { knock, post, refusalIn } from '../hall/knock.ts';
import { must } from '../results.ts';
import { until } from '../world.ts';
import { minute, settle, signedIn, staged } from './rig.ts';

staged();

const greeting = (address: Address) => ({
  heard: { kind: 'event' as const, key: 'g1', address, at: Date.now(), event: 'follow', greet: true },
});
const ZH = '微信消息正在延迟，我们在处理';
const EN = 'WeChat messages are late; we are on it';
const texts = async (id: string) =>
  (await rows(id, `select body ->> '$.text' as words from message order by revision`)).map(({ words }) =>
    String(words),
  );
const counted = async (id: string, words: string) => (await texts(id)).filter((one) => one === words).length;

async function incident(): Promise<string> {
  void note(env, 'quarantined', 'shop');
  await minute();
  const { incidents } = await env.WATCH.getByName('main').standing();
  return incidents[0]?.id ?? '';
}

describe('what customers are told', () => {
  it('O121 a notice is said once in each new encounter of its account, in its language, until it ends', async () => {
    const headers = await signedIn('lead');
    const id = await incident();
    const at = `/staff/v1/operations/incidents/${id}/notice`;
    const told = freshPerson();
    must(await customer(told.id).hear(said(told.web, 'k0', '你好')));
    const wish = { shown: true, account: told.web.account, zh: ZH, en: EN, minutes: 30 };
    expect(await (await post(at, wish, headers)).json()).toMatchObject({ notices: [{ incident: id, zh: ZH }] });
    // Who talks already is not interrupted.
    must(await customer(told.id).hear(said(told.web, 'k1', '发票怎么开')));
    expect(await counted(told.id, ZH)).toBe(0);
    const [fresh, english, greeted, elsewhere] = [freshPerson(), freshPerson(), freshPerson(), freshPerson()];
    must(await customer(fresh.id).hear(said(fresh.web, 'k1', '你好')));
    must(await customer(fresh.id).hear(said(fresh.web, 'k2', '发票怎么开')));
    must(await customer(english.id).hear(said(english.web, 'k1', 'hello, where is my order?')));
    must(await customer(greeted.id).hear(greeting(greeted.web)));
    must(await customer(greeted.id).hear(said(greeted.web, 'k2', '你好')));
    must(await customer(elsewhere.id).hear(said(elsewhere.sms, 'k1', '你好')));
    expect(await counted(fresh.id, ZH)).toBe(1);
    expect(await counted(english.id, EN)).toBe(1);
    expect(await counted(greeted.id, ZH)).toBe(1);
    expect(await counted(elsewhere.id, ZH)).toBe(0);
    vi.setSystemTime(Date.now() + 30 * 60_000 + 1);
    const later = freshPerson();
    must(await customer(later.id).hear(said(later.web, 'k1', '你好')));
    expect(await counted(later.id, ZH)).toBe(0);
  });

  it('O121 it is written and taken back by leads alone, by its own door, noted in the timeline, and ends with the incident', async () => {
    const headers = await signedIn('lead');
    const agent = await signedIn('agent');
    const id = await incident();
    const at = `/staff/v1/operations/incidents/${id}`;
    const wish = { shown: true, zh: ZH, en: EN, minutes: 30 };
    expect(await refusalIn(await post(`${at}/notice`, wish, agent))).toBe('not_allowed');
    expect(await refusalIn(await post(`${at}/notice`, { ...wish, en: ' ' }, headers))).toBe('bad_request');
    expect(await refusalIn(await post(`${at}/notice`, { ...wish, account: 'nobody' }, headers))).toBe('no_account');
    expect(await refusalIn(await post('/staff/v1/operations/incidents/g0-0/notice', wish, headers))).toBe('not_found');
    const direct = { revision: 0, value: { shown: [] } };
    expect(await refusalIn(await post('/staff/v1/settings/notices', direct, headers))).toBe('not_allowed');
    await post(`${at}/notice`, wish, headers);
    const shown = async () => (await (await knock('/staff/v1/operations', { headers })).json<Operations>()).notices;
    expect(await shown()).toMatchObject([{ incident: id, account: '', by: { name: '赵敏' } }]);
    await until('told', async () => {
      const one = freshPerson();
      must(await customer(one.id).hear(said(one.sms, 'k1', '你好')));
      return (await counted(one.id, ZH)) === 1;
    });
    await minute(11);
    await post(at, { act: 'resolve' }, headers);
    expect(await shown()).toEqual([]);
    const { incident: kept } = await (
      await knock(at, { headers })
    ).json<{ incident: { state: string; timeline: { kind: string; word: string }[] } }>();
    expect(kept.state).toBe('resolved');
    expect(kept.timeline.filter(({ kind }) => kind === 'notice').map(({ word }) => word)).toEqual([`${ZH}\n${EN}`]);
    await settle('notices', { shown: [] });
  });
});

it('O122 a post-mortem is kept with its incident, as it was written last, with its writer', async () => {
  const headers = await signedIn('lead');
  const id = await incident();
  const at = `/staff/v1/operations/incidents/${id}`;
  const long = '起因：供应商更换证书。'.repeat(300);
  await post(at, { act: 'review', note: '草稿' }, headers);
  await post(at, { act: 'review', note: long }, headers);
  const read = await (
    await knock(at, { headers })
  ).json<{ incident: { review: object; timeline: { kind: string; word: string }[] } }>();
  expect(read.incident.review).toMatchObject({ text: long, by: { name: '赵敏' }, at: Date.now() });
  // The timeline says that it was written; the words stand in one place.
  expect(read.incident.timeline.filter(({ kind }) => kind === 'review')).toMatchObject([{ word: '' }, { word: '' }]);
  expect(await refusalIn(await post(at, { act: 'review', note: 'x'.repeat(20_001) }, headers))).toBe('bad_request');
});

it('O120 a lead sees the last answer of every account’s synthetic customer, the budget of a day, and what is off', async () => {
  const headers = await signedIn('lead');
  await settle('switches', {
    off: [{ what: 'merges', account: '', why: '核对', by: { id: 'u', name: '赵敏' }, since: 1, until: null }],
  });
  await minute();
  const read = await (await knock('/staff/v1/operations', { headers })).json<Operations>();
  expect(read.probes.map(({ account }) => account).toSorted()).toEqual(read.accounts.map(({ id }) => id).toSorted());
  for (const one of read.probes) expect(one).toMatchObject({ taken: true, ms: expect.any(Number) as unknown });
  expect(read.budget.good).toBeGreaterThanOrEqual(read.accounts.length);
  expect(read.off).toMatchObject([{ what: 'merges', why: '核对' }]);
  await settle('switches', { off: [] });
});
