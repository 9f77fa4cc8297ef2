type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | undefined | ((event: Event) => void)>;

/** Makes an element; functions become listeners, `true` an empty attribute, false and undefined none. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(
    ...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false),
  );
  return element;
}

const PATHS = {
  back: 'M15 5l-7 7 7 7',
  plus: 'M12 4v16M4 12h16',
  send: 'M12 20V5M6 11l6-6 6 6',
  keyboard: 'M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M7 14h10',
  menu: 'M4 7h16M4 12h16M4 17h16',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01',
  place: 'M12 21s7-6.1 7-11a7 7 0 10-14 0c0 4.9 7 11 7 11zM12 12.5a2.5 2.5 0 100-5 2.5 2.5 0 000 5z',
  voice: 'M12 15a3 3 0 003-3V7a3 3 0 10-6 0v5a3 3 0 003 3zM6 12a6 6 0 0012 0M12 18v3',
  wave: 'M6 9a4 4 0 010 6M10 6.5a8 8 0 010 11M14 4a12 12 0 010 16',
  play: 'M8 5l11 7-11 7z',
  write: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  leave: 'M14 5h5v14h-5M4 12h10M10 8l-4 4 4 4',
};

/** A drawn sign; it says nothing, its button has the words. */
export function sign(name: keyof typeof PATHS): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('sign');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

/** A round or square with the first letter of a name. */
export function face(name: string, tone: number): HTMLElement {
  return make(
    'span',
    { class: `face tone-${tone % 5}`, 'aria-hidden': 'true' },
    /[\p{L}\p{N}]/u.exec(name)?.[0] ?? '·',
  );
}

/** The same small number for the same text: colours that stay. */
export const toneOf = (text: string): number =>
  Array.from(text).reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
