import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { inlineScripts, tagsOf } from './markup.ts';
import { lineAt, type Problem } from './problem.ts';
import { compileScript, type Defines } from './script.ts';
import type { SourceTree } from './source.ts';
import { compileStyle } from './style.ts';

interface Origin {
  file: string;
  line: number;
}

interface Json {
  pages?: string[];
  subPackages?: { root: string; pages: string[] }[];
  usingComponents?: Record<string, string>;
  componentGenerics?: Record<string, boolean | { default?: string }>;
  themeLocation?: string;
  sitemapLocation?: string;
  tabBar?: { custom?: boolean; list?: { iconPath?: string; selectedIconPath?: string }[] };
}

/** Everything the app reaches from app.json: uploaded path → text (or the source file to copy, for pictures). */
export interface Reached {
  texts: Map<string, string>;
  copies: Map<string, string>;
  packages: Map<string, string>;
  /** Pages and components in the order they were found. */
  components: Set<string>;
  problems: Problem[];
}

const PICTURE = /^(?!https?:|data:|cloud:|wxfile:)[^{}]+\.(png|jpe?g|gif|svg|webp)$/i;

/** Walks the graph app.json → pages → components → templates, scripts and styles, as WeChat's packager does. */
export async function walk(tree: SourceTree, defines: Defines): Promise<Reached> {
  const texts = new Map<string, string>();
  const copies = new Map<string, string>();
  const packages = new Map<string, string>();
  const components = new Set<string>();
  const problems: Problem[] = [];
  const scripts: string[] = [];

  const miss = (from: Origin, message: string) => {
    const level = tree.isOwn(from.file) ? 'error' : 'warning';
    const file = tree.sourceName(tree.find(from.file) ?? from.file);
    problems.push({ gate: 'graph', file, line: from.line, message, level });
  };
  const at = (file: string, needle: string): Origin => {
    const text = texts.get(file) ?? '';
    return { file, line: lineAt(text, Math.max(0, text.indexOf(needle))) };
  };
  const relative = (path: string, from: string) =>
    path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(from), path);

  function component(path: string, from: Origin, optionalJson: boolean): void {
    if (components.has(path)) return;
    components.add(path);
    const found = (extension: string) => tree.find(path + extension) !== undefined;
    if (!found('.wxml')) miss(from, `nothing stands at ${path}.wxml`);
    if (!found('.js')) miss(from, `nothing stands at ${path}.ts`);
    if (found('.json')) json(`${path}.json`);
    else if (!optionalJson) miss(from, `${path}.json is missing, so it is no component`);
    if (found('.wxml')) template(`${path}.wxml`);
    if (found('.wxss')) style(`${path}.wxss`);
    if (found('.js')) scripts.push(`${path}.js`);
  }

  function json(path: string): Json {
    const file = tree.find(path);
    if (file === undefined) return {};
    const text = readFileSync(file, 'utf8');
    texts.set(path, text);
    let content: Json;
    try {
      content = JSON.parse(text) as Json;
    } catch (error) {
      miss({ file: path, line: 1 }, `not JSON: ${error instanceof Error ? error.message : String(error)}`);
      return {};
    }
    const using = Object.entries(content.usingComponents ?? {});
    const generic = Object.entries(content.componentGenerics ?? {});
    const targets = [
      ...using,
      ...generic.map(([n, v]) => [n, typeof v === 'object' ? (v.default ?? '') : ''] as const),
    ];
    for (const [name, target] of targets) {
      if (target === '' || target.startsWith('plugin://')) continue;
      const hit = locate(target, path);
      if (hit === undefined) miss(at(path, `"${name}"`), `component ${name} points to ${target}, where nothing stands`);
      else component(hit, at(path, `"${name}"`), false);
    }
    return content;
  }

  function locate(target: string, from: string): string | undefined {
    const direct = relative(target, from);
    const hit = [direct, `${direct}/index`].find((path) => tree.find(`${path}.wxml`) !== undefined);
    if (hit !== undefined || /^[./]/.test(target)) return hit;
    return tree.npm(target, from, ['.wxml'])?.replace(/\.wxml$/, '');
  }

  function template(path: string): void {
    const file = tree.find(path);
    if (file === undefined || texts.has(path)) return;
    const text = readFileSync(file, 'utf8');
    texts.set(path, text);
    for (const tag of tagsOf(text)) {
      const source = tag.attributes.get('src');
      if (source === undefined || source.includes('{{')) continue;
      const from = { file: path, line: tag.line };
      const target = relative(source, path);
      if (tag.name === 'import' || tag.name === 'include') {
        const wxml = target.endsWith('.wxml') ? target : `${target}.wxml`;
        if (tree.find(wxml) === undefined) miss(from, `<${tag.name}> reads ${source}, where nothing stands`);
        else template(wxml);
      } else if (tag.name === 'wxs') {
        wxs(target, from, source);
      } else if (PICTURE.test(source)) {
        picture(target, from);
      }
    }
    for (const script of inlineScripts(text)) wxsRequires(script.text, path, script.line);
  }

  function picture(target: string, from: Origin): void {
    const file = tree.find(target);
    if (file === undefined) miss(from, `picture ${target} is missing`);
    else copies.set(target, file);
  }

  function wxs(path: string, from: Origin, written: string): void {
    if (texts.has(path)) return;
    const file = tree.find(path);
    if (file === undefined) return miss(from, `script ${written} is missing`);
    const text = readFileSync(file, 'utf8');
    texts.set(path, text);
    wxsRequires(text, path, 1);
  }

  function wxsRequires(text: string, path: string, firstLine: number): void {
    for (const match of text.matchAll(/\brequire\(\s*["']([^"']+)["']\s*\)/g)) {
      const from = { file: path, line: firstLine + lineAt(text, match.index) - 1 };
      wxs(relative(match[1] ?? '', path), from, match[1] ?? '');
    }
  }

  function style(path: string): void {
    const file = tree.find(path);
    if (file === undefined || texts.has(path)) return;
    try {
      const compiled = compileStyle(tree, file);
      texts.set(path, compiled.code);
      for (const target of compiled.imports) {
        const wxss = relative(target, path);
        if (tree.find(wxss) === undefined) miss(at(path, target), `@import ${target}: nothing stands there`);
        else style(wxss);
      }
    } catch (error) {
      miss({ file: path, line: 1 }, error instanceof Error ? error.message : String(error));
    }
  }

  const app = json('app.json');
  if (app.pages === undefined) miss({ file: 'app.json', line: 1 }, 'app.json names no pages');
  const pages = [...(app.pages ?? []), ...(app.subPackages ?? []).flatMap((p) => p.pages.map((q) => `${p.root}/${q}`))];
  for (const page of pages) component(page, at('app.json', page), true);
  if (app.tabBar?.custom === true) component('custom-tab-bar/index', at('app.json', 'custom'), false);
  for (const item of app.tabBar?.list ?? []) {
    for (const icon of [item.iconPath, item.selectedIconPath]) {
      if (icon !== undefined) picture(icon, at('app.json', icon));
    }
  }
  for (const extra of [app.themeLocation, app.sitemapLocation]) {
    if (extra === undefined) continue;
    if (tree.find(extra) === undefined) miss(at('app.json', extra), `${extra} is missing`);
    else json(extra);
  }
  style('app.wxss');
  if (tree.find('app.js') === undefined) miss({ file: 'app.json', line: 1 }, 'app.ts is missing');
  else scripts.push('app.js');

  for (let path = scripts.shift(); path !== undefined; path = scripts.shift()) {
    const file = tree.find(path);
    if (texts.has(path) || file === undefined) continue;
    try {
      const compiled = await compileScript(tree, file, defines, packages);
      texts.set(path, compiled.code);
      scripts.push(...compiled.requires);
      for (const name of compiled.missing) miss({ file: path, line: 1 }, `import "${name}" leads nowhere`);
    } catch (error) {
      miss({ file: path, line: 1 }, error instanceof Error ? error.message : String(error));
    }
  }
  return { texts, copies, packages, components, problems };
}
