/** Reads TDesign's SVG icons into bare path data: `f` filled, `s` stroked, all on a 24 × 24 field. */

/** One drawn piece of an icon: how it is drawn, and its path. */
export type IconPiece = readonly ['f' | 's', string];

/** The text of a module that exports the named icons. */
export function iconModule(names: readonly string[], read: (name: string) => string): string {
  const drawn = names.map(
    (name) => `export const ${constant(name)}: readonly IconPiece[] = ${JSON.stringify(pieces(name, read(name)))};`,
  );
  return `/* Written by web/tokens/generate.ts from tdesign-icons-svg (MIT). */
import type { IconPiece } from './icon-paths.ts';

${drawn.join('\n')}

/** Path data by icon name; \`f\` fills with the text colour, \`s\` strokes 2 wide. Small bundles import the single ones. */
export const icons = {
${names.map((name) => `  '${name}': ${constant(name)},`).join('\n')}
};

/** An icon our screens know. */
export type IconName = keyof typeof icons;
`;
}

const constant = (name: string) => `${name.replace(/-(\w)/gu, (_, letter: string) => letter.toUpperCase())}Icon`;

function pieces(name: string, svg: string): IconPiece[] {
  const found: IconPiece[] = [];
  for (const [tag] of svg.matchAll(/<(?!\/|svg|g\b|defs|clipPath|rect)[a-z]+[^>]*>/giu)) {
    const path = attribute(tag, 'd');
    const circle = tag.startsWith('<circle') ? circlePath(tag) : undefined;
    const drawn = path ?? circle;
    if (drawn === undefined) throw new Error(`icon ${name}: cannot read ${tag}`);
    if (attribute(tag, 'stroke') === 'currentColor') found.push(['s', drawn]);
    else if (attribute(tag, 'fill') === 'currentColor') found.push(['f', drawn]);
  }
  if (found.length === 0) throw new Error(`icon ${name}: nothing to draw`);
  return found;
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`, 'u').exec(tag)?.[1];
}

function circlePath(tag: string): string {
  const [x, y, r] = ['cx', 'cy', 'r'].map((name) => Number(attribute(tag, name)));
  return `M${(x ?? 0) - (r ?? 0)} ${y}a${r} ${r} 0 1 0 ${(r ?? 0) * 2} 0a${r} ${r} 0 1 0 ${-(r ?? 0) * 2} 0Z`;
}
