import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { iconNames, safelisted } from '../icons.ts';
import { tagsOf } from '../markup.ts';
import type { Problem } from '../problem.ts';
import type { SourceTree } from '../source.ts';
import type { Reached } from '../walk.ts';

const ATTRIBUTE = /^(|left-|right-|prefix-|suffix-)icon$/;

/** An icon without a picture is drawn as nothing, so its name is an error where it is written. */
export function checkIcons(tree: SourceTree, reached: Reached): Problem[] {
  const known = iconNames();
  const problems: Problem[] = [];
  const check = (name: string, file: string, line: number) => {
    if (known.has(name)) return;
    problems.push({ gate: 'icons', file, line, message: `no icon is called ${name}`, level: 'error' });
  };
  for (const [path, text] of reached.texts) {
    if (!path.endsWith('.wxml') || !tree.isOwn(path)) continue;
    for (const tag of tagsOf(text)) {
      for (const [attribute, value] of tag.attributes) {
        const names = ATTRIBUTE.test(attribute) || (tag.name === 't-icon' && attribute === 'name');
        const literal =
          tag.name.startsWith('t-') && /^[a-zA-Z][\w-]*$/.test(value) && !/^(true|false|slot)$/.test(value);
        if (names && literal) check(value, tree.sourceName(tree.find(path) ?? path), tag.line);
      }
    }
  }
  const list = join(tree.app, 'icons.txt');
  const lines = existsSync(list) ? readFileSync(list, 'utf8').split('\n') : [];
  for (const name of safelisted(list)) {
    check(name, tree.sourceName(list), lines.findIndex((line) => line.replace(/#.*/, '').trim() === name) + 1);
  }
  return problems;
}
