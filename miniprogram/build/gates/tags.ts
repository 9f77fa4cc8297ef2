import { posix } from 'node:path';
import { tagsOf, type Tag } from '../markup.ts';
import { lineAt, type Problem } from '../problem.ts';
import type { SourceTree } from '../source.ts';
import type { Reached } from '../walk.ts';

/** All of WeChat's own tags, and the words of the template language. */
const KNOWN = new Set(
  (
    'block template import include wxs slot page-meta navigation-bar view scroll-view swiper swiper-item movable-area ' +
    'movable-view cover-view cover-image match-media page-container share-element root-portal grid-view list-view ' +
    'sticky-section sticky-header icon text rich-text progress selection button checkbox checkbox-group editor form input ' +
    'label picker picker-view picker-view-column radio radio-group slider switch textarea keyboard-accessory navigator ' +
    'functional-page-navigator audio image video camera live-player live-pusher voip-room channel-live channel-video map ' +
    'canvas web-view ad ad-custom official-account official-account-publish open-data open-container span snapshot'
  ).split(' '),
);
const COLONLESS = /^(capture-)?(bind|catch|mut-bind)(?!:)[a-z]/;

/**
 * A tag that nobody declared is drawn as nothing, silently, by WeChat: here it is an error. So is a declared component
 * that no template uses, and an event written without the colon, which the bindings gate cannot see.
 */
export function checkTags(tree: SourceTree, reached: Reached): Problem[] {
  const problems: Problem[] = [];
  const using = (path: string): Record<string, unknown> => {
    const content = JSON.parse(reached.texts.get(path) ?? '{}') as Record<string, Record<string, unknown> | undefined>;
    return { ...content['usingComponents'], ...content['componentGenerics'] };
  };
  const global = using('app.json');
  const used = new Set<string>();
  for (const path of reached.components) {
    if (!tree.isOwn(path)) continue;
    const own = using(`${path}.json`);
    const here = new Set<string>();
    for (const { file, tag } of withImports(`${path}.wxml`, reached, new Set())) {
      here.add(tag.name);
      used.add(tag.name);
      for (const [name, value] of tag.attributes) {
        if (name.startsWith('generic:')) here.add(value);
        if (COLONLESS.test(name) && tree.isOwn(file)) {
          report(file, tag.line, `write ${name.replace(/(bind|catch)/, '$1:')} instead of ${name}`);
        }
      }
      if (!KNOWN.has(tag.name) && !(tag.name in own) && !(tag.name in global) && tree.isOwn(file)) {
        report(file, tag.line, `<${tag.name}> is neither WeChat's nor declared, it would be drawn as nothing`);
      }
    }
    for (const name of Object.keys(own)) {
      if (here.has(name)) continue;
      const text = reached.texts.get(`${path}.json`) ?? '';
      report(`${path}.json`, lineAt(text, text.indexOf(`"${name}"`)), `component ${name} is declared and never used`);
    }
  }
  for (const name of Object.keys(global)) {
    if (used.has(name)) continue;
    const text = reached.texts.get('app.json') ?? '';
    report('app.json', lineAt(text, text.indexOf(`"${name}"`)), `component ${name} is declared and never used`);
  }
  return problems;

  function report(file: string, line: number, message: string): void {
    problems.push({ gate: 'tags', file: tree.sourceName(tree.find(file) ?? file), line, message, level: 'error' });
  }
}

function withImports(path: string, reached: Reached, seen: Set<string>): { file: string; tag: Tag }[] {
  if (seen.has(path)) return [];
  seen.add(path);
  return tagsOf(reached.texts.get(path) ?? '').flatMap((tag) => {
    const source = tag.attributes.get('src');
    const follow = (tag.name === 'import' || tag.name === 'include') && source !== undefined;
    if (!follow) return [{ file: path, tag }];
    const target = source.startsWith('/') ? source.slice(1) : posix.join(posix.dirname(path), source);
    return withImports(target.endsWith('.wxml') ? target : `${target}.wxml`, reached, seen);
  });
}
