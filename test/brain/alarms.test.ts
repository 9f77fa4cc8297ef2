import { describe, expect, it } from 'vitest';
import { emotionIn, soundsDangerous, soundsUpset, touchesSecurity } from '../../worker/brain/signals.ts';
import * as tables from './alarms/tables.ts';

const wrong = (list: readonly string[], judge: (text: string) => boolean, wanted: boolean) =>
  list.filter((text) => judge(text) !== wanted);

describe('words that mean something serious, and their false friends', () => {
  it('R5 are many enough on both sides, and none stands on both', () => {
    const yes = [...tables.dangerous, ...tables.upsetting];
    const no = [...tables.notDangerous, ...tables.notUpsetting];
    expect(new Set(yes).size).toBe(yes.length);
    expect(new Set(no).size).toBe(no.length);
    expect(yes.length).toBeGreaterThanOrEqual(120);
    expect(no.length).toBeGreaterThanOrEqual(120);
    expect(yes.filter((text) => no.includes(text))).toEqual([]);
  });
  it('R5 G11 5.2.2.6 d danger is heard, its false friends are not', () => {
    expect(wrong(tables.dangerous, soundsDangerous, true)).toEqual([]);
    expect(wrong(tables.notDangerous, soundsDangerous, false)).toEqual([]);
  });
  it('R5 G13 5.2.2.7 anger and the will to complain are heard, their false friends are not', () => {
    expect(wrong(tables.upsetting, soundsUpset, true)).toEqual([]);
    expect(wrong(tables.notUpsetting, soundsUpset, false)).toEqual([]);
  });
  it('R5 G10 5.2.2.6 c accounts and information at stake are heard, advice about them is not', () => {
    expect(wrong(tables.insecure, touchesSecurity, true)).toEqual([]);
    expect(wrong(tables.secure, touchesSecurity, false)).toEqual([]);
  });
  it('R5 the emotion names its strongest words', () => {
    expect(emotionIn(['你好', '太慢了', '骗子！我要投诉'])).toEqual({
      level: 'angry',
      words: ['太慢了', '骗子', '投诉'],
    });
    expect(emotionIn(['有点失望'])).toEqual({ level: 'upset', words: ['失望'] });
    expect(emotionIn(['退款流程'])).toEqual({ level: 'calm', words: [] });
  });
  it('R5 a very long text costs little', () => {
    const long = '不会有什么问题的，谢谢你们。'.repeat(300);
    const before = performance.now();
    for (let n = 0; n < 20; n += 1) expect(soundsDangerous(long) || soundsUpset(long)).toBe(false);
    expect((performance.now() - before) / 20).toBeLessThan(50);
  });
});
