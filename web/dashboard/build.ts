import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds the dashboard into dist/site/desk, or into `outDir`; throws when it doesn't build. */
export async function buildDashboard(outDir?: string): Promise<void> {
  await build({
    configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)),
    logLevel: 'warn',
    ...(outDir === undefined ? {} : { build: { outDir, emptyOutDir: true } }),
  });
}

if (import.meta.main) await buildDashboard();
