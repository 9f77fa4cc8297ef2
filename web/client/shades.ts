/** A company's colour made fit to be read, light and dark. Pure. */

/** WCAG AA asks for 4.5 of words, 3 of what is pressed; words in the colour also stand on grounds of a light or dark grey. */
const CONTRAST = 5.4;
/** Luminance bounds on the dark ground: a button stands out and bears white words; words are read. */
const DARK_SOLID = [0.135, 0.16] as const;
const DARK_WORDS = 0.4;
const DARK_GROUND: Rgb = [36, 36, 36];
const WHITE: Rgb = [255, 255, 255];
type Rgb = [number, number, number];

/** Relative luminance (WCAG 2.2). */
function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const mixed = (one: Rgb, other: Rgb, share: number): Rgb =>
  one.map((value, at) => Math.round(value + ((other[at] ?? 0) - value) * share)) as Rgb;
const scaled = (rgb: Rgb, by: number): Rgb => mixed([0, 0, 0], rgb, by);
const css = (rgb: Rgb): string => `rgb(${rgb.join(' ')})`;

/** The colours of one theme made of a site's. */
export type Shades = { solid: string; hover: string; words: string; light: string; focus: string; own: string };

/** A site's colour so that its words are read and its buttons seen, light and dark; null for what is no `#rrggbb`. */
export function shades(color: string): { light: Shades; dark: Shades } | null {
  const found = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/iu.exec(color.trim());
  if (!found) return null;
  const given = [1, 2, 3].map((at) => Number.parseInt(found[at] ?? '', 16)) as Rgb;
  const darkened = (rgb: Rgb, most: number): Rgb => {
    while (luminance(rgb) > most) rgb = scaled(rgb, 0.96);
    return rgb;
  };
  const lightened = (rgb: Rgb, least: number): Rgb => {
    while (luminance(rgb) < least) rgb = mixed(rgb, WHITE, 0.05);
    return rgb;
  };
  const solid = darkened(given, 1.05 / CONTRAST - 0.05);
  const [least, most] = DARK_SOLID;
  const bright = darkened(lightened(given, least), most);
  return {
    light: {
      ...{ solid: css(solid), hover: css(scaled(solid, 0.82)), words: css(solid) },
      ...{ light: css(mixed(WHITE, solid, 0.06)), focus: css(mixed(WHITE, solid, 0.16)) },
      own: css(mixed(WHITE, solid, 0.12)),
    },
    dark: {
      ...{ solid: css(bright), hover: css(scaled(bright, 0.88)), words: css(lightened(given, DARK_WORDS)) },
      ...{ light: css(mixed(DARK_GROUND, bright, 0.2)), focus: css(mixed(DARK_GROUND, bright, 0.4)) },
      own: css(mixed(DARK_GROUND, bright, 0.3)),
    },
  };
}
