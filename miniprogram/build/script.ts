import { readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { build, type Loader, type Plugin } from 'esbuild';
import type { SourceTree } from './source.ts';

/** A script as it is uploaded, and the scripts it requires. */
export interface CompiledScript {
  code: string;
  requires: string[];
  missing: string[];
}

/** What one build writes in place of names that stand in the sources, as JavaScript expressions. */
export type Defines = Record<string, string>;

const TARGET = 'es2018';

/** The uploaded path of an ordinary npm package, which is bundled into one file. */
export const packageFile = (specifier: string) => `npm/${specifier.replace(/^@/, '').replaceAll('/', '-')}.js`;

/** Compiles one TypeScript or ESM file to CommonJS ES2018 with every import turned into a relative `require`. */
export async function compileScript(
  tree: SourceTree,
  file: string,
  defines: Defines,
  packages: Map<string, string>,
): Promise<CompiledScript> {
  const uploaded = tree.uploadedPath(file);
  const requires = new Set<string>();
  const missing: string[] = [];
  const towards = (target: string) => {
    requires.add(target);
    const path = posix.relative(posix.dirname(uploaded), target);
    return { path: path.startsWith('.') ? path : `./${path}`, external: true };
  };
  const resolver: Plugin = {
    name: 'uploaded-paths',
    setup(run) {
      run.onResolve({ filter: /.*/ }, ({ path, kind }) => {
        if (kind === 'entry-point') return undefined;
        if (path.startsWith('.')) {
          const target = tree.script(path, file);
          if (target !== undefined) return towards(tree.uploadedPath(target));
        } else {
          const target = tree.npm(path, uploaded, ['.js', '']);
          if (target !== undefined) return towards(target);
          if (tree.isOwn(uploaded) && !path.startsWith('tdesign-miniprogram')) {
            packages.set(packageFile(path), path);
            return towards(packageFile(path));
          }
        }
        missing.push(path);
        return { path, external: true };
      });
    },
  };
  const loader: Loader = file.endsWith('.ts') ? 'ts' : 'js';
  // The text goes in by stdin: a file under a package of type "module" would get Node's interop, which phones lack.
  const result = await build({
    stdin: { contents: readFileSync(file, 'utf8'), loader, resolveDir: dirname(file), sourcefile: file },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'neutral',
    target: TARGET,
    charset: 'utf8',
    minifySyntax: true,
    minifyWhitespace: !tree.isOwn(uploaded),
    define: defines,
    plugins: [resolver],
    logLevel: 'silent',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: false } },
  });
  return { code: result.outputFiles[0]?.text ?? '', requires: [...requires], missing };
}

/** Bundles an ordinary npm package into one CommonJS file, so that it exists once in the uploaded program. */
export async function bundlePackage(specifier: string, resolveDir: string): Promise<string> {
  const result = await build({
    stdin: { contents: `export * from ${JSON.stringify(specifier)};`, loader: 'js', resolveDir },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import', 'default'],
    target: TARGET,
    charset: 'utf8',
    minify: true,
    logLevel: 'silent',
  });
  return result.outputFiles[0]?.text ?? '';
}
