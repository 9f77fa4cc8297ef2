const TICK = '<svg viewBox="0 0 24 24"><path d="M4 12.500l5.500 5.500L20 7"/></svg>';
const CROSS = '<svg viewBox="0 0 24 24"><circle cx="12" cy="12" r="10"/><path d="M12 6v7m0 3v1.500"/></svg>';

/** What wx.showModal is asked for. */
export interface Dialog {
  title?: string;
  content?: string;
  showCancel?: boolean;
  cancelText?: string;
  confirmText?: string;
  cancelColor?: string;
  confirmColor?: string;
  editable?: boolean;
  placeholderText?: string;
}

let pressedAt = 0;
document.addEventListener('pointerdown', () => (pressedAt = performance.now()), { capture: true, passive: true });

/** WeChat's layers over the page: toast, loading, dialog, action sheet, the picker's sheet. */
export class Layers {
  #phone: HTMLElement;
  #toast: HTMLElement | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(phone: HTMLElement) {
    this.#phone = phone;
  }

  /** Shows a toast; `durationMs` of 0 keeps it until hidden, as wx.showLoading does. */
  toast(title: string, icon: string, durationMs: number, mask: boolean): void {
    this.hideToast();
    const cover = this.#cover(mask ? '' : 'mp-through');
    const box = child('div', 'mp-toast', cover);
    box.setAttribute('role', 'status');
    if (icon === 'loading') child('i', 'mp-spin', box);
    else if (icon === 'success') box.innerHTML = TICK;
    else if (icon === 'error') box.innerHTML = CROSS;
    box.append(title);
    this.#toast = cover;
    if (durationMs > 0) this.#timer = setTimeout(() => this.hideToast(), durationMs);
  }

  hideToast(): void {
    clearTimeout(this.#timer);
    this.#toast?.remove();
    this.#toast = undefined;
  }

  /** Asks; the answer is the typed text or the plain yes, and undefined for cancel. */
  dialog(dialog: Dialog): Promise<string | undefined> {
    const cover = this.#cover('mp-dim');
    const box = child('div', 'mp-dialog', cover);
    box.setAttribute('role', 'dialog');
    if (dialog.title !== undefined && dialog.title !== '') child('h2', '', box).textContent = dialog.title;
    let field: HTMLInputElement | undefined;
    if (dialog.editable === true) {
      child('p', '', box);
      field = child('input', '', box);
      field.placeholder = dialog.placeholderText ?? '';
      field.value = dialog.content ?? '';
    } else {
      child('p', '', box).textContent = dialog.content ?? '';
    }
    const row = child('div', 'mp-choices', box);
    return new Promise((resolve) => {
      const choice = (text: string, color: string, answer: () => string | undefined) => {
        const button = child('button', '', row);
        button.textContent = text;
        button.style.color = color;
        button.addEventListener('click', () => {
          cover.remove();
          resolve(answer());
        });
      };
      if (dialog.showCancel !== false)
        choice(dialog.cancelText ?? '取消', dialog.cancelColor ?? 'inherit', () => undefined);
      choice(dialog.confirmText ?? '确定', dialog.confirmColor ?? '#576b95', () => field?.value ?? '');
    });
  }

  /** Offers a list; the answer is the index, or -1 for cancel. */
  actions(items: string[], color: string, title = ''): Promise<number> {
    const cover = this.#cover('mp-dim mp-bottom');
    const sheet = child('div', 'mp-sheet', cover);
    sheet.setAttribute('role', 'menu');
    if (title !== '') child('p', 'mp-sheet-title', sheet).textContent = title;
    return new Promise((resolve) => {
      const offer = (text: string, index: number) => {
        const button = child('button', index < 0 ? 'mp-cancel' : '', sheet);
        button.textContent = text;
        if (index >= 0 && color !== '') button.style.color = color;
        button.addEventListener('click', () => {
          cover.remove();
          resolve(index);
        });
      };
      items.forEach(offer);
      offer('取消', -1);
    });
  }

  /** Shows form fields in a sheet; true when the person confirms. */
  picker(fields: HTMLElement[]): Promise<boolean> {
    const cover = this.#cover('mp-dim mp-bottom');
    const sheet = child('div', 'mp-sheet', cover);
    child('div', 'mp-picks', sheet).append(...fields);
    return new Promise((resolve) => {
      for (const [text, answer] of [
        ['确定', true],
        ['取消', false],
      ] as const) {
        const button = child('button', '', sheet);
        button.textContent = text;
        button.addEventListener('click', () => {
          cover.remove();
          resolve(answer);
        });
      }
    });
  }

  /** Asks leave for each of several things, all ticked to begin with; those that were left so, none on refusal. */
  consents(title: string, names: string[]): Promise<ReadonlySet<string>> {
    const cover = this.#cover('mp-dim mp-bottom');
    const sheet = child('div', 'mp-sheet mp-consents', cover);
    sheet.setAttribute('role', 'dialog');
    child('p', 'mp-sheet-title', sheet).textContent = title;
    const boxes = names.map((name) => {
      const label = child('label', '', sheet);
      const box = child('input', '', label);
      box.type = 'checkbox';
      box.checked = true;
      label.append(name);
      return { name, box };
    });
    return new Promise((resolve) => {
      const offer = (text: string, kept: () => string[]) => {
        const button = child('button', '', sheet);
        button.textContent = text;
        button.addEventListener('click', () => {
          cover.remove();
          resolve(new Set(kept()));
        });
      };
      offer('允许', () => boxes.filter(({ box }) => box.checked).map(({ name }) => name));
      offer('取消', () => []);
    });
  }

  /** Shows a picture or film large until it is tapped. */
  preview(kind: 'img' | 'video', address: string): void {
    const cover = this.#cover('mp-preview');
    const shown = child(kind, '', cover);
    shown.src = address;
    if (shown instanceof HTMLVideoElement) shown.controls = true;
    cover.addEventListener('click', () => cover.remove());
  }

  #cover(kind: string): HTMLElement {
    const cover = child('div', `mp-mask ${kind}`, this.#phone);
    const openedAt = performance.now();
    // The click of the very tap that opened it falls onto whatever of it lies under the finger.
    const own = (event: MouseEvent) => event.detail === 0 || pressedAt >= openedAt;
    cover.addEventListener('click', (event) => own(event) || event.stopImmediatePropagation(), { capture: true });
    return cover;
  }
}

function child<Name extends keyof HTMLElementTagNameMap>(name: Name, className: string, parent: HTMLElement) {
  const element = document.createElement(name);
  if (className !== '') element.className = className;
  parent.append(element);
  return element;
}
