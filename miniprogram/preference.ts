/** What the person chose for this phone: language and text size. Kept in WeChat's storage. */
import { preferred, type Language } from '../web/client/words.ts';

/** How things are shown; `elder` (长辈模式) is a layout of its own: larger, fewer, a person first. */
export const sizes = ['standard', 'large', 'elder'] as const;
export type Size = (typeof sizes)[number];

const listeners = new Set<() => void>();

function kept(key: string): string {
  const value: unknown = wx.getStorageSync(key);
  return typeof value === 'string' ? value : '';
}

/** The language chosen, else the phone's. */
export function language(): Language {
  const chosen = kept('language');
  return chosen === 'zh' || chosen === 'en' ? chosen : preferred(wx.getAppBaseInfo().language.replace('_', '-'));
}

/** The text size chosen. */
export function textSize(): Size {
  const chosen = kept('size');
  return sizes.find((size) => size === chosen) ?? 'standard';
}

/** Whoever reads WeChat in letters of this size (px, usually 16) is asked once whether they want 长辈模式. */
const LARGE_LETTERS = 20;

/** Is 长辈模式 to be offered now? Asked once on this phone, and never to who chose a size. */
export function offersElder(): boolean {
  return kept('size') === '' && kept('elder-offered') === '' && wx.getAppBaseInfo().fontSizeSetting >= LARGE_LETTERS;
}

/** The offer was answered, either way. */
export function elderOffered(): void {
  wx.setStorageSync('elder-offered', 'yes');
}

/** Chooses one of both; every page hears of it. */
export function choose(key: 'language' | 'size', value: string): void {
  wx.setStorageSync(key, value);
  for (const listener of listeners) listener();
}

/** Hears of choices; answers how to stop. */
export function onChoice(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
