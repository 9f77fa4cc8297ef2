/** 服务状态: what customers are told of alarms, switches and incidents, and what they are not. */
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { checkNames } from '../../shared/operations/check.ts';
import { acted, alarmBegan, alarmEnded, opened, timePassed } from '../../shared/operations/incident.ts';
import { statusAnswer } from '../../shared/operations/status-api.ts';
import { statusWords } from '../../shared/operations/status-words.ts';
import { DAY_MS, publishedOf, statusOf, type Published } from '../../shared/operations/status.ts';
import type { ChannelName } from '../../shared/message.ts';

const NOW = Date.parse('2026-12-01T10:00:00+08:00');
const MINUTE = 60_000;
const by = { id: 'u_lead', name: '赵敏' };
const accounts: { id: string; channel: ChannelName }[] = [
  { id: 'shop', channel: 'web' },
  { id: 'aliyun-1069', channel: 'sms' },
  { id: 'tencent-1069', channel: 'sms' },
];
const calm: Published = { lookedAt: NOW - MINUTE, since: NOW - 10 * DAY_MS, standing: [], incidents: [] };
const of = (published: Partial<Published> = {}, rest: Partial<Parameters<typeof statusOf>[0]> = {}, now = NOW) =>
  statusOf({ accounts, published: { ...calm, ...published }, off: [], notices: [], ...rest }, now);
const conditionOf = (status: ReturnType<typeof of>) =>
  Object.fromEntries(status.components.map(({ component, condition }) => [component, condition]));

describe('服务状态', () => {
  it('O128 is told by channel, robot and people: one account of a channel makes it so', () => {
    expect(of().condition).toBe('good');
    expect(conditionOf(of({ standing: ['channel:shop'] }))).toEqual({
      web: 'down',
      sms: 'good',
      robot: 'good',
      people: 'good',
    });
    expect(conditionOf(of({ standing: ['unknown:tencent-1069', 'queue:', 'robot:'] }))).toEqual({
      web: 'good',
      sms: 'limited',
      robot: 'limited',
      people: 'limited',
    });
    expect(conditionOf(of({ standing: ['part:identity'] }))['web']).toBe('limited');
    expect(of({ standing: ['outbox:ledger', 'quota:aliyun-1069', 'channel:gone'] }).condition).toBe('good');
    // The budget of the whole house says nothing an account’s own alarm doesn’t say better.
    expect(conditionOf(of({ standing: ['fast:', 'unknown:tencent-1069'] }))).toMatchObject({
      web: 'good',
      sms: 'limited',
    });
    expect(conditionOf(of({ standing: ['fast:'] }))['web']).toBe('limited');
    expect(conditionOf(of({ standing: ['outbox:desk'] }))).toMatchObject({ web: 'good', people: 'limited' });
  });

  it('O128 knows nothing where the watch looked no more, or never', () => {
    expect(of({ lookedAt: null }).condition).toBe('unknown');
    expect(of({ lookedAt: NOW - 6 * MINUTE }).condition).toBe('unknown');
    expect(of({ lookedAt: NOW - 5 * MINUTE }).condition).toBe('good');
  });

  it('O128 what is switched off is affected; merges and campaigns are nobody’s matter', () => {
    const off = (what: 'robot' | 'channel' | 'merges' | 'campaigns', account = '') => [
      { what, account, why: '上游故障', by, since: NOW, until: null },
    ];
    expect(conditionOf(of({}, { off: off('channel', 'aliyun-1069') }))).toMatchObject({ sms: 'limited', web: 'good' });
    expect(conditionOf(of({}, { off: off('robot') }))).toMatchObject({ robot: 'limited', web: 'good' });
    expect(of({}, { off: [...off('merges'), ...off('campaigns')] }).condition).toBe('good');
  });

  it('O128 days are those of China: felt from an alarm’s beginning to its end, without record before the watch began', () => {
    const began = Date.parse('2026-11-28T23:50:00+08:00');
    const first = opened('g1', 'channel:shop', began).incident;
    const over = alarmEnded(first, 'channel:shop', began + 20 * MINUTE).incident;
    const told = publishedOf(timePassed(over, began + 3 * 60 * MINUTE).incident);
    const web = of({ incidents: told ? [told] : [] }).components.find(({ component }) => component === 'web');
    expect(web?.days.slice(-12)).toEqual(
      ['unknown', ...Array<string>(7).fill('good'), 'down', 'down', 'good', 'good'].slice(-12),
    );
    expect(web?.troubledDays).toBe(2);
    expect(web?.days).toHaveLength(90);
    expect(web?.days[0]).toBe('unknown');
  });

  it('O128 an incident says where and what was felt, and since when; nothing of its people, notes and causes', () => {
    let one = opened('g1128-7', 'unknown:aliyun-1069', NOW - 30 * MINUTE).incident;
    one = alarmBegan(one, 'part:identity', NOW - 29 * MINUTE).incident;
    one = acted(one, { act: 'acknowledge', by, note: '阿里云机房' }, NOW - 20 * MINUTE)?.incident ?? one;
    one = acted(one, { act: 'mitigate', by, note: '已切换' }, NOW - 10 * MINUTE)?.incident ?? one;
    const told = publishedOf(one);
    const status = of({ incidents: told ? [told] : [], standing: ['unknown:aliyun-1069'] });
    expect(status.incidents).toEqual([
      {
        from: NOW - 30 * MINUTE,
        to: null,
        state: 'acknowledged',
        components: ['web', 'sms', 'robot', 'people'],
        troubles: ['delayed', 'unsteady'],
      },
    ]);
    expect(v.is(statusAnswer, { ok: true, ...status })).toBe(true);
    const text = JSON.stringify(status);
    for (const word of ['g1128', '赵敏', 'u_lead', '阿里云', 'aliyun', 'identity', 'unknown:', '已切换'])
      expect(text, word).not.toContain(word);
  });

  it('O128 an allowance that is nearly used is nobody’s incident, and what is older than 90 days is gone', () => {
    expect(publishedOf(opened('g', 'quota:aliyun-1069', NOW).incident)).toBeNull();
    const old = publishedOf(
      alarmEnded(opened('g', 'channel:shop', NOW - 100 * DAY_MS).incident, 'channel:shop', NOW - 95 * DAY_MS).incident,
    );
    expect(of({ incidents: old ? [old] : [] }).incidents).toEqual([]);
  });

  it('O128 every check is felt somehow or not at all, and both languages say it', () => {
    for (const check of checkNames) expect(() => of({ standing: [`${check}:shop`] })).not.toThrow();
    const texts = (given: unknown): string[] =>
      typeof given === 'string'
        ? [given]
        : typeof given === 'object' && given
          ? Object.values(given).flatMap(texts)
          : [];
    const { other: _, ...english } = statusWords.en;
    for (const text of texts(english)) expect(text).not.toMatch(/\p{Script=Han}/u);
  });
});
