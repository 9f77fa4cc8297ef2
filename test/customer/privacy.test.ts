/** 隐私说明: what a person says to a version of the notice, and what rests until then. */
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { documents } from '../../shared/settings.ts';
import type { PrivacyVersion } from '../../shared/settings/privacy.ts';
import { mayPush } from '../../worker/customer/own/may-push.ts';
import { refreshSettings } from '../../worker/settings/shelf.ts';
import { knock, refusalIn } from '../hall/knock.ts';
import { must } from '../results.ts';
import { knowledgeable, openWorld } from '../world.ts';
import { customer, freshPerson, rows, visitor } from './rig.ts';

const by = { id: 'u_lead', name: '赵敏' };
const renewed: PrivacyVersion = {
  ...{ version: '2.0', from: '2026-11-05', asks: true },
  changes: { zh: '优惠会按您的订单挑选。', en: 'Offers are chosen by your orders.' },
  sections: [{ title: { zh: '为什么', en: 'Why' }, text: { zh: '为了挑选优惠。', en: 'To choose offers.' } }],
};

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
beforeEach(() => openWorld());
const write = async (versions: PrivacyVersion[]) => {
  const settings = env.SETTINGS.getByName('main');
  const { revision = 0 } = (await settings.read('privacy')) ?? {};
  const written = await settings.write({ name: 'privacy', revision, value: { versions }, by });
  await refreshSettings(env);
  return written;
};
afterEach(async () => {
  await refreshSettings(env);
});

describe('the privacy notice', () => {
  it('V35 V36 asks anew where purposes change; the word is kept with version and evidence; what holds is not rewritten', async () => {
    const person = freshPerson();
    const viewer = visitor(person.web);
    const stands = async (said: { version: string; given: boolean } | null = null) => {
      const got = must(await customer(person.id).own({ order: 'privacy', viewer, said }));
      if (!('standing' in got)) throw new Error('no standing');
      return got.standing;
    };
    expect(await stands()).toEqual({ asks: null, restsSince: null, said: null });
    must(await write([renewed, ...documents.privacy.empty.versions]));
    const rests = Date.parse('2026-11-05T00:00+08:00');
    expect(await stands()).toMatchObject({ asks: '2.0', restsSince: rests });
    expect(await stands({ version: '2.0', given: false })).toMatchObject({ asks: null, restsSince: rests });
    expect(await stands({ version: '2.0', given: true })).toMatchObject({ asks: null, restsSince: null });
    await stands({ version: '2.0', given: true });
    expect(await rows(person.id, `select given, version, evidence from consent where purpose = 'privacy'`)).toEqual([
      { given: 0, version: '2.0', evidence: 'web:privacy-notice' },
      { given: 1, version: '2.0', evidence: 'web:privacy-notice' },
    ]);
    const own = { order: 'privacy' as const, said: { version: '9.9', given: true } };
    expect(await customer(person.id).own({ ...own, viewer })).toMatchObject({ code: 'not_found' });
    expect(await customer(person.id).own({ ...own, viewer: visitor(person.web, 'endpoint') })).toMatchObject({
      code: 'not_allowed',
    });
    const twisted = { ...renewed, changes: { zh: '没有', en: 'nothing' } };
    expect(await write([twisted, ...documents.privacy.empty.versions])).toMatchObject({ code: 'bad_request' });
  });

  it('V36 an older consent to offers rests, a newer one holds, and news of their own matters comes either way', () => {
    const word = { channel: null, given: true, evidence: 'web:own-choice' };
    const choices = [
      { ...word, purpose: 'marketing' as const, at: 1_000 },
      { ...word, purpose: 'personal' as const, at: 3_000 },
    ];
    expect(mayPush(choices, 'marketing', 'sms', null)).toBe(true);
    expect(mayPush(choices, 'marketing', 'sms', 2_000)).toBe(false);
    expect(mayPush(choices, 'personal', 'sms', 2_000)).toBe(true);
    expect(mayPush(choices, 'service', 'sms', 2_000)).toBe(true);
  });

  it('V35 everybody may read it', async () => {
    const read = await knock('/v1/privacy');
    expect(await read.json()).toMatchObject({ ok: true, now: expect.stringMatching(/\d/u) as string });
    expect(await refusalIn(await knock('/v1/me/privacy'))).toBe('bad_token');
  });
});
