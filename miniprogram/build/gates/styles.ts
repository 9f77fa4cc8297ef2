import postcss from 'postcss';
import selectorParser from 'postcss-selector-parser';
import type { Problem } from '../problem.ts';
import type { SourceTree } from '../source.ts';
import type { Reached } from '../walk.ts';

const LOCAL_URL = /url\(\s*(?!["']?(?:data:|https?:))/;

/** What WXSS may not hold though it is CSS: local pictures anywhere; tag, id and attribute selectors in a component. */
export function checkStyles(tree: SourceTree, reached: Reached): Problem[] {
  const problems: Problem[] = [];
  for (const [path, text] of reached.texts) {
    if (!path.endsWith('.wxss') || !tree.isOwn(path)) continue;
    const config = JSON.parse(reached.texts.get(path.replace(/\.wxss$/, '.json')) ?? '{}') as { component?: boolean };
    const report = (line: number | undefined, message: string) =>
      problems.push({ gate: 'styles', file: path, line: line ?? 1, message, level: 'error' });
    const root = parse(text, path, report);
    root?.walkDecls((declaration) => {
      if (LOCAL_URL.test(declaration.value)) {
        report(declaration.source?.start?.line, `${declaration.prop} loads a local file, which WXSS cannot`);
      }
    });
    root?.walkRules((rule) => {
      if (config.component !== true || String((rule.parent as { name?: string }).name ?? '').endsWith('keyframes'))
        return;
      selectorParser((selectors) => {
        selectors.walk((node) => {
          if (node.type === 'tag' || node.type === 'id' || node.type === 'attribute') {
            report(
              rule.source?.start?.line,
              `a component's styles may select classes only, not ${String(node).trim()}`,
            );
          }
        });
      }).processSync(rule.selector);
    });
  }
  return problems;
}

function parse(text: string, path: string, report: (line: number | undefined, message: string) => void) {
  try {
    return postcss.parse(text, { from: path });
  } catch (error) {
    report(1, error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
