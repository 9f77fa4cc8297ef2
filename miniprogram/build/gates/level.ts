import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { lineAt, type Problem } from '../problem.ts';
import type { SourceTree } from '../source.ts';

const SINCE = /需要基础库：?\s*`([\d.]+)`/;

/** The base library each wx.* API needs, as its typings say. */
export function apiLevels(): Map<string, string> {
  const folder = dirname(createRequire(import.meta.url).resolve('miniprogram-api-typings/package.json'));
  const text = readFileSync(join(folder, 'types/wx/lib.wx.api.d.ts'), 'utf8');
  const file = ts.createSourceFile('api.d.ts', text, ts.ScriptTarget.ES2020, false);
  const levels = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) && node.name.text === 'Wx') {
      for (const member of node.members) {
        if (member.name === undefined || !ts.isIdentifier(member.name)) continue;
        const comment = text.slice(member.getFullStart(), member.getStart(file));
        const since = SINCE.exec(comment)?.[1];
        if (since !== undefined) levels.set(member.name.text, since);
      }
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return levels;
}

/** No API newer than the base library that project.config.json declares. */
export function checkLevel(tree: SourceTree): Problem[] {
  const project = JSON.parse(readFileSync(join(tree.app, 'project.config.json'), 'utf8')) as { libVersion?: string };
  const declared = project.libVersion ?? '0';
  const levels = apiLevels();
  const problems: Problem[] = [];
  for (const path of tree.ownFiles()) {
    const source = tree.find(path);
    if (source === undefined || !source.endsWith('.ts')) continue;
    const text = readFileSync(source, 'utf8');
    for (const match of text.matchAll(/\bwx\.(\w+)/g)) {
      const since = levels.get(match[1] ?? '');
      if (since === undefined || !newer(since, declared)) continue;
      const message = `wx.${match[1] ?? ''} needs base library ${since}, the project declares ${declared}`;
      problems.push({
        gate: 'level',
        file: tree.sourceName(source),
        line: lineAt(text, match.index),
        message,
        level: 'error',
      });
    }
  }
  return problems;
}

function newer(one: string, other: string): boolean {
  const [a, b] = [one.split('.').map(Number), other.split('.').map(Number)];
  for (let at = 0; at < 3; at += 1) {
    const [left, right] = [a[at] ?? 0, b[at] ?? 0];
    if (left !== right) return left > right;
  }
  return false;
}
