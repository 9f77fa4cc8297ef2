/** Files of the person's own are asked for with the key of their session; nothing else gets it. */
import { expect, it } from 'vitest';
import { keepMediaKey, wholeAddress } from '../../web/client/media-key.ts';

const file = `/media/f_${'a'.repeat(32)}`;

it('U5 a picture in a page carries the session’s key, an address elsewhere never does', () => {
  expect(wholeAddress('https://gw.example', file)).toBe(`https://gw.example${file}`);
  keepMediaKey('abc.def');
  expect(wholeAddress('https://gw.example', file)).toBe(`https://gw.example${file}?key=abc.def`);
  expect(wholeAddress('https://gw.example', '/demo/shop.png')).toBe('https://gw.example/demo/shop.png');
  expect(wholeAddress('https://gw.example', `https://elsewhere.example${file}`)).toBe(
    `https://elsewhere.example${file}`,
  );
});
