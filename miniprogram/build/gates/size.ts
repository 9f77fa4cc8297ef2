import type { Problem } from '../problem.ts';
import type { SourceTree } from '../source.ts';

const LIMIT = 2 * 1024 * 1024;

/** Own files that nothing reaches, and packages larger than WeChat takes (2 MiB each). */
export function checkSize(tree: SourceTree, files: Map<string, number>, appJson: string): Problem[] {
  const problems: Problem[] = [];
  const report = (file: string, message: string) => {
    problems.push({ gate: 'size', file: tree.sourceName(tree.find(file) ?? file), line: 1, message, level: 'error' });
  };
  for (const path of tree.ownFiles()) {
    if (!files.has(path)) report(path, 'nothing reaches this file from app.json');
  }
  const app = JSON.parse(appJson) as { subPackages?: { root: string }[] };
  const roots = (app.subPackages ?? []).map((pack) => pack.root.replace(/\/?$/, '/'));
  const sizes = new Map<string, number>();
  for (const [path, bytes] of files) {
    const pack = roots.find((root) => path.startsWith(root)) ?? '';
    sizes.set(pack, (sizes.get(pack) ?? 0) + bytes);
  }
  for (const [pack, bytes] of sizes) {
    if (bytes > LIMIT)
      report(
        'app.json',
        `${pack === '' ? 'the main package' : pack} has ${bytes} bytes, at most ${LIMIT} may be uploaded`,
      );
  }
  return problems;
}
