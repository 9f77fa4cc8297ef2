import type { BuiltIn, BuiltInNode } from './node.ts';

interface RichNode {
  name?: string;
  type?: string;
  text?: string;
  attrs?: Record<string, unknown>;
  children?: RichNode[];
}

const TAGS = new Set(
  (
    'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del div dl dt em ' +
    'fieldset font footer h1 h2 h3 h4 h5 h6 header hr i img ins label legend li mark nav ol p pre q rt ruby s section ' +
    'small span strong sub sup table tbody td tfoot th thead tr tt u ul'
  ).split(' '),
);
const ATTRIBUTES = new Set([
  'class',
  'style',
  'span',
  'width',
  'height',
  'alt',
  'src',
  'start',
  'type',
  'colspan',
  'rowspan',
  'color',
  'dir',
]);
const DANGEROUS = /^\s*(javascript|vbscript):/i;

function richText(node: BuiltInNode) {
  return {
    changed: (name: string, value: unknown) => {
      if (name !== 'nodes') return;
      const children = typeof value === 'string' ? parse(value) : ((value ?? []) as RichNode[]).map(build);
      node.element.replaceChildren(...children);
    },
  };
}

/** Only listed tags and attributes pass, as on a phone; links lead nowhere and scripts are dropped. */
function build(node: RichNode): Node {
  if (node.type === 'text' || node.name === undefined) return document.createTextNode(unescape(node.text ?? ''));
  const name = node.name.toLowerCase();
  if (!TAGS.has(name)) return document.createDocumentFragment();
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(node.attrs ?? {})) {
    if (ATTRIBUTES.has(key) && !DANGEROUS.test(String(value))) element.setAttribute(key, String(value));
  }
  element.append(...(node.children ?? []).map(build));
  return element;
}

function parse(html: string): Node[] {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  return [...parsed.body.childNodes].map(copy);
}

function copy(node: Node): Node {
  if (node instanceof Text) return document.createTextNode(node.data);
  if (!(node instanceof Element)) return document.createDocumentFragment();
  const attrs = Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]));
  const made = build({ name: node.tagName, attrs });
  if (made instanceof Element) made.append(...[...node.childNodes].map(copy));
  return made;
}

const unescape = (text: string) =>
  text.replace(/&(lt|gt|amp|quot|apos|nbsp);/g, (whole, name: string) => {
    const signs: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: '\u00a0' };
    return signs[name] ?? whole;
  });

/** Rich text from HTML or from WeChat's node lists. */
export const RICH_TEXTS: BuiltIn[] = [
  {
    name: 'rich-text',
    properties: { nodes: [null], space: [String, ''], userSelect: [Boolean, false], mode: [String, 'default'] },
    setup: richText,
  },
];
