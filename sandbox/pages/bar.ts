import { make, sign } from './draw.ts';
import { writingBox } from './frame.ts';
import { miniAddress } from './bubbles.ts';
import { words } from './words.ts';

/** An official account's menu as the world tells it. */
export interface MenuButton {
  name: string;
  entry?: { name: string; kind: string; key: string };
  entries?: { name: string; kind: string; key: string }[];
}

/** Everything a person can do at the foot of a chat. */
export type Act = (act: Record<string, unknown>) => Promise<boolean>;

/** A picture from the person's device, not larger than WeChat's own compression makes it. */
async function shrink(file: File): Promise<string> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, 1280 / Math.max(bitmap.width, bitmap.height));
  const canvas = make('canvas', { width: Math.round(bitmap.width * scale), height: Math.round(bitmap.height * scale) });
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/jpeg', 0.85);
}

function moreButton(act: Act, failed: () => void): { button: HTMLElement; panel: HTMLElement } {
  const file = make('input', { type: 'file', accept: 'image/*', hidden: true, 'aria-label': words.picture });
  file.addEventListener('change', () => {
    const [chosen] = file.files ?? [];
    file.value = '';
    if (chosen) shrink(chosen).then((data) => act({ kind: 'image', data, contentType: 'image/jpeg' }), failed);
  });
  const choice = (name: 'picture' | 'place' | 'voice', press: () => void): HTMLElement =>
    make(
      'button',
      { type: 'button', class: 'tool', click: press },
      make('span', { class: 'tile' }, sign(name)),
      words[name],
    );
  const panel = make(
    'div',
    { class: 'tools', id: 'tools', hidden: true },
    choice('picture', () => file.click()),
    choice('place', () => void act({ kind: 'location' })),
    choice('voice', () => void act({ kind: 'voice' })),
    file,
  );
  const button = make(
    'button',
    {
      type: 'button',
      class: 'bare ring',
      'aria-label': words.more,
      'aria-expanded': 'false',
      'aria-controls': 'tools',
    },
    sign('plus'),
  );
  button.addEventListener('click', () => {
    panel.hidden = !panel.hidden;
    button.setAttribute('aria-expanded', String(!panel.hidden));
  });
  return { button, panel };
}

function tapEntry(act: Act, entry: { kind: string; key: string }): void {
  switch (entry.kind) {
    case 'click':
      void act({ kind: 'event', event: 'CLICK', key: entry.key });
      return;
    case 'view':
      window.open(entry.key, '_blank', 'noopener');
      void act({ kind: 'event', event: 'VIEW', key: entry.key });
      return;
    case 'miniprogram':
      window.open(miniAddress(entry.key), '_blank', 'noopener');
      void act({ kind: 'event', event: 'view_miniprogram', key: entry.key });
      return;
    default:
      void act({ kind: 'event', event: entry.kind, key: entry.key });
  }
}

function menuRow(buttons: MenuButton[], act: Act): HTMLElement {
  const closeAll = (): void => {
    for (const each of row.querySelectorAll<HTMLElement>('.sub')) each.hidden = true;
    for (const each of row.querySelectorAll('[aria-expanded]')) each.setAttribute('aria-expanded', 'false');
  };
  const cell = (button: MenuButton, index: number): HTMLElement => {
    const { entry, entries } = button;
    if (entry)
      return make(
        'div',
        { class: 'cell' },
        make('button', { type: 'button', click: () => (closeAll(), tapEntry(act, entry)) }, button.name),
      );
    const opener = make(
      'button',
      { type: 'button', 'aria-expanded': 'false', 'aria-controls': `sub-${index}` },
      sign('menu'),
      button.name,
    );
    const items = (entries ?? []).map((each) =>
      make('button', { type: 'button', click: () => (closeAll(), opener.focus(), tapEntry(act, each)) }, each.name),
    );
    const sub = make(
      'div',
      { class: 'sub', id: `sub-${index}`, hidden: true, role: 'group', 'aria-label': button.name },
      ...items,
    );
    opener.addEventListener('click', () => {
      const opens = sub.hidden;
      closeAll();
      sub.hidden = !opens;
      opener.setAttribute('aria-expanded', String(opens));
      if (opens) items[0]?.focus();
    });
    sub.addEventListener('keydown', (event) => {
      const at = items.findIndex((each) => each === document.activeElement);
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (event.key === 'Escape') {
        closeAll();
        opener.focus();
      } else if (step !== 0) {
        event.preventDefault();
        items[(at + step + items.length) % items.length]?.focus();
      }
    });
    return make('div', { class: 'cell' }, opener, sub);
  };
  const row: HTMLElement = make('nav', { class: 'menu', 'aria-label': words.menu }, ...buttons.map(cell));
  document.addEventListener('click', (event) => {
    if (event.target instanceof Node && !row.contains(event.target)) closeAll();
  });
  return row;
}

/** The foot of a chat: the menu first where there is one, the writing box behind a switch, as in WeChat. */
export function chatBar(buttons: MenuButton[], act: Act, failed: () => void): HTMLElement[] {
  const { button, panel } = moreButton(act, failed);
  const writing = writingBox(words.write, (text) => act({ kind: 'text', content: text }));
  const keys = make('div', { class: 'keys' }, writing, button);
  if (buttons.length === 0) return [make('div', { class: 'bar' }, keys), panel];
  const menu = menuRow(buttons, act);
  keys.hidden = true;
  const change = make(
    'button',
    { type: 'button', class: 'bare change', 'aria-label': words.toKeyboard },
    sign('keyboard'),
  );
  change.addEventListener('click', () => {
    keys.hidden = !keys.hidden;
    menu.hidden = !keys.hidden;
    panel.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    change.setAttribute('aria-label', keys.hidden ? words.toKeyboard : words.toMenu);
    change.replaceChildren(sign(keys.hidden ? 'keyboard' : 'menu'));
    if (!keys.hidden) writing.querySelector('textarea')?.focus();
  });
  return [make('div', { class: 'bar' }, change, menu, keys), panel];
}
