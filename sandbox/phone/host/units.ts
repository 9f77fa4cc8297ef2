/** The sizes of the simulated phone, in CSS pixels. */
export interface Viewport {
  width: number;
  height: number;
  statusBar: number;
  navigationBar: number;
}

const DESIGN_WIDTH = 750;

/** rpx → px as WeChat does it: rounded down, and never down to nothing. */
export function rpxToPx(rpx: number, width: number): number {
  if (rpx === 0) return 0;
  const px = Math.floor((Math.abs(rpx) / DESIGN_WIDTH) * width + 1e-4);
  return Math.sign(rpx) * (px === 0 ? 1 : px);
}

/** Writes px for every rpx of an inline style. */
export function inlineStyle(style: string, width: number): string {
  return style
    .replace(/(-?(?:\d+\.?\d*|\.\d+))rpx\b/gi, (_whole, n: string) => `${rpxToPx(Number(n), width)}px`)
    .replace(
      /(-?(?:\d+\.?\d*|\.\d+))(vh|vw)\b/gi,
      (_whole, n: string, unit: string) => `calc(${n} * var(--mp-${unit}))`,
    );
}
