import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { replaceIconFont } from './icons.ts';
import { printProblem, type Problem } from './problem.ts';
import { bundlePackage, type Defines } from './script.ts';
import { SourceTree } from './source.ts';
import { walk, type Reached } from './walk.ts';

/** Where to build from and to, and what the build writes into the program. */
export interface MiniprogramBuild {
  /** The repository's folder. */
  root: string;
  /** The folder to write, what WeChat's tools would upload; emptied first. */
  out: string;
  /** The app's own folder, by default `miniprogram` under the root. */
  app?: string;
  /** `GATEWAY_URL` (empty: the same origin, for the simulated phone), `APPID` and `SERVICE_PHONE`. */
  defines?: { GATEWAY_URL?: string; APPID?: string; SERVICE_PHONE?: string };
}

/** What a build wrote and found. */
export interface BuiltMiniprogram {
  files: Map<string, number>;
  bytes: number;
  icons: string[];
  reached: Reached;
  problems: Problem[];
}

const PLACEHOLDER_APPID = 'touristappid';

/** Stage 1: TypeScript, SCSS and WXML sources → the folder that is uploaded to WeChat, only files the app reaches. */
export async function buildMiniprogram(options: MiniprogramBuild): Promise<BuiltMiniprogram> {
  const tree = new SourceTree(resolve(options.root), options.app === undefined ? undefined : resolve(options.app));
  const gateway = options.defines?.GATEWAY_URL ?? '';
  const project = JSON.parse(readFileSync(join(tree.app, 'project.config.json'), 'utf8')) as Record<string, unknown>;
  const appid = options.defines?.APPID ?? (typeof project['appid'] === 'string' ? project['appid'] : PLACEHOLDER_APPID);
  const written = { GATEWAY_URL: gateway, APPID: appid, SERVICE_PHONE: options.defines?.SERVICE_PHONE ?? '' };
  const defines = Object.entries(written).map(([name, value]) => [name, JSON.stringify(value)]);
  const reached = await walk(tree, Object.fromEntries(defines) as Defines);
  for (const [file, specifier] of reached.packages) {
    reached.texts.set(file, await bundlePackage(specifier, tree.root));
  }
  const icons = replaceIconFont(reached.texts, join(tree.app, 'icons.txt'));

  rmSync(options.out, { recursive: true, force: true });
  const files = new Map<string, number>();
  const write = (path: string, place: (target: string) => void, bytes: number) => {
    const target = join(options.out, path);
    mkdirSync(dirname(target), { recursive: true });
    place(target);
    files.set(path, bytes);
  };
  for (const [path, text] of reached.texts) write(path, (t) => writeFileSync(t, text), Buffer.byteLength(text));
  for (const [path, source] of reached.copies) {
    write(path, (target) => copyFileSync(source, target), readFileSync(source).byteLength);
  }
  // WeChat's tools read the project's settings beside the upload; the simulated phone reads its appid.
  writeFileSync(
    join(options.out, 'project.config.json'),
    `${JSON.stringify({ ...project, appid, miniprogramRoot: './' }, null, 2)}\n`,
  );
  const bytes = [...files.values()].reduce((sum, size) => sum + size, 0);
  return { files, bytes, icons, reached, problems: reached.problems };
}

async function main(): Promise<void> {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
  const out = join(root, 'dist/mp');
  const { GATEWAY_URL, WECHAT_APPID, SERVICE_PHONE } = process.env;
  const built = await buildMiniprogram({
    root,
    out,
    defines: {
      ...(GATEWAY_URL === undefined ? {} : { GATEWAY_URL }),
      ...(WECHAT_APPID === undefined ? {} : { APPID: WECHAT_APPID }),
      ...(SERVICE_PHONE === undefined ? {} : { SERVICE_PHONE }),
    },
  });
  const errors = built.problems.filter((problem) => problem.level === 'error');
  for (const problem of errors) process.stderr.write(`${printProblem(problem)}\n`);
  process.stdout.write(
    `mini-program: ${built.files.size} files, ${Math.round(built.bytes / 1024)} KiB, ${built.icons.length} icons\n`,
  );
  if (errors.length > 0 || !existsSync(join(out, 'app.js'))) process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
