import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const SHEET = 'miniprogram_npm/tdesign-miniprogram/icon/icon.wxss';
const FONT = /@font-face\s*\{[^}]*\}/g;
const GLYPH = /\.t-icon-[\w-]+:before\s*\{content:[^}]*\}\s*/g;

const iconFolder = () => join(dirname(createRequire(import.meta.url).resolve('tdesign-icons-svg/package.json')), 'src');

/** Every icon there is a picture of. */
export const iconNames = () => new Set(readdirSync(iconFolder()).map((name) => name.replace(/\.svg$/, '')));

/**
 * Replaces the library's icon font, which phones would load from a foreign server, by CSS masks of the icons this app
 * names. A name computed at run time has to stand in miniprogram/icons.txt.
 */
export function replaceIconFont(texts: Map<string, string>, safelist: string): string[] {
  const sheet = texts.get(SHEET);
  if (sheet === undefined) return [];
  const folder = iconFolder();
  const known = iconNames();
  const names = [...namedIn(texts, known), ...safelisted(safelist)].filter((name) => known.has(name));
  const unique = [...new Set(names)].sort((one, other) => one.localeCompare(other));
  const rules = unique.map(
    (name) => `.t-icon-${name}:before{${mask(readFileSync(join(folder, `${name}.svg`), 'utf8'))}}`,
  );
  const shape =
    ".t-icon-base:before{content:'';display:block;width:1em;height:1em;background-color:currentColor;" +
    // Blank until a name gives it a shape: without this an unlisted icon would be a filled square.
    '-webkit-mask-image:linear-gradient(transparent,transparent);mask-image:linear-gradient(transparent,transparent);' +
    '-webkit-mask-size:100% 100%;mask-size:100% 100%;-webkit-mask-repeat:no-repeat;mask-repeat:no-repeat;}';
  const plain = sheet
    .replace(FONT, '')
    .replace(GLYPH, '')
    .replace(/\.t-icon\{font-family:t!important;\}/, '');
  texts.set(SHEET, [plain, shape, ...rules, ''].join('\n'));
  return unique;
}

function namedIn(texts: Map<string, string>, known: Set<string>): string[] {
  const names: string[] = [];
  for (const [path, text] of texts) {
    if (!/\.(wxml|wxs|js|json)$/.test(path) || path.startsWith('npm/')) continue;
    // In the library's scripts a short word is a word of code; in templates, defaults and our own files it may be an icon.
    const own = !path.startsWith('miniprogram_npm/') || /\.wxml$|\/props\.js$/.test(path);
    for (const [, literal] of text.matchAll(/["'`]([a-z][a-z0-9-]*)["'`]/g)) {
      if (literal !== undefined && known.has(literal) && (own || literal.includes('-'))) names.push(literal);
    }
  }
  return names;
}

/** The names in a safelist: one a line, `#` begins a remark. */
export const safelisted = (file: string) =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .map((line) => line.replace(/#.*/, '').trim())
        .filter((line) => line !== '')
    : [];

function mask(svg: string): string {
  const clean = svg
    .replace('view-box=', 'viewBox=')
    .replace(/ (class|id)="[^"]*"/g, '')
    .replaceAll('"', "'")
    .replace(/[%#<>{}]/g, (sign) => encodeURIComponent(sign));
  const url = `url("data:image/svg+xml,${clean}")`;
  return `-webkit-mask-image:${url};mask-image:${url}`;
}
