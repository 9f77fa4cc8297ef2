/** Writes tokens.css and icons.ts beside this file, tokens.wxss into the mini-program: `node web/tokens/generate.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { iconNames } from './icon-names.ts';
import { iconModule } from './icon-paths.ts';
import { miniprogramSheet, pageSheet } from './sheets.ts';

const folder = new URL('./', import.meta.url);
const icons = new URL('../../node_modules/tdesign-icons-svg/src/', import.meta.url);

/** Every generated file with its text, as it must stand in the repository. */
export function generated(): Record<string, string> {
  return {
    'tokens.css': pageSheet(),
    '../../miniprogram/tokens.wxss': miniprogramSheet(),
    'icons.ts': iconModule(iconNames, (name) => readFileSync(new URL(`${name}.svg`, icons), 'utf8')),
  };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const [name, text] of Object.entries(generated())) writeFileSync(new URL(name, folder), text);
}
