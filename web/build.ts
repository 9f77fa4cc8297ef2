/** Builds widget, its own page, demo shop and stage page into the folder of screens: `node web/build.ts [out]`. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform, type BuildOptions, type Plugin } from 'esbuild';
import { pageSheet, shadowSheet } from './tokens/sheets.ts';

const here = fileURLToPath(new URL('./', import.meta.url));
/** Browsers the screens are for; private names stay native, which keeps the widget small. */
const target = ['chrome90', 'edge90', 'firefox90', 'safari15'];

/** All of the widget's style: the sheet that every page loads carries the tokens of those that come later. */
const widgetStyle = (): string =>
  readdirSync(join(here, 'widget'))
    .filter((name) => name.endsWith('.css'))
    .map((name) => readFileSync(join(here, 'widget', name), 'utf8'))
    .join('\n');

/** Style sheets imported by the widget come as text, minified; the first one with just the tokens that are used. */
const shadowStyles: Plugin = {
  name: 'shadow-styles',
  setup(run) {
    run.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const css = readFileSync(path, 'utf8');
      const tokens = basename(path) === 'launcher.css' ? shadowSheet(widgetStyle()) : '';
      const small = await transform(tokens + css, { loader: 'css', minify: true });
      return { contents: small.code, loader: 'text' };
    });
  },
};

async function bundle(entry: string, options: BuildOptions): Promise<string> {
  const result = await build({
    entryPoints: [join(here, entry)],
    bundle: true,
    minify: true,
    write: false,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    target,
    ...options,
  });
  return result.outputFiles?.[0]?.text ?? '';
}

/** A name that changes with what it names. */
function hashed(name: string, text: string): string {
  const [stem = '', ending = ''] = name.split('.');
  return `${stem}-${createHash('sha256').update(text).digest('hex').slice(0, 10)}.${ending}`;
}

/** The widget's files by name: what every page loads (`entry`), what opening it loads, and the loader, which knows the entry. */
export async function bundleWidget(): Promise<{ entry: string; files: Record<string, string>; loader: string }> {
  const result = await build({
    entryPoints: {
      widget: join(here, 'widget/element.ts'),
      looks: join(here, 'widget/looks.ts'),
      'pop-out': join(here, 'widget/pop-out.ts'),
    },
    outdir: '/',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    splitting: true,
    format: 'esm',
    bundle: true,
    minify: true,
    write: false,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    target,
    plugins: [shadowStyles],
  });
  const files = Object.fromEntries(result.outputFiles.map(({ path, text }) => [basename(path), text]));
  const named = (stem: string) => Object.keys(files).find((name) => name.startsWith(`${stem}-`)) ?? '';
  const entry = named('widget');
  const define = {
    WIDGET_FILE: JSON.stringify(entry),
    LOOKS_FILE: JSON.stringify(named('looks')),
    POP_OUT_FILE: JSON.stringify(named('pop-out')),
  };
  const loader = await bundle('widget/loader.ts', { format: 'iife', define });
  return { entry, files, loader };
}

/** Puts files into a folder and takes away what an earlier build left there. */
function put(folder: string, files: Record<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (!(name in files)) rmSync(join(folder, name), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

/** One page: its script and style get hashed names, which are written into its HTML. */
async function page(
  name: string,
  from = `demo/${name}`,
  at = '/demo',
): Promise<{ html: string; files: Record<string, string> }> {
  const script = await bundle(`${from}/${name}.ts`, { format: 'esm' });
  const source = pageSheet() + readFileSync(join(here, `${from}/${name}.css`), 'utf8');
  const style = (await transform(source, { loader: 'css', minify: true })).code;
  const files = { [hashed(`${name}.js`, script)]: script, [hashed(`${name}.css`, style)]: style };
  const [scriptFile = '', styleFile = ''] = Object.keys(files);
  const html = readFileSync(join(here, `${from}/${name}.html`), 'utf8')
    .replace(`./${name}.ts`, `${at}/${scriptFile}`)
    .replace(`./${name}.css`, `${at}/${styleFile}`);
  return { html, files };
}

/** The pictures the demo company's answers show, by file name. */
function helpPictures(): Record<string, string> {
  const folder = join(here, 'demo/help');
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** Builds everything of this folder but the dashboard into `out` (usually dist/site). */
export async function buildWeb({ out }: { out: string }): Promise<void> {
  const [{ files, loader }, stage, shop, chat] = await Promise.all([
    ...([bundleWidget(), page('stage'), page('shop'), page('chat', 'widget/page', '/chat')] as const),
  ]);
  put(join(out, 'widget'), { ...files, 'loader.js': loader });
  put(join(out, 'demo'), { ...stage.files, ...shop.files });
  put(join(out, 'shop'), { 'index.html': shop.html });
  put(join(out, 'chat'), { ...chat.files, 'index.html': chat.html });
  put(join(out, 'help'), helpPictures());
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'index.html'), stage.html);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWeb({ out: process.argv[2] ?? 'dist/site' });
