import { TmplGroup } from 'glass-easel-template-compiler';
import type { Problem } from '../problem.ts';
import type { SourceTree } from '../source.ts';
import type { Reached } from '../walk.ts';

interface Diagnostic {
  message: string;
  startLine: number;
}

/** WXML syntax as WeChat's component framework reads it; in the library's own files only a warning. */
export function checkTemplates(tree: SourceTree, reached: Reached): Problem[] {
  const group = new TmplGroup();
  try {
    return [...reached.texts]
      .filter(([path]) => path.endsWith('.wxml'))
      .flatMap(([path, text]) =>
        (group.addTmpl(path.replace(/\.wxml$/, ''), text) as Diagnostic[]).map((diagnostic) => ({
          gate: 'templates',
          file: tree.sourceName(tree.find(path) ?? path),
          line: diagnostic.startLine + 1,
          message: diagnostic.message,
          level: tree.isOwn(path) ? ('error' as const) : ('warning' as const),
        })),
      );
  } finally {
    group.free();
  }
}
