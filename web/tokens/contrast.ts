/** WCAG 2 contrast between a text colour (maybe translucent) and an opaque ground. */

type Rgba = { red: number; green: number; blue: number; alpha: number };

/** The ratio, 1 to 21. Colours are `#rrggbb` or `rgba(r, g, b, a)`. */
export function contrast(text: string, ground: string): number {
  const under = parse(ground);
  const over = blend(parse(text), under);
  const [high, low] = [luminance(over), luminance(under)].sort((left, right) => right - left);
  return ((high ?? 1) + 0.05) / ((low ?? 0) + 0.05);
}

function parse(color: string): Rgba {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/iu.exec(color);
  if (hex) {
    const [red, green, blue] = hex.slice(1).map((part) => Number.parseInt(part, 16));
    return { red: red ?? 0, green: green ?? 0, blue: blue ?? 0, alpha: 1 };
  }
  const parts = /^rgba\(([\d., ]+)\)$/u.exec(color)?.[1]?.split(',').map(Number);
  if (!parts || parts.length !== 4) throw new Error(`not a colour: ${color}`);
  return { red: parts[0] ?? 0, green: parts[1] ?? 0, blue: parts[2] ?? 0, alpha: parts[3] ?? 1 };
}

function blend(over: Rgba, under: Rgba): Rgba {
  const mix = (top: number, bottom: number) => top * over.alpha + bottom * (1 - over.alpha);
  return {
    red: mix(over.red, under.red),
    green: mix(over.green, under.green),
    blue: mix(over.blue, under.blue),
    alpha: 1,
  };
}

function luminance({ red, green, blue }: Rgba): number {
  const [r, g, b] = [red, green, blue].map((value) => {
    const part = value / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}
