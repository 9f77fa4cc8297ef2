/**
 * `npm run owner`: a fresh sign-in link for the running gateway. `-- --login NAME` for somebody else, `-- reset` for a fresh
 * password (of the owner, or of NAME), `-- create NAME ROLE 显示名` for a new member.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { root } from './build.ts';
import { enterLink, makeMember, resetPassword } from './operator.ts';
import { keepSettings } from './settings.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { login: { type: 'string' } } });
const data = resolve(process.env['YIXIAN_DATA'] ?? join(root, '.data'));
const { settings } = keepSettings(data, true);
const url = `http://${process.env['HOST'] ?? '127.0.0.1'}:${process.env['PORT'] ?? '8787'}`;
const publicUrl = process.env['PUBLIC_URL'] ?? url;
const login = values.login ?? 'owner';
const [what = 'link', name = '', role = 'agent', shown = name] = positionals;

async function answer(): Promise<string> {
  switch (what) {
    case 'link':
      return enterLink(url, publicUrl, settings, login, '/desk/');
    case 'reset':
      return `${login}  ${await resetPassword(url, settings, login)}`;
    case 'create': {
      const checked = v.parse(v.picklist(['owner', 'lead', 'editor', 'marketer', 'agent']), role);
      const password = await makeMember(url, settings, { login: name, name: shown, role: checked });
      return password === null ? `${name} 已存在 exists already` : `${name}  ${password}`;
    }
    default:
      throw new Error('use: npm run owner [-- reset | create NAME ROLE 显示名] [--login NAME]');
  }
}

try {
  process.stdout.write(`${await answer()}\n`);
} catch (fault) {
  process.stderr.write(`✗ ${String(fault)}\n  网关在运行吗？Is the gateway running at ${url}?\n`);
  process.exitCode = 1;
}
