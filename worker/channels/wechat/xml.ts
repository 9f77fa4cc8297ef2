/** WeChat's XML and nothing more: elements, text, CDATA. No DTD, entities beyond the five and numeric ones, attributes or comments. */
import { refuse, type Result } from '../../../shared/refusal.ts';
import type { Branch, Tree } from './tree.ts';

/** How deep and how many elements may come. */
export const XML_DEPTH = 8;
export const XML_ELEMENTS = 2_000;

class Malformed extends Error {}

const DECLARATION =
  /^\s*<\?xml\s+version=["']1\.[01]["'](?:\s+encoding=["']utf-8["'])?(?:\s+standalone=["'](?:yes|no)["'])?\s*\?>/iu;
const NAME = /[A-Za-z_][\w.-]{0,63}/y;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The root element's name and content, or `bad_xml`. */
export function readXml(text: string): Result<{ root: string; tree: Tree }> {
  try {
    return { ok: true, ...new Reader(text).whole() };
  } catch (fault) {
    if (fault instanceof Malformed) return refuse('bad_xml', fault.message);
    throw fault;
  }
}

type Open = { name: string; branch: Branch; pieces: string[] };
type Ended = { name: string; tree: Tree };

class Reader {
  readonly #text: string;
  #at: number;
  #elements = 0;

  constructor(text: string) {
    this.#text = text;
    this.#at = text.startsWith('<?xml') || /^\s*<\?xml/u.test(text.slice(0, 64)) ? this.#declared(text) : 0;
  }

  #declared(text: string): number {
    const found = DECLARATION.exec(text.slice(0, 200))?.[0];
    if (found === undefined) throw new Malformed('The XML declaration is not for UTF-8 XML.');
    return found.length;
  }

  whole(): { root: string; tree: Tree } {
    this.#blank();
    const stack: Open[] = [];
    for (;;) {
      const open = stack.at(-1);
      if (open) this.#words(open);
      const ended = this.#text.startsWith('</', this.#at) ? this.#end(stack) : this.#start(stack);
      if (!ended) continue;
      const parent = stack.at(-1);
      if (!parent) return this.#finish(ended.name, ended.tree);
      const before = parent.branch.get(ended.name);
      if (before) before.push(ended.tree);
      else parent.branch.set(ended.name, [ended.tree]);
    }
  }

  #end(stack: Open[]): Ended {
    this.#at += 2;
    const name = this.#name();
    const open = stack.pop();
    if (!open || open.name !== name) throw new Malformed('An end tag does not match its start.');
    this.#close();
    return { name, tree: open.branch.size > 0 ? open.branch : open.pieces.join('') };
  }

  /** A start tag opens an element; an empty one (`<a/>`) is ended at once. */
  #start(stack: Open[]): Ended | null {
    if (this.#text[this.#at] !== '<') throw new Malformed('The XML has no element here.');
    if (stack.length >= XML_DEPTH) throw new Malformed(`The XML is nested deeper than ${XML_DEPTH}.`);
    this.#elements += 1;
    if (this.#elements > XML_ELEMENTS) throw new Malformed(`The XML holds more than ${XML_ELEMENTS} elements.`);
    this.#at += 1;
    const name = this.#name();
    if (this.#text.startsWith('/>', this.#at)) {
      this.#at += 2;
      return { name, tree: '' };
    }
    this.#close();
    stack.push({ name, branch: new Map(), pieces: [] });
    return null;
  }

  #words(open: Open): void {
    for (;;) {
      const next = this.#text.indexOf('<', this.#at);
      if (next < 0) throw new Malformed('An element of the XML does not end.');
      if (next > this.#at) open.pieces.push(this.#resolve(this.#text.slice(this.#at, next)));
      this.#at = next;
      if (!this.#text.startsWith('<![CDATA[', next)) return;
      const end = this.#text.indexOf(']]>', next + 9);
      if (end < 0) throw new Malformed('A CDATA section of the XML does not end.');
      open.pieces.push(this.#text.slice(next + 9, end));
      this.#at = end + 3;
    }
  }

  #resolve(raw: string): string {
    if (!raw.includes('&')) return raw;
    return raw.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]{2,4}));|&/gu, (_, decimal, sixteen, word) => {
      if (typeof word === 'string') {
        const meant = ENTITIES[word];
        if (meant !== undefined) return meant;
      } else if (typeof decimal === 'string' || typeof sixteen === 'string') {
        const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(sixteen), 16);
        if (code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) return String.fromCodePoint(code);
      }
      throw new Malformed('An entity of the XML is unknown.');
    });
  }

  #finish(root: string, tree: Tree): { root: string; tree: Tree } {
    this.#blank();
    if (this.#at < this.#text.length) throw new Malformed('Something follows the root element.');
    return { root, tree };
  }

  #name(): string {
    NAME.lastIndex = this.#at;
    const found = NAME.exec(this.#text)?.[0];
    if (found === undefined) throw new Malformed('A name is missing, or the XML uses a forbidden feature.');
    this.#at += found.length;
    return found;
  }

  #close(): void {
    this.#blank();
    if (this.#text[this.#at] !== '>') throw new Malformed('A tag does not end, or carries attributes.');
    this.#at += 1;
  }

  #blank(): void {
    while (/[ \t\r\n]/u.test(this.#text.charAt(this.#at))) this.#at += 1;
  }
}

/** A text as CDATA; `]]>` inside is split over two sections. */
export function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

/** A flat reply as WeChat wants it: numbers bare, texts in CDATA. */
export function writeXml(fields: Record<string, string | number>): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `<${name}>${typeof value === 'number' ? String(value) : cdata(value)}</${name}>`,
  );
  return `<xml>${parts.join('')}</xml>`;
}
