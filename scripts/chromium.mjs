/** Finds a Chromium on this machine, or installs Debian's; plain JavaScript because it runs before anything is installed. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];

function places() {
  switch (process.platform) {
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
        (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
      );
    case 'win32':
      return [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => [
          join(folder, 'Google/Chrome/Application/chrome.exe'),
          join(folder, 'Microsoft/Edge/Application/msedge.exe'),
        ]);
    default:
      return (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  }
}

/** The browser's path, or null. `CHROMIUM` in the environment wins. */
export function findChromium() {
  const wanted = process.env.CHROMIUM;
  if (wanted) return existsSync(wanted) ? wanted : null;
  return places().find((path) => existsSync(path)) ?? null;
}

function knowsChinese() {
  const listed = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  return process.platform !== 'linux' || (listed.status === 0 && listed.stdout.trim() !== '');
}

/** Makes sure the browser tests have a browser that can draw Chinese; `stop(zh, en)` ends with a sentence. */
export function ensureChromium(stop) {
  if (findChromium() && knowsChinese()) return;
  const debian = process.platform === 'linux' && existsSync('/usr/bin/apt-get');
  if (debian && process.getuid?.() === 0 && !process.env.CHROMIUM) {
    process.stdout.write('安装 Chromium 和中文字体 … Installing Chromium and a Chinese font …\n');
    const apt = (...args) =>
      spawnSync('apt-get', args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk');
  }
  if (findChromium()) return;
  stop(
    '浏览器测试需要 Chromium：请安装它（Debian/Ubuntu：apt-get install chromium fonts-noto-cjk），或用环境变量 CHROMIUM 指出它的位置。',
    'The browser tests need Chromium: install it (Debian/Ubuntu: apt-get install chromium fonts-noto-cjk) or name its path in CHROMIUM.',
  );
}
