import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { standingOf, versionNow } from '../../shared/privacy.ts';
import { keepsHolding, privacy, usualPrivacy, type PrivacyVersion } from '../../shared/settings/privacy.ts';

const made = (version: string, from: string, asks: boolean): PrivacyVersion => ({
  ...{ version, from, asks, changes: { zh: '改', en: 'changed' } },
  sections: [{ title: { zh: '一', en: 'One' }, text: { zh: '字', en: 'Words' } }],
});
const all = [made('3', '2026-12-01', true), made('2', '2026-11-10', true), made('1', '2026-01-01', false)];
const at = (time: string) => Date.parse(`${time}+08:00`);
const said = (version: string, given: boolean, time: string) => ({ version, given, at: at(time) });

describe('the versions of the privacy notice', () => {
  it('V35 the newest whose day has come in China holds; before the first day the oldest does', () => {
    expect(versionNow(all, at('2026-11-30T23:59'))?.version).toBe('2');
    expect(versionNow(all, at('2026-12-01T00:00'))?.version).toBe('3');
    expect(versionNow(all, at('2020-01-01T00:00'))?.version).toBe('1');
  });

  it('V35 the product’s own is a sound document; twins, a wrong order and days that are none are refused', () => {
    const sound = (versions: PrivacyVersion[]) => v.safeParse(privacy, { versions }).success;
    expect(sound(usualPrivacy.versions)).toBe(true);
    expect(sound(all)).toBe(true);
    expect(sound([made('1', '2026-02-01', false), made('1', '2026-01-01', false)])).toBe(false);
    expect(sound([made('1', '2026-01-01', false), made('2', '2026-02-01', false)])).toBe(false);
    expect(sound([made('1', '2026-02-30', false)])).toBe(false);
    expect(sound([])).toBe(false);
  });

  it('V35 what holds stays word for word; what is still to come may be changed or taken back', () => {
    const now = at('2026-11-20T12:00');
    const [third, second, first] = all;
    if (!third || !second || !first) throw new Error('three versions');
    const kept = (...versions: PrivacyVersion[]) => keepsHolding({ versions: all }, { versions }, now);
    expect(kept({ ...third, asks: false }, second, first)).toBe('');
    expect(kept(second, first)).toBe('');
    expect(kept(third, { ...second, changes: { zh: '别的', en: 'other' } }, first)).toContain('version 2');
    expect(kept(third, second)).toContain('version 1');
  });

  it('V36 asks once for a version that changes purposes, from its day on; until it is agreed to, older consents rest', () => {
    const now = at('2026-11-20T12:00');
    expect(standingOf(all, [], at('2026-11-09T23:00'))).toEqual({ asks: null, restsSince: null, said: null });
    expect(standingOf(all, [], now)).toMatchObject({ asks: '2', restsSince: at('2026-11-10T00:00') });
    const no = said('2', false, '2026-11-11T08:00');
    expect(standingOf(all, [no], now)).toMatchObject({ asks: null, restsSince: at('2026-11-10T00:00'), said: no });
    const yes = said('2', true, '2026-11-12T08:00');
    expect(standingOf(all, [no, yes], now)).toEqual({ asks: null, restsSince: null, said: yes });
    expect(standingOf(all, [no, yes], at('2026-12-02T08:00'))).toMatchObject({
      asks: '3',
      restsSince: at('2026-12-01T00:00'),
    });
  });
});
