import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds the dashboard into dist/site/desk; throws when it doesn't build. */
export async function buildDashboard(): Promise<void> {
  await build({ configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)), logLevel: 'warn' });
}

if (import.meta.main) await buildDashboard();
