import { describe, expect, it } from 'vitest';
import { inlineScripts, tagsOf } from '../../miniprogram/build/markup.ts';

describe('the reading of WXML tags', () => {
  it('sees a script after a self-closing one, and no tags in comments or scripts', () => {
    const wxml =
      '<wxs src="a.wxs" module="a"/><wxs src="b.wxs" module="b"></wxs>\n<!-- <gone/> -->\n<wxs module="c">\nvar x = 1 < 2;\n</wxs>\n<view wx:if="{{a > b}}" title=\'<b>\'/>';
    expect(tagsOf(wxml).map(({ name, line }) => [name, line])).toEqual([
      ['wxs', 1],
      ['wxs', 1],
      ['wxs', 3],
      ['view', 6],
    ]);
    expect(tagsOf(wxml).at(-1)?.attributes).toEqual(
      new Map([
        ['wx:if', '{{a > b}}'],
        ['title', '<b>'],
      ]),
    );
    expect(inlineScripts(wxml).map(({ text, line }) => [text.trim(), line])).toEqual([
      ['', 1],
      ['var x = 1 < 2;', 3],
    ]);
  });
});
