import { describe, expect, it } from 'vitest';
import { checkMiniprogram } from '../../miniprogram/build/check.ts';
import { wechatCompilersRun } from '../../miniprogram/build/gates/wechat.ts';
import type { Problem } from '../../miniprogram/build/problem.ts';
import { plant, root } from './planted.ts';

async function check(changes: Record<string, string>): Promise<Problem[]> {
  const { app, remove } = plant(changes);
  try {
    const found = await checkMiniprogram(root, app);
    const short = (file: string) => file.replace(/^.*\/miniprogram\//, '');
    return found.filter(({ level }) => level === 'error').map((one) => ({ ...one, file: short(one.file) }));
  } finally {
    remove();
  }
}

const found = (gate: string, file: string, line: number, message: RegExp) =>
  expect.objectContaining({ gate, file, line, message: expect.stringMatching(message) as string });

describe('gates over the mini-program', () => {
  it('pass the sound app', async () => {
    expect(await check({})).toEqual([]);
  });

  it('pass the mini-program of this repository', async () => {
    expect((await checkMiniprogram(root)).filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('graph: a missing component, picture, script, style and page', async () => {
    const problems = await check({
      'app.json': '{\n  "pages": ["pages/home/index", "pages/gone/index"],\n  "style": "v2"\n}',
      'pages/home/index.json': '{\n  "usingComponents": {\n    "line-item": "../../components/lost/index"\n  }\n}\n',
      'pages/home/index.wxml': '<view>\n  <image src="/pictures/lost.png" />\n  <include src="lost.wxml" />\n</view>\n',
      'pages/home/index.scss': '@import "lost.wxss";\n.home {\n  padding: 24rpx;\n}\n',
      'pages/home/index.ts': "import { lost } from './lost.ts';\nPage({ data: { lost } });\n",
    });
    expect(problems).toContainEqual(found('graph', 'app.json', 2, /pages\/gone\/index\.wxml/));
    expect(problems).toContainEqual(found('graph', 'pages/home/index.json', 3, /line-item points to/));
    expect(problems).toContainEqual(
      found('graph', 'pages/home/index.wxml', 2, /picture pictures\/lost\.png is missing/),
    );
    expect(problems).toContainEqual(found('graph', 'pages/home/index.wxml', 3, /<include> reads lost\.wxml/));
    expect(problems).toContainEqual(found('graph', 'pages/home/index.scss', 1, /@import lost\.wxss/));
    expect(problems).toContainEqual(found('graph', 'pages/home/index.ts', 1, /import "\.\/lost\.ts" leads nowhere/));
  });

  it('types: the DOM, a wrong API name and a wrong option', async () => {
    const problems = await check({
      'app.ts':
        "App({\n  onLaunch() {\n    void fetch('/');\n    wx.showToasty({ title: '' });\n    void wx.showToast({ titel: '' });\n  },\n});\n",
    });
    expect(problems).toContainEqual(found('types', 'app.ts', 3, /Cannot find name 'fetch'/));
    expect(problems).toContainEqual(found('types', 'app.ts', 4, /showToasty/));
    expect(problems).toContainEqual(found('types', 'app.ts', 5, /titel/));
  });

  it('bindings: a field, an item field and a handler that do not exist', async () => {
    const problems = await check({
      'pages/home/index.wxml':
        '<view class="home" bind:tap="opne">\n  <line-item wx:for="{{lines}}" wx:key="id" label="{{item.txet}}" />\n  {{titel}}\n</view>\n',
      'components/line-item/index.wxml': '<view class="line">\n  {{lable}}\n</view>\n',
    });
    expect(problems).toContainEqual(found('bindings', 'pages/home/index.wxml', 1, /'opne' does not exist/));
    expect(problems).toContainEqual(found('bindings', 'pages/home/index.wxml', 2, /'txet' does not exist/));
    expect(problems).toContainEqual(found('bindings', 'pages/home/index.wxml', 3, /'titel' does not exist/));
    expect(problems).toContainEqual(found('bindings', 'components/line-item/index.wxml', 2, /mean 'label'/));
  });

  it('N58 properties: an unknown one, words where a number is due, another type, and a required one left out', async () => {
    const problems = await check({
      'pages/home/index.wxml':
        '<view class="home" bind:tap="open">\n  <line-item wx:for="{{lines}}" wx:key="id" lable="x" label="{{item.text}}" row="{{1}}" />\n' +
        '  <line-item label="{{lines}}" row="{{1}}" />\n  <line-item count="many" row="{{1}}" />\n  <line-item label="x" />\n' +
        '  <line-item label row="{{1}}" />\n  <t-button disabled="{{lines.length}}" themes="x" />\n</view>\n',
      'pages/home/index.json':
        '{ "usingComponents": { "line-item": "../../components/line-item/index", "t-button": "tdesign-miniprogram/button/button" } }',
      'components/line-item/index.wxml': '<view class="line">{{label}}{{count}}{{row}}</view>\n',
      'components/line-item/index.ts':
        "Component({ properties: { label: { type: String, value: '' }, count: { type: Boolean, value: false }, row: Number } });\n",
    });
    const told = (line: number, message: RegExp) => found('properties', 'pages/home/index.wxml', line, message);
    expect(problems).toContainEqual(told(2, /'lable' does not exist/));
    expect(problems).toContainEqual(told(3, /not assignable to type 'string'/));
    expect(problems).toContainEqual(told(4, /'boolean' is not assignable to type 'string \| number'/));
    expect(problems).toContainEqual(told(5, /<line-item> needs row/));
    expect(problems).toContainEqual(told(6, /'boolean' is not assignable to type 'string'/));
    expect(problems).toContainEqual(told(7, /'number' is not assignable to type 'boolean'/));
    expect(problems).toContainEqual(told(7, /'themes' does not exist/));
  });

  it('tags: an undeclared tag, an unused component and an event without its colon', async () => {
    const problems = await check({
      'pages/home/index.wxml':
        '<view class="home">\n  <line-itme />\n  <button bindtap="open">{{lines.length}}</button>\n</view>\n',
    });
    expect(problems).toContainEqual(found('tags', 'pages/home/index.wxml', 2, /<line-itme> is neither/));
    expect(problems).toContainEqual(found('tags', 'pages/home/index.wxml', 3, /write bind:tap instead of bindtap/));
    expect(problems).toContainEqual(found('tags', 'pages/home/index.json', 2, /line-item is declared and never used/));
  });

  it('templates: a missing end tag and an attribute given twice', async () => {
    const problems = await check({
      'components/line-item/index.wxml': '<view class="line">\n  <text class="a" class="b">{{label}}</text>\n',
    });
    expect(problems).toContainEqual(found('templates', 'components/line-item/index.wxml', 2, /duplicated attribute/));
    expect(problems).toContainEqual(found('templates', 'components/line-item/index.wxml', 1, /end tag/));
  });

  it('styles: a local picture, and a tag selector in a component', async () => {
    const problems = await check({
      'pages/home/index.scss': '.home {\n  background: url("/pictures/a.png");\n}\n',
      'components/line-item/index.scss': 'text {\n  color: red;\n}\n\n.line {\n  padding: 8rpx;\n}\n',
    });
    expect(problems).toContainEqual(found('styles', 'pages/home/index.wxss', 2, /loads a local file/));
    expect(problems).toContainEqual(
      found('styles', 'components/line-item/index.wxss', 1, /may select classes only, not text/),
    );
  });

  it('icons: a name that has no picture, in a template and in the safelist', async () => {
    const problems = await check({
      'icons.txt': '# computed in pages/home\nchat\nchatt\n',
      'pages/home/index.json': '{ "usingComponents": { "t-icon": "tdesign-miniprogram/icon/icon" } }',
      'pages/home/index.wxml':
        '<view class="home" bind:tap="open">\n  <t-icon name="serch" />{{lines.length}}\n</view>\n',
    });
    expect(problems).toContainEqual(found('icons', 'pages/home/index.wxml', 2, /no icon is called serch/));
    expect(problems).toContainEqual(found('icons', 'icons.txt', 3, /no icon is called chatt/));
  });

  it('level: an API newer than the declared base library', async () => {
    const problems = await check({
      'project.config.json': '{ "appid": "touristappid", "libVersion": "2.19.0" }',
      'app.ts': 'App({\n  onLaunch() {\n    wx.getWindowInfo();\n  },\n});\n',
    });
    expect(problems).toContainEqual(found('level', 'app.ts', 3, /getWindowInfo needs base library 2\.20\.1/));
  });

  it('size: a file that nothing reaches, and a package over 2 MiB', async () => {
    const heavy = `export const heavy = '${'重'.repeat(700_000)}';\n`;
    const problems = await check({
      'pages/home/left-over.wxss': '.a {\n  color: red;\n}\n',
      'heavy.ts': heavy,
      'app.ts': "import { heavy } from './heavy.ts';\nApp({\n  onLaunch() {\n    console.log(heavy);\n  },\n});\n",
    });
    expect(problems).toContainEqual(found('size', 'pages/home/left-over.wxss', 1, /nothing reaches this file/));
    expect(problems).toContainEqual(found('size', 'app.json', 1, /main package has 21\d+ bytes/));
  });

  it.runIf(wechatCompilersRun())('wcc: a script that is not ES5', async () => {
    const problems = await check({
      'components/line-item/index.wxml':
        '<wxs module="m">\nmodule.exports = { f: (x) => x };\n</wxs>\n<view class="line">{{m.f(label)}}</view>\n',
    });
    expect(problems).toContainEqual(expect.objectContaining({ gate: 'wcc', file: 'components/line-item/index.wxml' }));
  });

  it.runIf(wechatCompilersRun())('wcsc: a selector that WXSS does not have', async () => {
    const problems = await check({
      'pages/home/index.scss': '.home:is(.a, .b) {\n  padding: 24rpx;\n}\n* {\n  margin: 0;\n}\n',
    });
    expect(problems).toContainEqual(expect.objectContaining({ gate: 'wcsc', file: 'pages/home/index.scss' }));
  });
});
