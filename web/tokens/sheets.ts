/** Writes the token set as style sheets: for pages, for a shadow root, for the mini-program. */
import { colors, measures, shadows } from './palette.ts';

const themed = { ...colors, ...shadows };

function block(side: 0 | 1, wanted: (name: string) => boolean, indent: string): string {
  return Object.entries(themed)
    .filter(([name]) => wanted(name))
    .map(([name, token]) => `${indent}${name}: ${token[side]};`)
    .join('\n');
}

function measureBlock(wanted: (name: string) => boolean, indent: string): string {
  return Object.entries(measures)
    .filter(([name]) => wanted(name))
    .map(([name, value]) => `${indent}${name}: ${value};`)
    .join('\n');
}

const all = () => true;

/** For documents: follows the system unless `<html data-theme="light|dark">` says otherwise. */
export function pageSheet(): string {
  return `/* Written by web/tokens/generate.ts from palette.ts. */
:root {
  color-scheme: light;
${measureBlock(all, '  ')}
${block(0, all, '  ')}
}
@media (prefers-color-scheme: dark) {
  :root:not([data-theme='light']) {
    color-scheme: dark;
${block(1, all, '    ')}
  }
}
:root[data-theme='dark'] {
  color-scheme: dark;
${block(1, all, '  ')}
}
`;
}

/** For a shadow root: only the tokens that `css` uses; the host's `theme` attribute overrides the system. */
export function shadowSheet(css: string): string {
  const used = new Set([...css.matchAll(/var\((--(?:td|yx)-[\w-]+)/gu)].map((match) => match[1]));
  const wanted = (name: string) => used.has(name);
  const known = new Set([...Object.keys(themed), ...Object.keys(measures)]);
  for (const name of used) if (!known.has(name ?? '')) throw new Error(`no such token: ${name}`);
  const dark = block(1, wanted, '');
  return `.yx{${measureBlock(wanted, '')}${block(0, wanted, '')}color-scheme:light}
@media (prefers-color-scheme:dark){.yx:not([data-theme=light]){${dark}color-scheme:dark}}
.yx[data-theme=dark]{${dark}color-scheme:dark}
`;
}

/** For the mini-program: colours only, laid over TDesign's own theme. */
export function miniprogramSheet(): string {
  const wanted = (name: string) => name in colors;
  return `/* Written by web/tokens/generate.ts from palette.ts; imported after TDesign's theme. */
@media (prefers-color-scheme: light) {
  page,
  .page {
${block(0, wanted, '    ')}
  }
}
@media (prefers-color-scheme: dark) {
  page,
  .page {
${block(1, wanted, '    ')}
  }
}
`;
}
