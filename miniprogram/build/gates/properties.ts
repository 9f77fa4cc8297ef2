import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import ts from 'typescript';
import { tagsOf } from '../markup.ts';
import type { Problem } from '../problem.ts';
import type { SourceTree } from '../source.ts';
import type { Reached } from '../walk.ts';

/** A component that a template uses, by the name of its tag: our own by its uploaded path, or the library's folder. */
type Used = { tag: string; own: string | null; library: string };

/** What any component takes without declaring it. */
const COMMON = ['hidden', 'slot', 'ariaLabel', 'ariaRole', 'ariaHidden', 'ariaLive', 'ariaChecked', 'ariaExpanded'];

/** The name under which a component's virtual file gives the types of its properties. */
export const PROPERTIES = '__Properties';

/** TypeScript that declares `__tags`: for each component a template uses, its properties by type; all other tags are WeChat's own. */
export function tagTypes(tree: SourceTree, reached: Reached, path: string): string {
  const script = tree.find(`${path}.js`) ?? '';
  const lines: string[] = [];
  const fields: string[] = [];
  for (const [index, { tag, own, library }] of usedBy(tree, reached, path).entries()) {
    const name = `__used${index}`;
    const source =
      own === null ? join(library, 'type.d.ts') : `${tree.find(`${own}.js`)?.replace(/\.ts$/, '')}.wxml.ts`;
    const type = own === null ? libraryInterface(source) : PROPERTIES;
    if (type === undefined) continue;
    lines.push(`import type { ${type} as ${name} } from '${specifier(script, source)}';`);
    fields.push(`${JSON.stringify(tag)}: ${own === null ? '__Library' : '__Own'}<${name}> & __Common`);
  }
  const common = COMMON.map((one) => `${one}: __Whatever`).join('; ');
  return [
    ...lines,
    `type __Common = { ${common} };`,
    // WeChat takes null for an object, and a template can't say that it has looked before.
    'type __Own<P> = { [K in keyof P]: P[K] extends object ? P[K] | null : P[K] };',
    'type __Library<P> = { [K in keyof P]-?: NonNullable<P[K]> extends { value?: infer V } ? NonNullable<V> : __Whatever } & ' +
      '{ style: __Whatever; customStyle: __Whatever; tClass: __Whatever };',
    `declare const __tags: { ${[...fields, '[builtIn: string]: __Whatever'].join('; ')} };`,
  ].join('\n');
}

/** A property without a value of its own has to be given by everybody who uses the component. */
export function checkRequired(tree: SourceTree, reached: Reached): Problem[] {
  const problems: Problem[] = [];
  for (const path of reached.components) {
    if (!tree.isOwn(path)) continue;
    const used = new Map(usedBy(tree, reached, path).map((one) => [one.tag, one]));
    for (const { name, line, attributes } of tagsOf(reached.texts.get(`${path}.wxml`) ?? '')) {
      const component = used.get(name);
      if (!component) continue;
      const given = new Set([...attributes.keys()].map(camel));
      for (const property of requiredOf(tree, component)) {
        if (given.has(property)) continue;
        const file = tree.sourceName(tree.find(`${path}.wxml`) ?? path);
        problems.push({ gate: 'properties', file, line, message: `<${name}> needs ${property}`, level: 'error' });
      }
    }
  }
  return problems;
}

function usedBy(tree: SourceTree, reached: Reached, path: string): Used[] {
  const content = JSON.parse(reached.texts.get(`${path}.json`) ?? '{}') as { usingComponents?: Record<string, string> };
  return Object.entries(content.usingComponents ?? {}).flatMap(([tag, target]): Used[] => {
    const found = [...reached.components].find((one) => one.endsWith(`miniprogram_npm/${target}`));
    if (found !== undefined)
      return [{ tag, own: null, library: join(tree.library, dirname(target.replace(/^tdesign-miniprogram\//, ''))) }];
    const direct = target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(path), target);
    const own = [direct, `${direct}/index`].find((one) => reached.components.has(one));
    return own === undefined ? [] : [{ tag, own, library: '' }];
  });
}

function libraryInterface(file: string): string | undefined {
  return existsSync(file) ? /export interface (Td\w+Props)\b/.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
}

function specifier(from: string, to: string): string {
  const path = relative(dirname(from), to).split(sep).join('/');
  return path.startsWith('.') ? path : `./${path}`;
}

const camel = (name: string) => name.replace(/-(\w)/g, (_whole, letter: string) => letter.toUpperCase());

function requiredOf(tree: SourceTree, { own }: Used): string[] {
  const script = own === null ? undefined : tree.find(`${own}.js`);
  if (script === undefined) return [];
  const file = ts.createSourceFile('component.ts', readFileSync(script, 'utf8'), ts.ScriptTarget.ES2020, true);
  const required: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'properties') {
      const given = ts.isObjectLiteralExpression(node.initializer) ? node.initializer.properties : [];
      for (const one of given) {
        if (!ts.isPropertyAssignment(one)) continue;
        const { initializer } = one;
        const valued =
          ts.isObjectLiteralExpression(initializer) &&
          initializer.properties.some((field) => field.name?.getText() === 'value');
        if (!valued) required.push(one.name.getText());
      }
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return required;
}
