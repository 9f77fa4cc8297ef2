/** `npm start` (everything, with the simulated world) and `npm run selfhost` (`--no-demo`): one owner, one port, one folder. */
import { join, resolve } from 'node:path';
import { build, root } from './build.ts';
import { CannotStart, startGateway, type Gateway } from './gateway.ts';
import { enterLink, makeMember } from './operator.ts';

const demo = !process.argv.includes('--no-demo');
const data = resolve(process.env['YIXIAN_DATA'] ?? join(root, '.data'));
const port = Number(process.env['PORT'] ?? 8787);
const host = process.env['HOST'] ?? '127.0.0.1';
const say = (...lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`);

/** People of the demo company beside the owner; the first one is at the desk when the demo page opens. */
const staff = [
  { login: 'wangqing', name: '王晴', role: 'agent' },
  { login: 'liming', name: '李明', role: 'agent' },
  { login: 'zhaomin', name: '赵敏', role: 'lead' },
  { login: 'chenyu', name: '陈雨', role: 'editor' },
  { login: 'suntong', name: '孙彤', role: 'marketer' },
] as const;

async function people(gateway: Gateway): Promise<void> {
  const { url, settings } = gateway;
  const password = await makeMember(url, settings, { login: 'owner', name: '店主', role: 'owner' });
  if (gateway.settings.demo) for (const one of staff) await makeMember(url, settings, one);
  if (password !== null) {
    say(
      '',
      '  管理员账号（密码只显示这一次）· the owner (the password is shown this once)',
      `    账号 login     owner`,
      `    密码 password  ${password}`,
    );
  }
}

const freshLink = ({ url, publicUrl, settings }: Gateway) =>
  settings.demo
    ? enterLink(url, publicUrl, settings, 'wangqing', '/')
    : enterLink(url, publicUrl, settings, 'owner', '/desk/');

async function addresses(gateway: Gateway): Promise<void> {
  const { publicUrl } = gateway;
  const lines: [string, string][] = gateway.settings.demo
    ? [
        ['演示 demo', `${publicUrl}/`],
        ['客服工作台 dashboard', `${publicUrl}/desk/`],
        ['小程序 mini-program', `${publicUrl}/mini/`],
        ['模拟手机与公众号 phones', `${publicUrl}/world/`],
      ]
    : [['客服工作台 dashboard', `${publicUrl}/desk/`]];
  say('', ...lines.map(([name, address]) => `  ${name.padEnd(24)} ${address}`), `  ${'数据 data'.padEnd(24)} ${data}`);
  say(
    '',
    '  一键登录（十分钟内有效，只能用一次）· signs you in, once, within ten minutes:',
    `    ${await freshLink(gateway)}`,
    process.stdin.isTTY
      ? '  按回车换一个新链接，Ctrl-C 停止 · Enter prints a fresh link, Ctrl-C stops'
      : '  新链接 fresh link: npm run owner · 停止 stop: Ctrl-C',
    '',
  );
}

async function main(): Promise<void> {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new CannotStart(`PORT 不是端口号：${process.env['PORT'] ?? ''}`, 'PORT is not a port number.');
  }
  const began = performance.now();
  say('一线 Yixian');
  await build();
  const publicUrl = process.env['PUBLIC_URL'];
  const gateway = await startGateway({
    data,
    port,
    host,
    demo,
    ...(publicUrl ? { publicUrl } : {}),
    onLine: (line) => process.stderr.write(`${line}\n`),
  });
  say(`✓ 已就绪 ready ${((performance.now() - began) / 1000).toFixed(1)} s`);
  let leaving = false;
  const leave = () => {
    if (leaving) return;
    leaving = true;
    say('正在停止 … stopping …');
    gateway.stop().catch((fault: unknown) => say(String(fault)));
  };
  process.on('SIGTERM', leave);
  process.on('SIGINT', leave);
  process.on('SIGHUP', leave);
  await people(gateway);
  await addresses(gateway);
  if (process.stdin.isTTY) {
    process.stdin.on('data', () => {
      freshLink(gateway).then(
        (link) => say(`    ${link}`),
        (fault: unknown) => say(String(fault)),
      );
    });
  }
  const { why } = await gateway.ended;
  if (process.stdin.isTTY) process.stdin.unref();
  if (why !== null) throw new CannotStart(`网关反复退出：${why}`, `The gateway keeps dying: ${why}`);
}

try {
  await main();
} catch (fault) {
  const lines = fault instanceof CannotStart ? [`✗ ${fault.zh}`, `  ${fault.message}`] : [`✗ ${String(fault)}`];
  process.stderr.write(`\n${lines.join('\n')}\n`);
  process.exit(1);
}
