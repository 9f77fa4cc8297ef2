/** 访客轨迹: only after the visitor's yes, cut, few, and gone when they want. */
import { env } from 'cloudflare:workers';
import { runDurableObjectAlarm } from 'cloudflare:test';
import * as v from 'valibot';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { personAnswer } from '../../shared/person.ts';
import { KEPT_VISITS, VISITS_MS, type Page } from '../../shared/trail.ts';
import { documents } from '../../shared/settings.ts';
import { cleaned } from '../../worker/customer/person/trail.ts';
import { refreshSettings } from '../../worker/settings/shelf.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld } from '../world.ts';
import { agent, customer, freshPerson, openScreen, rows, visitor } from './rig.ts';
import { Hand } from './served.ts';

const page = (more: Partial<Page> = {}): Page => ({
  ...{ title: '退货政策', address: 'https://shop.example/help/return', referrer: 'search.example' },
  ...{ device: 'phone', language: 'zh-CN' },
  ...more,
});
const visit = (more: Partial<Page> = {}) => ({ act: 'visit', page: page(more) });

async function trailIs(on: boolean): Promise<void> {
  const settings = env.SETTINGS.getByName('main');
  const { revision = 0 } = (await settings.read('people')) ?? {};
  const value = { ...documents.people.empty, trail: on };
  must(await settings.write({ name: 'people', revision, value, by: { id: 'u', name: 'u' } }));
  await refreshSettings(env);
}
const trailOf = async (id: string) => v.parse(personAnswer, await customer(id).person({ order: 'read' })).trail;

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
afterEach(() => {
  vi.useRealTimers();
});

describe('pages visited', () => {
  it('V11 nothing is asked where the settings don’t say so, and nothing kept without a yes', async () => {
    await trailIs(false);
    const person = freshPerson();
    const mine = new Hand(await openScreen(person.id, visitor(person.web), 'i1'));
    expect((await mine.screen.next('reset')).snapshot).not.toHaveProperty('trail');
    expect(await mine.act({ act: 'trail', on: true })).toBe('no_consent');
    expect(await mine.act(visit())).toBe('no_consent');
    await trailIs(true);
    const again = new Hand(await openScreen(person.id, visitor(person.web), 'i2'));
    expect((await again.screen.next('reset')).snapshot.trail).toBeNull();
    expect(await again.act(visit())).toBe('no_consent');
    expect(await again.act({ act: 'trail', on: false })).toBe('accepted');
    expect(await again.act(visit())).toBe('no_consent');
    expect(await rows(person.id, 'select * from visit')).toEqual([]);
    expect(await trailOf(person.id)).toEqual({ on: false, here: false, visits: [] });
  });

  it('V11 after a yes staff see the page they are on; a no ends it and deletes, both stand as consents', async () => {
    await trailIs(true);
    const person = freshPerson();
    const mine = new Hand(await openScreen(person.id, visitor(person.web), 'i1'));
    const desk = await openScreen(person.id, agent(), 'd1');
    expect(await mine.act({ act: 'trail', on: true })).toBe('accepted');
    expect(await mine.act(visit())).toBe('accepted');
    expect(await mine.act(visit({ title: '首页', address: 'https://shop.example/' }))).toBe('accepted');
    expect(await mine.act(visit({ title: '首页', address: 'https://shop.example/' }))).toBe('accepted');
    expect(await trailOf(person.id)).toMatchObject({ on: true, here: true, visits: [{ title: '首页' }, page()] });
    expect(await rows(person.id, `select * from change where body like '%shop.example%'`)).toEqual([]);
    expect(JSON.stringify(desk.frames)).not.toContain('shop.example');
    expect(await mine.act({ act: 'trail', on: false })).toBe('accepted');
    expect(await rows(person.id, 'select * from visit')).toEqual([]);
    const { consents } = v.parse(personAnswer, await customer(person.id).person({ order: 'read' }));
    expect(consents.map(({ purpose, given, evidence }) => [purpose, given, evidence])).toEqual([
      ['trail', false, 'switch'],
      ['trail', true, 'switch'],
    ]);
  });

  it('V12 at most fifty stand, and none longer than thirty days', async () => {
    await trailIs(true);
    const person = freshPerson();
    const mine = new Hand(await openScreen(person.id, visitor(person.web), 'i1'));
    await mine.act({ act: 'trail', on: true });
    for (let at = 0; at < KEPT_VISITS + 5; at += 1) await mine.act(visit({ address: `https://shop.example/p/${at}` }));
    expect(await rows(person.id, 'select count(*) as n from visit')).toEqual([{ n: KEPT_VISITS }]);
    expect((await trailOf(person.id)).visits[0]?.address).toBe(`https://shop.example/p/${KEPT_VISITS + 4}`);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + VISITS_MS + 1_000 });
    expect((await trailOf(person.id)).visits).toEqual([]);
    await runDurableObjectAlarm(stubOf(customer(person.id)));
    expect(await rows(person.id, 'select count(*) as n from visit')).toEqual([{ n: 0 }]);
  });

  it('V12 query, fragment, secrets, numbers and mail addresses are cut; other shapes are refused', async () => {
    expect(
      cleaned(
        page({ address: 'https://u:p@shop.example/a/13800138000/b?token=1#x', title: '订单 6222021234567890123' }),
      ),
    ).toMatchObject({
      address: 'https://shop.example/a/***/b',
      title: expect.not.stringContaining('6222021234567890123'),
    });
    expect(cleaned(page({ address: 'https://shop.example:8787/reset/li%40mail.example' })).address).toBe(
      'https://shop.example:8787/reset/***',
    );
    await trailIs(true);
    const person = freshPerson();
    const mine = new Hand(await openScreen(person.id, visitor(person.web), 'i1'));
    await mine.act({ act: 'trail', on: true });
    for (const wrong of [
      { address: 'https://a.example/?q=1' },
      { address: 'javascript:x' },
      { referrer: 'http://x/y' },
    ]) {
      mine.screen.say({ type: 'act', number: 2, act: visit(wrong) });
      expect((await mine.screen.next('refused')).code).toBe('bad_request');
    }
  });
});
