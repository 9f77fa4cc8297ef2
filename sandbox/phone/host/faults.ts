import { glassEasel } from 'glass-easel-miniprogram-adapter';

/** What went wrong while the program ran; tests read both lists from `window.__mp`. */
export class Faults {
  readonly errors: string[] = [];
  readonly warnings: string[] = [];
  #told = new Set<string>();

  /** Notes a fault of the program and shows it on the console. */
  error(reason: unknown, where = ''): void {
    const text = reason instanceof Error ? `${reason.message}\n${reason.stack ?? ''}` : String(reason);
    this.errors.push(where === '' ? text : `${text} @${where}`);
    console.error(where === '' ? '[mini-program]' : `[mini-program @${where}]`, reason);
  }

  /** Notes a mistake that a phone would pass over in silence; said once for each place. */
  warn(message: string, where = ''): void {
    const text = where === '' ? message : `${message} @${where}`;
    if (this.#told.has(text)) return;
    this.#told.add(text);
    this.warnings.push(text);
    console.warn('[mini-program]', text);
  }

  /** Calls into the program: a throw is its fault and never the phone's. */
  guard<T>(where: string, call: () => T): T | undefined {
    try {
      return call();
    } catch (reason) {
      this.error(reason, where);
      return undefined;
    }
  }

  /** Starts listening to the framework and to the browser. */
  listen(): void {
    const path = (related: unknown) =>
      typeof related === 'string' ? related : String((related as { is?: unknown } | undefined)?.is ?? '');
    glassEasel.addGlobalErrorListener((reason, method, related) => {
      this.error(reason, [path(related), method].filter(Boolean).join(' '));
      return false;
    });
    glassEasel.addGlobalWarningListener((message, related) => {
      this.warn(message, path(related) || (/"(miniprogram_npm\/[^"]+)"/.exec(message)?.[1] ?? ''));
      return false;
    });
    window.addEventListener('error', (event) => this.error(event.error ?? event.message));
    window.addEventListener('unhandledrejection', (event) => this.error(event.reason, 'unhandled rejection'));
  }
}
