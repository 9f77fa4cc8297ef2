/** Pictures and files come in by button, paste and drop; what carries them to the gateway is fetched with the first one. */
import { MEDIA_ENDINGS } from '../../shared/media-endings.ts';
import type { Language } from '../client/words.ts';
import { make } from './dom.ts';
import type { Files } from './files.ts';
import type { Talk } from './talk.ts';
import type { View } from './view.ts';

/** What files need of the panel: the gateway, the line, and where the focus goes when a button is gone. */
export type AttachTools = { base: string; language(): Language; talking(): Promise<Talk>; back(): void };

/** Wires the three ways, and keeps the tray above the field. */
export class Attach {
  readonly place = make('div', { class: 'tray-place' });
  readonly #tools: AttachTools;
  readonly #changed: () => void;
  #files: Promise<Files> | null = null;
  #held: Files | null = null;

  /** `changed`: there may be something to send, or no longer. */
  constructor(view: View, tools: AttachTools, changed: () => void) {
    this.#tools = tools;
    this.#changed = changed;
    view.attach.addEventListener('click', () => {
      const field = make('input', { type: 'file', multiple: true, accept: MEDIA_ENDINGS });
      field.addEventListener('change', () => this.add([...(field.files ?? [])]));
      field.click();
    });
    view.input.addEventListener('paste', (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      this.add(files);
    });
    this.#dropping(view.panel, view.veil);
  }

  /** Files to be sent; taken at once, drawn as soon as their part is here. */
  add(files: File[]): void {
    if (files.length > 0) void this.#open().then((open) => open.add(files));
  }

  /** Something could be sent now. */
  get some(): boolean {
    return this.#held?.some ?? false;
  }

  send(): void {
    this.#held?.send();
  }

  /** What a reload, or a lost network, has cut off goes on. */
  resume(): void {
    void this.#open().then((open) => open.resume());
  }

  /** The line is there again. */
  live(): void {
    this.#held?.resume();
  }

  #open(): Promise<Files> {
    this.#files ??= import('./files.ts').then(async ({ openFiles }) => {
      this.#held = await openFiles(this.place, this.#tools, this.#changed);
      // What it had kept was told of before it stood here.
      this.#changed();
      return this.#held;
    });
    // A part that could not be fetched is asked for again with the next file.
    this.#files.catch(() => (this.#files = null));
    return this.#files;
  }

  /** Files drawn over the panel and let go there; whatever else is drawn stays the page's. */
  #dropping(panel: HTMLElement, veil: HTMLElement): void {
    let depth = 0;
    const over = (by: number) => {
      depth = Math.max(0, depth + by);
      veil.hidden = depth === 0;
    };
    const on = (name: 'dragenter' | 'dragover' | 'dragleave' | 'drop', run: (event: DragEvent) => void) =>
      panel.addEventListener(name, (event) => {
        if (event.dataTransfer?.types.includes('Files') !== true) return;
        event.preventDefault();
        run(event);
      });
    on('dragenter', () => over(1));
    on('dragover', () => undefined);
    on('dragleave', () => over(-1));
    on('drop', (event) => {
      over(-depth);
      this.add([...(event.dataTransfer?.files ?? [])]);
    });
  }
}
