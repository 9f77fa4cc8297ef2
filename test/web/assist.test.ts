import { expect, it } from 'vitest';
import { noteUsed, usedIn } from '../../web/dashboard/src/assist/used.ts';

const assisted = { entry: 'refund-time', version: '2026-11-26.1' };

it('A3 words are an answer’s while its beginning still stands in them, once', () => {
  noteUsed('c_1', assisted, '原路退回，一般 1–3 个工作日到账。');
  expect(usedIn('c_1', '您好，原路退回，一般 1–3 个工作日到账，请放心')).toEqual(assisted);
  expect(usedIn('c_1', '您好，原路退回，一般 1–3 个工作日到账，请放心')).toBeNull();
  noteUsed('c_1', assisted, '原路退回，一般 1–3 个工作日到账。');
  expect(usedIn('c_2', '原路退回，一般 1–3 个工作日到账。')).toBeNull();
  expect(usedIn('c_1', '我查一下再回复您')).toBeNull();
});
