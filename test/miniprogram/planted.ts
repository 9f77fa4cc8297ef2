import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const SOUND: Record<string, string> = {
  'project.config.json': '{ "appid": "touristappid", "libVersion": "3.8.0" }',
  'app.json': '{ "pages": ["pages/home/index"], "style": "v2", "componentFramework": "glass-easel" }',
  'app.ts': 'App({});\n',
  'app.scss': 'page {\n  color: #111;\n}\n',
  'pages/home/index.json': '{\n  "usingComponents": { "line-item": "../../components/line-item/index" }\n}\n',
  'pages/home/index.wxml':
    '<view class="home" bind:tap="open">\n  <line-item wx:for="{{lines}}" wx:key="id" label="{{item.text}}" />\n</view>\n',
  'pages/home/index.scss': '.home {\n  padding: 24rpx;\n}\n',
  'pages/home/index.ts':
    "Page({\n  data: { lines: [{ id: 1, text: '你好' }] },\n  open() {\n    void wx.showToast({ title: '好' });\n  },\n});\n",
  'components/line-item/index.json': '{ "component": true, "usingComponents": {} }',
  'components/line-item/index.wxml': '<view class="line">{{label}}</view>\n',
  'components/line-item/index.scss': '.line {\n  padding: 8rpx;\n}\n',
  'components/line-item/index.ts': "Component({ properties: { label: { type: String, value: '' } } });\n",
};

/** A small sound mini-program with some of its files replaced; inside `dist`, so that packages resolve from it. */
export function plant(changes: Record<string, string> = {}): { app: string; remove: () => void } {
  mkdirSync(join(root, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(root, 'dist/planted-'));
  const app = join(folder, 'miniprogram');
  for (const [path, text] of Object.entries({ ...SOUND, ...changes })) {
    mkdirSync(dirname(join(app, path)), { recursive: true });
    writeFileSync(join(app, path), text);
  }
  return { app, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
