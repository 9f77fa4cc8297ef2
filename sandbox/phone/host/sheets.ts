import { MARK } from './marks.ts';
import { rpxToPx } from './units.ts';

const RPX = /mp_rpx\(([^)]*)\)/g;

interface Sheet {
  target: Target;
  text: string;
  scope: string;
  page: string | undefined;
}

/** Where a sheet's text goes. */
interface Target {
  fill: (css: string) => void;
  enable: (on: boolean) => void;
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
    const sheet: Sheet = { target: constructable() ? constructed() : element(), text, scope, page };
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
    if (sheet.page !== undefined) sheet.target.enable(sheet.page === this.#top);
  }

  #fill(sheet: Sheet): void {
    const prefix = sheet.scope === '' ? '' : `${sheet.scope}--`;
    sheet.target.fill(
      sheet.text
        .replaceAll(MARK.prefix, prefix)
        .replaceAll(MARK.scope, sheet.scope)
        .replace(RPX, (_whole, n: string) => `${rpxToPx(Number(n), this.#width())}px`),
    );
  }
}

const constructable = () => 'adoptedStyleSheets' in document;

/** A constructed sheet is the program's own act, which a content security policy without inline styles allows. */
function constructed(): Target {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return {
    fill: (css) => sheet.replaceSync(css),
    enable: (on) => {
      sheet.disabled = !on;
    },
  };
}

/** jsdom constructs no sheets. */
function element(): Target {
  const style = document.createElement('style');
  document.head.append(style);
  return {
    fill: (css) => {
      style.textContent = css;
    },
    enable: (on) => {
      style.media = on ? 'all' : 'not all';
    },
  };
}
