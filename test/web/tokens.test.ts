import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast } from '../../web/tokens/contrast.ts';
import { generated } from '../../web/tokens/generate.ts';
import { colors, edgesOn, readOn, type Ground } from '../../web/tokens/palette.ts';
import { shadowSheet } from '../../web/tokens/sheets.ts';

const pairs = (ground: Ground) =>
  Object.entries(ground).flatMap(([text, grounds]) =>
    grounds.flatMap((under) => [
      { text, under, side: 0 as const, theme: 'light' },
      { text, under, side: 1 as const, theme: 'dark' },
    ]),
  );
const value = (name: string, side: 0 | 1) => colors[name]?.[side] ?? `no token ${name}`;

describe('W1 tokens', () => {
  it('knows contrast: black on white is 21, TDesign’s own warning on white is not enough', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 1);
    expect(contrast('#e37318', '#ffffff')).toBeLessThan(4.5);
  });

  it.each(pairs(readOn))('$text reads on $under ($theme) at 4.5 : 1', ({ text, under, side }) => {
    expect(contrast(value(text, side), value(under, side))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(pairs(edgesOn))('$text is seen on $under ($theme) at 3 : 1', ({ text, under, side }) => {
    expect(contrast(value(text, side), value(under, side))).toBeGreaterThanOrEqual(3);
  });

  it('stands in the repository as it is generated', () => {
    for (const [name, text] of Object.entries(generated())) {
      expect(readFileSync(new URL(`../../web/tokens/${name}`, import.meta.url), 'utf8'), name).toBe(text);
    }
  });

  it('gives a shadow root only the tokens it uses, and no unknown one', () => {
    const sheet = shadowSheet('a{color:var(--td-text-color-link)}');
    expect(sheet).toContain('--td-text-color-link: #0052d9');
    expect(sheet).not.toContain('--td-brand-color');
    expect(() => shadowSheet('a{color:var(--td-no-such)}')).toThrow('no such token');
  });
});
