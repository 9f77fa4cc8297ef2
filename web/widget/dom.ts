/** Elements without markup strings: safe under strict policies and Trusted Types. */
import type { IconPiece } from '../tokens/icon-paths.ts';

type Child = Node | string | null | false | undefined;
type Value = string | number | boolean | undefined | ((event: Event) => void);

/** Makes an element: functions are listeners (`onclick`), `true` is an empty attribute, `false` none. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  given: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value !== undefined) set(element, name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== false && child !== undefined));
  return element;
}

/** Sets an attribute; `false` takes it away. */
export function set(element: Element, name: string, value: string | number | boolean): void {
  if (value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : String(value));
}

const SVG = 'http://www.w3.org/2000/svg';

/** Draws an icon; it says nothing to screen readers. */
export function icon(pieces: readonly IconPiece[], size = 20): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [name, value] of Object.entries({
    viewBox: '0 0 24 24',
    width: size,
    height: size,
    'aria-hidden': 'true',
  })) {
    svg.setAttribute(name, String(value));
  }
  for (const [how, path] of pieces) {
    const drawn = document.createElementNS(SVG, 'path');
    drawn.setAttribute('d', path);
    drawn.setAttribute('class', how);
    svg.append(drawn);
  }
  return svg;
}

/** A part that is fetched later brings its style along: it is worn where `within` stands, once. */
export function wear(within: Node, css: string): void {
  const root = within.getRootNode();
  if (!(root instanceof ShadowRoot)) return;
  const sheet = sheets.get(css) ?? new CSSStyleSheet();
  if (!sheets.has(css)) sheet.replaceSync(css);
  sheets.set(css, sheet);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
const sheets = new Map<string, CSSStyleSheet>();

/** Brings the children of `list` to exactly these nodes, moving as little as possible. */
export function arrange(list: Element, nodes: readonly Node[]): void {
  nodes.forEach((node, index) => {
    if (list.childNodes[index] !== node) list.insertBefore(node, list.childNodes[index] ?? null);
  });
  while (list.childNodes.length > nodes.length) list.lastChild?.remove();
}
