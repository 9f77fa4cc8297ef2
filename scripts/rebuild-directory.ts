/** `npm run rebuild-directory`: every customer of the running gateway tells the directory everything anew. May be repeated at any time. */
import { join, resolve } from 'node:path';
import { root } from './build.ts';
import { retell } from './operator.ts';
import { keepSettings } from './settings.ts';

const data = resolve(process.env['YIXIAN_DATA'] ?? join(root, '.data'));
const { settings } = keepSettings(data, true);
const url = `http://${process.env['HOST'] ?? '127.0.0.1'}:${process.env['PORT'] ?? '8787'}`;

try {
  let count = 0;
  for (let bucket = 0; bucket < 256; bucket += 1)
    count += await retell(url, settings, bucket.toString(16).padStart(2, '0'));
  process.stdout.write(`✓ ${count} 个地址的客户会重新上报检索目录。${count} addresses: their customers tell anew.\n`);
} catch (fault) {
  process.stderr.write(`✗ ${String(fault)}\n  网关在运行吗？Is the gateway running at ${url}?\n`);
  process.exitCode = 1;
}
