/**
 * `npm run mp:upload -- --version 1.2.0 --key private.key [--robot 1] [--note …] [--check]`: gates, builds for this gateway and appid, and
 * hands the folder to WeChat's packager, which is installed apart (docs/mini-program.md). `--check` stops before the upload.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildMiniprogram } from '../miniprogram/build/build.ts';
import { checkMiniprogram } from '../miniprogram/build/check.ts';
import { printProblem } from '../miniprogram/build/problem.ts';
import { root } from './build.ts';

const { values } = parseArgs({
  options: {
    version: { type: 'string', default: '' },
    key: { type: 'string', default: '' },
    note: { type: 'string', default: '' },
    robot: { type: 'string', default: '1' },
    check: { type: 'boolean', default: false },
  },
});

/** The part of WeChat's packager that is used. */
type Packager = {
  Project: new (given: object) => object;
  upload(given: object): Promise<{ subPackageInfo?: { name: string; size: number }[] }>;
};

function stop(zh: string, en: string): never {
  process.stderr.write(`✗ ${zh}\n  ${en}\n`);
  process.exit(1);
}

const { GATEWAY_URL = '', WECHAT_APPID = '', SERVICE_PHONE = '' } = process.env;
if (!/^wx[0-9a-f]{16}$/u.test(WECHAT_APPID)) {
  stop('请用环境变量 WECHAT_APPID 给出小程序的 AppID。', 'Set WECHAT_APPID to the mini-program’s AppID.');
}
if (!/^https:\/\/[^/:]+(?::\d+)?$/u.test(GATEWAY_URL)) {
  stop(
    '请用环境变量 GATEWAY_URL 给出网关的 https 地址，末尾不带斜杠。',
    'Set GATEWAY_URL to the gateway’s https address without a slash.',
  );
}
if (!/^\d+\.\d+\.\d+$/u.test(values.version)) stop('请给出 --version，如 1.2.0。', 'Give --version, like 1.2.0.');

const problems = await checkMiniprogram(root);
const errors = problems.filter(({ level }) => level === 'error');
for (const problem of errors) process.stderr.write(`${printProblem(problem)}\n`);
if (errors.length > 0) stop('检查没有通过，未上传。', 'The gates did not pass; nothing was uploaded.');

const out = join(root, 'dist/mp-upload');
const { bytes, files } = await buildMiniprogram({
  root,
  out,
  defines: { GATEWAY_URL, APPID: WECHAT_APPID, SERVICE_PHONE },
});
process.stdout.write(`✓ ${out}: ${files.size} files, ${Math.round(bytes / 1024)} KiB\n`);
if (values.check) process.exit(0);

const key = resolve(values.key);
if (values.key === '' || !existsSync(key)) {
  stop('请用 --key 给出代码上传密钥的文件。', 'Give the upload key’s file with --key.');
}
const folder = join(root, 'miniprogram/upload/');
if (!existsSync(join(folder, 'node_modules/miniprogram-ci'))) {
  stop(
    '上传工具单独安装：npm install --prefix miniprogram/upload',
    'The packager is installed apart: npm install --prefix miniprogram/upload',
  );
}
const packager = createRequire(folder)('miniprogram-ci') as Packager;
const project = new packager.Project({
  appid: WECHAT_APPID,
  type: 'miniProgram',
  projectPath: out,
  privateKeyPath: key,
  ignores: ['node_modules/**/*'],
});
const done = await packager.upload({
  project,
  version: values.version,
  desc: values.note || values.version,
  robot: Number(values.robot),
  // Everything is compiled already: what WeChat checks is what the tests ran.
  setting: { es6: false, es7: false, minify: true, autoPrefixWXSS: true },
});
process.stdout.write(`✓ ${values.version} · ${JSON.stringify(done.subPackageInfo ?? [])}\n`);
