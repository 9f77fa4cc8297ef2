/** `npm run mp:bench`: what the mini-program's screen costs; see test/browser/miniprogram-bench.ts. */
import { root } from './build.ts';
import { run } from './run.ts';
import { join } from 'node:path';

const program = join(root, 'test/browser/miniprogram-bench.ts');
const { code } = await run(process.execPath, [program, ...process.argv.slice(2)], { live: true });
process.exitCode = code;
