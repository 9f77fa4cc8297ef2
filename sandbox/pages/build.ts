import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));

/** Builds the pages of the simulated world (phone, official-account chat, doorway) into a folder, usually dist/site/world. */
export async function buildPages({ out, minify = true }: { out: string; minify?: boolean }): Promise<void> {
  await mkdir(out, { recursive: true });
  await build({
    entryPoints: ['index.ts', 'phone.ts', 'call.ts', 'wechat.ts', 'page.css'].map((name) => join(here, name)),
    outdir: out,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    minify,
    logLevel: 'warning',
  });
  for (const name of ['index.html', 'phone.html', 'call.html', 'wechat.html'])
    await copyFile(join(here, name), join(out, name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPages({ out: process.argv[2] ?? 'dist/site/world' });
