import type { ClosingSettings } from '../../../../../shared/settings/closing.ts';

type Child = ClosingSettings['categories'][number]['children'][number];

/** Children of a category as they are written, one a line: id Chinese / English. */
export function childrenText(children: readonly Child[]): string {
  return children.map((one) => `${one.id} ${one.zh} / ${one.en}`).join('\n');
}

/** Children out of lines; without a slash both languages have the same words. */
export function childrenOf(text: string): Child[] {
  return linesOf(text).map((line) => {
    const [id = '', ...rest] = line.split(/\s+/u);
    const [zh = '', en = zh] = rest.join(' ').split(/\s*[/／]\s*/u);
    return { id, zh: zh.trim(), en: en.trim() };
  });
}

/** Lines that say something. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
