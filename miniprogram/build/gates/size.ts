import type { Problem } from '../problem.ts';
import type { SourceTree } from '../source.ts';

const MIB = 1024 * 1024;
/** The house's own limits; WeChat takes 2 MiB a package and 30 MiB in all. */
const MAIN_LIMIT = 1.2 * MIB;
const WHOLE_LIMIT = 2 * MIB;

/** Own files that nothing reaches, and packages larger than the house allows: they are fetched before the first picture. */
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
  const most = (what: string, bytes: number, limit: number) => {
    if (bytes > limit) report('app.json', `${what} has ${bytes} bytes, at most ${Math.floor(limit)} are allowed`);
  };
  for (const [pack, bytes] of sizes)
    most(pack === '' ? 'the main package' : pack, bytes, pack === '' ? MAIN_LIMIT : WHOLE_LIMIT);
  most(
    'the whole program',
    [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0),
    WHOLE_LIMIT,
  );
  return problems;
}
