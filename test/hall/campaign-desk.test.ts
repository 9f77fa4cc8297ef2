/** Campaigns at the staff's door: who writes, counts, reads and lets go, what bars it, and what is not there. */
import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import * as v from 'valibot';
import type { Role } from '../../shared/actors.ts';
import { campaignAnswer, campaignsAnswer, previewAnswer } from '../../shared/campaign/api.ts';
import type { Draft } from '../../shared/campaign/campaign.ts';
import { usualScale } from '../../shared/profile/figures.ts';
import { rule as ruleShape } from '../../shared/profile/rule.ts';
import { demoCampaigns } from '../../shared/settings/campaigns.ts';
import { usualRemindersSettings } from '../../shared/settings/reminders.ts';
import {
  act,
  arm,
  cookies,
  draft,
  get,
  PATH,
  refusal,
  signedIn,
  staffed,
  tell,
  writes,
  written,
  type Who,
} from './campaign-rig.ts';
import { customer, freshPerson, said } from '../customer/rig.ts';
import { must } from '../results.ts';
import { until } from '../world.ts';
import { post, refusalIn } from './knock.ts';

const everybody = v.parse(ruleShape, {
  ...{ id: 'all', zh: '全部', en: 'All', on: true },
  when: { if: 'any', of: [{ if: 'not', of: { if: 'level', is: 'nobody' } }] },
});

staffed();

/** Somebody is in the directory. */
async function tellDirectory(): Promise<void> {
  const person = freshPerson();
  must(await customer(person.id).hear(said(person.sms, 'k1', '你好')));
  await until('the directory knows somebody', async () => {
    const found = await env.DIRECTORY.getByName('main').preview({
      ...{ campaign: 'preview', rule: everybody, scale: usualScale, channels: ['sms'], now: Date.now() },
      ...{ shares: [{ arm: 'a', share: 100 }], ownHours: false, after: '', limit: 1_000 },
    });
    return found.looked > 0;
  });
}

describe('who may', () => {
  it('O26 O46 write, count and read campaigns: leads and marketers; what one person was offered: whoever talks with them', async () => {
    const { id } = await written();
    const asks: [(who: Who) => Promise<Response>, readonly Role[]][] = [
      [(who) => get(PATH, who), ['owner', 'lead', 'marketer']],
      [(who) => tell(PATH, { draft }, who), ['owner', 'lead', 'marketer']],
      [(who) => tell(`${PATH}/preview`, { draft }, who), ['owner', 'lead', 'marketer']],
      [(who) => get(`${PATH}/${id}`, who), ['owner', 'lead', 'marketer']],
      [(who) => get(`${PATH}/${id}/report`, who), ['owner', 'lead', 'marketer']],
      [(who) => get(`${PATH}/${id}/people`, who), ['owner', 'lead', 'marketer']],
      [(who) => get('/staff/v1/customers/c_nobody/offers', who), ['owner', 'lead', 'agent']],
    ];
    for (const [ask, may] of asks) {
      for (const who of ['owner', 'lead', 'marketer', 'editor', 'agent'] as const) {
        if (may.includes(who)) expect(await refusalIn(await ask(who))).not.toBe('not_allowed');
        else expect(await refusal(() => ask(who))).toMatchObject({ code: 'not_allowed' });
      }
      expect(await refusal(() => ask('nobody'))).toMatchObject({ code: 'not_signed_in' });
    }
    for (const what of ['submit', 'approve', 'pause', 'resume', 'stop']) {
      for (const who of ['editor', 'agent'] as const)
        expect(await refusal(() => act(id, what, who))).toMatchObject({ code: 'not_allowed' });
      expect(await refusal(() => act(id, what, 'nobody'))).toMatchObject({ code: 'not_signed_in' });
    }
    expect(v.parse(campaignAnswer, await (await get(`${PATH}/${id}`, 'lead')).json()).campaign.stage).toBe('draft');
  });

  it('O26 let it go: a lead who wrote none of it; a marketer never, a writer never, a page of somebody else’s never', async () => {
    const { id } = await written('lead');
    expect(await refusalIn(await act(id, 'submit', 'lead'))).toBeNull();
    expect(await refusal(() => act(id, 'approve', 'marketer'))).toMatchObject({ code: 'not_allowed' });
    expect(await refusal(() => act(id, 'approve', 'lead'))).toMatchObject({ code: 'own_work' });
    expect(await refusal(() => act(id, 'approve', 'second', 2))).toMatchObject({ code: 'stale' });
    const wish = { act: 'approve', revision: 1 };
    for (const origin of ['https://elsewhere.example', null]) {
      const elsewhere = () => post(`${PATH}/${id}/act`, wish, { cookie: cookies.second }, origin);
      expect(await refusal(elsewhere)).toMatchObject({ code: 'bad_origin' });
    }
    // Whoever changes it once has written it.
    expect(await refusalIn(await tell(PATH, { id, revision: 1, draft }, 'second'))).toBeNull();
    expect(await refusalIn(await act(id, 'submit', 'lead', 2))).toBeNull();
    expect(await refusal(() => act(id, 'approve', 'second', 2))).toMatchObject({ code: 'own_work' });
    const done = v.parse(campaignAnswer, await (await act(id, 'approve', 'owner', 2)).json());
    expect(done.campaign).toMatchObject({ stage: 'ready', approved: { by: { name: '同事owner' }, revision: 2 } });
    expect(await refusal(() => act(id, 'approve', 'owner', 2))).toMatchObject({ code: 'wrong_state' });
    const { campaigns } = v.parse(campaignsAnswer, await (await get(PATH, 'marketer')).json());
    expect(campaigns.find((one) => one.id === id)).toMatchObject({
      writers: [{ name: '同事lead' }, { name: '同事second' }],
    });
  });

  it('O26 V60 change the SMS templates, the switch and the reminders’ words: leads alone', async () => {
    for (const who of ['marketer', 'editor', 'agent'] as const) {
      expect(await writes('campaigns', who, { ...demoCampaigns(), paused: true })).toBe('not_allowed');
      expect(await writes('reminders', who, usualRemindersSettings)).toBe('not_allowed');
    }
    for (const name of ['campaigns', 'reminders'])
      expect(await refusal(() => get(`/staff/v1/settings/${name}`, 'nobody'))).toMatchObject({ code: 'not_signed_in' });
    expect(await writes('reminders', 'lead', usualRemindersSettings)).toBeNull();
    const stale = () =>
      tell('/staff/v1/settings/reminders', { revision: 0, value: { ...usualRemindersSettings, hour: 9 } }, 'lead');
    expect(await refusal(stale)).toMatchObject({ code: 'stale' });
  });
});

