import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Problem } from '../problem.ts';
import type { SourceTree } from '../source.ts';

const FOLDERS: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'mac' };

/** Do WeChat's own compilers run on this machine? They exist for x86-64 only. */
export const wechatCompilersRun = () =>
  FOLDERS[process.platform] !== undefined && (process.arch === 'x64' || process.platform === 'darwin');

/** WXML, WXS and WXSS through WeChat's own compilers: what these refuse, WeChat's tools refuse. */
export function checkWithWechat(tree: SourceTree, built: string, files: Iterable<string>): Problem[] {
  if (!wechatCompilersRun()) return [];
  const paths = [...files];
  const ending = (extension: string) => paths.filter((path) => path.endsWith(extension));
  const folder = mkdtempSync(join(tmpdir(), 'wechat-compilers-'));
  try {
    const markup = ['-d', '-cc', '0', ...ending('.wxml'), ...ending('.wxs'), '-gn', '$gwx'];
    const sheets = ending('.wxss');
    // The number tells how many of the sheets, counted from the first, belong to components.
    const styles = ['-lc', '-db', '-pc', String(sheets.length), ...sheets];
    return [
      ...run('wcc', markup, folder, built, tree),
      ...(sheets.length > 0 ? run('wcsc', styles, folder, built, tree) : []),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(name: 'wcc' | 'wcsc', given: string[], folder: string, built: string, tree: SourceTree): Problem[] {
  const package_ = dirname(createRequire(import.meta.url).resolve('miniprogram-compiler/package.json'));
  const program = join(folder, name);
  // A copy, because the package ships its programs without the right to execute them.
  copyFileSync(join(package_, 'bin', FOLDERS[process.platform] ?? '', name), program);
  chmodSync(program, 0o755);
  const result = spawnSync(program, given, { cwd: built, maxBuffer: 64 * 1024 * 1024, encoding: 'utf8' });
  if (result.error !== undefined) throw result.error;
  if (result.status === 0) return [];
  return [place(name, String(result.stderr).trim() || `${name} ended with ${result.status}`, tree)];
}

function place(gate: string, said: string, tree: SourceTree): Problem {
  const found = /([\w./-]+\.(?:wxml|wxss|wxs))(?::(\d+))?/.exec(said);
  const file = found?.[1]?.replace(/^\.\//, '') ?? 'app.json';
  const line = Number(found?.[2] ?? /line[: ]+(\d+)/i.exec(said)?.[1] ?? 1);
  const level = tree.isOwn(file) ? 'error' : 'warning';
  return { gate, file: tree.sourceName(tree.find(file) ?? file), line, message: said.replace(/\s+/g, ' '), level };
}
