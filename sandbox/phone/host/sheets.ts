import { MARK } from './marks.ts';
import { rpxToPx } from './units.ts';

const RPX = /mp_rpx\(([^)]*)\)/g;

interface Sheet {
  element: HTMLStyleElement;
  text: string;
  scope: string;
  page: string | undefined;
}

/** The style sheets on the page: scoped per component; a page's own sheet counts only while that page is on top. */
export class Sheets {
  #sheets = new Map<string, Sheet>();
  #width: () => number;
  #top = '';

  constructor(width: () => number) {
    this.#width = width;
  }

  /** Adds a sheet once; `scope` is the prefix its classes get, empty for the shared scope. */
  install(path: string, text: string, scope: string, page?: string): void {
    if (this.#sheets.has(path)) return;
    const element = document.createElement('style');
    element.dataset['mp'] = path;
    document.head.append(element);
    const sheet: Sheet = { element, text, scope, page };
    this.#sheets.set(path, sheet);
    this.#fill(sheet);
    this.#toggle(sheet);
  }

  /** One webview per page: only the sheet of the page on top is in force. */
  show(page: string): void {
    this.#top = page;
    for (const sheet of this.#sheets.values()) this.#toggle(sheet);
  }

  /** Computes all rpx again, after the phone's width changed. */
  refill(): void {
    for (const sheet of this.#sheets.values()) this.#fill(sheet);
  }

  #toggle(sheet: Sheet): void {
    if (sheet.page !== undefined) sheet.element.media = sheet.page === this.#top ? 'all' : 'not all';
  }

  #fill(sheet: Sheet): void {
    const prefix = sheet.scope === '' ? '' : `${sheet.scope}--`;
    sheet.element.textContent = sheet.text
      .replaceAll(MARK.prefix, prefix)
      .replaceAll(MARK.scope, sheet.scope)
      .replace(RPX, (_whole, n: string) => `${rpxToPx(Number(n), this.#width())}px`);
  }
}
