/** One spelling of a text for the finders, unit for unit, so that offsets stay true. */

const single: Record<string, string> = {
  '\u3000': ' ', '\u00a0': ' ', '\t': ' ', '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '―': '-', '−': '-', '〜': '~',
  '￥': '¥', '，': '、', 〇: '零', '○': '零', 號: '号', 點: '点', 兩: '两', 萬: '万', 塊: '块', 後: '后', 週: '周', 禮: '礼', 區: '区',
  縣: '县', 鎮: '镇', 樓: '楼', 層: '层', 棟: '栋', 單: '单', 訂: '订', 電: '电', 話: '话', 時: '时', 鐘: '钟', 個: '个', 億: '亿',
  廣: '广', 場: '场', 圓: '圆', 錢: '钱', 開: '开',
}; // prettier-ignore

const spoken: Record<string, string> = {
  零: '0', 一: '1', 幺: '1', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9',
}; // prettier-ignore

/** Full width to half width, marks of one meaning to one mark, numbers read out digit by digit to digits. */
export function fold(text: string): string {
  const folded = text.replace(/[^\u0020-\u007e\n]/gu, (mark) => {
    const known = single[mark];
    if (known !== undefined) return known;
    const code = mark.charCodeAt(0);
    return mark.length === 1 && code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : mark;
  });
  // Seven and more in a row are read out, not counted: 一三八零零一三…
  return folded.replace(/[零一幺二三四五六七八九]{7,}/gu, (run) =>
    [...run].map((digit) => spoken[digit] ?? digit).join(''),
  );
}
