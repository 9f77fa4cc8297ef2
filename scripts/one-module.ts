/**
 * Makes one module of the gateway and the simulated world for the Workers tests. The runner begins anew with every file, asks for
 * each module by a call of its own, and there are hundreds: most of a file's time was loading. The runtime reads the one module
 * itself; each of our files becomes a few lines that hand on what it exports, so that test and actors still share one copy.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import type { Plugin } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const NAME = 'one-module-all.mjs';
const out = join(root, 'dist/tests', NAME);

/** Bundled as the gateway itself is (scripts/build.ts). */
const options = {
  bundle: true as const,
  write: false as const,
  metafile: true as const,
  format: 'esm' as const,
  platform: 'neutral' as const,
  target: 'es2024',
  mainFields: ['module', 'main'],
  conditions: ['workerd', 'worker', 'browser', 'import'],
  external: ['cloudflare:*', 'node:*', 'vitest', 'stream'],
  absWorkingDir: root,
  outdir: 'none',
  logLevel: 'silent' as const,
} satisfies BuildOptions & { metafile: true; write: false };

/** What stands for each of our files, by its path. */
type Stubs = Map<string, string>;

/** Leaves the one module to the runtime; the Workers plugin has all modules read by vite. */
const unread: Plugin = {
  name: 'one-module-unread',
  enforce: 'post',
  config(config) {
    const deps = config.test?.server?.deps;
    if (!deps) throw new Error('the Workers plugin has to come first');
    Object.assign(deps, { inline: [/^(?!.*one-module-all\.mjs$)/u], external: [/one-module-all\.mjs$/u] });
  },
};

/** The plugins, for the tests in these rooms of `test/`. Tests and their helpers are loaded as ever. */
export function oneModule(rooms: readonly string[]): Plugin[] {
  let made: Promise<Stubs> | null = null;
  const stubs = () => (made ??= make(rooms));
  const stand: Plugin = {
    name: 'one-module',
    enforce: 'pre',
    async resolveId(id) {
      if (id !== NAME) return null;
      await stubs();
      return out;
    },
    async load(id) {
      const ours = id.startsWith(root) && !id.startsWith(join(root, 'test/'));
      return ours ? ((await stubs()).get(id) ?? null) : null;
    },
  };
  return [stand, unread];
}

async function make(rooms: readonly string[]): Promise<Stubs> {
  const tests = rooms.flatMap((room) => testsIn(join(root, 'test', room)));
  const { metafile } = await build({ ...options, entryPoints: tests });
  const files = Object.keys(metafile.inputs)
    .filter((file) => file.endsWith('.ts') && !file.startsWith('node_modules') && !file.startsWith('test/'))
    .sort();
  const contents = files.map((file, number) => `export * as m${number} from './${file}';`).join('\n');
  const entry = { contents, resolveDir: root, sourcefile: 'all.ts', loader: 'ts' } as const;
  const [whole, single] = await Promise.all([
    build({ ...options, stdin: entry, minifyWhitespace: true }),
    build({ ...options, bundle: false, external: [], entryPoints: files, outbase: root }),
  ]);
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, whole.outputFiles[0]?.text ?? '');
  const own = new Map(
    Object.values(single.metafile.outputs).map(({ entryPoint = '', exports }) => [entryPoint, exports]),
  );
  return new Map(files.map((file, number) => [join(root, file), stub(number, exportsOf(file, own))]));
}

function testsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(folder, file));
}

/** What a file exports, those included that it hands on by `export *`. */
function exportsOf(file: string, own: Map<string, string[]>): string[] {
  const handed = [...readFileSync(join(root, file), 'utf8').matchAll(/^export \* from '(\.[^']+)'/gmu)].flatMap(
    ([, from = '']) =>
      exportsOf(relative(root, join(root, dirname(file), from)), own).filter((name) => name !== 'default'),
  );
  return [...new Set([...(own.get(file) ?? []), ...handed])];
}

function stub(number: number, names: string[]): string {
  const lines = names.map((name) =>
    name === 'default' ? 'export default kept.default;' : `export const ${name} = kept.${name};`,
  );
  return [`import { m${number} as kept } from '${NAME}';`, ...lines].join('\n');
}
