import { expect, it } from 'vitest';
import { entryOf } from '../../miniprogram/entry.ts';

it('N40 a message, a moment or words to begin with come from a query, encoded or not, or from a QR code’s scene', () => {
  expect(entryOf({})).toEqual({ place: null, notice: '', say: '', handOff: '' });
  expect(entryOf({ m: 'm_1a' })).toEqual({ place: { id: 'm_1a' }, notice: '', say: '', handOff: '' });
  expect(entryOf({ scene: 'm%3Dm_1a%26say%3D%E9%80%80%E6%AC%BE' })).toEqual({
    place: { id: 'm_1a' },
    notice: '',
    say: '退款',
    handOff: '',
  });
  expect(entryOf({ at: '1795000000000' })).toEqual({ place: { at: 1795000000000 }, notice: '', say: '', handOff: '' });
  expect(entryOf({ say: '%E6%88%91%E7%9A%84%E8%AE%A2%E5%8D%95' }).say).toBe('我的订单');
  expect(entryOf({ say: '我的订单' }).say).toBe('我的订单');
});

it('N40 what is no place is none, and too much is cut', () => {
  for (const query of [
    { m: '../x' },
    { m: 'a'.repeat(65) },
    { at: '-1' },
    { at: 'x' },
    { scene: '%' },
    { scene: '%%%=&&' },
  ])
    expect(entryOf(query).place).toBeNull();
  expect(entryOf({ say: '%E4' }).say).toBe('%E4');
  expect(entryOf({ say: 'x'.repeat(5000) }).say).toHaveLength(200);
});

it('N62 a hand-off comes by a scene, by a link or by the whole link of a QR code', () => {
  expect(entryOf({ h: '7KQM2XPA9RTD' }).handOff).toBe('7KQM2XPA9RTD');
  expect(entryOf({ scene: 'h%3D7KQM2XPA9RTD' }).handOff).toBe('7KQM2XPA9RTD');
  expect(entryOf({ q: encodeURIComponent('https://service.example/go?h=7KQM2XPA9RTD') }).handOff).toBe('7KQM2XPA9RTD');
  for (const query of [{ h: '../x' }, { h: 'a'.repeat(33) }, { q: '%' }, { q: 'https://service.example/go' }]) {
    expect(entryOf(query).handOff).toBe('');
  }
});
