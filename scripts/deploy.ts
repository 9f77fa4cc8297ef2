/** `npm run deploy`: builds and puts the gateway on Cloudflare's network. `-- --dry-run` only bundles. Secrets: see docs. */
import { build } from './build.ts';
import { run, tool } from './run.ts';

await build();
const { code } = await run(process.execPath, [tool('wrangler/bin/wrangler.js'), 'deploy', ...process.argv.slice(2)], {
  live: true,
  env: { WRANGLER_SEND_METRICS: 'false' },
});
process.exitCode = code;
