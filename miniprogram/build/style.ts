import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { compileString } from 'sass';
import type { SourceTree } from './source.ts';

const IMPORT = /^[ \t]*@import\s+(?:url\()?["']([^"']+\.wxss)["']\)?\s*;[ \t]*$/gm;
const COMMENT = /\/\*[\s\S]*?\*\//g;

/** A style sheet as it is uploaded, and the WXSS files it imports (as written). */
export interface CompiledStyle {
  code: string;
  imports: string[];
}

/** Compiles SCSS to WXSS; WXSS passes through. `@import "x.wxss"` is kept for WeChat and never read by sass. */
export function compileStyle(tree: SourceTree, file: string): CompiledStyle {
  const text = readFileSync(file, 'utf8');
  const imports = [...text.replace(COMMENT, '').matchAll(IMPORT)].map((match) => match[1] ?? '');
  if (!file.endsWith('.scss')) {
    const inline = [...text.matchAll(/@import\s+["']([^"']+\.wxss)["']/g)].map((match) => match[1] ?? '');
    return { code: text, imports: inline };
  }
  const compiled = compileString(text.replace(IMPORT, ''), {
    loadPaths: [dirname(file), tree.app, tree.root],
    style: 'expanded',
    charset: false,
  });
  const head = imports.map((path) => `@import "${path}";\n`).join('');
  return { code: `${head}${compiled.css}\n`, imports };
}
