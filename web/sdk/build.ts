/** Builds `@yixian/client` as it is published: `node web/sdk/build.ts [out]`, usually dist/client. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';

const here = fileURLToPath(new URL('./', import.meta.url));

/** The module, with everything in it. ES2020: React Native's engine and old web views read it. */
export async function bundleClient(): Promise<string> {
  const result = await build({
    entryPoints: [join(here, 'index.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2020',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  });
  return result.outputFiles?.[0]?.text ?? '';
}

const whole =
  ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias | ts.TypeFormatFlags.UseStructuralFallback;

/**
 * The types in one file that needs no other: `api.ts` as it stands, with the types it takes from elsewhere written out before it,
 * and what `platforms.ts` and `client.ts` export.
 */
export function typesOf(): string {
  const api = join(here, 'api.ts');
  const program = ts.createProgram([api], {
    target: ts.ScriptTarget.ES2020,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2020.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
  });
  const checker = program.getTypeChecker();
  const written = (file: string) => {
    const source = program.getSourceFile(file);
    if (!source) throw new Error(`no ${file}`);
    return source;
  };
  const taken = written(api)
    .statements.filter(ts.isImportDeclaration)
    .flatMap((one) => {
      const names = one.importClause?.namedBindings;
      return names && ts.isNamedImports(names) ? [...names.elements] : [];
    });
  const expanded = taken.map(({ name }) => {
    const type = checker.getTypeAtLocation(name);
    return `/** Of the gateway’s own words. */\nexport type ${name.text} = ${checker.typeToString(type, undefined, whole)};`;
  });
  const own = written(api)
    .statements.filter((one) => !ts.isImportDeclaration(one))
    .map((one) => one.getFullText());
  return [
    '/** @yixian/client: made from the gateway’s own types, not written by hand. */',
    ...expanded,
    ...own.map((text) => text.trim()),
    '/** Opens the conversation with what the phone holds; nothing leaves before `start()`. */',
    'export declare function createClient(options: ClientOptions): Promise<Client>;',
    '/** A page in a browser or in an APP’s web view; files are `Blob`s. */',
    'export declare function webPlatform(): Platform;',
    '/** React Native: give its `AppState` and a storage. Files are `{ uri, type, name }`. */',
    'export declare function reactNativePlatform(own: { storage: Storage; AppState: AppState }): Platform;',
    '/** uni-app: give its `uni`. Files are paths. */',
    'export declare function uniPlatform(uni: Uni): Platform;',
    '',
  ].join('\n\n');
}

/** Writes the package into `out` and its module, with the example page, where the gateway gives it out. */
export async function buildClient({ out, site }: { out: string; site: string | null }): Promise<void> {
  const script = await bundleClient();
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'index.js'), script);
  writeFileSync(join(out, 'index.d.ts'), typesOf());
  for (const name of ['package.json', 'README.md']) copyFileSync(join(here, name), join(out, name));
  if (site === null) return;
  mkdirSync(join(site, 'client'), { recursive: true });
  writeFileSync(join(site, 'client/client.js'), script);
  for (const name of ['page.html', 'page.js', 'page.css']) {
    writeFileSync(join(site, 'client', name), readFileSync(join(here, 'example', name)));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildClient({ out: process.argv[2] ?? 'dist/client', site: null });
}
