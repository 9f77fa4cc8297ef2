/** What a site may choose of the widget's looks. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shades } from '../../web/client/shades.ts';

/** The contrast of two `rgb(r g b)` (WCAG 2.2, 1.4.3). */
function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [one, other]
    .map((color) => {
      const [red = 0, green = 0, blue = 0] = [...color.matchAll(/\d+/gu)].map(([value]) => {
        const share = Number(value) / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
    })
    .sort((left, right) => right - left);
  return high / low;
}
const WHITE = 'rgb(255 255 255)';
/** The grounds words in the colour stand on: the panel's page, light and dark. */
const LIGHT_PAGE = 'rgb(238 238 238)';
const DARK_CONTAINER = 'rgb(36 36 36)';

describe('W58 a site’s colour', () => {
  it('bears white words, is read as words and stands out as a button, light and dark, whatever it is', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
        const found = shades(`#${value.toString(16).padStart(6, '0')}`);
        if (!found) throw new Error('a colour');
        const { light, dark } = found;
        for (const solid of [light.solid, light.hover, dark.solid, dark.hover])
          expect(contrast(solid, WHITE)).toBeGreaterThanOrEqual(4.5);
        for (const ground of [WHITE, LIGHT_PAGE, light.light])
          expect(contrast(light.words, ground)).toBeGreaterThanOrEqual(4.5);
        for (const ground of [DARK_CONTAINER, dark.light])
          expect(contrast(dark.words, ground)).toBeGreaterThanOrEqual(4.5);
        // Words of one's own, and links in them.
        for (const words of ['rgb(24 24 24)', 'rgb(0 82 217)'])
          expect(contrast(light.own, words)).toBeGreaterThanOrEqual(4.5);
        for (const words of ['rgb(233 233 233)', 'rgb(125 170 247)'])
          expect(contrast(dark.own, words)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(dark.solid, DARK_CONTAINER)).toBeGreaterThanOrEqual(2.5);
        seen.add(light.solid);
      }),
      { numRuns: 500 },
    );
    expect(seen.size).toBeGreaterThan(250);
  });

  it('stays as it is where it does already, and is nothing where it is no colour', () => {
    expect(shades('#0052D9')?.light.solid).toBe('rgb(0 82 217)');
    for (const wrong of ['', 'red', '#fff', '#12345g', 'url(x)', '#0052d9;background:red'])
      expect(shades(wrong)).toBeNull();
  });
});
