/** 定时报表: when one is due, which days it tells, and its words. */
import { describe, expect, it, test } from 'vitest';
import * as v from 'valibot';
import { daysOf, digestWords, dueAt } from '../../shared/digest.ts';
import { figuresOf } from '../../shared/figures.ts';
import { digests, noDigests, type Digest } from '../../shared/settings/digests.ts';
import { usualTargets } from '../../shared/settings/targets.ts';

const at = (text: string) => Date.parse(`${text}:00+08:00`);
const digest: Digest = {
  ...{ id: 'weekly', name: '每周服务', on: true, every: 'week', day: 1, at: '09:00', language: 'zh' },
  ...{ figures: ['talks', 'satisfied', 'firstMedian'], mails: ['boss@example.com'], robots: [] },
};

test.each([
  ['day', 1, '2026-12-02T09:00', '2026-12-02T09:00', '2026-12-01', '2026-12-01'],
  ['day', 1, '2026-12-02T08:59', '2026-12-01T09:00', '2026-11-30', '2026-11-30'],
  // The second of December 2026 is a Wednesday.
  ['week', 1, '2026-12-02T10:00', '2026-11-30T09:00', '2026-11-23', '2026-11-29'],
  ['week', 3, '2026-12-02T08:00', '2026-11-25T09:00', '2026-11-18', '2026-11-24'],
  ['week', 7, '2026-12-06T09:00', '2026-12-06T09:00', '2026-11-29', '2026-12-05'],
  ['month', 1, '2026-12-01T09:00', '2026-12-01T09:00', '2026-11-01', '2026-11-30'],
  ['month', 28, '2026-12-27T23:59', '2026-11-28T09:00', '2026-10-28', '2026-11-27'],
  ['month', 1, '2027-01-01T00:10', '2026-12-01T09:00', '2026-11-01', '2026-11-30'],
] as const)('O134 by the %s (%i), at %s it was due %s and tells %s to %s', (every, day, now, due, from, to) => {
  const found = dueAt({ every, day, at: '09:00' }, at(now));
  expect(new Date(found).toISOString()).toBe(new Date(at(due)).toISOString());
  expect(daysOf({ every }, found)).toEqual({ from, to });
});

describe('its words', () => {
  const figures = figuresOf({ talks: { n: 1204, sum: 1204 }, satisfied: { n: 100, sum: 93 } });
  const targets = { ...usualTargets, from: '2026-01-01' };
  const due = at('2026-11-30T09:00');
  const said = (more: object = {}, how: object = {}) =>
    digestWords(
      { ...digest, ...more },
      figures,
      targets,
      { due, trial: false, now: due, ...how },
      'https://service.example.cn',
    ).text.split('\n');

  it('O135 are each figure beside its target, and the way to the same days', () => {
    const lines = said();
    expect(lines[0]).toBe('每周服务 2026-11-23 至 2026-11-29');
    expect(lines[1]).toBe('会话量：1204');
    expect(lines[2]).toMatch(/^满意度：93%（目标 \d+%，(?:已|未)达到）$/u);
    expect(lines[3]).toMatch(/^人工首响中位：无数据（目标 \d+秒）$/u);
    expect(lines[4]).toBe('查看报表：https://service.example.cn/desk/reports?from=2026-11-23&to=2026-11-29');
    expect(lines).toHaveLength(5);
    expect(said({ language: 'en' })[2]).toMatch(/^Satisfied: 93% \(target \d+%, (?:not )?reached\)$/u);
  });

  it('O135 say that they come late, or are a try', () => {
    expect(said({}, { now: due + 60_000 })).toHaveLength(5);
    expect(said({}, { now: due + 3_600_000 })[1]).toBe('补发：原定 2026-11-30 09:00 发送');
    expect(said({}, { now: due + 3_600_000, trial: true })[0]).toContain('（试发）');
  });
});

it('O134 names who gets it, figures once, and robots that are there', () => {
  const fits = (more: Partial<Digest>) =>
    v.safeParse(digests, { ...noDigests, digests: [{ ...digest, ...more }] }).success;
  expect(fits({})).toBe(true);
  for (const wrong of [
    { mails: [] },
    { mails: ['boss'] },
    { robots: ['nobody'] },
    { figures: [] },
    { figures: ['talks', 'talks'] },
    { figures: ['occupied'] },
    { day: 8 },
    { at: '24:00' },
  ] as Partial<Digest>[])
    expect(fits(wrong), JSON.stringify(wrong)).toBe(false);
  expect(fits({ mails: [], on: false })).toBe(true);
});
