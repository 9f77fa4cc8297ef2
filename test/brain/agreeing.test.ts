/** A yes to being recorded: only a plain one. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agrees } from '../../worker/brain/agreeing.ts';

const YES = [
  '1', '一', '按1', '同意', '我同意', '同意录音', '可以', '可以的。', '好', '好的', '好的，好的', '好吧', '行', '行的', '没问题', '嗯，可以', '可以录音',
  'yes', 'Yes, please.', 'Sure', 'OK', 'I agree', 'agreed', 'Of course.', 'press one', "That's fine",
]; // prettier-ignore
const NO = [
  '2', '二', '0', '不', '不同意', '我不同意', '不可以', '不行', '不好', '不要', '不用', '别录', '别录音', '不想录音', '不要录音。',
  'no', 'No, thanks', "I don't agree", 'do not record', 'decline', 'press two',
]; // prettier-ignore
/** Begins like a yes, holds one, or asks: nobody agreed. */
const NEITHER = [
  '可以不录音吗', '可以不录吗', '可以吗', '可以？', '可以不可以', '可不可以', '好像没听清', '好像不太好', '好不好', '好了别录', '行不行', '行吗', '同意不同意',
  '同意才怪', '同意什么', '好什么好', '好吧你别录音', '可以的话别录', '可以，但是不要录音', '好，不录', '行李丢了', '好久没收到货', '一百块', '没问题吗', '嗯',
  '可以以后再说吗', '我想退款', '转人工', '11', '12', '21', '',
  'yes?', 'yes but do not record', 'yes and no', 'yesterday', 'I agree not to', 'agree to what', 'ok no', 'okay wait', 'sure not', 'fine do not',
  'do I have to', 'I agree?', 'not sure', 'one moment', 'can you not record',
]; // prettier-ignore

describe('C37 a yes to being recorded', () => {
  test.each(YES)('“%s” is one', (said) => expect(agrees(said)).toBe(true));
  test.each(NO)('“%s” is a no', (said) => expect(agrees(said)).toBe(false));
  test.each(NEITHER)('“%s” is neither', (said) => expect(agrees(said)).toBeNull());

  test('with a negation, a question or a condition anywhere in it, nothing is a yes', () => {
    const spoils = [
      '不',
      '别',
      '没',
      '吗',
      '?',
      '？',
      '么',
      '呢',
      '但是',
      '如果',
      '才',
      ' not',
      " don't",
      ' no',
      ' but',
      ' if',
      ' never',
    ];
    const spoiled = fc.tuple(fc.constantFrom(...YES), fc.constantFrom(...spoils), fc.nat(40)).map(([yes, spoil, at]) => {
      const place = at % (yes.length + 1);
      return yes.slice(0, place) + spoil + yes.slice(place);
    }); // prettier-ignore
    fc.assert(
      fc.property(spoiled, (said) => agrees(said) !== true),
      { numRuns: 2000 },
    );
  });
});