describe('what bars it', () => {
  it('O26 an act on what is not there, an act there is none of, a page of nothing', async () => {
    const { id } = await written();
    for (const one of ['k_there-is-none', 'main', `k_${'a'.repeat(200)}`, '%2e%2e%2fmain', 'k_%00', '%E4%BA%BA']) {
      for (const path of [`${PATH}/${one}`, `${PATH}/${one}/report`, `${PATH}/${one}/people`])
        expect(await refusal(() => get(path, 'marketer')), path).toMatchObject({ code: 'not_found' });
      for (const what of ['submit', 'pause', 'stop'])
        expect(await refusal(() => act(one, what, 'marketer')), one).toMatchObject({ code: 'not_found' });
    }
    for (const what of ['begin', 'halt', 'end', 'write', '', 'toString'])
      expect(await refusal(() => act(id, what, 'lead'))).toMatchObject({ code: 'bad_request' });
    for (const body of [
      { act: 'stop' },
      { act: 'stop', revision: '1' },
      { act: 'stop', revision: 1, by: 'x' },
      [],
      null,
    ])
      expect(await refusal(() => tell(`${PATH}/${id}/act`, body, 'lead'))).toMatchObject({ code: 'bad_request' });
    for (const revision of [0, 2, 1.5, -1, 1e300])
      expect(await refusal(() => act(id, 'submit', 'lead', revision))).toMatchObject({ code: 'stale' });
    for (const what of ['approve', 'pause', 'resume', 'stop'])
      expect(await refusal(() => act(id, what, 'lead')), what).toMatchObject({ code: 'wrong_state' });
    for (const query of [
      'state=gone-away',
      'why=rain',
      `arm=${'a'.repeat(41)}`,
      'after=%27%20or%201',
      `after=${'a'.repeat(65)}`,
    ])
      expect(await refusal(() => get(`${PATH}/${id}/people?${query}`, 'lead')), query).toMatchObject({
        code: 'bad_request',
      });
    for (const one of ['%2e%2e', 'a'.repeat(65), '%00'])
      expect(await refusal(() => get(`/staff/v1/customers/${one}/offers`, 'lead'))).toMatchObject({
        code: 'not_found',
      });
  });

  it('O26 is not submitted without a rule that holds, or an SMS template there is; the preview says so', async () => {
    const bars: [Partial<Draft>, RegExp][] = [
      [{ rule: 'nobody-wrote-it' }, /no such rule/u],
      [{ rule: 'asleep' }, /The rule is off/u],
      [{ arms: [{ ...arm, sms: 'no-such' }] }, /Version a names no SMS template/u],
      [{ arms: [{ ...arm, en: { title: 'Hi', text: '{name}, 50 off' } }] }, /Version a has braces/u],
    ];
    for (const [change, says] of bars) {
      const { id } = await written('marketer', change);
      const found = await refusal(() => act(id, 'submit', 'marketer'));
      expect(found.code).toBe('bad_reference');
      expect(found.detail).toMatch(says);
      const seen = await (await tell(`${PATH}/preview`, { draft: { ...draft, ...change } }, 'marketer')).json();
      expect(
        v
          .parse(previewAnswer, seen)
          .faults.map(({ en }) => en)
          .join(' '),
      ).toMatch(says);
    }
  });

  it('O49 the list says the day a draft is written for, and nothing of one that begins at once', async () => {
    const { id, beginsAt } = await written('marketer', {
      schedule: { begins: 'day', on: '2030-01-02', clock: '10:00' },
    });
    expect(beginsAt).toBe(Date.parse('2030-01-02T10:00:00+08:00'));
    const { campaigns } = v.parse(campaignsAnswer, await (await get(PATH, 'marketer')).json());
    expect(campaigns.find((one) => one.id === id)?.beginsAt).toBe(beginsAt);
    const changed = await (await tell(PATH, { id, revision: 1, draft }, 'marketer')).json();
    expect(v.parse(campaignAnswer, changed).campaign.beginsAt).toBeNull();
  });

  it('O48 whoever lets it go counts with the rule as it was submitted, whatever became of that rule since', async () => {
    const { id } = await written('marketer', { rule: 'frozen' });
    const held = await (await get('/staff/v1/settings/profile', 'lead')).json<{ value: { rules: object[] } }>();
    const level = { if: 'all', of: [{ if: 'level', is: 'gold' }] };
    const rule = { id: 'frozen', zh: '会冻住', en: 'Frozen', on: true, when: level };
    expect(await writes('profile', 'lead', { ...held.value, rules: [...held.value.rules, rule] })).toBeNull();
    expect(await refusalIn(await act(id, 'submit', 'marketer'))).toBeNull();
    const other = { ...rule, when: { if: 'all', of: [{ if: 'level', is: 'silver' }] } };
    expect(await writes('profile', 'lead', { ...held.value, rules: [...held.value.rules, other] })).toBeNull();
    const view = v.parse(campaignAnswer, await (await get(`${PATH}/${id}`, 'lead')).json()).campaign;
    expect(view.rule?.when).toEqual(level);
    // Nobody is silver; with the rule gone too it still counts.
    expect(await writes('profile', 'lead', held.value)).toBeNull();
    const asks = async (more: object) => {
      const answer = await tell(`${PATH}/preview`, { draft: { ...draft, rule: 'frozen' }, ...more }, 'lead');
      return v.parse(previewAnswer, await answer.json()).of;
    };
    await tellDirectory();
    expect(await asks({})).toBe(0);
    expect(await asks({ campaign: id })).toBeGreaterThan(0);
    expect(await refusalIn(await tell(`${PATH}/preview`, { draft, campaign: 'k_no-such' }, 'lead'))).toBe('not_found');
  });

  it('O52 the preview tells of usual hours where it is written so, and of nothing else’s', async () => {
    const previewed = async (more: object) => {
      const answer = await tell(`${PATH}/preview`, { draft: { ...draft, ...more } }, 'marketer');
      return v.parse(previewAnswer, await answer.json()).ownHours;
    };
    expect(await previewed({})).toBeNull();
    expect(await previewed({ ownHours: false })).toBeNull();
    expect(await previewed({ ownHours: true })).toEqual({ hurried: false, parts: [] });
  });

  it('O32 is neither submitted nor let go once its day is over', async () => {
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    const day = (ahead: number) => new Date(Date.now() + (8 + ahead * 24) * 3_600_000).toISOString().slice(0, 10);
    const on = (ahead: number): Partial<Draft> => ({
      schedule: { begins: 'day', on: day(ahead), clock: '10:00' },
      hours: 2,
    });
    const past = await written('marketer', on(-3));
    const found = await refusal(() => act(past.id, 'submit', 'marketer'));
    expect(found).toEqual({ code: 'bad_reference', detail: 'Its day is over.' });
    const { id } = await written('marketer', on(1));
    expect(await refusalIn(await act(id, 'submit', 'marketer'))).toBeNull();
    vi.setSystemTime(Date.now() + 3 * 24 * 3_600_000);
    cookies.second = await signedIn('lead', 'third');
    expect(await refusal(() => act(id, 'approve', 'second'))).toEqual({
      code: 'bad_reference',
      detail: 'Its day is over.',
    });
  });

  it('O32 is neither submitted nor let go where all its hours lie in the night', async () => {
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    cookies.marketer = await signedIn('marketer', 'night');
    const day = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10);
    const night: Partial<Draft> = { schedule: { begins: 'day', on: day, clock: '20:00' }, hours: 12 };
    const { id } = await written('marketer', night);
    expect(await refusal(() => act(id, 'submit', 'marketer'))).toMatchObject({
      code: 'bad_reference',
      detail: expect.stringContaining('where no offer leaves'),
    });
    const touches = await written('marketer', { ...night, hours: 13 });
    expect(await refusalIn(await act(touches.id, 'submit', 'marketer'))).toBeNull();
    // At once, submitted in the afternoon, let go in the evening.
    vi.setSystemTime(Date.parse(`${day}T16:00:00+08:00`));
    cookies.marketer = await signedIn('marketer', 'afternoon');
    cookies.second = await signedIn('lead', 'evening');
    const short = await written('marketer', { hours: 2 });
    expect(await refusalIn(await act(short.id, 'submit', 'marketer'))).toBeNull();
    vi.setSystemTime(Date.parse(`${day}T21:00:00+08:00`));
    expect(await refusal(() => act(short.id, 'approve', 'second'))).toMatchObject({
      code: 'bad_reference',
      detail: expect.stringContaining('where no offer leaves'),
    });
  });
});
