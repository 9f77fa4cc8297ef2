/** An element's content: a text, or children by name (several of one name as a list). */
export type Tree = { [name: string]: string | Tree | (string | Tree)[] };

/** Why a text is not the XML that WeChat reads. */
export class BadXml extends Error {}

/** Wraps a text in CDATA; the end mark inside is split as XML demands. */
export const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w{1,8});|&/g, (whole, name?: string) => {
    if (name === undefined) throw new BadXml('a bare & is no XML');
    if (name.startsWith('#')) {
      const code = name.startsWith('#x') ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
      if (code > 0x10ffff || code === 0) throw new BadXml(`no such character ${whole}`);
      return String.fromCodePoint(code);
    }
    const found = ENTITIES[name];
    if (found === undefined) throw new BadXml(`unknown entity ${whole}`);
    return found;
  });
}

function put(tree: Tree, name: string, value: string | Tree): void {
  const before = tree[name];
  if (before === undefined) tree[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else tree[name] = [before, value];
}

/** Reads a whole document: one root, no attributes used, no DTD, depth ≤ 8. Returns the root's name and content. */
export function parseXml(source: string): { root: string; tree: Tree | string } {
  const text = source.replace(/^\uFEFF/, '').replace(/^\s*<\?xml[^?]*\?>/, '');
  const token =
    /<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)|</y;
  type Open = { name: string; tree: Tree; words: string; cdata: boolean };
  const open: Open[] = [];
  let result: { root: string; tree: Tree | string } | undefined;
  const close = (done: Open): void => {
    const isTree = Object.keys(done.tree).length > 0;
    if (isTree && done.words.trim() !== '') throw new BadXml(`text beside elements in ${done.name}`);
    const value = isTree ? done.tree : done.cdata ? done.words : done.words.trim();
    const parent = open.at(-1);
    if (parent) put(parent.tree, done.name, value);
    else result = { root: done.name, tree: value };
  };
  while (token.lastIndex < text.length) {
    const found = token.exec(text);
    if (!found) throw new BadXml('not well-formed');
    const [whole, section, slash, name, , empty, words] = found;
    const inside = open.at(-1);
    if (section !== undefined) {
      if (!inside) throw new BadXml('text outside the root');
      if (!inside.cdata) inside.words = inside.words.trimStart();
      inside.words += section;
      inside.cdata = true;
    } else if (words !== undefined) {
      if (inside) inside.words += inside.cdata && words.trim() === '' ? '' : decode(words);
      else if (words.trim() !== '') throw new BadXml('text outside the root');
    } else if (name === undefined) {
      throw new BadXml(`unexpected ${whole}`);
    } else if (slash) {
      const done = open.pop();
      if (!done || done.name !== name) throw new BadXml(`</${name}> closes nothing`);
      close(done);
    } else {
      if (result && open.length === 0) throw new BadXml('a second root');
      if (open.length >= 8) throw new BadXml('too deep');
      const started: Open = { name, tree: {}, words: '', cdata: false };
      if (empty) close(started);
      else open.push(started);
    }
  }
  if (open.length > 0 || !result) throw new BadXml('the document is cut off');
  return result;
}

/** Writes children; `numeric` names go without CDATA. */
export function writeXml(tree: Tree, numeric: (name: string) => boolean): string {
  return Object.entries(tree)
    .flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((each) => [name, each] as const) : [[name, value] as const],
    )
    .map(([name, value]) => {
      const inner = typeof value !== 'string' ? writeXml(value, numeric) : numeric(name) ? value : cdata(value);
      return `<${name}>${inner}</${name}>`;
    })
    .join('');
}
