/** What a site may choose of the widget's looks. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readable } from '../../web/widget/looks.ts';

/** The contrast of white on `rgb(r g b)` (WCAG 2.2, 1.4.3). */
function onWhite(color: string): number {
  const [red = 0, green = 0, blue = 0] = [...color.matchAll(/\d+/gu)].map(([value]) => {
    const share = Number(value) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

describe('W58 a site’s colour', () => {
  it('bears white words, whatever it is', () => {
    let darker = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
        const color = `#${value.toString(16).padStart(6, '0')}`;
        const found = readable(color);
        expect(onWhite(found?.solid ?? 'rgb(255 255 255)')).toBeGreaterThanOrEqual(4.5);
        expect(onWhite(found?.hover ?? 'rgb(255 255 255)')).toBeGreaterThanOrEqual(4.5);
        if (found?.solid !== readable('#000000')?.solid) darker += 1;
      }),
      { numRuns: 500 },
    );
    expect(darker).toBeGreaterThan(400);
    expect(readable('#ffffff')).not.toBeNull();
  });

  it('stays as it is where it does already, and is nothing where it is no colour', () => {
    expect(readable('#0052D9')?.solid).toBe('rgb(0 82 217)');
    for (const wrong of ['', 'red', '#fff', '#12345g', 'url(x)', '#0052d9;background:red'])
      expect(readable(wrong)).toBeNull();
  });
});
